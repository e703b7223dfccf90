from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
import shapely
from pydantic import TypeAdapter

from citybricks.methods.drones.zones.reading import read_zones
from citybricks.methods.towns import orders, waste, writing, zones
from citybricks.methods.towns.laying import connected
from citybricks.methods.towns.making import SEEDS, town
from citybricks.methods.towns.town import Town
from citybricks.types import Features, Home, Street


@pytest.fixture(scope="module", params=SEEDS)
def made(request: pytest.FixtureRequest) -> Town:
    return town(request.param)


def test_equal_seeds_make_equal_towns_and_others_do_not() -> None:
    assert writing.homes(town(3)) == writing.homes(town(3))
    assert writing.homes(town(3)) != writing.homes(town(4))
    assert orders.orders(town(3), 20) == orders.orders(town(3), 20)
    assert orders.orders(town(3), 20) != orders.orders(town(3), 20, seed=1)


def test_every_junction_is_reached_from_every_other_the_way_one_may_drive(made: Town) -> None:
    ends = np.vstack([road.xy[[0, -1]] for road in made.roads]).round(3)
    junctions, at = np.unique(ends, axis=0, return_inverse=True)
    pairs = [(int(a), int(b)) for a, b in at.reshape(-1, 2)]
    assert connected(pairs, [road.one_way for road in made.roads], len(junctions))
    assert any(road.one_way for road in made.roads)


def test_hamlets_are_far_and_few_live_there(made: Town) -> None:
    far = np.array([np.hypot(*hamlet.place) for hamlet in made.hamlets])
    assert ((far >= 4_000) & (far <= 9_000)).all()
    remote = made.residents[made.hamlet >= 0].sum()
    assert 0.01 < remote / made.residents.sum() < 0.1
    assert 10_000 < made.residents.sum() < 25_000


def test_orders_are_for_homes_in_windows_that_close_after_they_open(made: Town) -> None:
    areas = zones.zones(made)
    asked = orders.orders(made, 40, zones=areas)
    assert len({order.id for order in asked}) == 40
    assert {order.priority for order in asked} == {"medicine", "food", "parcel"}
    assert all(0 <= order.open_s < order.close_s for order in asked)
    assert all(0 < order.mass_kg <= 3 for order in asked)
    assert sum(order.hamlet >= 0 for order in asked) >= 15
    closed = shapely.union_all([shapely.Polygon(area.xy) for area in areas])
    assert not shapely.contains_xy(closed, *np.array([order.place for order in asked]).T).any()


def test_the_depot_is_in_no_zone_and_zones_are_read_as_ed_318(made: Town) -> None:
    read = read_zones(writing.zones(made, zones.zones(made)), near=made.centre)
    assert {zone.id for zone in read} == {"AIRFIELD", "SCHOOL", "WIRES", "RESERVE"}
    assert not any(zone.notices for zone in read)
    (depot,) = made.earth(np.array([made.depot]))
    assert not any(shapely.contains_xy(zone.area, *depot) for zone in read)


def test_the_school_is_closed_to_drones_in_its_hours_only() -> None:
    made = town(0)
    school = read_zones(writing.zones(made, zones.zones(made)))[1]
    here = ZoneInfo("Asia/Tokyo")
    assert school.applies(datetime(2026, 11, 23, 10, tzinfo=here))
    assert not school.applies(datetime(2026, 11, 23, 17, tzinfo=here))
    assert not school.applies(datetime(2026, 11, 22, 10, tzinfo=here))


def test_tables_are_what_bricks_read(made: Town) -> None:
    streets = TypeAdapter(Features[Street]).validate_python(writing.streets(made))
    homes = TypeAdapter(Features[Home]).validate_python(writing.homes(made))
    assert len(streets) == len(made.roads)
    assert homes.frame["residents"].sum() == made.residents.sum()


def test_what_is_thrown_away_follows_the_truth_of_each_container() -> None:
    bins = waste.bins(town(1), 200)
    first = date(2026, 1, 5)
    litres = waste.thrown(bins, first, 7 * 60)
    truth = np.array([each.filling.litres_per_day for each in bins])
    assert litres.mean(axis=0) == pytest.approx(truth, rel=0.25)
    assert litres.mean() == pytest.approx(truth.mean(), rel=0.02)
    weekdays = litres.reshape(60, 7, 200).mean(axis=(0, 2))
    expected = np.array([each.filling.weekday for each in bins]).T @ truth / len(bins)
    assert weekdays == pytest.approx(expected, rel=0.05)


def test_holidays_change_what_is_thrown_away() -> None:
    bins = waste.bins(town(1), 200)
    day = date(2026, 1, 1)
    usual = np.mean([waste.thrown(bins, day, 1, seed) for seed in range(30)])
    festive = np.mean([waste.thrown(bins, day, 1, seed, {day}) for seed in range(30)])
    factor = np.mean([each.filling.holiday for each in bins])
    assert festive / usual == pytest.approx(factor, rel=0.1)


def test_the_same_seed_throws_away_the_same_whatever_is_collected() -> None:
    bins = waste.bins(town(2), 50)
    one, other = (waste.thrown(bins, date(2026, 1, 1), 30, seed=7) for _ in range(2))
    assert (one == other).all()
    assert len({each.id for each in bins}) == 50
    assert {each.id for each in waste.plants(town(2))} == {
        "incineration plant",
        "transfer station",
    }
    assert [truck.id for truck in waste.trucks(2)] == ["truck-1", "truck-2"]


def test_more_hamlets_than_names_are_refused() -> None:
    with pytest.raises(ValueError, match="hamlets is 11; allowed: 0 to 10"):
        town(0, hamlets=11)
