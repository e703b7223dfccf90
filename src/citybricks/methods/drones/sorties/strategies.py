"""For each objective the way to its least: one after the other of bound, plan, and their gap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.drones.sorties.dominance import weights
from citybricks.methods.drones.sorties.integral import Timetable, solve
from citybricks.methods.drones.sorties.objectives import Objective, steps, watched
from citybricks.methods.drones.sorties.orders import Order, Sortie, Whole
from citybricks.methods.drones.sorties.partition import Chosen, cheapest, choose, share
from citybricks.methods.drones.sorties.timed import Timed, relax
from citybricks.methods.routing.stopping import Stop

_SHARES = (0.0, 0.003, 0.01, 0.03)
"""How far above the relaxation the energy of a plan is looked for."""
_TRIES = 12
"""Values of a longest waiting, or of a last landing, that are tried above the proved bound."""
_NARROW = (0.003, 0.01)
_PACKINGS = 6
"""Ways to share the orders out that are tried for one last landing."""
_LATEST = np.iinfo(np.int64).max // 4


@dataclass(frozen=True, slots=True)
class Found:
    """Sorties, the lower bound of what was minimised, and the orders that are left out."""

    sorties: tuple[Sortie, ...]
    bound: float
    missing: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be planned."""

    orders: Sequence[Order]
    problem: Timed
    objective: Objective
    step_s: int
    stop: Stop


def plan_timetable(task: Task) -> Found:
    """Return the best plan found for the objective."""
    if task.objective == "energy":
        return _energy(task)
    if task.objective == "waiting":
        return _found(task, solve(task.problem, task.stop))
    return _bottleneck(task)


def _found(task: Task, timetable: Timetable, problem: Timed | None = None) -> Found:
    problem = task.problem if problem is None else problem
    return Found(_sorties(problem, timetable, task.step_s), timetable.bound, timetable.missing)


def _sorties(problem: Timed, timetable: Timetable, step_s: int) -> tuple[Sortie, ...]:
    """Give the flights to drones: each to the one that has been ready for the longest time."""
    ready = [0] * problem.drones
    sorties = []
    pairs = sorted(zip(timetable.starts, timetable.flights, strict=True))
    for start, place in pairs:
        drone = min(range(problem.drones), key=lambda each: (ready[each] > start, ready[each]))
        ready[drone] = start + int(problem.busy[place])
        sorties.append(Sortie(drone, start * step_s, problem.flights[place]))
    return tuple(sorties)


def _energy(task: Task) -> Found:
    """Take the cheapest partition if the drones are enough for it, else the cheapest that fits."""
    problem, joules = task.problem, task.problem.flights.joules
    relaxed = share(problem.members, joules)
    free = cheapest(problem.members, joules)
    if not free.flights:
        return _found(task, replace(solve(problem, task.stop), bound=-np.inf))
    bound = float(np.ceil(free.bound - 0.5))
    found = _fly(task, free.flights, bound)
    best: Chosen | None = None
    for extra in _SHARES if found.missing else ():
        if task.stop():
            break
        slack = free.cost - relaxed.value + extra * free.cost + 1
        near = np.flatnonzero(relaxed.reduced <= slack)
        best = choose(problem.some(near), joules[near], int(bound))
        bound = max(bound, min(best.bound, float(np.ceil(relaxed.value + slack))))
        if best.flights:
            best = replace(best, flights=tuple(near[list(best.flights)].tolist()))
            found = _fly(task, best.flights, bound)
            if bound >= best.cost:
                break
    if found.missing:
        return _found(task, replace(solve(problem, task.stop), bound=bound))
    return replace(found, bound=bound)


def _fly(task: Task, flights: Sequence[int], bound: float) -> Found:
    """Let given flights take off so that orders wait little."""
    some = task.problem.some(np.array(flights, dtype=np.int64))
    return replace(_found(task, solve(some, task.stop, any_will_do=True), some), bound=bound)


def _bottleneck(task: Task) -> Found:
    """Lower a longest waiting, or a last landing, to the least for which there is a timetable."""
    limit = _limits(task)
    low = _least(task, limit)
    high = max(low, _highest(task))
    first = _proved(task, limit, low, high)
    value, tries = first, 0
    while tries < _TRIES and value <= high and not (tries and task.stop()):
        found = _within(task, limit, value)
        if found is not None:
            return replace(found, bound=float(first * task.step_s))
        value += 1 if tries < _TRIES // 2 else max(1, (high - value) // 4)
        tries += 1
    return replace(_found(task, solve(task.problem, task.stop)), bound=float(first * task.step_s))


