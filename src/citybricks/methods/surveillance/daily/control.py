"""What may be set of the daily model."""

from __future__ import annotations

from dataclasses import dataclass

from citybricks.methods.surveillance.parameters import ParameterError, between, whole

LEAST = 28
"""Days of history without which there is no baseline."""
MOST = 1e7
"""Cases of a day; larger counts are taken for this many, which is unusual enough."""


@dataclass(frozen=True)
class Control:
    """Parameters of the daily model.

    Parameters
    ----------
    budget
        False alarms a year that are allowed of each unit; alarms less than a week apart are one.
    threshold
        Score to be exceeded instead, where it is given.
    windows
        How many open days are looked at together.
    harmonics
        Of the year; chosen by QAIC where none is given.
    down_weight
        Standardised residuals of the past above this weigh less.
    refit
        Days from one fit to the next.
    year
        Days in a year.
    false_discovery
        Share of false ones among the alarms of a morning that is allowed (Benjamini-Hochberg);
        alarms must pass this too where it is given.
    seed
        Of what is drawn to find thresholds.
    """

    budget: float = 4.0
    threshold: float | None = None
    windows: tuple[int, ...] = (1, 2, 3, 5, 7)
    harmonics: int | None = None
    down_weight: float = 2.58
    refit: int = 28
    year: float = 365.25
    false_discovery: float | None = None
    seed: int = 1

    def __post_init__(self) -> None:
        between("budget", self.budget, 0, 12.0 + 1e-9)
        between("down_weight", self.down_weight, 1, 100)
        between("year", self.year, 300, 400)
        whole("refit", self.refit, 1, 366)
        whole("seed", self.seed, 0)
        for name, value in (("threshold", self.threshold), ("q", self.false_discovery)):
            if value is not None:
                between(name, value, 0, 1 if name == "q" else 1e3)
        if self.harmonics is not None:
            whole("harmonics", self.harmonics, 0, 20)
        if not self.windows:
            raise ParameterError("windows", self.windows, "at least one width is needed")
        for width in self.windows:
            whole("windows", width, 1, 60)


def needs(_control: Control, _per_year: int) -> int:
    """Return how many earlier times are needed for any answer."""
    return LEAST
