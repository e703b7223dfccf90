"""What is said of days, before it is told."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from citybricks.methods.surveillance.series import Floats, unknown


@dataclass(frozen=True, eq=False)
class Found:
    """What is said of days; arrays of shape (units, days), NaN where nothing can be.

    Parameters
    ----------
    expected, dispersion, score, upper, p
        As `series.Alarms` has them.
    alarm
        1 or 0.
    """

    expected: Floats
    dispersion: Floats
    score: Floats
    upper: Floats
    p: Floats
    alarm: Floats

    @classmethod
    def nothing(cls, units: int, days: int) -> Found:
        """Return what is to be filled in."""
        return cls(**{field.name: unknown(units, days) for field in fields(cls)})

    def fill(self, places: np.ndarray[tuple[int], np.dtype[np.intp]], said: object) -> None:
        """Take over what is said of some days by anything with the same names."""
        for field in fields(self):
            getattr(self, field.name)[:, places] = getattr(said, field.name)
