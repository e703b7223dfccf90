"""The checker finds every rule that a plan breaks."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from citybricks.methods.drones.sorties import Legs, Order, Sortie, checking, enumerate_flights, plan
from citybricks.methods.drones.sorties.checking import Taken, check
from citybricks.types.planning import Violation

DRONES, SWAP_S = 2, 120.0
Town = Callable[..., tuple[list[Order], Legs]]


@cache
def planned(town: Town) -> tuple[list[Order], Legs, tuple[Sortie, ...]]:
    orders, legs = town(11, 8)
    made = plan(orders, enumerate_flights(orders, legs), drones=DRONES, swap_s=SWAP_S)
    assert not made.unserved
    return orders, legs, made.sorties


def found(town: Town, sorties: Sequence[Sortie], payload_kg: float = 3.0) -> list[Violation]:
    orders, legs, _ = planned(town)

    def again(sequence: Sequence[int]) -> Taken:
        import numpy as np

        at, kg, clock, joules, offsets = 0, sum(orders[p].mass_kg for p in sequence), 0.0, 0.0, []
        for place in sequence:
            joules += float(legs.joules(np.array([at]), np.array([place + 1]), np.array([kg]))[0])
            clock += float(legs.seconds[at, place + 1]) + orders[place].service_s
            offsets.append(clock)
            at, kg = place + 1, kg - orders[place].mass_kg
        joules += float(legs.joules(np.array([at]), np.array([0]), np.array([0.0]))[0])
        return Taken(tuple(offsets), clock + float(legs.seconds[at, 0]), joules)

    return check(orders, sorties, DRONES, SWAP_S, again, payload_kg, legs.budget_j)


def codes(violations: Sequence[Violation]) -> set[str]:
    return {violation.code for violation in violations}


def test_a_plan_of_the_solver_breaks_nothing(town: Town) -> None:
    assert found(town, planned(town)[2]) == []


def test_the_checker_knows_no_solver() -> None:
    tree = ast.parse(Path(checking.__file__).read_text())
    named = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    named |= {each.name for n in ast.walk(tree) if isinstance(n, ast.Import) for each in n.names}
    ours = {each for each in named if each and each.startswith("citybricks")}
    assert ours == {"citybricks.methods.drones.sorties.orders", "citybricks.types.planning"}
    assert not any(each and each.startswith(("ortools", "scipy", "pyvrp")) for each in named)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_a_sortie_that_is_left_out_is_missed(town: Town, data: st.DataObject) -> None:
    sorties = list(planned(town)[2])
    gone = sorties.pop(data.draw(st.integers(0, len(sorties) - 1)))
    missed = {each.where for each in found(town, sorties) if each.code == "not_brought"}
    assert missed == {planned(town)[0][place].id for place in gone.flight.orders}


@given(st.data(), st.integers(20_000, 90_000))
@settings(max_examples=40, deadline=None)
def test_a_take_off_long_after_the_window_is_too_late(
    town: Town, data: st.DataObject, later: int
) -> None:
    sorties = list(planned(town)[2])
    at = data.draw(st.integers(0, len(sorties) - 1))
    sorties[at] = replace(sorties[at], start_s=sorties[at].start_s + later)
    assert "too_late" in codes(found(town, sorties))


@given(st.data(), st.integers(1, 600))
@settings(max_examples=40, deadline=None)
def test_a_drone_that_leaves_before_its_battery_is_changed_is_found(
    town: Town, data: st.DataObject, early: int
) -> None:
    sorties = list(planned(town)[2])
    lanes = [
        sorted((s for s in sorties if s.drone == d), key=lambda s: s.start_s) for d in range(2)
    ]
    pairs = [pair for lane in lanes for pair in pairwise(lane)]
    before, after = data.draw(st.sampled_from(pairs))
    start = before.land_s + int(SWAP_S) - early
    sorties[sorties.index(after)] = replace(after, start_s=max(before.start_s, start))
    assert "not_ready" in codes(found(town, sorties))


@given(st.data(), st.sampled_from(["seconds", "joules", "offsets"]), st.integers(3, 500))
@settings(max_examples=60, deadline=None)
def test_numbers_that_are_too_good_are_found(
    town: Town, data: st.DataObject, field: str, less: int
) -> None:
    sorties = list(planned(town)[2])
    at = data.draw(st.integers(0, len(sorties) - 1))
    flight = sorties[at].flight
    if field == "offsets":
        flight = replace(flight, offsets=tuple(each - less for each in flight.offsets))
    else:
        flight = replace(flight, **{field: getattr(flight, field) - less})
    sorties[at] = replace(sorties[at], flight=flight)
    assert field.rstrip("s") in {code.rstrip("s") for code in codes(found(town, sorties))}


def test_what_is_brought_twice_by_nobody_or_too_heavily_is_found(town: Town) -> None:
    sorties = list(planned(town)[2])
    first = sorties[0]
    again = replace(first, drone=DRONES, start_s=0)
    assert {"brought_twice", "no_such_drone"} <= codes(found(town, [*sorties, again]))
    assert "too_heavy" in codes(found(town, sorties, payload_kg=0.1))
    unknown = replace(first, flight=replace(first.flight, orders=(99,), offsets=(100,)))
    assert "unknown_order" in codes(found(town, [unknown]))


def test_a_sequence_that_no_battery_brings_is_found(town: Town) -> None:
    orders, _, sorties = planned(town)
    whole = tuple(range(len(orders)))
    flight = replace(sorties[0].flight, orders=whole, offsets=tuple(100 * p for p in whole))
    said = codes(found(town, [replace(sorties[0], flight=flight)], payload_kg=100.0))
    assert {"battery", "joules", "seconds", "offset"} <= said


def test_a_violation_says_what_in_both_languages(town: Town) -> None:
    violation = found(town, planned(town)[2][1:])[0]
    assert violation.where in violation.en
    assert "未配送" in violation.zh
