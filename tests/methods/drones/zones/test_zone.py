"""When and how high a zone applies, and who may enter it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from citybricks.methods.drones.errors import InputError
from citybricks.methods.drones.zones.reading import read_zones
from citybricks.methods.drones.zones.zone import Terrain, Zone, closed
from tests.methods.drones.zones.published import ed269, ed318, layer, plain, square, volume

JAPAN = timezone(timedelta(hours=9))


def only(document: object) -> Zone:
    (zone,) = read_zones(document)  # type: ignore[arg-type]
    return zone


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a time of November 2026 in Japan; the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=JAPAN)


def scheduled(**hours: object) -> Zone:
    return only(ed269(applicability=[{"permanent": "NO", "schedule": [hours]}]))


def test_from_and_until_are_moments_on_the_earth_whatever_the_zone() -> None:
    times = {"startDateTime": "2026-11-24T00:00:00Z", "endDateTime": "2026-11-24T10:00:00+02:00"}
    zone = only(ed318(limitedApplicability=[times]))
    assert [zone.applies(at(24, hour)) for hour in (8, 9, 17, 18)] == [False, True, True, False]


def test_hours_of_days_of_the_week() -> None:
    zone = scheduled(day=["MON", "TUE"], startTime="08:00:00+09:00", endTime="18:00:00+09:00")
    assert zone.applies(at(23, 8))
    assert not zone.applies(at(23, 18, 1))
    assert zone.applies(at(24, 17))
    assert not zone.applies(at(25, 12))


def test_hours_past_midnight_belong_to_the_day_they_began() -> None:
    zone = scheduled(day=["MON"], startTime="22:00:00+09:00", endTime="02:00:00+09:00")
    assert zone.applies(at(23, 23))
    assert zone.applies(at(24, 1))
    assert not zone.applies(at(23, 1))


def test_days_are_counted_by_the_clock_of_the_hours() -> None:
    zone = scheduled(day=["MON"], startTime="20:00:00Z", endTime="23:00:00Z")
    assert zone.applies(at(24, 6))
    assert not zone.applies(at(23, 6))


def test_any_day_is_every_day() -> None:
    zone = scheduled(day=["ANY"], startTime="08:00Z", endTime="09:00Z")
    assert all(zone.applies(at(day, 17, 30)) for day in range(22, 29))


def test_a_flight_that_lasts_into_the_hours_meets_the_zone() -> None:
    zone = scheduled(day=["ANY"], startTime="03:00Z", endTime="04:00Z")
    assert not zone.applies(at(24, 11))
    assert zone.applies(at(24, 11), at(24, 12, 5))


def test_from_sunrise_to_sunset() -> None:
    zone = scheduled(startEvent="SR", endEvent="SS")
    # Tsukuba, 24 November: the sun rises at 6:25 and sets at 16:28 (National Observatory)
    assert [zone.applies(at(24, h, m)) for h, m in ((6, 21), (6, 29), (16, 24), (16, 32))] == [
        False,
        True,
        True,
        False,
    ]


def test_the_whole_day_where_the_sun_does_not_rise() -> None:
    north = {"type": "Polygon", "coordinates": square(20, 78), "layer": layer()}
    schedule = [{"schedule": [{"startEvent": "SR", "endEvent": "SS"}]}]
    zone = only(ed318(north, limitedApplicability=schedule))
    assert all(zone.applies(at(24, hour)) for hour in range(24))


def test_heights_above_ground_and_above_the_sea() -> None:
    low = only(plain(floor=0, ceiling=50))
    assert low.reaches(30, 60)
    assert not low.reaches(51, 60)
    sea = only(plain(floor=300, ceiling=500, reference="AMSL"))
    assert not sea.reaches(0, 120)
    assert sea.reaches(0, 120, Terrain(0, 250))
    assert not sea.reaches(0, 120, Terrain(600, 700))


def test_heights_above_the_ellipsoid_know_the_geoid() -> None:
    zone = only(plain(floor=130, ceiling=200, reference="WGS84"))
    assert not zone.reaches(0, 85, Terrain(0, 0, 40))
    assert zone.reaches(0, 95, Terrain(0, 0, 40))


def test_who_holds_a_permit_may_enter_but_never_a_prohibited_zone() -> None:
    kinds = ("PROHIBITED", "REQ_AUTHORISATION", "CONDITIONAL", "NO_RESTRICTION")
    zones = [
        zone for kind in kinds for zone in read_zones(ed269(identifier=kind, restriction=kind))
    ]
    assert [zone.id for zone in closed(zones, at(24, 9))] == list(kinds[:3])
    held = closed(zones, at(24, 9), permits={"PROHIBITED", "CONDITIONAL"})
    assert [zone.id for zone in held] == ["PROHIBITED", "REQ_AUTHORISATION"]


def test_a_permit_for_a_zone_is_one_for_all_its_volumes() -> None:
    zones = read_zones(ed269(volume(), volume(upperLimit=60), restriction="CONDITIONAL"))
    assert len(closed(zones, at(24, 9))) == 2
    assert closed(zones, at(24, 9), permits={"JPN001"}) == []
    assert [zone.id for zone in closed(zones, at(24, 9), permits={"JPN001/2"})] == ["JPN001/1"]


def test_only_zones_at_the_time_and_height_are_closed() -> None:
    above = only(ed269(volume(lowerLimit=150, upperLimit=300)))
    assert closed([above], at(24, 9)) == []
    assert closed([above], at(24, 9), heights_m=(0, 150)) == [above]
    past = {"startDateTime": "2026-11-01T00:00:00Z", "endDateTime": "2026-11-02T00:00:00Z"}
    assert closed([only(ed269(applicability=[past]))], at(24, 9)) == []


def test_a_flight_without_a_time_zone_is_refused() -> None:
    with pytest.raises(InputError, match="start is"):
        only(plain()).applies(datetime(2026, 11, 24))  # noqa: DTZ001
    with pytest.raises(InputError, match="end is"):
        only(plain()).applies(
            datetime(2026, 11, 24, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC)
        )
