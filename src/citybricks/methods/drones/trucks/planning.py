"""A plan for a truck with drones, and how good it is."""

from __future__ import annotations

from citybricks.methods.drones.trucks.bounds import bound
from citybricks.methods.drones.trucks.checking import check, worth
from citybricks.methods.drones.trucks.cutting import tasks_of
from citybricks.methods.drones.trucks.deciding import CUSTOMERS, decided
from citybricks.methods.drones.trucks.permuting import seeded
from citybricks.methods.drones.trucks.plan import TruckPlan, written
from citybricks.methods.drones.trucks.preparing import prepared
from citybricks.methods.drones.trucks.problem import Problem
from citybricks.methods.drones.trucks.scheduling import scheduled
from citybricks.methods.drones.trucks.sequencing import sequenced
from citybricks.methods.routing.answer import Answer, watched
from citybricks.methods.routing.stopping import Stop

SOLVER = "citybricks truck and drones 1"
FIRST = 0.2
"""Share of the search over sequences, when plans are simulated after it."""


def plan(problem: Problem, stop: Stop, seed: int = 0) -> tuple[TruckPlan, Answer]:
    """Plan the stops of the truck, the sorties of the drones, and the timetable.

    Parameters
    ----------
    problem
        What is given.
    stop
        When the search ends; an iteration is a move.
    seed
        Of the random numbers; the same seed and iterations give the same plan.
    """
    with watched() as watch:
        arrays = prepared(problem)
        one = problem.drones <= 1 and problem.objective == "makespan"
        if one and problem.nodes - 1 <= CUSTOMERS:
            least, steps = decided(problem, arrays)
            found = [written(problem, *tasks_of(steps, problem.nodes))]
        else:
            seeded(seed)
            alone = one and not problem.truck_service_s.any()
            share, spare = 1.0 if alone else FIRST, alone and problem.loops and problem.revisits
            steps = sequenced(problem, arrays, stop, share, spare=spare)
            found = [written(problem, *tasks_of(steps, problem.nodes))]
            if not alone:
                found += scheduled(problem, arrays, steps, stop)
            least = bound(problem)
        chosen = min(found, key=lambda x: (len(check(problem, x.rows)), worth(problem, x.rows)))
    value = worth(problem, chosen.rows)
    answer = Answer(
        solver=SOLVER,
        seed=seed,
        cpu_s=watch.seconds,
        iterations=stop.done,
        objective=value,
        lower_bound=min(least, value),
        violations=check(problem, chosen.rows),
    )
    return chosen, answer
