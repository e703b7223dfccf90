"""Simulated annealing of a programme: submissions between cells of their track, and whole cells.

Ejections are exchanges of submissions of a track or of whole cells; slots that do not fit are
paid for, so that tight programmes can be rearranged, and a programme counts only when all fit.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from citybricks.methods.gatherings.programme.moves import (
    Draw,
    Log,
    change_sessions,
    change_stretch,
    clear,
    gather,
    move_cell,
    move_submission,
    play,
    rotate,
)
from citybricks.methods.gatherings.programme.state import (
    State,
)
from citybricks.methods.gatherings.programme.task import (
    Longs,
    Task,
)
from citybricks.methods.routing.arcs.improving import uniform

Floats = NDArray[np.float64]

HOPELESS = 30.0
"""Slots that do not fit are tried only when they cost less than this many times the heat."""


def draws(seed: int) -> Draw:
    """Return the start of a random sequence."""
    return np.random.default_rng(seed).integers(1, 2**63, 1, dtype=np.uint64)


@njit(cache=True)
def _propose(task: Task, state: State, log: Log, draw: Draw, excess: int) -> None:
    kind = uniform(draw)
    if kind < 0.6:  # noqa: PLR2004 - how often each
        move_submission(task, state, log, draw, excess)
    elif kind < 0.88:  # noqa: PLR2004
        move_cell(task, state, log, draw, excess)
    elif kind < 0.92:  # noqa: PLR2004
        change_stretch(task, state, log, draw)
    elif kind < 0.94:  # noqa: PLR2004
        gather(task, state, log, draw)
    elif kind < 0.97:  # noqa: PLR2004
        clear(task, state, log, draw)
    elif kind < 0.99:  # noqa: PLR2004
        rotate(task, state, log, draw, excess)
    else:
        change_sessions(task, state, log, draw, excess)


class Cooling(NamedTuple):
    """How heat falls, over a number of changes, and what a slot that does not fit costs."""

    hot: float
    cold: float
    over: float
    iterations: int


class Best(NamedTuple):
    """The best programme in which all fits, as `State.placed`, and [0] what it costs."""

    placed: Longs
    cost: Longs


@njit(cache=True)
def anneal(
    task: Task, state: State, log: Log, draw: Draw, cooling: Cooling, best: Best, worse: Floats
) -> None:
    """Try changes while the heat falls, and keep the best programme in which all fits.

    Parameters
    ----------
    worse
        Takes by how much the first changes make a programme worse, 0 for those that do not; these
        are all undone.
    """
    heat, over = cooling.hot, cooling.over
    fall = (cooling.cold / cooling.hot) ** (1.0 / max(1, cooling.iterations))
    for at in range(cooling.iterations):
        heat *= fall
        log.length[0] = 0
        cost, loose = state.cost[0], state.cost[1]
        _propose(task, state, log, draw, int(HOPELESS * heat / over))
        if log.length[0] == 0:
            continue
        play(task, state, log, False)
        change = float(state.cost[0] - cost) + over * float(state.cost[1] - loose)
        if at < len(worse):
            worse[at] = change
        if at < len(worse) or (change > 0 and change > -heat * np.log(1.0 - uniform(draw))):
            play(task, state, log, True)
        elif state.cost[1] == 0 and state.cost[0] < best.cost[0]:
            best.cost[0] = state.cost[0]
            best.placed[:] = state.placed
