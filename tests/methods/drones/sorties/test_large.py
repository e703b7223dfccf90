"""Plans of more orders than all flights can be listed for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import shapely

from citybricks.kernel.run import Cancelled
from citybricks.methods.drones.aircraft import Aircraft
from citybricks.methods.drones.airways import Airways, airways
from citybricks.methods.drones.legs import Cruise
from citybricks.methods.drones.margins import USUAL
from citybricks.methods.drones.power import MODELS
from citybricks.methods.drones.sorties import OBJECTIVES, Legs, Objective, Order, SortiePlan
from citybricks.methods.drones.sorties.large import plan_large
from citybricks.methods.drones.sorties.planning import Flying, deliver, is_large
from citybricks.methods.drones.sorties.solving import Rules
from citybricks.methods.drones.sorties.tables import setting
from citybricks.methods.drones.wind import Wind
from citybricks.methods.routing.stopping import Stop
from citybricks.methods.towns.making import town
from citybricks.methods.towns.orders import orders
from citybricks.methods.towns.zones import zones

CRAFT = Aircraft()
SEARCH = 20


def asked(count: int, seed: int = 0) -> tuple[list[Order], Airways]:
    made = town(seed)
    closed = zones(made)
    homes = orders(made, count, seed, closed)
    ways = airways(
        np.array([made.depot, *(each.place for each in homes)]),
        [shapely.Polygon(area.xy) for area in closed],
        USUAL.across_m,
    )
    return [
        Order(each.id, each.mass_kg, each.open_s, each.close_s, remote=each.hamlet >= 0)
        for each in homes
    ], ways


def legs_of(wanted: list[Order], ways: Airways, model: str = "stolaroff") -> Legs:
    cruise = Cruise(model, 60.0, 0.0, Wind(4.0, 0.0))
    return Flying.of(wanted, ways, CRAFT, cruise, 15.0, 0.2).legs


@pytest.fixture(scope="module")
def many() -> tuple[list[Order], Airways]:
    return asked(150)


@pytest.mark.long  # its loops are compiled first
@pytest.mark.parametrize("objective", OBJECTIVES)
def test_many_orders_are_brought_and_no_plan_is_below_the_bound(
    many: tuple[list[Order], Airways], objective: Objective
) -> None:
    assert is_large(150, 3)
    made = deliver(*many, CRAFT, drones=8, objective=objective, stop=Stop(iterations=SEARCH))
    assert made.answer.violations == ()
    assert not made.unserved
    assert made.answer.solver.startswith("PyVRP")
    assert 0 < made.answer.lower_bound <= made.answer.objective


@pytest.mark.long
def test_equal_searches_give_equal_plans() -> None:
    wanted, ways = asked(60)
    rules = Rules(4, CRAFT.swap_s, "waiting", 60)
    first, second = (
        plan_large(wanted, legs_of(wanted, ways), 3, rules, Stop(iterations=SEARCH))
        for _ in range(2)
    )
    assert first.sorties == second.sorties
    assert first.answer.proof() == second.answer.proof()


@pytest.mark.long
@pytest.mark.parametrize("objective", OBJECTIVES)
def test_a_few_orders_are_planned_nearly_as_well_as_can_be(objective: Objective) -> None:
    wanted, ways = asked(30)
    proved = deliver(wanted, ways, CRAFT, wind=(4.0, 0.0), objective=objective)
    rules = Rules(4, CRAFT.swap_s, objective, 60)
    made = plan_large(wanted, legs_of(wanted, ways), 3, rules, Stop(iterations=60))
    assert proved.answer.is_optimal
    assert made.answer.lower_bound <= proved.answer.objective <= made.answer.objective
    assert made.answer.objective <= 1.03 * proved.answer.objective


def few_drones(wanted: list[Order], ways: Airways) -> SortiePlan:
    hasty = [replace(order, open_s=0, close_s=3600) for order in wanted]
    rules = Rules(1, CRAFT.swap_s, "energy", 60)
    return plan_large(hasty, legs_of(hasty, ways), 3, rules, Stop(iterations=SEARCH))


@pytest.mark.long
def test_what_one_drone_has_no_time_for_is_named() -> None:
    made = few_drones(*asked(30))
    assert {each.code for each in made.unserved} == {"too_few_drones"}
    brought = sum(len(sortie.flight.orders) for sortie in made.sorties)
    assert brought + len(made.unserved) == 30
    assert made.answer.feasible


@pytest.mark.long
def test_a_dismissed_search_ends(many: tuple[list[Order], Airways]) -> None:
    def dismissed(share: float) -> None:
        if share > 0:
            raise Cancelled

    with pytest.raises(Cancelled):
        deliver(*many, CRAFT, stop=Stop(iterations=400, report=dismissed))


@pytest.mark.parametrize("model", MODELS)
def test_energy_looked_up_in_a_table_is_that_of_the_model(model: str) -> None:
    wanted, ways = asked(30)
    s = setting(wanted, legs_of(wanted, ways, model), 3, 120, 60, "energy")
    assert s.error < 1e-3
