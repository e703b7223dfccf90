"""The measles of Hagelloch in 1861, replayed through the service, morning by morning.

What is real: on which day each of 188 children fell ill (prodrome) and came out in a rash, in
which of the two school classes they were or that they were too young for school, and which of them
lived in one house. What is ours: that schools reported in those days, that a child counted as ill
from the prodrome to four days after the rash, that nobody was ill with it in October, what people
did about signals, and that children too young for school are reported as a group of their own.

Nobody's name is here. The days were written down by the physician A. Pfeilsticker [1]_ and
digitised by H. Oesterle [2]_; Neal and Roberts [3]_ made them known.

References
----------
.. [1] A. Pfeilsticker, Beiträge zur Pathologie der Masern mit besonderer Berücksichtigung der
   statistischen Verhältnisse, Tübingen, 1863.
.. [2] H. Oesterle, Statistische Reanalyse einer Masernepidemie 1861 in Hagelloch, Tübingen, 1992.
.. [3] P. Neal and G. Roberts, Biostatistics 5, 2004, 249-261.
   https://doi.org/10.1093/biostatistics/5.2.249
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

from django.db import transaction

from citybricks.network.content.text import Text
from citybricks.services.schoolhealth.daily.domain.checking import Entry
from citybricks.services.schoolhealth.daily.domain.entering import Said, enter_all
from citybricks.services.schoolhealth.daily.vocabulary import Source, Syndrome
from citybricks.services.schoolhealth.schools.models import City, DayOff, School, SchoolClass, Term
from citybricks.services.schoolhealth.schools.vocabulary import OffKind, Stage
from citybricks.services.schoolhealth.signals.domain import acting, detecting
from citybricks.services.schoolhealth.signals.domain.life import Written
from citybricks.services.schoolhealth.signals.models import Run, Signal
from citybricks.services.schoolhealth.signals.vocabulary import OPEN, Confidence, Level

SLUG = "hagelloch-1861"
FIRST, LAST = date(1861, 9, 30), date(1862, 2, 8)
"""First and last day that are reported; both are our choice."""
NAMES = Text.of("de", "Hagelloch 1861", en="Hagelloch 1861", **{"zh-Hans": "哈格洛赫 1861"})
OVER = 4
"""Days after the rash until which a child counts as ill; ours, as most laws have it now."""
SATURDAY, SUNDAY = 5, 6
_RESPONSE = "Ours: parents are told to keep ill children at home."
_SCHOOLS = {
    "school": (
        Text.of("de", "Dorfschule", en="Village school", **{"zh-Hans": "村小学"}),
        Stage.PRIMARY,
        (9.0117, 48.5478),
    ),
    "home": (
        Text.of(
            "de",
            "Kinder vor der Schule",
            en="Children too young for school",
            **{"zh-Hans": "学龄前儿童"},
        ),
        Stage.KINDERGARTEN,
        (9.0131, 48.5471),
    ),
}
_CLASSES = {"first": ("school", 1), "second": ("school", 2), "preschool": ("home", 0)}


@dataclass(frozen=True, slots=True)
class Child:
    """Days of a child; no name."""

    number: int
    school_class: str
    household: int
    prodrome: date
    rash: date

    def syndrome(self, day: date) -> str:
        """Return how a child is ill on a day: fever before the rash; nothing, when well."""
        if not self.prodrome <= day <= self.rash + timedelta(days=OVER):
            return ""
        return Syndrome.RASH if day >= self.rash else Syndrome.FEVER


def children() -> list[Child]:
    """Read the children of Hagelloch."""
    text = files("citybricks.services.schoolhealth.hagelloch").joinpath("pupils.csv").read_text()
    return [
        Child(
            int(row["pupil"]),
            row["class"],
            int(row["household"]),
            date.fromisoformat(row["prodrome"]),
            date.fromisoformat(row["rash"]),
        )
        for row in csv.DictReader(text.splitlines())
    ]


def replay(tell: Callable[[str], object] = str, *, until: date = LAST) -> City:
    """Replay the epidemic, once; a city that is there already is left as it is.

    Parameters
    ----------
    tell
        Is told what happens.
    until
        Last day that is played.
    """
    there = City.objects.filter(pk=SLUG).first()
    if there is not None:
        tell(f"{SLUG} is there already")
        return there
    with transaction.atomic():
        played = _Played()
        for day in played.days(until):
            played.morning(day)
            if day.weekday() == SATURDAY or day == until:
                tell(played.told(day))
    return played.city


def look_as(email: str, city: City) -> bool:
    """Let a person look at the city as its epidemiologist; False when nobody has the address."""
    from django.contrib.auth import get_user_model

    user = get_user_model().objects.filter(email__iexact=email.strip(), is_active=True).first()
    if user is not None:
        city.posts.get_or_create(user=user, role="epidemiologist")
    return user is not None


class _Played:
    """The city in which one process plays all parts."""

    def __init__(self) -> None:
        self.children = children()
        self.city = City.objects.create(
            slug=SLUG,
            names=Text.of(
                "de", "Hagelloch 1861", en="Hagelloch 1861", **{"zh-Hans": "哈格洛赫 1861"}
            ),
            timezone="Europe/Berlin",
            law="jp",
            deadline=time(11),
            running=False,  # nobody looks at it every morning of today
        )
        self.zone = ZoneInfo(self.city.timezone)
        schools = {code: self._school(code) for code in _SCHOOLS}
        self.classes = {
            name: SchoolClass.objects.create(
                school=schools[code],
                school_year=1861,
                grade=grade,
                name="A",
                enrolled=sum(each.school_class == name for each in self.children),
            )
            for name, (code, grade) in _CLASSES.items()
        }
        self._calendar()

    def _school(self, code: str) -> School:
        name, stage, (longitude, latitude) = _SCHOOLS[code]
        return School.objects.create(
            city=self.city,
            code=code,
            name=name,
            stage=stage,
            longitude=longitude,
            latitude=latitude,
        )

    def _calendar(self) -> None:
        """Write down the calendar of that time: no day off but Sundays."""
        Term.objects.create(city=self.city, first_day=FIRST, last_day=LAST)
        span = (LAST - FIRST).days + 1
        days = (FIRST + timedelta(days=at) for at in range(span))
        DayOff.objects.bulk_create(
            DayOff(city=self.city, day=day, kind=OffKind.WEEKEND_LESSON)
            for day in days
            if day.weekday() == SATURDAY
        )

    def days(self, until: date) -> Iterator[date]:
        """Yield the school days up to one."""
        day = FIRST
        while day <= until:
            if day.weekday() != SUNDAY:
                yield day
            day += timedelta(days=1)

    def morning(self, day: date) -> None:
        """Let classes report, detectors look, and people do what a signal asks for."""
        reports = [self._said(name, day) for name in self.classes]
        enter_all(reports, source=Source.PAGE, at=self._at(day, 10))
        run = detecting.look(self.city, day, as_of=self._at(day, 11), at=self._at(day, 11))
        self._answer(run)

    def _at(self, day: date, hour: int) -> datetime:
        return datetime.combine(day, time(hour), self.zone)

    def _said(self, name: str, day: date) -> Said:
        mine = [each for each in self.children if each.school_class == name]
        counted = {
            syndrome: sum(each.syndrome(day) == syndrome for each in mine)
            for syndrome in (Syndrome.FEVER, Syndrome.RASH)
        }
        fever, rash = counted[Syndrome.FEVER], counted[Syndrome.RASH]
        lines = (
            Entry(Syndrome.FEVER, "", fever, fever),
            Entry(Syndrome.RASH, "measles", rash, rash, rash),
        )
        return Said(self.classes[name], day, lines, absent=fever + rash)

    def _answer(self, run: Run) -> None:
        """Verify what is new, under the first event while that is open."""
        day, new = run.day, Signal.objects.filter(run=run, merged_into=None).order_by("id")
        first = (
            Signal.objects.filter(city=self.city, state__in=OPEN)
            .exclude(run=run)
            .order_by("id")
            .first()
        )
        for signal in new:
            if first is not None:
                belongs = Written(
                    evidence="It belongs to the measles that are known.", language="en"
                )
                acting.act(signal, "merge", None, belongs, into=first, at=self._at(day, 12))
            else:
                first = self._verified(signal, day)

    def _verified(self, signal: Signal, day: date) -> Signal:
        """Take a signal from hand to hand; who does it and when is ours."""
        seen = "Children of one village have fever, some a rash: the physician says measles."
        risk = Written(seen, "", 5, 4, Confidence.HIGH, "en")
        steps = (
            ("triage", Written(), 12),
            ("verify", Written(), 13),
            ("confirm", Written(evidence=seen, language="en"), 17),
            ("assess", risk, 18),
            (
                "respond",
                Written(evidence=_RESPONSE, language="en"),
                19,
            ),
        )
        for action, written, hour in steps:
            signal = acting.act(signal, action, None, written, at=self._at(day, hour))
        return signal

    def told(self, day: date) -> str:
        """Say how it stands."""
        ill = sum(bool(each.syndrome(day)) for each in self.children)
        signals = Signal.objects.filter(city=self.city)
        levels = (Level.CITY, Level.SCHOOL, Level.CLASS)
        counts = ", ".join(f"{each} {signals.filter(level=each).count()}" for each in levels)
        return f"{day}: {ill} ill; signals so far: {counts}"
