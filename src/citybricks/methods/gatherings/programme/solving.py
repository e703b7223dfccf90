"""Programmes: a first one, annealed in several passes, with what no programme can do better than.

The first pass is so hot that whole tracks change sessions; the next ones begin with the best
programme so far, cooler and cooler, as most of what a programme costs is settled by then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import process_time

import numpy as np

from citybricks.methods.gatherings.programme.evaluating import objective
from citybricks.methods.gatherings.programme.improving import (
    Best,
    Cooling,
    anneal,
    draws,
)
from citybricks.methods.gatherings.programme.instance import Instance, Ints, Schedule
from citybricks.methods.gatherings.programme.moves import log_of
from citybricks.methods.gatherings.programme.starting import CannotFitError, start
from citybricks.methods.gatherings.programme.state import (
    State,
    places_of,
    schedule_of,
    state_of,
)
from citybricks.methods.gatherings.programme.task import (
    APART,
    Task,
    task_of,
)

Report = Callable[[float], None]
"""Told the share of the search that is done; what it raises ends the search."""

PASSES = (1.0, 0.03, 0.003)
"""Heats at which passes begin, as shares of that of the first."""
COLD = 0.15
"""Heat at which a pass ends: a step of 1 is hardly ever taken any more."""
WARM = 3.0
"""Least heat at which a pass begins."""
CHUNK = 20_000
"""Changes between two reports."""
SAMPLES = 3_000
"""Changes by which the first heat is measured."""
NEVER = 2**62


@dataclass(frozen=True, slots=True)
class Solved:
    """A programme and what it costs, with the changes that were tried."""

    schedule: Schedule
    cost: int
    iterations: int


@dataclass(frozen=True, slots=True)
class Published:
    """Where submissions stand in a published programme, and what moving one costs.

    Parameters
    ----------
    places
        Session, room and first slot, shape (submissions, 3); -1 where a submission is new or its
        session or room falls away.
    moved
        What it costs that a submission is in another room or session.
    """

    places: Ints
    moved: int


def solve(
    instance: Instance,
    *,
    iterations: int,
    seed: int = 0,
    cpu_s: float | None = None,
    published: Published | None = None,
    report: Report | None = None,
) -> Solved:
    """Return the best programme that a search finds; the same one for the same seed.

    Parameters
    ----------
    iterations
        Changes that are tried.
    cpu_s
        CPU seconds after which no further pass or chunk begins; no limit when None. What is found
        then depends on the machine.
    published
        A programme to stay near.

    Raises
    ------
    CannotFitError
        When not all submissions get their slots.
    """
    task = _task(instance, published)
    state = start(task, seed, published.places if published else None)
    search = _Search(task, draws(seed + 1), published is not None, cpu_s, report or _nothing)
    found = search.run(state, iterations)
    if found.cost[0] == NEVER:
        raise CannotFitError
    schedule = schedule_of(instance, found.placed)
    return Solved(schedule, objective(instance, schedule), search.done)


def _task(instance: Instance, published: Published | None) -> Task:
    if published is None:
        return task_of(instance)
    session, room, _ = published.places.T
    home = np.where(session >= 0, session * len(instance.rooms) + room, -1)
    return task_of(instance, home, published.moved)


def _nothing(_: float) -> None:
    pass


class _Search:
    """Passes of a search."""

    def __init__(
        self,
        task: Task,
        draw: np.ndarray,
        near: bool,
        cpu_s: float | None,
        report: Report,
    ) -> None:
        self.task, self.draw, self.near = task, draw, near
        self.cpu_s, self.report = cpu_s, report
        self.began, self.done = process_time(), 0
        self.log = log_of(task)
        self.over = 2.0 * max(
            1_000, int(task.cell.max()), int(task.clashes[:, APART].max(initial=0))
        )

    def run(self, state: State, iterations: int) -> Best:
        """Return the best programme."""
        best = Best(state.placed.copy(), np.array([NEVER]))
        if state.cost[1] == 0:
            best.cost[0] = state.cost[0]
        hot = self._heat(state, best)
        self._pass(state, PASSES[1:] if self.near else PASSES, hot, iterations, best)
        if best.cost[0] == NEVER and self.near:  # what was published leaves no room: move more
            self._pass(state, PASSES[:1], hot, iterations, best)
        self.report(1.0)
        return best

    def _pass(
        self, state: State, shares: tuple[float, ...], hot: float, iterations: int, best: Best
    ) -> None:
        """Cool as often as there are shares of the first heat, from the best programme so far."""
        for number, share in enumerate(shares):
            if number and best.cost[0] < NEVER:
                state = state_of(self.task, places_of(best.placed, self.task.rooms))
            each = iterations * (number + 1) // len(shares) - iterations * number // len(shares)
            self._cool(state, max(WARM, hot * share), each, iterations, best)

    def _heat(self, state: State, best: Best) -> float:
        """Return the median of what changes make worse: half of these are taken at times."""
        worse, cooling = np.zeros(SAMPLES), Cooling(1.0, 1.0, self.over, SAMPLES)
        anneal(self.task, state, self.log, self.draw, cooling, best, worse)
        worse = worse[worse > 0]
        return float(np.median(worse)) if len(worse) else 1.0

    def _cool(self, state: State, hot: float, each: int, iterations: int, best: Best) -> None:
        chunks = max(1, -(-each // CHUNK))
        heats = hot * (COLD / hot) ** (np.arange(chunks + 1) / chunks)
        none = np.zeros(0)
        for at in range(chunks):
            if self.cpu_s is not None and process_time() - self.began > self.cpu_s:
                return
            size = each * (at + 1) // chunks - each * at // chunks
            cooling = Cooling(float(heats[at]), float(heats[at + 1]), self.over, size)
            anneal(self.task, state, self.log, self.draw, cooling, best, none)
            self.done += size
            self.report(min(1.0, self.done / iterations))
