"""Flows that are planned hold, close their balances and are as cheap as can be."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from citybricks.methods.waste.flows import checking, defaults
from citybricks.methods.waste.flows.network import (
    Facility,
    Flow,
    Haul,
    Network,
    Outcome,
    Process,
    Stream,
)
from citybricks.methods.waste.flows.solving import Programme
from citybricks.methods.waste.flows.ways import NowhereError

SETTING = defaults.Setting()
PROCESSES: tuple[Process, ...] = ("compost", "digestion", "sorting", "incineration", "landfill")


def place(id: str, process: Process, accepts: str, **more: float | bool) -> Facility:
    known = {
        material: defaults.outcome(process, material, SETTING) for material in defaults.materials()
    }
    made = Facility(
        id, process, 1000.0, 100.0, frozenset(accepts.split()), False, 0.0, 0.0, True, known
    )
    return replace(made, **more)  # type: ignore[arg-type] # as they are named


def town(**capacity: float) -> Network:
    """Two streams, four facilities."""
    streams = (
        Stream("wet", 600.0, {"food": 0.9, "plastic": 0.1}, frozenset({"food"})),
        Stream("dry", 400.0, {"paper": 0.5, "plastic": 0.3, "other": 0.2}, frozenset({"other"})),
    )
    places = [
        place("A", "digestion", "wet", fee=200.0),
        place("C", "compost", "wet", fee=120.0),
        place("E", "incineration", "wet dry", fee=180.0, takes_residue=True, haul_km=10.0),
        place("L", "landfill", "wet dry", fee=60.0, takes_residue=True, haul_km=40.0),
    ]
    held = tuple(replace(one, capacity=capacity.get(one.id, one.capacity)) for one in places)
    return Network(streams, held, Haul(1.0, 0.1))


def test_the_checker_knows_no_solver() -> None:
    names = set(vars(checking))
    assert not names & {"Programme", "linprog", "solving", "scipy"}


@pytest.mark.parametrize("process", PROCESSES)
@pytest.mark.parametrize("material", defaults.materials())
def test_of_a_tonne_nothing_is_made_of_nothing(process: Process, material: str) -> None:
    of = defaults.outcome(process, material, SETTING)
    assert min(of.product, of.residue, of.stored) >= 0
    assert -1e-12 <= of.lost <= 1


def test_greenhouse_gases_are_those_of_the_published_equations() -> None:
    buried = defaults.outcome("landfill", "food", defaults.Setting(gas_captured=0.0)).emitted
    assert buried == pytest.approx(0.15 * 0.5 * 0.5 * 16 / 12 * 0.9 * 28 * 1000)
    burnt = defaults.outcome("incineration", "plastic", SETTING).emitted
    assert burnt == pytest.approx(0.75 * 44 / 12 * 1000)
    assert defaults.outcome("compost", "food", SETTING).emitted == pytest.approx(4 * 28 + 0.3 * 265)


def test_flows_that_are_planned_break_no_rule() -> None:
    network = town(A=200, C=100)
    plan = Programme(network).least()
    assert plan is not None
    assert checking.check(network, plan.flows) == []
    assert max(node.open for node in checking.balances(network, plan.flows)) < 1e-6


def test_a_plan_is_as_cheap_as_the_best_of_all_corners() -> None:
    """Without residues the best plan is one of few: each stream whole to one facility."""
    network = town()
    none = {name: Outcome(0.0, 0.0, 1.0, 10.0, 0.0) for name in defaults.materials()}
    network = replace(
        network, facilities=tuple(replace(one, outcomes=none) for one in network.facilities)
    )
    plan = Programme(network).least()
    assert plan is not None
    costs = [
        checking.amount(network, [Flow(("wet",), a, 600.0), Flow(("dry",), b, 400.0)]).cost
        for a, b in itertools.product("ACEL", "EL")
    ]
    assert plan.amount.cost == pytest.approx(min(costs))


@given(some.lists(some.floats(50, 900), min_size=4, max_size=4), some.floats(0, 1))
@settings(deadline=None, max_examples=40)
def test_bounds_hold_and_balances_close_whatever_the_capacities(
    capacities: list[float], price: float
) -> None:
    network = town(**dict(zip("ACEL", capacities, strict=True)))
    programme = Programme(network)
    plan = programme.least(price)
    short = programme.shortest()
    assert (plan is None) == bool(short)
    if plan is None:
        plan = programme.relaxed(short).least(price)
        assert plan is not None
        found = {one.where for one in checking.check(network, plan.flows)}
        assert found == {one.facility for one in short}
        return
    value = plan.amount.cost + price * plan.amount.carbon
    assert plan.bound <= value + 1e-6 * abs(value)
    assert plan.bound == pytest.approx(value, rel=1e-7)
    assert checking.check(network, plan.flows) == []


def test_the_front_is_what_a_fine_sweep_of_limits_finds() -> None:
    """Between two neighbours the least cost at a limit is on the line between them."""
    network = town(A=200, C=300, E=500)
    front = Programme(network).front()
    assert len(front) >= 3
    for price in np.linspace(0, 2, 60):
        plan = Programme(network).least(float(price))
        assert plan is not None
        best = min(one.amount.cost + price * one.amount.carbon for one in front)
        assert plan.amount.cost + price * plan.amount.carbon == pytest.approx(best, rel=1e-7)


def test_a_residue_that_nobody_takes_is_named_with_its_way() -> None:
    network = town()
    places = tuple(replace(one, takes_residue=False) for one in network.facilities)
    with pytest.raises(NowhereError) as caught:
        Programme(replace(network, facilities=places))
    assert caught.value.path[0] == "wet"


def test_the_checker_finds_every_kind_of_fault() -> None:
    network = town(A=200)
    plan = Programme(network).least()
    assert plan is not None
    flows = list(plan.flows)
    lost = flows[1:]
    assert {"balance", "path"} <= {one.code for one in checking.check(network, lost)}
    assert "capacity" in {
        one.code for one in checking.check(network, [Flow(("wet",), "A", 600.0), *flows])
    }
    wrong = checking.check(network, [Flow(("dry",), "A", 1.0), *flows])
    assert "accepted" in {one.code for one in wrong}
    assert "negative" in {
        one.code for one in checking.check(network, [Flow(("wet",), "L", -5.0), *flows])
    }
    strict = tuple(replace(one, purity=0.95) for one in network.facilities)
    found = checking.check(replace(network, facilities=strict), flows)
    assert "purity" in {one.code for one in found}
    assert all(one.en and one.zh for one in found)
