"""Plans of a truck with drones: against all plans of tiny towns, and at the domain's limits."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citybricks.methods.drones.errors import InputError
from citybricks.methods.drones.trucks.checking import check, worth
from citybricks.methods.drones.trucks.planning import plan
from citybricks.methods.drones.trucks.problem import Costs, Problem
from citybricks.methods.routing.stopping import Stop

MOVES = 30_000


def town(n: int, seed: int, **given_: object) -> Problem:
    """Return a town of n nodes in a square of a thousand seconds."""
    rng = np.random.default_rng(seed)
    places = rng.random((n, 2)) * 1000
    apart = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    given_.setdefault("flight_s", apart / 2)
    return Problem(truck_s=apart * rng.uniform(1, 1.2, (n, n)), **given_)  # type: ignore[arg-type]


def every_plan(problem: Problem) -> float:  # noqa: C901 - one walk
    """Return the least time over all plans of one drone, by walking through all of them."""
    n, handling = problem.nodes, problem.launch_s + problem.recovery_s
    best = math.inf

    def walk(at: int, now: float, left: frozenset[int], pending: bool) -> None:
        nonlocal best
        if now >= best:
            return
        service = problem.truck_service_s
        if pending:
            walk(at, now + service[at], left, False)
        if not left:
            best = min(best, now + pending * service[at] + problem.truck_s[at, 0])
        for k in left:
            walk(k, now + pending * service[at] + problem.truck_s[at, k], left - {k}, True)
            if problem.drones and problem.droppable[k]:
                fly(at, now, left, k, pending)

    def fly(at: int, now: float, left: frozenset[int], k: int, pending: bool) -> None:
        service, rest = problem.truck_service_s, left - {k}
        aloft = problem.in_the_air(at, k, at)
        if problem.loops and aloft <= problem.most_in_the_air(at, k, at):
            walk(at, now + aloft + handling, rest, pending)
            if pending and max(aloft, service[at]) <= problem.most_in_the_air(at, k, at):
                walk(at, now + max(aloft, service[at]) + handling, rest, False)
        for size in range(len(rest) + 1):
            for order in itertools.permutations(rest, size):
                way = (at, *order)
                road = sum(problem.truck_s[a, b] for a, b in itertools.pairwise(way))
                road += sum(service[c] for c in order) + pending * service[at]
                after = rest - set(order)
                ends = [order[-1]] if order else []
                ends += [0] if not after else []
                for end in ends:
                    last = 0.0 if end else problem.truck_s[way[-1], 0]
                    for late in (True, False) if end else (True,):
                        truck = road + last - (service[end] if late else 0.0)
                        time = max(truck, problem.in_the_air(at, k, end))
                        if time <= problem.most_in_the_air(at, k, end) and (end or not after):
                            if end:
                                walk(end, now + time + handling, after, late)
                            else:
                                finish(now + time + handling)

    def finish(value: float) -> None:
        nonlocal best
        best = min(best, value)

    walk(0, 0.0, frozenset(range(1, n)), False)
    return float(best)


RULES = [
    {},
    {"launch_s": 30.0, "recovery_s": 20.0},
    {"truck_service_s": 120.0, "drone_service_s": 40.0, "launch_s": 10.0},
    {"endurance_s": 500.0, "launch_s": 5.0},
    {"loops": False, "truck_service_s": 60.0},
    {"droppable": [False, True, False, True, True, False]},
]


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_tiny_town_gets_the_best_of_all_plans(rules: dict[str, object], seed: int) -> None:
    problem = town(6, seed, revisits=False, **rules)
    planned, answer = plan(problem, Stop(iterations=MOVES))
    assert answer.objective == pytest.approx(every_plan(problem))
    assert answer.is_optimal
    assert answer.feasible
    assert worth(problem, planned.rows) == pytest.approx(planned.makespan_s)


@pytest.mark.parametrize("rules", RULES[:2])
def test_the_search_finds_what_all_sets_prove(
    rules: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = town(9, 4, **rules)
    proved = plan(problem, Stop(iterations=MOVES))[1]
    monkeypatch.setattr("citybricks.methods.drones.trucks.planning.CUSTOMERS", 0)
    searched = plan(problem, Stop(iterations=4 * MOVES))[1]
    assert searched.objective == pytest.approx(proved.objective)
    assert searched.lower_bound <= proved.objective + 1e-6


def test_coming_back_to_meet_the_drone_is_never_worse() -> None:
    for seed in range(5):
        without = plan(town(8, seed, revisits=False), Stop(iterations=1))[1]
        allowed = plan(town(8, seed), Stop(iterations=1))[1]
        assert allowed.objective <= without.objective + 1e-6


def test_a_drone_that_hardly_moves_leaves_the_shortest_tour() -> None:
    problem = town(7, 3)
    slow = Problem(truck_s=problem.truck_s, flight_s=problem.truck_s * 1e6)
    tours = itertools.permutations(range(1, 7))
    shortest = min(
        sum(problem.truck_s[a, b] for a, b in itertools.pairwise((0, *t, 0))) for t in tours
    )
    assert plan(slow, Stop(iterations=1))[1].objective == pytest.approx(shortest)
    none = Problem(truck_s=problem.truck_s, flight_s=problem.flight_s, drones=0)
    assert plan(none, Stop(iterations=1))[1].objective == pytest.approx(shortest)


def test_a_drone_in_no_time_serves_everybody_from_the_depot() -> None:
    problem = town(8, 5, flight_s=np.full((8, 8), 1e-9))
    assert plan(problem, Stop(iterations=1))[1].objective == pytest.approx(0, abs=1e-6)


def test_one_more_drone_is_not_worse() -> None:
    values = [
        plan(town(9, 6, drones=m, launch_s=5.0), Stop(iterations=4 * MOVES))[1].objective
        for m in range(4)
    ]
    assert values == sorted(values, reverse=True)


@pytest.mark.parametrize("drones", [2, 3])
def test_two_drones_halve_what_must_be_flown(drones: int) -> None:
    """All customers but one are on islands, as far from the only road as from each other."""
    n = 1 + 2 * drones
    road = np.full((n, n), 1e5)
    np.fill_diagonal(road, 0)
    flight = np.full((n, n), 50.0)
    problem = Problem(truck_s=road, flight_s=flight, drones=drones)
    answer = plan(problem, Stop(iterations=MOVES))[1]
    assert answer.objective == pytest.approx(200.0)
    assert answer.lower_bound == pytest.approx(200.0, rel=1e-3)


def test_equal_iterations_give_equal_plans() -> None:
    problem = town(15, 7, drones=2, truck_service_s=30.0)
    first, second = (plan(problem, Stop(iterations=9000), seed=3) for _ in range(2))
    assert first[0].rows == second[0].rows
    assert first[1].objective == second[1].objective
    assert first[1].iterations == 9000


def test_a_search_tells_how_far_it_is_and_can_be_ended() -> None:
    told: list[float] = []

    def tell(share: float) -> None:
        told.append(share)
        if share > 0.4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        plan(town(20, 8), Stop(iterations=100_000, report=tell))
    assert told == sorted(told)
    assert 3 <= len(told) < 20


@pytest.mark.parametrize("objective", ["worst", "p90", "cost"])
def test_other_objectives_are_no_worse_than_those_of_the_shortest_plan(objective: str) -> None:
    shortest = town(14, 9, drones=2)
    remote = np.arange(14) > 8
    costs = Costs(truck=shortest.truck_s, out=shortest.flight_s / 9, back=shortest.flight_s / 10)
    asked = Problem(
        truck_s=shortest.truck_s,
        flight_s=shortest.flight_s,
        drones=2,
        objective=objective,  # type: ignore[arg-type]
        costs=costs,
        remote=remote,
    )
    quick = plan(shortest, Stop(iterations=2 * MOVES))[0]
    planned, answer = plan(asked, Stop(iterations=2 * MOVES))
    assert answer.feasible
    assert answer.objective == pytest.approx(worth(asked, planned.rows))
    assert answer.objective < worth(asked, quick.rows)


@settings(max_examples=25, deadline=None)
@given(
    n=st.integers(1, 16),
    seed=st.integers(0, 10_000),
    drones=st.integers(0, 3),
    service=st.sampled_from([0.0, 45.0]),
    limit=st.sampled_from([math.inf, 700.0, 300.0, 0.0]),
    loops=st.booleans(),
)
def test_every_plan_can_be_carried_out(
    n: int, seed: int, drones: int, service: float, limit: float, loops: bool
) -> None:
    problem = town(
        n,
        seed,
        drones=drones,
        truck_service_s=service,
        drone_service_s=service / 2,
        launch_s=service / 3,
        endurance_s=np.full((n, n, n), limit),
        loops=loops,
    )
    planned, answer = plan(problem, Stop(iterations=2000), seed=seed)
    assert answer.violations == check(problem, planned.rows) == ()
    assert answer.lower_bound <= answer.objective
    assert np.isfinite(planned.delivered_s[1:]).all()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("truck_s", np.ones((3, 4))),
        ("truck_s", np.full((3, 3), np.inf)),
        ("flight_s", -np.ones((3, 3))),
        ("flight_s", np.full((3, 3), np.nan)),
        ("drones", -1),
        ("launch_s", -1.0),
        ("recovery_s", math.inf),
        ("droppable", [True, False]),
        ("endurance_s", np.ones((3, 3))),
        ("truck_service_s", [1.0, 2.0]),
        ("objective", "beauty"),
        ("objective", "cost"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(field: str, value: object) -> None:
    given_: dict[str, object] = {"truck_s": np.ones((3, 3)), "flight_s": np.ones((3, 3))}
    with pytest.raises(InputError) as refused:
        Problem(**(given_ | {field: value}))  # type: ignore[arg-type]
    assert refused.value.field in {field, "costs"}
    assert refused.value.zh
