"""Weeks of reports of the small city, with an outbreak at their end."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from citybricks.services.schoolhealth.daily.domain.checking import Entry
from citybricks.services.schoolhealth.daily.domain.entering import Said, enter_all
from citybricks.services.schoolhealth.schools.domain.calendar import school_days
from citybricks.services.schoolhealth.signals.domain import detecting
from citybricks.services.schoolhealth.signals.models import Run, Signal
from tests.services.schoolhealth.scene import MONDAY, Scene

ZONE = ZoneInfo("Asia/Tokyo")
DAYS = 42
"""Days of reports before the Monday of the scene."""
ILL = "east 1-A"
"""The class in which many are ill on that Monday."""


def at(day: date, hour: int = 9) -> datetime:
    """Return an hour of a day in the city."""
    return datetime.combine(day, time(hour), ZONE)


def report(scene: Scene, day: date, *, ill: int = 0, hour: int = 9, only: str = "") -> None:
    """Let classes report: in `ILL` some cough, and now and then one pupil elsewhere."""
    said = [
        Said(school_class, day, _lines(name, day, ill))
        for name, school_class in scene.classes.items()
        if name == only or not only
    ]
    enter_all(said, at=at(day, hour))


def _lines(name: str, day: date, ill: int) -> tuple[Entry, ...]:
    number = ill if name == ILL else int((day.toordinal() + len(name)) % 9 == 0)
    return (Entry("respiratory", "", number, number),)


def past(scene: Scene, days: int = DAYS) -> None:
    """Let every class report on every school day before the Monday."""
    for day in school_days(scene.city, MONDAY - timedelta(days=days), MONDAY - timedelta(days=1)):
        report(scene, day)


def outbreak(scene: Scene, ill: int = 9) -> Run:
    """Let weeks pass, and a class fall ill; return the look at that Monday."""
    past(scene)
    report(scene, MONDAY, ill=ill)
    return detecting.look(scene.city, MONDAY, at=at(MONDAY, 12))


def signal(scene: Scene) -> Signal:
    """Return the signal of the class."""
    return Signal.objects.get(school_class=scene.classes[ILL], merged_into=None)
