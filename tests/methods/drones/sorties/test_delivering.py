"""From orders, ways, aircraft and wind to sorties; what cannot be flown says why."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import shapely

from citybricks.kernel.run import Cancelled, Run
from citybricks.methods.drones.aircraft import Aircraft
from citybricks.methods.drones.airways import airways
from citybricks.methods.drones.sorties import (
    OBJECTIVES,
    Legs,
    Order,
    SortiePlan,
    deliver,
    enumerate_flights,
    plan,
)
from citybricks.methods.routing.stopping import Stop

Town = Callable[..., tuple[list[Order], Legs]]
CRAFT = Aircraft()
HOURS_4 = 4 * 3600


def flown(places: list[tuple[float, float]], orders: list[Order], **given: Any) -> SortiePlan:
    return deliver(orders, airways(np.array([(0.0, 0.0), *places])), CRAFT, **given)


def east(metres: float, **given: Any) -> SortiePlan:
    order = Order("17", **{"mass_kg": 2.1, "close_s": HOURS_4, **given.pop("order", {})})
    return flown([(metres, 0.0)], [order], **given)


def test_an_order_within_reach_is_brought() -> None:
    made = east(3000.0)
    assert [sortie.flight.orders for sortie in made.sorties] == [(0,)]
    assert made.answer.is_optimal
    assert made.answer.feasible
    assert made.delivered_s(0) is not None


def test_an_order_out_of_reach_says_how_far_one_gets() -> None:
    made = east(30_000.0, wind=(-8.0, 0.0))
    (conflict,) = made.unserved
    assert conflict.code == "too_far"
    pattern = r"order 17 is 30.0 km away, at most \d+\.\d km with 2.1 kg in 8.0 m/s head wind"
    assert re.fullmatch(pattern, conflict.en)
    assert "逆风 8.0 m/s" in conflict.zh
    assert conflict.limit < conflict.value


def test_what_the_relaxation_says_is_enough() -> None:
    reach = east(30_000.0).unserved[0].limit
    assert not east(reach - 20).unserved
    (just,) = east(reach + 100).unserved
    kg = float(re.findall(r"[\d.]+", just.relaxation_en)[0])
    assert just.relaxation_en.startswith("a parcel of at most")
    assert not east(reach + 100, order={"mass_kg": kg}).unserved
    assert east(reach + 100, order={"mass_kg": kg + 0.02}).unserved


def test_a_far_order_against_the_wind_waits_for_calmer_wind_or_a_nearer_base() -> None:
    calm = east(30_000.0, order={"mass_kg": 0.05}).unserved[0].limit
    (windy,) = east(calm - 300, order={"mass_kg": 0.05}, wind=(-8.0, 0.0)).unserved
    most = float(re.findall(r"[\d.]+", windy.relaxation_en)[0])
    assert windy.relaxation_en.startswith("wind of at most")
    assert not east(calm - 300, order={"mass_kg": 0.05}, wind=(-most, 0.0)).unserved
    assert east(calm + 5000).unserved[0].relaxation_en.endswith("km nearer")


def test_a_parcel_that_cannot_be_lifted_says_so() -> None:
    (conflict,) = east(2000.0, order={"mass_kg": 4.5}).unserved
    assert conflict.en == "order 17 weighs 4.5 kg; at most 3 kg can be carried"
    assert conflict.code == "too_heavy"


def test_a_window_that_closes_too_early_says_how_much_later_it_would_have_to() -> None:
    (conflict,) = east(6000.0, order={"close_s": 120}).unserved
    assert conflict.code == "window"
    later = int(re.findall(r"\d+", conflict.relaxation_en)[0])
    longer = {"close_s": 120 + later}
    assert not east(6000.0, order=longer).unserved
    assert east(6000.0, order={"close_s": 119 + later}).unserved


def test_an_order_in_an_active_zone_is_named_with_it() -> None:
    orders = [Order("a", 1.0), Order("b", 1.0)]
    made = flown([(2000.0, 0.0), (0.0, 2000.0)], orders, inside={"b": "Airfield"})
    assert [(each.order, each.code) for each in made.unserved] == [("b", "in_zone")]
    assert "Airfield" in made.unserved[0].en
    assert "Airfield" in made.unserved[0].zh
    assert made.delivered_s(1) is None


def test_an_order_behind_a_closed_ring_has_no_way() -> None:
    ring = shapely.Point(4000, 0).buffer(1500).difference(shapely.Point(4000, 0).buffer(500))
    ways = airways(np.array([(0.0, 0.0), (4000.0, 0.0)]), [ring])
    made = deliver([Order("a", 1.0)], ways, CRAFT)
    assert [each.code for each in made.unserved] == ["no_way"]


def test_in_a_wind_over_the_limit_nothing_flies() -> None:
    made = east(2000.0, wind=(0.0, 12.0))
    assert made.sorties == ()
    assert [each.code for each in made.unserved] == ["too_windy"]
    assert made.unserved[0].en.startswith("no-go")


def test_what_the_drones_have_no_time_for_is_named() -> None:
    orders = [Order(str(n), 2.0, 0, 420) for n in range(6)]
    places = [(2500.0 * np.cos(n), 2500.0 * np.sin(n)) for n in range(6)]
    for objective in OBJECTIVES:
        made = flown(places, orders, drones=2, objective=objective)
        assert len(made.sorties) == 2, objective
        assert [each.code for each in made.unserved] == ["too_few_drones"] * 4
        assert made.answer.feasible


def test_parcels_that_are_dropped_are_not_carried_on() -> None:
    places = [(3000.0, 0.0), (6000.0, 0.0)]
    light_last, heavy_last = (
        flown(places, [Order("a", a), Order("b", b)]).answer.objective
        for a, b in ((2.0, 0.5), (0.5, 2.0))
    )
    assert light_last < heavy_last


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_a_dismissed_plan_ends(objective: str, town: Town) -> None:
    orders, legs = town(5, 12)
    flights = enumerate_flights(orders, legs)
    with pytest.raises(Cancelled):
        plan(orders, flights, objective=objective, stop=Stop(iterations=500, report=_dismissed))  # type: ignore[arg-type]


def _dismissed(_share: float) -> None:
    raise Cancelled


def test_the_search_for_flights_that_fit_ends_with_the_run(town: Town) -> None:
    from citybricks.methods.drones.sorties.dominance import undominated
    from citybricks.methods.drones.sorties.partition import choose
    from citybricks.methods.drones.sorties.timed import timed

    orders, legs = town(8, 30)
    orders = [replace(order, open_s=0, close_s=9000) for order in orders]
    flights = undominated(enumerate_flights(orders, legs), orders, "energy")
    problem = timed(orders, flights, 4, 120, 60)
    with Run(cancelled=lambda: True).active(), pytest.raises(Cancelled):
        choose(problem, flights.joules, 0)
