"""The measles epidemic of Hagelloch 1861: 188 children, their classes, homes and days."""

from __future__ import annotations

import csv
import os
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from citybricks.methods.epidemics.fitting import History
from citybricks.methods.epidemics.people import Ints, People

_DATA = Path(os.environ.get("CITYBRICKS_DATA", Path(__file__).parents[4] / "shared" / "data"))
_FILE = _DATA / "health" / "surveillance" / "hagelloch_1861_measles_pupils.csv"
_CLASSES = {"preschool": -1, "1st class": 0, "2nd class": 1}
BEGIN = date(1861, 10, 30)
"""The first day of illness of the first case."""
AT_SCHOOL, AFTER_RASH = 3, 4
"""Assumed days at school from the first symptom on, and until one infects nobody after the rash."""


@dataclass(frozen=True, eq=False)
class Village:
    """Children, and the first day of illness and of the rash of each; days count from 0."""

    people: People
    prodrome: Ints
    rash: Ints
    brought: Ints

    @property
    def history(self) -> History:
        """When each was infectious: from the first symptom until the third day after the rash."""
        home = np.minimum(self.rash + 1, self.prodrome + AT_SCHOOL)
        return History(self.prodrome, home, self.rash + AFTER_RASH, self.brought)

    @property
    def peak(self) -> int:
        """The day on which most fell ill."""
        return int(np.bincount(self.prodrome).argmax())


@cache
def village() -> Village:
    """Read the village."""
    if not _FILE.exists():
        pytest.skip(f"{_FILE} is not here; CITYBRICKS_DATA says where the data folder is")
    with _FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    home = np.unique([row["HN"] for row in rows], return_inverse=True)[1]
    school = np.array([_CLASSES[row["CL"]] for row in rows])
    return Village(
        People(home, school, school),
        _days(rows, "PRO"),
        _days(rows, "ERU"),
        np.array([int(row["IFTO"] == "NA") for row in rows]),
    )


def _days(rows: list[dict[str, str]], column: str) -> Ints:
    return np.array([(date.fromisoformat(row[column]) - BEGIN).days for row in rows])
