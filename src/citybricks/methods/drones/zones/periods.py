"""When a zone applies: from and until, and the days and hours in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from citybricks.methods.drones.zones.daylight import when

DAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
_LONGEST = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of some days of the week; past midnight when they end before they begin.

    Parameters
    ----------
    days
        Days of the week from `DAYS`, by the clock that `start` is given in.
    start, end
        Times of day with their zone, or events of daylight such as sunrise ("SR").
    """

    days: frozenset[str]
    start: time | str
    end: time | str


@dataclass(frozen=True, slots=True)
class Period:
    """From and until, both open when none; only in the given hours when there are any."""

    start: datetime | None = None
    end: datetime | None = None
    hours: tuple[Hours, ...] = ()

    def overlaps(self, start: datetime, end: datetime, longitude: float, latitude: float) -> bool:
        """Return whether the period has a moment in common with start to end.

        Daylight is that of the place; on days without sunrise or sunset the whole day counts.
        """
        start = max(start, self.start) if self.start else start
        end = min(end, self.end) if self.end else end
        if start > end:
            return False
        if not self.hours or end - start > _LONGEST:
            return True
        spans = (
            span for hours in self.hours for span in _spans(hours, start, end, longitude, latitude)
        )
        return any(begins <= end and start <= ends for begins, ends in spans)


def _spans(
    hours: Hours, start: datetime, end: datetime, longitude: float, latitude: float
) -> Iterator[tuple[datetime, datetime]]:
    day, last = start.date() - timedelta(days=2), end.date() + timedelta(days=2)
    while day <= last:
        if DAYS[day.weekday()] in hours.days:
            begins = _on(hours.start, day, longitude, latitude, later=False)
            ends = _on(hours.end, day, longitude, latitude, later=True)
            if ends <= begins:
                ends = _on(hours.end, day + timedelta(days=1), longitude, latitude, later=True)
            yield begins, ends
        day += timedelta(days=1)


def _on(
    moment: time | str, day: date, longitude: float, latitude: float, *, later: bool
) -> datetime:
    if isinstance(moment, time):
        return datetime.combine(day, moment)
    found = when(moment, day, longitude, latitude)
    if found is not None:
        return found
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) - timedelta(hours=longitude / 15)
    return noon + timedelta(hours=12 if later else -12)
