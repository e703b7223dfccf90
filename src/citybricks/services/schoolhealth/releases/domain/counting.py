"""Pupils who were ill in a week, by district or age and syndrome; classes are lost on the way.

Only counts of classes and days are known, not who they were. A pupil who is ill for a week is
told of on five days; so of each class and syndrome the day with the most is taken, and each pupil
counts once a week and syndrome at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd

from citybricks.methods.privacy.tables import Ints
from citybricks.services.schoolhealth.daily.domain.known import counts as known
from citybricks.services.schoolhealth.daily.vocabulary import Syndrome
from citybricks.services.schoolhealth.schools.models import City, School

SYNDROMES = tuple(str(each) for each in Syndrome if each != Syndrome.NONE)
"""What is released, in this order; pupils who are absent and not ill are not."""
OTHER = "*"
"""Districts that are too small to stand alone, together."""
CLASSES = 3
"""The fewest reporting classes of a row of a table: one class alone is never a row."""


class TooFewError(ValueError):
    """Too few classes reported for a week to be released."""


@dataclass(frozen=True, eq=False)
class Week:
    """A week's ill pupils.

    Parameters
    ----------
    monday
        Its first day.
    rows
        Districts or stages.
    ill
        Of shape (rows, syndromes).
    enrolled
        Pupils of the classes that reported, of shape (rows,).
    """

    monday: date
    rows: tuple[str, ...]
    ill: Ints
    enrolled: Ints


def by_district(city: City, monday: date, as_of: datetime) -> Week:
    """Return a week's ill pupils by district; small districts are one.

    Raises
    ------
    TooFewError
        When fewer than `CLASSES` classes reported.
    """
    return _week(city, monday, as_of, "district")


def by_stage(city: City, monday: date, as_of: datetime) -> Week:
    """Return a week's ill pupils by the stage of their school, which tells their age.

    Raises
    ------
    TooFewError
        When fewer than `CLASSES` classes reported.
    """
    return _week(city, monday, as_of, "stage")


def _week(city: City, monday: date, as_of: datetime, by: str) -> Week:
    found = known(city, monday, monday + timedelta(days=6), as_of)
    names = dict(School.objects.filter(city=city).values_list("pk", by))
    classes = _classes(found)
    place = _placed(
        {str(row): str(names.get(school, "")) for row, school in classes["school"].items()}
    )
    rows = sorted(set(place.values()), key=lambda name: (name == OTHER, name))
    ill = np.zeros((len(rows), len(SYNDROMES)), dtype=np.int64)
    enrolled = np.zeros(len(rows), dtype=np.int64)
    for name, line in classes.iterrows():
        row = rows.index(place[str(name)])
        ill[row] += line[list(SYNDROMES)].to_numpy(dtype=np.int64)
        enrolled[row] += int(line["enrolled"])
    return Week(monday, tuple(rows), ill, enrolled)


def _classes(found: pd.DataFrame) -> pd.DataFrame:
    """Return of each class its school, its pupils, and the most who had each syndrome on a day."""
    if found["class"].nunique() < CLASSES:
        raise TooFewError(f"{found['class'].nunique()} classes reported, {CLASSES} are needed")
    of_class = found.groupby("class").agg({"school": "first", "enrolled": "max"})
    days = found.groupby(["class", "day", "syndrome"])["ill"].sum()
    most = days.groupby(["class", "syndrome"]).max().reset_index()
    wide = most.pivot_table(index="class", columns="syndrome", values="ill", fill_value=0)
    return of_class.join(wide.reindex(columns=list(SYNDROMES), fill_value=0))


def _placed(of_class: dict[str, str]) -> dict[str, str]:
    """Return the row of each class, with rows of few classes put together."""
    names = pd.Series(of_class)
    size = names.value_counts().sort_values(kind="stable")
    is_small = (size < CLASSES) | (size.index == "")
    small, alone = list(size.index[is_small]), list(size.index[~is_small])
    while small and size[small].sum() < CLASSES and alone:
        small.append(alone.pop(0))
    return {key: OTHER if name in small else name for key, name in of_class.items()}
