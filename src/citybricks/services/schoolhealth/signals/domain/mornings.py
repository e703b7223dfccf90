"""What happens every morning in every city: a look after the deadline, and reminders."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from citybricks.services.schoolhealth.schools.models import City
from citybricks.services.schoolhealth.signals.domain import detecting, telling
from citybricks.services.schoolhealth.signals.models import Run, Signal
from citybricks.services.schoolhealth.signals.vocabulary import UNVERIFIED


def look_at_all(now: datetime | None = None) -> list[Run]:
    """Look at the day of every city whose deadline has passed and that was not looked at since."""
    moment = now or timezone.now()
    return [detecting.look(city, day_of(city, moment), at=moment) for city in due(moment)]


def due(now: datetime) -> list[City]:
    """Return the cities whose schools should all have reported, and that nobody looked at since."""
    found = []
    for city in City.objects.filter(running=True):
        local = now.astimezone(ZoneInfo(city.timezone))
        closing = datetime.combine(local.date(), city.deadline, tzinfo=local.tzinfo)
        looked = Run.objects.filter(city=city, day=local.date(), at__gte=closing)
        if local >= closing and not looked.exists():
            found.append(city)
    return found


def day_of(city: City, now: datetime) -> date:
    """Return the day that it is in a city."""
    return now.astimezone(ZoneInfo(city.timezone)).date()


def remind(now: datetime | None = None) -> int:
    """Tell of signals that nobody verified in time, each once; return how many there are."""
    moment = now or timezone.now()
    late = Signal.objects.filter(
        state__in=UNVERIFIED, next_due__lt=moment, city__running=True
    ).select_related("city", "school", "school_class")
    for signal in late:
        telling.moved(signal, "overdue")
    return len(late)
