"""How an election moves: draft, roll, registrar, trustees, frozen, open, closed, tally, result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from citybricks.network.life import Life, Step
from citybricks.services.voting.elections.domain import checks, documents, publishing, telling
from citybricks.services.voting.elections.domain.checks import Check
from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.elections.vocabulary import State
from citybricks.services.voting.roll.domain import commitment

_RUN = "voting.run"
_CANCEL = {"cancel": Step(State.CANCELLED, _RUN)}
LIFE = Life(
    {
        State.DRAFT: {"to_roll": Step(State.ROLL, _RUN), **_CANCEL},
        State.ROLL: {
            "to_registrar": Step(State.REGISTRAR, _RUN),
            "back_to_draft": Step(State.DRAFT, _RUN),
            **_CANCEL,
        },
        State.REGISTRAR: {
            "to_trustees": Step(State.TRUSTEES, _RUN),
            "back_to_roll": Step(State.ROLL, _RUN),
            **_CANCEL,
        },
        State.TRUSTEES: {"freeze": Step(State.FROZEN, _RUN), **_CANCEL},
        State.FROZEN: {"open": Step(State.OPEN, _RUN), **_CANCEL},
        State.OPEN: {"close": Step(State.CLOSED, _RUN)},
        State.CLOSED: {"tally": Step(State.TALLYING, _RUN)},
        State.TALLYING: {"finish": Step(State.DONE, _RUN)},
    }
)
"""What can be done in each state, where it leads, and the permission it asks for."""

NAMES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "to_roll": _("Go on to the roll of voters"),
        "back_to_draft": _("Back to the draft"),
        "to_registrar": _("Go on to the credentials"),
        "back_to_roll": _("Back to the roll of voters"),
        "to_trustees": _("Go on to the trustees"),
        "freeze": _("Freeze"),
        "open": _("Open the vote"),
        "close": _("Close the vote"),
        "tally": _("Start the tally"),
        "finish": _("Publish the result"),
        "cancel": _("Cancel the election"),
    }
)
IRREVERSIBLE = frozenset({"freeze", "open", "close", "tally", "finish", "cancel"})
"""What cannot be taken back, so that it is asked for twice."""
EDITABLE = (State.DRAFT, State.ROLL, State.REGISTRAR, State.TRUSTEES)
"""States in which title, dates and questions can be changed."""


class NotReadyError(ValueError):
    """Something has to hold before.

    Parameters
    ----------
    failed
        The checks that did not pass.
    """

    def __init__(self, failed: list[Check]) -> None:
        self.failed = failed
        super().__init__("; ".join(map(str, failed)))


def possible(election: Election, by: Any) -> list[str]:
    """Return what a person can do with an election as it stands."""
    steps = LIFE.steps.get(election.state, {})
    return [name for name, step in steps.items() if by.has_perm(step.permission, election)]


@transaction.atomic
def act(election: Election, action: str, by: Any | None) -> Election:
    """Move an election on.

    Parameters
    ----------
    by
        Who does it; None for the hub itself, when a time has come.

    Raises
    ------
    NotPossibleError
        When the action cannot be done in the election's state.
    PermissionDenied
        When the person may not.
    NotReadyError
        When a check did not pass.
    """
    fresh = Election.objects.select_for_update().get(pk=election.pk)
    step = LIFE.step(fresh.state, action)
    if by is not None and not by.has_perm(step.permission, fresh):
        raise PermissionDenied(f"{by} may not {action} {fresh.pk}")
    looked = checks.before(fresh, action)
    if failed := [check for check in looked if check.binding and not check.passed]:
        raise NotReadyError(failed)
    fresh.state = State(step.to)
    if effect := EFFECTS.get(action):
        effect(fresh)
    fresh.save()
    telling.moved(fresh, action)
    return fresh


def _freeze(election: Election) -> None:
    election.election_json = documents.election_json(election).decode()
    election.trustees_json = documents.trustees_json(election).decode()
    election.frozen_at = timezone.now()
    publishing.owe_times(election)


def _open(election: Election) -> None:
    election.opened_at = timezone.now()
    publishing.open_board(election)


def _close(election: Election) -> None:
    election.closed_at = timezone.now()
    publishing.close_board(election)


def _finish(election: Election) -> None:
    election.done_at = timezone.now()
    publishing.publish_result(election)


def _commit_to_roll(election: Election) -> None:
    commitment.freeze(election)


def _reopen_roll(election: Election) -> None:
    election.public_credentials = ""
    commitment.thaw(election)


EFFECTS: Mapping[str, Callable[[Election], None]] = MappingProxyType(
    {
        "to_registrar": _commit_to_roll,
        "back_to_roll": _reopen_roll,
        "freeze": _freeze,
        "open": _open,
        "close": _close,
        "tally": publishing.tally,
        "finish": _finish,
    }
)
"""What an action does besides."""
