"""What exhibitors and organisers are told of visits: counts, small ones hidden."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum

from citybricks.network.gatherings.expo.models import Booth, Tally

FEW = 5
"""Visits below which a country is not told by name."""
_COUNTED = ("visits", "timed", "seconds", "contacts", "meetings")


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a booth, or of an expo."""

    day: date
    visits: int
    contacts: int
    meetings: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """What is known of visits.

    Parameters
    ----------
    dwell
        Mean seconds of a visit, where lengths are known; None below 5 of them.
    countries
        Visits by country, those with at least 5; most first.
    hidden
        Visits from countries with fewer, and from visitors who have not said.
    """

    visits: int
    contacts: int
    meetings: int
    dwell: float | None
    days: list[Day]
    countries: list[tuple[str, int]]
    hidden: int
    booths: list[tuple[Booth, int]]

    @property
    def most(self) -> int:
        """Most visits of a day, for the height of a chart."""
        return max((one.visits for one in self.days), default=0)


def of_booth(booth: Booth) -> Statistics:
    """Return what its exhibitor is told."""
    return _told(Tally.objects.filter(booth=booth), [])


def of_expo(gathering: Any) -> Statistics:
    """Return what organisers are told: totals, and visits of each booth."""
    tallies = Tally.objects.filter(booth__gathering=gathering)
    rows = tallies.values_list("booth").annotate(number=Sum("visits")).order_by("-number")[:20]
    booths = Booth.objects.select_related("hall").in_bulk([key for key, _number in rows])
    return _told(tallies, [(booths[key], number) for key, number in rows])


def _told(tallies: QuerySet[Tally], booths: list[tuple[Booth, int]]) -> Statistics:
    total: dict[str, int] = dict.fromkeys(_COUNTED, 0)
    days: dict[date, dict[str, int]] = defaultdict(lambda: dict.fromkeys(_COUNTED, 0))
    countries: dict[str, int] = defaultdict(int)
    sums = {f"sum_{name}": Sum(name) for name in _COUNTED}
    rows: Any = tallies.values("day", "country").annotate(**sums).order_by("day")
    for row in rows:
        for name in _COUNTED:
            total[name] += row[f"sum_{name}"]
            days[row["day"]][name] += row[f"sum_{name}"]
        countries[row["country"]] += row["sum_visits"]
    told = {code: number for code, number in countries.items() if code and number >= FEW}
    return Statistics(
        visits=total["visits"],
        contacts=total["contacts"],
        meetings=total["meetings"],
        dwell=total["seconds"] / total["timed"] if total["timed"] >= FEW else None,
        days=[Day(day, it["visits"], it["contacts"], it["meetings"]) for day, it in days.items()],
        countries=sorted(told.items(), key=lambda one: (-one[1], one[0])),
        hidden=total["visits"] - sum(told.values()),
        booths=booths,
    )
