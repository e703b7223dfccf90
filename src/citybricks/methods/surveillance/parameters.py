"""What may be set of a detector, and what is said when it is set to something else."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import asdict
from typing import Any


class ParameterError(ValueError):
    """A parameter that the detector does not have, or with a value that it cannot take.

    Parameters
    ----------
    name
        The parameter.
    value
        What it was set to.
    allowed
        What it may be, as the end of a sentence.
    """

    def __init__(self, name: str, value: object, allowed: str) -> None:
        self.name, self.value, self.allowed = name, value, allowed
        super().__init__(f"{name} is {value!r}; {allowed}")


def whole(name: str, value: object, least: int, most: int = 10_000) -> None:
    """Check a number of times, years or periods.

    Raises
    ------
    ParameterError
        When it is no whole number from `least` to `most`.
    """
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise ParameterError(name, value, f"a whole number from {least} to {most} is needed")


def between(name: str, value: object, least: float, most: float) -> None:
    """Check a number that is larger than `least` and smaller than `most`.

    Raises
    ------
    ParameterError
        When it is not.
    """
    fine = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if not fine or not least < value < most:  # type: ignore[operator]
        raise ParameterError(name, value, f"a number between {least:g} and {most:g} is needed")


def chosen(name: str, value: object, choices: Collection[object]) -> None:
    """Check a choice.

    Raises
    ------
    ParameterError
        When it is none of the choices.
    """
    if value not in choices:
        raise ParameterError(name, value, f"one of {', '.join(map(str, choices))} is needed")


def told(control: Any) -> dict[str, Any]:
    """Return parameters as they are kept beside alarms: of JSON's types."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(control).items()
    }
