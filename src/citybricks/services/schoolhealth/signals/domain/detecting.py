"""Look at a day of a city with every detector; what is unusual becomes a signal.

The same look is taken again from what a signal keeps: the settings of its level, the days, and as
known when. Of the alarms of a morning those stay that Benjamini and Hochberg's procedure keeps
among all series of the level; the others are noted with the run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.utils import timezone

from citybricks.services.schoolhealth.daily.domain.diagnoses import law_of
from citybricks.services.schoolhealth.daily.domain.known import counts
from citybricks.services.schoolhealth.daily.vocabulary import Syndrome
from citybricks.services.schoolhealth.schools.domain.calendar import calendar
from citybricks.services.schoolhealth.schools.models import City, School
from citybricks.services.schoolhealth.signals.domain import raising
from citybricks.services.schoolhealth.signals.domain.levels import cases, clusters, small
from citybricks.services.schoolhealth.signals.domain.levels import city as of_city
from citybricks.services.schoolhealth.signals.domain.levels.finding import (
    Finding,
    Looked,
    Note,
    rejected,
)
from citybricks.services.schoolhealth.signals.domain.levels.panel import Panel
from citybricks.services.schoolhealth.signals.models import Run, Signal

SYNDROMES = tuple(each.value for each in Syndrome if each != Syndrome.NONE)
YEARS = 5
"""Of history that is looked at."""
Q = 0.1
"""Share of false alarms among those of a morning and level that is accepted."""
_SHORT = 400
"""Days that few ill pupils in classes and schools are compared with: this school year."""

_LOOKS: Mapping[str, Callable[[Panel, date, Any], Looked]] = MappingProxyType(
    {
        "city": of_city.look,
        "school": small.look,
        "class": small.look,
        "cluster": clusters.look,
        "case": cases.look,
    }
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about a day: at which level, of which days, with which settings."""

    level: str
    since: date
    until: date
    chosen: Any

    def parameters(self) -> dict[str, Any]:
        """Return it as a signal keeps it."""
        days = {"since": self.since.isoformat(), "until": self.until.isoformat()}
        return {"level": self.level, **days, "chosen": self.chosen, "q": Q}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Question:
        """Read it from what a signal keeps."""
        since, until = (date.fromisoformat(kept[name]) for name in ("since", "until"))
        return cls(kept["level"], since, until, kept["chosen"])


def panel_of(city: City, since: date, until: date, as_of: datetime | None = None) -> Panel:
    """Return the counts of a city as they were known."""
    watched = cases.watched(law_of(city.law))
    return Panel.of(counts(city, since, until, as_of), SYNDROMES, watched)


def questions(city: City, day: date, panel: Panel) -> Iterator[Question]:
    """Yield what is asked of a day, level by level."""
    since, recent = panel_start(day), max(panel_start(day), day - timedelta(days=_SHORT))
    known = calendar(city, of_city.days_from(panel, day)) if panel.days else None
    yield Question("city", since, day, of_city.settings(panel, day, city.budget, known))
    yield Question("school", recent, day, small.settings("school"))
    yield Question("class", recent, day, small.settings("class"))
    places = clusters.settings(School.objects.filter(city=city), city.budget)
    if given := cases.settings(law_of(city.law)):
        yield Question("case", recent, day, given)
    if places:
        yield Question("cluster", day - timedelta(days=clusters.DAYS - 1), day, places)


def panel_start(day: date) -> date:
    """Return the first day of history that is looked at."""
    return day - timedelta(days=YEARS * 366)


def answer(city: City, question: Question, as_of: datetime | None, whole: Panel | None) -> Looked:
    """Return what a level was found to be, from the counts as they were known."""
    if whole is not None:
        panel = whole.since(question.since)
    else:
        panel = panel_of(city, question.since, question.until, as_of)
    return _LOOKS[question.level](panel, question.until, question.chosen)


@transaction.atomic
def look(
    city: City,
    day: date,
    *,
    as_of: datetime | None = None,
    by: Any | None = None,
    at: datetime | None = None,
) -> Run:
    """Look at a day and raise signals of what is unusual.

    Parameters
    ----------
    as_of
        What is known at this time is looked at; now when None.
    by
        Who asked for it; None for the service itself.
    at
        When it is done; now when None.
    """
    now = at or timezone.now()
    known = as_of or now
    panel = panel_of(city, panel_start(day), day, known)
    run = Run(city=city, day=day, as_of=known, at=now, by=by, budget=city.budget)
    notes: list[Note] = []
    alarms: list[tuple[Finding, dict[str, Any]]] = []
    for question in questions(city, day, panel):
        looked = answer(city, question, known, panel)
        kept, weak = _kept(looked.findings)
        alarms += [(each, question.parameters()) for each in kept]
        notes += [*looked.notes, *weak]
        run.units += len(looked.findings)
    run.alarms = len(alarms)
    run.notes = [{"code": note.code, **note.values} for note in notes]
    run.save()
    for finding, parameters in alarms:
        run.signals_made += raising.put(run, finding, parameters)
    run.save()
    return run


def _kept(findings: list[Finding]) -> tuple[list[Finding], list[Note]]:
    """Return the alarms that stay beside all that was looked at, and notes on the others."""
    tested = [each for each in findings if each.p is not None]
    fine = dict(zip(map(id, tested), rejected([each.p or 0.0 for each in tested], Q), strict=True))
    rung = [each for each in findings if each.alarm]
    kept = [each for each in rung if fine.get(id(each), True)]
    weak = [each for each in rung if not fine.get(id(each), True)]
    return kept, [Note("weak", _told(each)) for each in weak]


def _told(finding: Finding) -> dict[str, Any]:
    unit = finding.unit
    return {
        "level": unit.level,
        "syndrome": unit.syndrome,
        "school": unit.school,
        "class": unit.school_class,
        "observed": finding.observed,
        "p": finding.p,
    }


@dataclass(frozen=True, slots=True)
class Again:
    """A signal computed again beside what it keeps.

    Parameters
    ----------
    same
        Whether data, settings and all numbers are as they were.
    different
        What is not: names of columns.
    found
        What was found now; None when nothing was.
    """

    same: bool
    different: list[str]
    found: Finding | None


def again(signal: Signal) -> Again:
    """Compute a signal again from what it keeps, as known then."""
    looked = answer(signal.city, Question.of(signal.parameters), signal.as_of, None)
    unit = raising.unit_of(signal)
    found = next((each for each in looked.findings if each.unit == unit), None)
    if found is None:
        return Again(False, ["unit"], None)
    now = raising.columns(found, signal.parameters)
    different = [name for name, value in now.items() if getattr(signal, name) != value]
    return Again(not different, different, found)
