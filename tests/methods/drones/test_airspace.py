"""Places and zones together: who can be reached, and why others cannot."""

from datetime import datetime, timedelta, timezone
from typing import Any

import numpy as np
import pytest
import shapely

from citybricks.methods.drones.aircraft import Aircraft
from citybricks.methods.drones.airspace import Airspace, airspace
from citybricks.methods.drones.errors import InputError
from citybricks.methods.drones.margins import margins_of
from citybricks.methods.drones.wind import Wind
from citybricks.methods.drones.zones.reading import read_zones
from tests.methods.drones.zones.published import plain, square

NOW = datetime(2026, 11, 24, 9, tzinfo=timezone(timedelta(hours=9)))
PLACES = [(140.05, 36.08), (140.17, 36.08), (140.11, 36.08)]


def around(zone: Any, **options: Any) -> Airspace:
    return airspace(PLACES, read_zones(zone), NOW, **options)


def test_a_zone_in_between_makes_the_way_longer() -> None:
    free, closed = around({"features": []}), around(plain())
    assert free.ways.metres[0, 1] == pytest.approx(10_813, abs=10)
    assert closed.ways.metres[0, 1] > free.ways.metres[0, 1] + 50
    line = shapely.LineString(closed.ways.path(0, 1))
    assert line.distance(closed.areas[0]) >= margins_of(Aircraft(), 60).across_m - 0.1


def test_a_place_in_a_zone_names_the_zone_in_both_languages() -> None:
    found = around(plain(name="Hospital")).unreachable
    assert set(found) == {2}
    assert found[2].zones == ("park",)
    assert "Hospital (PROHIBITED)" in found[2].en
    assert "Hospital" in found[2].zh


def test_a_low_zone_may_be_overflown_but_not_landed_in() -> None:
    low = around(plain(ceiling=20))
    assert len(low.ways.path(0, 1)) == 2
    assert set(low.unreachable) == {2}
    assert np.isinf(low.ways.metres[0, 2])


def test_a_zone_far_above_closes_nothing() -> None:
    assert around(plain(floor=200)).closed == ()


def test_a_zone_within_the_vertical_margin_closes() -> None:
    assert around(plain(floor=80)).closed != ()
    assert around(plain(floor=80), height_m=40).closed == ()


def test_a_permit_opens_what_needs_one() -> None:
    asked = plain(restriction="REQ_AUTHORISATION")
    assert set(around(asked).unreachable) == {2}
    assert around(asked, permits={"park"}).unreachable == {}


def test_a_zone_at_another_time_is_open() -> None:
    later = plain(start="2026-11-24T02:00:00Z", end="2026-11-24T03:00:00Z")
    assert around(later).unreachable == {}
    assert set(around(later, end=NOW + timedelta(hours=2, minutes=1)).unreachable) == {2}


def test_a_base_in_a_zone_reaches_nobody() -> None:
    found = airspace(PLACES[::-1], read_zones(plain()), NOW).unreachable
    assert set(found) == {0, 1, 2}
    assert found[1].en == "The base lies in a closed zone."


def test_a_place_behind_a_ring_of_zones_has_no_way() -> None:
    ring = {"type": "Polygon", "coordinates": [square(half=0.02)[0], square(half=0.015)[0]]}
    found = around(plain(ring)).unreachable
    assert "no way there" in found[2].en


def test_zones_of_the_other_end_of_the_country_do_not_matter() -> None:
    far = {"type": "Polygon", "coordinates": square(127.7, 26.2)}
    assert around(plain(far)).closed == ()
    across = {"type": "Polygon", "coordinates": square(-179.98, 0.0)}
    assert len(airspace([(179.95, 0.0)], read_zones(plain(across)), NOW).closed) == 1


def test_places_on_both_sides_of_the_date_line_are_neighbours() -> None:
    ways = airspace([(179.95, -16.8), (-179.95, -16.8)], [], NOW).ways
    assert ways.metres[0, 1] == pytest.approx(10_660, abs=10)


def test_margins_grow_with_the_wind() -> None:
    calm, windy = (margins_of(Aircraft(), 60, Wind(speed, 0)) for speed in (0.0, 8.0))
    # 3 + 3 + 1 m, a second at 15 m/s and 11.5 m to stop
    assert calm.across_m == pytest.approx(33.5, abs=0.1)
    assert calm.buffer_m == pytest.approx(60 + calm.above_m + 0.75)
    assert windy.across_m > calm.across_m


@pytest.mark.parametrize(
    ("place", "field"),
    [
        ((200.0, 36.0), "places[1].longitude"),
        ((140.0, -91.0), "places[1].latitude"),
        ((float("nan"), 36.0), "places[1].longitude"),
        ((36.08, 140.1), "places[1].latitude"),
        ((141.0, 50.0), "places[1]"),
    ],
)
def test_an_impossible_place_is_named(place: tuple[float, float], field: str) -> None:
    with pytest.raises(InputError) as refused:
        airspace([PLACES[0], place], [], NOW)
    assert refused.value.field == field


def test_exchanged_axes_are_recognised_beside_the_base() -> None:
    with pytest.raises(InputError, match="exchanged"):
        airspace([(8.5, 47.4), (47.4, 8.5)], [], NOW)
