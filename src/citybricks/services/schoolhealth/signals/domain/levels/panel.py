"""Counts of a city as arrays: classes x days that were reported; what was not reported is NaN."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

from citybricks.methods.surveillance.series import Floats

HEALTHY = "none"
"""Absent for another reason: no syndrome that is looked at."""


@dataclass(frozen=True, eq=False)
class Panel:
    """What was reported of classes, day by day, as known at one time.

    Parameters
    ----------
    days
        On which at least one class reported, in order.
    classes, schools
        Number of each class, and of the school it is in.
    enrolled
        Pupils of each class and day; NaN where nothing was reported.
    ill
        For each syndrome, ill pupils of each class and day; NaN likewise.
    diagnosed
        The same for diagnoses.
    """

    days: tuple[date, ...]
    classes: tuple[str, ...]
    schools: tuple[str, ...]
    enrolled: Floats
    ill: dict[str, Floats]
    diagnosed: dict[str, Floats] = field(default_factory=dict)

    @classmethod
    def of(
        cls, frame: pd.DataFrame, syndromes: Sequence[str], diagnoses: Sequence[str] = ()
    ) -> Panel:
        """Arrange the counts that `daily.domain.known.counts` returns."""
        days = tuple(sorted(set(frame["day"])))
        placed = dict(zip(frame["class"], frame["school"], strict=True))
        classes = tuple(sorted(placed, key=lambda one: (placed[one], one)))
        row = {name: at for at, name in enumerate(classes)}
        column = {day: at for at, day in enumerate(days)}
        rows = frame["class"].map(row).to_numpy(dtype=np.intp)
        columns = frame["day"].map(column).to_numpy(dtype=np.intp)
        enrolled = np.full((len(classes), len(days)), np.nan)
        enrolled[rows, columns] = frame["enrolled"].to_numpy(dtype=float)

        def counted(column: str, codes: Sequence[str]) -> dict[str, Floats]:
            number = frame["ill"].to_numpy(dtype=float)
            found = {}
            for code in codes:
                total = np.where(np.isnan(enrolled), np.nan, 0.0)
                of_it = (frame[column] == code).to_numpy()
                np.add.at(total, (rows[of_it], columns[of_it]), number[of_it])
                found[code] = total
            return found

        schools = tuple(placed[one] for one in classes)
        named = counted("syndrome", syndromes), counted("diagnosis", diagnoses)
        return cls(days, classes, schools, enrolled, *named)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of days, classes and all counts."""
        made = hashlib.sha256()
        for words in (self.days, self.classes, self.schools, self.ill, self.diagnosed):
            made.update("\x1f".join(map(str, words)).encode() + b"\x1e")
        for counts in (self.enrolled, *self.ill.values(), *self.diagnosed.values()):
            made.update(np.nan_to_num(counts, nan=-1).astype("<f8").tobytes())
        return made.hexdigest()

    @property
    def school_codes(self) -> tuple[str, ...]:
        """Each school once, in order."""
        return tuple(dict.fromkeys(self.schools))

    def school_of(self) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
        """Return the position among `school_codes` of the school of each class."""
        at = {code: place for place, code in enumerate(self.school_codes)}
        return np.array([at[code] for code in self.schools], dtype=np.intp)

    def by_school(self, counts: Floats) -> Floats:
        """Add up the classes of each school; NaN where none of its classes reported."""
        return _added(counts, self.school_of(), len(self.school_codes))

    def by_city(self, counts: Floats) -> Floats:
        """Add up all classes, of shape (1, days)."""
        return _added(counts, np.zeros(len(self.classes), dtype=np.intp), 1)

    def since(self, day: date) -> Panel:
        """Return what was reported from a day on, with the classes that it is about."""
        kept = np.array([each >= day for each in self.days], dtype=bool)
        heard = np.isfinite(self.enrolled[:, kept]).any(axis=1)
        rows = np.flatnonzero(heard)

        def part(counts: dict[str, Floats]) -> dict[str, Floats]:
            return {name: each[rows][:, kept] for name, each in counts.items()}

        return Panel(
            tuple(each for each in self.days if each >= day),
            tuple(self.classes[at] for at in rows),
            tuple(self.schools[at] for at in rows),
            self.enrolled[rows][:, kept],
            part(self.ill),
            part(self.diagnosed),
        )

    def coverage(self) -> Floats:
        """Return the share of the pupils, as last known, that reports of each day are about."""
        usual = np.array([row[np.isfinite(row)][-1:].sum() for row in self.enrolled])
        heard = np.where(np.isfinite(self.enrolled), usual[:, None], 0.0).sum(axis=0)
        shares: Floats = heard / max(usual.sum(), 1.0)
        return shares


def _added(counts: Floats, place: np.ndarray[tuple[int], np.dtype[np.intp]], many: int) -> Floats:
    known = np.isfinite(counts)
    total = np.zeros((many, counts.shape[1]))
    heard = np.zeros((many, counts.shape[1]), dtype=bool)
    np.add.at(total, place, np.where(known, counts, 0.0))
    np.logical_or.at(heard, place, known)
    return np.where(heard, total, np.nan)


def newly(panel: Panel, counts: Floats) -> Floats:
    """Return how many fell ill, school by school, on each day.

    Reports count who is ill, not who fell ill: what is counted here is by how many more there are
    in a class than on the day that it reported last. It is the least that fell ill; those who
    stood in for others who recovered on the same day are missed.

    Returns
    -------
        Of shape (schools, days); NaN where no class of the school reported.
    """
    known = np.isfinite(counts)
    held = np.where(known, counts, 0.0)
    last = np.zeros_like(held)
    latest = np.zeros(len(held))
    for at in range(held.shape[1]):
        last[:, at] = latest
        latest = np.where(known[:, at], held[:, at], latest)
    return panel.by_school(np.where(known, np.maximum(held - last, 0.0), np.nan))
