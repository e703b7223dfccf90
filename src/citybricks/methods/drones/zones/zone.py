"""UAS geographical zones: where, up to which height, when, and what is asked of who flies there.

The four restrictions are those of EUROCAE ED-269 and ED-318 (Commission Implementing Regulation
(EU) 2019/947, Article 15): flying is prohibited, needs an authorisation, has conditions, or is
free.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from shapely.geometry.base import BaseGeometry

from citybricks.methods.drones.errors import InputError
from citybricks.methods.drones.zones.periods import Period

RESTRICTIONS = ("PROHIBITED", "REQ_AUTHORISATION", "CONDITIONAL", "NO_RESTRICTION")
REFERENCES = ("AGL", "AMSL", "WGS84")
METRES_PER_FOOT = 0.3048


@dataclass(frozen=True, slots=True)
class Limit:
    """A height in metres above the ground, the sea or the ellipsoid."""

    metres: float
    reference: str = "AGL"

    def above_ground(self, ground_m: float, geoid_m: float) -> float:
        """Return the height above a ground that lies so high above the sea."""
        if self.reference == "AGL":
            return self.metres
        return self.metres - ground_m - (geoid_m if self.reference == "WGS84" else 0.0)


@dataclass(frozen=True, slots=True)
class Terrain:
    """How high the ground lies.

    Parameters
    ----------
    lowest_m, highest_m
        Lowest and highest ground above mean sea level.
    geoid_m
        Height of the sea level above the ellipsoid: 40 m in Tsukuba.
    """

    lowest_m: float = 0.0
    highest_m: float = 0.0
    geoid_m: float = 0.0


SEA_LEVEL = Terrain()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that was repaired in an input, in both languages."""

    field: str
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone of one volume.

    Parameters
    ----------
    id, name
        As published.
    restriction
        One of `RESTRICTIONS`.
    area
        Polygon or polygons, longitude and latitude.
    lower, upper
        Limits of height; no upper one when none.
    periods
        When it applies; always when empty.
    conditions
        In the words of the authority.
    notices
        What had to be repaired to read it.
    """

    id: str
    name: str
    restriction: str
    area: BaseGeometry
    lower: Limit = Limit(0.0)
    upper: Limit | None = None
    periods: tuple[Period, ...] = ()
    conditions: str = ""
    notices: tuple[Notice, ...] = ()

    def applies(self, start: datetime, end: datetime | None = None) -> bool:
        """Return whether the zone applies at a time, or at any time until another.

        Raises
        ------
        InputError
            When a time has no zone or the end is before the start.
        """
        start, end = _span(start, end)
        if not self.periods:
            return True
        centre = self.area.centroid
        return any(period.overlaps(start, end, centre.x, centre.y) for period in self.periods)

    def reaches(self, low_m: float, high_m: float, terrain: Terrain = SEA_LEVEL) -> bool:
        """Return whether the zone holds a height between two heights above ground, somewhere."""
        geoid = terrain.geoid_m
        lowest = min(self.lower.above_ground(g, geoid) for g in _grounds(terrain))
        if self.upper is None:
            return lowest <= high_m
        highest = max(self.upper.above_ground(g, geoid) for g in _grounds(terrain))
        return lowest <= high_m and highest >= low_m


def closed(
    zones: Iterable[Zone],
    start: datetime,
    end: datetime | None = None,
    heights_m: tuple[float, float] = (0.0, 120.0),
    terrain: Terrain = SEA_LEVEL,
    permits: Collection[str] = (),
) -> list[Zone]:
    """Return the zones that may not be entered.

    Parameters
    ----------
    zones
        All zones.
    start, end
        First and last moment of the flights.
    heights_m
        Lowest and highest flown, above ground.
    terrain
        How high the ground lies, for limits above the sea.
    permits
        Zones whose authorisation is held or whose conditions are met; a prohibited zone has none.
    """
    return [
        zone
        for zone in zones
        if zone.restriction != "NO_RESTRICTION"
        and (zone.restriction == "PROHIBITED" or not _permitted(zone, permits))
        and zone.applies(start, end)
        and zone.reaches(*heights_m, terrain)
    ]


def _permitted(zone: Zone, permits: Collection[str]) -> bool:
    """Return whether a permit is held for the volume, or for the zone that it is part of."""
    return zone.id in permits or zone.id.rpartition("/")[0] in permits


def _grounds(terrain: Terrain) -> tuple[float, float]:
    return terrain.lowest_m, terrain.highest_m


def _span(start: datetime, end: datetime | None) -> tuple[datetime, datetime]:
    end = start if end is None else end
    for name, moment in (("start", start), ("end", end)):
        if moment.utcoffset() is None:
            raise InputError(name, str(moment), ("a time with its zone", "带时区的时间"))
    if end < start:
        raise InputError("end", str(end), (f"{start} or later", f"不早于 {start}"))
    return start.astimezone(UTC), end.astimezone(UTC)
