"""The card of a class: who is ill, what speaks for closing it, and what closing would change.

It is advice: the school's establisher decides, on the school doctor's opinion.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

import numpy as np

from citybricks.methods.epidemics.classes import ClassToday, Closure, Projection, project
from citybricks.methods.epidemics.illness import ILLNESSES, Illness
from citybricks.methods.exclusion import closing
from citybricks.methods.exclusion.closing import Advice, Spell
from citybricks.methods.exclusion.law import Law
from citybricks.methods.surveillance.series import Floats
from citybricks.services.schoolhealth.daily.domain.diagnoses import law_of
from citybricks.services.schoolhealth.daily.domain.known import counts
from citybricks.services.schoolhealth.schools.domain.calendar import days_of_school
from citybricks.services.schoolhealth.schools.models import SchoolClass
from citybricks.services.schoolhealth.signals.domain.detecting import SYNDROMES
from citybricks.services.schoolhealth.signals.domain.levels import small
from citybricks.services.schoolhealth.signals.domain.levels.panel import HEALTHY, Panel

HISTORY, AHEAD = timedelta(days=200), 28
"""What is compared with, and how many days are projected."""
CLOSED = 3
"""School days of the closure whose effect is projected."""
USUAL: Mapping[str, str] = MappingProxyType(
    {"respiratory": "influenza", "fever": "influenza", "gastrointestinal": "gastroenteritis"}
)
"""What spreads, when nobody has made a diagnosis."""


@dataclass(frozen=True, slots=True)
class Line:
    """What is reported of a class on a day."""

    school_class: SchoolClass
    enrolled: int
    ill: int
    excluded: int
    absent: int

    @property
    def sick(self) -> int:
        """Who is ill, at home by law or not."""
        return self.ill + self.excluded


@dataclass(frozen=True)
class Card:
    """What is known of a class on a day.

    Parameters
    ----------
    day
        The last day that was reported; None when none was.
    mine, others
        The class, and the other classes of its school on that day.
    syndromes
        Ill pupils by syndrome and diagnosis.
    p
        Probability of as many by chance, of the most unusual syndrome.
    advice
        None without a report or a law table.
    disease
        What spreads, by its code; empty when that is not known.
    projections
        What closing would change; empty when the disease is not known.
    """

    day: date | None
    mine: Line | None
    others: tuple[Line, ...]
    syndromes: tuple[tuple[str, str, int], ...]
    p: float | None
    advice: Advice | None
    disease: str
    projections: Mapping[Closure, Projection]


NOTHING = Card(None, None, (), (), None, None, "", MappingProxyType({}))


def card(school_class: SchoolClass, until: date, *, nobody_immune: bool = False) -> Card:
    """Return the card of a class, as of the last day that it reported.

    Parameters
    ----------
    until
        Later reports are not looked at.
    nobody_immune
        Whether the disease is new to all, as measles was to the children of Hagelloch.
    """
    city = school_class.school.city
    frame = counts(city, until - HISTORY, until)
    frame = frame[frame["school"] == school_class.school_id]
    own = frame[frame["class"] == school_class.pk]
    if not len(own):
        return NOTHING
    day = max(own["day"])
    frame = frame[frame["day"] <= day]
    today = frame[frame["day"] == day]
    named = SchoolClass.objects.select_related("school__city").in_bulk(set(today["class"]))
    lines = {pk: _line(named[pk], today[today["class"] == pk]) for pk in named}
    ill = today[(today["class"] == school_class.pk) & (today["ill"] > 0)]
    syndromes = tuple(zip(ill["syndrome"], ill["diagnosis"], ill["ill"].astype(int), strict=True))
    panel = Panel.of(frame, SYNDROMES)
    p = _chance(panel, school_class, day)
    mine = lines[school_class.pk]
    law, disease = law_of(city.law), _disease(syndromes)
    return Card(
        day=day,
        mine=mine,
        others=tuple(line for pk, line in lines.items() if pk != school_class.pk),
        syndromes=syndromes,
        p=p,
        advice=_advice(mine, law, p, spells(school_class, day)) if law else None,
        disease=disease,
        projections=_projected(panel, lines, mine, disease, day, nobody_immune=nobody_immune),
    )


def _line(school_class: SchoolClass, rows: Any) -> Line:
    enrolled = int(rows["enrolled"].max())
    sick = rows[~rows["syndrome"].isin(["", HEALTHY])]
    excluded = min(int(sick["excluded"].sum()), enrolled)
    ill = min(int(sick["ill"].sum()), enrolled) - excluded
    absent = min(int(rows["absent"].sum()), enrolled)
    return Line(school_class, enrolled, max(ill, 0), excluded, absent)


def spells(school_class: SchoolClass, day: date) -> list[Spell]:
    """Return how long the class is apart when it closes from the next school day on."""
    days = days_of_school(school_class.school)
    tomorrow = next_open(school_class, day)
    return closing.spells(tomorrow, days.is_open)


def next_open(school_class: SchoolClass, day: date) -> date:
    """Return the next school day after a day; the next day where none is known of a month."""
    days = days_of_school(school_class.school)
    ahead = (day + timedelta(days=at) for at in range(1, 32))
    return next((each for each in ahead if days.is_open(each)), day + timedelta(days=1))


def _advice(mine: Line, law: Law, p: float | None, found: list[Spell]) -> Advice:
    share = mine.school_class.school.city.closure_share
    return closing.advise(mine.enrolled, mine.ill, mine.excluded, share, law, p=p, spells=found)


def _chance(panel: Panel, school_class: SchoolClass, day: date) -> float | None:
    looked = small.look(panel, day, small.settings("class"))
    of_it = [
        one.p
        for one in looked.findings
        if one.unit.school_class == school_class.pk and one.p is not None and one.observed > 0
    ]
    return min(of_it, default=None)


def _disease(syndromes: tuple[tuple[str, str, int], ...]) -> str:
    """Return what most are ill with, as far as the course of it is known."""
    known = [(count, code) for _syndrome, code, count in syndromes if code in ILLNESSES]
    if known:
        return max(known)[1]
    assumed = [(count, USUAL[name]) for name, _code, count in syndromes if name in USUAL]
    return max(assumed)[1] if assumed else ""


def _projected(
    panel: Panel,
    lines: Mapping[str, Line],
    mine: Line,
    disease: str,
    day: date,
    *,
    nobody_immune: bool,
) -> Mapping[Closure, Projection]:
    illness = ILLNESSES.get(disease)
    if illness is None or mine.sick == 0:
        return {}
    if nobody_immune:
        illness = replace(illness, immune=0.0)
    today = [
        ClassToday(line.school_class.grade, line.enrolled, _since(panel, pk, line.sick, day))
        for pk, line in lines.items()
    ]
    focus = [line.school_class.pk for line in lines.values()].index(mine.school_class.pk)
    return _run(today, focus, illness, mine.school_class, day)


def _run(
    today: list[ClassToday], focus: int, illness: Illness, school_class: SchoolClass, day: date
) -> Mapping[Closure, Projection]:
    days = days_of_school(school_class.school)
    open_ = [days.is_open(day + timedelta(days=at)) for at in range(1, AHEAD + 1)]
    return project(today, focus, illness, closed=CLOSED, school_days=open_)


def _since(panel: Panel, school_class: str, sick: int, day: date) -> tuple[int, ...]:
    """Estimate how many days ago those who are ill fell ill: as the class's counts rose."""
    row = panel.classes.index(school_class)
    total: Floats = np.sum([np.nan_to_num(each[row]) for each in panel.ill.values()], axis=0)
    rises = np.maximum(np.diff(total, prepend=0.0), 0.0)
    found: list[int] = []
    for at in range(len(rises) - 1, -1, -1):
        ago = (day - panel.days[at]).days
        found += [ago] * int(rises[at])
        if len(found) >= sick:
            break
    return tuple(found[:sick])
