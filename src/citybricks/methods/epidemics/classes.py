"""What closing a class, its grade or the school would change: absent pupils and days lost.

References
----------
.. [1] S. Cauchemez and others, "Closure of schools during an influenza pandemic", Lancet
   Infectious Diseases 9 (2009) 473-481, doi:10.1016/S1473-3099(09)70176-8: what closures can
   and cannot do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from citybricks.methods.epidemics.illness import Illness
from citybricks.methods.epidemics.people import Floats, Ints, People, Truths, pupils_of
from citybricks.methods.epidemics.spreading import NEVER, Draw, Epidemic, draw, spread

Closure = Literal["none", "class", "grade", "school"]
CLOSURES: tuple[Closure, ...] = ("none", "class", "grade", "school")
"""What may be closed, from nothing to everything."""
INTERVAL = (5.0, 95.0)
"""Percentiles between which nine of ten replicas are."""


@dataclass(frozen=True)
class ClassToday:
    """A class as it is today.

    Parameters
    ----------
    grade
        Its grade.
    enrolled
        Its pupils.
    ill
        For each pupil who is ill at home, how many days ago the illness began.
    """

    grade: int
    enrolled: int
    ill: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Band:
    """Mean of the replicas, and the interval in which nine of ten are."""

    mean: Floats
    lower: Floats
    upper: Floats


@dataclass(frozen=True, eq=False)
class Projection:
    """What one closure would come to.

    Parameters
    ----------
    closed_days
        Days from tomorrow on, counted from 1, on which it is closed.
    absent, absent_in_class
        Ill pupils in the school, and in the class that is looked at, on each of the next days:
        bands of shape (days,).
    new_cases
        Pupils who fall ill from tomorrow on.
    lost_to_illness, lost_to_closure, lost
        School days that pupils miss because they are ill, because their class is closed while
        they are well, and both.
    """

    closure: Closure
    closed_days: list[int]
    absent: Band
    absent_in_class: Band
    new_cases: Band
    lost_to_illness: Band
    lost_to_closure: Band
    lost: Band


def project(
    classes: Sequence[ClassToday],
    focus: int,
    illness: Illness,
    *,
    closed: int = 3,
    school_days: Sequence[bool] | None = None,
    siblings: float = 0.3,
    replicas: int = 200,
    seed: int = 1861,
) -> dict[Closure, Projection]:
    """Project the next days under each closure, with the same draw of chance for all.

    Parameters
    ----------
    classes
        All classes of the school.
    focus
        Which of them may be closed.
    illness
        What spreads.
    closed
        For how many school days from tomorrow on.
    school_days
        Whether there is school on each of the next days; None: five weeks of five days.
    siblings
        Part of the pupils who have a brother or sister in the school.
    replicas
        How often chance is played.
    seed
        Which draw of chance.

    Raises
    ------
    ValueError
        When a class has fewer pupils than are ill, or `focus` is none of the classes.
    """
    _check(classes, focus)
    days = np.array(school_days if school_days is not None else ([True] * 5 + [False] * 2) * 5)
    people = pupils_of([(one.grade, one.enrolled) for one in classes], siblings, seed)
    drawn = draw(illness, people, replicas, seed)
    begin, first_day = _begin(classes, people, drawn)
    answers: dict[Closure, Projection] = {}
    for closure in CLOSURES:
        shut = _shut(closure, focus, people, days, closed)
        before = np.ones((1 - first_day, len(people)), dtype=bool)
        open_ = np.vstack([before, days[:, None] & ~shut])
        epidemic = spread(people, illness, drawn, begin, open_, first_day=first_day, seen_until=0)
        answers[closure] = _projection(closure, epidemic, people, days, shut, focus)
    return answers


def _check(classes: Sequence[ClassToday], focus: int) -> None:
    if not 0 <= focus < len(classes):
        raise ValueError(f"focus is {focus}; there are {len(classes)} classes")
    for number, one in enumerate(classes):
        if len(one.ill) > one.enrolled:
            raise ValueError(f"class {number}: {len(one.ill)} of {one.enrolled} pupils are ill")


def _begin(classes: Sequence[ClassToday], people: People, drawn: Draw) -> tuple[Ints, int]:
    """Return when who is ill today was infected, and the first day on which any infected others."""
    begin = np.full(drawn.latent.shape, NEVER)
    first = 0
    for number, one in enumerate(classes):
        ill = np.flatnonzero(people.school_class == number)[: len(one.ill)]
        onset = -np.array(one.ill, dtype=np.int64)
        ready = onset - drawn.attending[:, ill]
        begin[:, ill] = ready - drawn.latent[:, ill]
        first = min(first, int(ready.min(initial=0)))
    return begin, first


def _shut(closure: Closure, focus: int, people: People, days: Truths, closed: int) -> Truths:
    """Return on which day whose class is closed: shape (days, people)."""
    of_class = people.school_class == focus
    of_grade = people.grade == people.grade[of_class][0]
    who = {
        "none": np.zeros_like(of_class),
        "class": of_class,
        "grade": of_grade,
        "school": np.ones_like(of_class),
    }[closure]
    when = days & (np.cumsum(days) <= closed)
    shut: Truths = when[:, None] & who
    return shut


def _projection(
    closure: Closure, epidemic: Epidemic, people: People, days: Truths, shut: Truths, focus: int
) -> Projection:
    ill = np.stack([epidemic.ill(day + 1) for day in range(len(days))], axis=1)
    in_class = people.school_class == focus
    to_illness = (ill * days[:, None]).sum(axis=(1, 2))
    to_closure = (~ill & shut).sum(axis=(1, 2))
    new = ((epidemic.onset > 0) & (epidemic.onset <= len(days))).sum(axis=1)
    return Projection(
        closure=closure,
        closed_days=(np.flatnonzero(shut.any(axis=1)) + 1).tolist(),
        absent=_band(ill.sum(axis=2)),
        absent_in_class=_band(ill[:, :, in_class].sum(axis=2)),
        new_cases=_band(new),
        lost_to_illness=_band(to_illness),
        lost_to_closure=_band(to_closure),
        lost=_band(to_illness + to_closure),
    )


def _band(replicas: Ints) -> Band:
    """Sum up replicas along the first axis."""
    lower, upper = np.percentile(replicas, INTERVAL, axis=0)
    return Band(np.asarray(replicas.mean(axis=0)), np.asarray(lower), np.asarray(upper))
