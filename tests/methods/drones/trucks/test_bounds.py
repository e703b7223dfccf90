"""No plan is better than the bounds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citybricks.methods.drones.trucks.bounds import bound, makespan_bound
from citybricks.methods.drones.trucks.planning import plan
from citybricks.methods.drones.trucks.problem import Costs, Objective, Problem
from citybricks.methods.routing.stopping import Stop


def town(n: int, seed: int, objective: Objective, pace: float, drones: int = 1) -> Problem:
    """Return a town with roads the same in both directions."""
    rng = np.random.default_rng(seed)
    places = rng.random((n, 2)) * 1000
    apart = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    return Problem(
        truck_s=apart,
        flight_s=apart * pace,
        drones=drones,
        launch_s=float(rng.choice([0.0, 30.0])),
        truck_service_s=float(rng.choice([0.0, 60.0])),
        objective=objective,
        costs=Costs(truck=apart * 3, out=apart, back=apart / 2, per_s=0.1),
    )


@settings(max_examples=30, deadline=None)
@given(n=st.integers(2, 8), seed=st.integers(0, 999), pace=st.sampled_from([0.1, 0.5, 1.0, 3.0]))
def test_the_makespan_of_the_best_plan_is_not_below(n: int, seed: int, pace: float) -> None:
    problem = town(n, seed, "makespan", pace)
    best = plan(problem, Stop(iterations=1))[1]
    assert best.is_optimal
    assert 0 < makespan_bound(problem) <= best.objective + 1e-6


@pytest.mark.long
@pytest.mark.parametrize("objective", ["makespan", "cost", "worst", "p90"])
@pytest.mark.parametrize("drones", [0, 1, 3])
def test_what_is_found_is_not_below(objective: Objective, drones: int) -> None:
    for seed in range(4):
        problem = town(9, seed, objective, 0.4, drones)
        answer = plan(problem, Stop(iterations=8000), seed=seed)[1]
        assert 0 < bound(problem) <= answer.objective + 1e-6


def test_without_a_drone_the_bound_is_nearly_the_tour() -> None:
    apart = town(12, 3, "makespan", 0.5).truck_s
    problem = Problem(truck_s=apart, flight_s=apart, drones=0)
    best = plan(problem, Stop(iterations=1))[1].objective
    assert makespan_bound(problem) > 0.95 * best