Limit = Callable[[int], Whole]
"""Last step of take-off of each flight, for a value in steps."""


def _limits(task: Task) -> Limit:
    problem = task.problem
    if task.objective == "makespan":
        return lambda value: np.minimum(problem.last, value - problem.busy)
    slack = _slack(task)
    return lambda value: np.minimum(problem.last, (slack + value * task.step_s) // task.step_s)


def _slack(task: Task) -> Whole:
    """Return for each flight opening minus offset, the least of its orders that are watched."""
    flights = task.problem.flights
    _, opens = weights(task.orders)
    seen = np.zeros(len(task.orders) + 1, dtype=bool)
    seen[watched(task.orders)] = True
    gap = np.where(seen[flights.orders], opens[flights.orders] - flights.offsets, _LATEST)
    least: Whole = gap.min(axis=1)
    return least


def _least(task: Task, limit: Limit) -> int:
    """Return the least value at which each order by itself could be delivered."""
    problem = task.problem
    if task.objective == "makespan":
        alone = problem.first + problem.busy
    else:
        alone = -((_slack(task) - problem.first * task.step_s) // task.step_s)
        alone = np.maximum(alone, 0)
    by_order = [int(alone[held].min()) for held in problem.members.T if held.any()]
    low = max(by_order, default=0)
    if task.objective == "makespan":
        work = share(problem.members, problem.busy).value
        low = max(low, int(np.ceil(work / problem.drones - 1e-6))) if np.isfinite(work) else low
    assert (limit(low) >= problem.first).any() or not len(problem.busy)  # noqa: S101
    return low


def _highest(task: Task) -> int:
    if task.objective == "makespan":
        return task.problem.horizon
    longest = max(order.close_s - order.open_s for order in task.orders)
    return steps(longest, task.step_s)


def _proved(task: Task, limit: Limit, low: int, high: int) -> int:
    """Return the least value whose relaxation brings every order: none below it can be had."""
    if not _misses(task, limit, low):
        return low
    width = 1
    while low + width < high and _misses(task, limit, low + width):
        low, width = low + width, 2 * width
    top = min(high, low + width)
    while top - low > 1:
        middle = (low + top) // 2
        low, top = (middle, top) if _misses(task, limit, middle) else (low, middle)
    return top


def _misses(task: Task, limit: Limit, value: int) -> bool:
    task.stop()
    problem = _limited(task, limit, value)
    if not _all_held(problem):
        return True
    return relax(problem.free(), task.stop).missed > 1e-6  # noqa: PLR2004 - rounding


def _all_held(problem: Timed) -> bool:
    return bool(problem.members.any(axis=0).all())


def _limited(task: Task, limit: Limit, value: int) -> Timed:
    """Return the flights and steps that keep a value; too long flights leave no time for others."""
    problem = task.problem.some(np.arange(len(task.problem.busy)), limit(value))
    if task.objective != "makespan" or not _all_held(problem):
        return problem
    work = share(problem.members, problem.busy)
    spare = problem.drones * value - work.value
    kept: NDArray[np.bool_] = work.reduced <= spare + 1e-6
    return problem.some(kept)


def _within(task: Task, limit: Limit, value: int) -> Found | None:
    """Return a timetable that keeps a value, when one is found."""
    problem = _limited(task, limit, value)
    if not _all_held(problem):
        return None
    timetable = solve(problem, task.stop, any_will_do=True, shares=_NARROW)
    if not timetable.missing:
        return _found(task, timetable, problem)
    return _packed(task, problem, value) if task.objective == "makespan" else None


def _packed(task: Task, problem: Timed, value: int) -> Found | None:
    """Share the orders out first, several times, and see whether the drones have the time."""
    random = np.random.default_rng(0)
    for _ in range(_PACKINGS):
        if task.stop():
            return None
        cost = random.random(len(problem.busy))
        chosen = cheapest(problem.members, cost, (problem.busy, problem.drones * value))
        if not chosen.flights:
            return None
        some = problem.some(np.array(chosen.flights, dtype=np.int64))
        timetable = solve(some, task.stop, any_will_do=True)
        if not timetable.missing:
            return _found(task, timetable, some)
    return None
