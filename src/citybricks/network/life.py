"""How a thing of the network moves from state to state: a table, and who may act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


class NotPossibleError(ValueError):
    """What was asked for cannot be done in this state.

    Parameters
    ----------
    action
        What was asked for.
    state
        Where the thing stands.
    possible
        What can be done instead.
    """

    def __init__(self, action: str, state: str, possible: tuple[str, ...]) -> None:
        self.action, self.state, self.possible = action, state, possible
        allowed = ", ".join(possible) or "nothing"
        super().__init__(f"{action!r} is not possible when {state!r}; possible: {allowed}")


@dataclass(frozen=True, slots=True)
class Step:
    """An action: the state it leads to, and the permission it asks for."""

    to: str
    permission: str


@dataclass(frozen=True, slots=True)
class Life:
    """The states of a thing and the actions between them.

    Parameters
    ----------
    steps
        By state, what can be done in it, by name.
    """

    steps: Mapping[str, Mapping[str, Step]]

    def step(self, state: str, action: str) -> Step:
        """Return where an action leads.

        Raises
        ------
        NotPossibleError
            When it cannot be done in this state.
        """
        possible = self.steps.get(state, {})
        if action not in possible:
            raise NotPossibleError(action, state, tuple(possible))
        return possible[action]

    def actions(self, state: str) -> tuple[str, ...]:
        """Return what can be done in a state."""
        return tuple(self.steps.get(state, {}))

    def states(self) -> frozenset[str]:
        """Return every state, those that nothing leads out of included."""
        ends = {step.to for actions in self.steps.values() for step in actions.values()}
        return frozenset(self.steps) | ends
