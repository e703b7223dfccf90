"""A first programme: the largest tracks first, each where it costs least; not all need fit."""

from __future__ import annotations

import numpy as np

from citybricks.methods.gatherings.programme.improving import draws
from citybricks.methods.gatherings.programme.instance import Ints
from citybricks.methods.gatherings.programme.state import (
    CELL,
    HOLDS,
    USED,
    State,
    empty,
    put,
    settle,
    state_of,
    take,
)
from citybricks.methods.gatherings.programme.task import (
    FIRST_MEMBER,
    SIZE,
    TRACK,
    Task,
)
from citybricks.methods.routing.arcs.improving import below


class CannotFitError(ValueError):
    """No programme was found in which every submission has its slots."""


def start(task: Task, seed: int, places: Ints | None = None) -> State:
    """Return a programme of all submissions; slots that do not fit are counted in its cost.

    Parameters
    ----------
    places
        Where submissions stand already, shape (submissions, 3); those without a session are added.

    Raises
    ------
    CannotFitError
        When there are more tracks than rooms of sessions.
    """
    state, draw = empty(task), draws(seed)
    if places is not None:
        state = state_of(task, places)
    talks = task.talks[:-1]
    whole = np.bincount(talks[:, TRACK], talks[:, SIZE], len(task.cell))
    tracks = [int(track) for track in np.argsort(-whole, kind="stable") if whole[track]]
    members = {track: _members(task, track) for track in tracks}
    for track in tracks:  # each has a cell before any has a second
        for who in members[track][:1]:
            _place(task, state, who, track, int(below(draw, 2)))
    for track in tracks:
        for who in members[track][1:]:
            _place(task, state, who, track, int(below(draw, 2)))
        settle(task, state, track)
    return state


def _members(task: Task, track: int) -> list[int]:
    """Return the submissions of a track, the longest first."""
    members = task.members[task.groups[track, FIRST_MEMBER] : task.groups[track + 1, FIRST_MEMBER]]
    return [int(who) for who in members[np.argsort(-task.talks[members, SIZE], kind="stable")]]


def _place(task: Task, state: State, who: int, track: int, turn: int) -> None:
    """Put a submission into a cell of its track with room, else an empty one, else any."""
    if state.placed[who, CELL] >= 0:
        return
    limit = task.slots[np.arange(len(state.cells)) // task.rooms]
    room = limit - state.cells[:, USED] >= task.talks[who, SIZE]
    own = state.cells[:, TRACK] == track
    free = state.cells[:, TRACK] < 0
    choices = (own & room, free & room, own, free)
    cells = next((np.flatnonzero(choice) for choice in choices if choice.any()), None)
    if cells is None:
        cells = np.array([_emptied(task, state)])
    costs = []
    for cell in cells.tolist():
        before = state.cost[0]
        put(task, state, who, cell, int(state.cells[cell, HOLDS]))
        costs.append(int(state.cost[0] - before))
        take(task, state, who)
    best = cells[np.flatnonzero(np.array(costs) == min(costs))].tolist()
    chosen = best[turn % len(best)]
    put(task, state, who, chosen, int(state.cells[chosen, HOLDS]))


def _emptied(task: Task, state: State) -> int:
    """Empty the cell with fewest slots in use whose track has another one, and return it."""
    tracks = state.cells[:, TRACK]
    spare = np.bincount(tracks, minlength=len(task.cell))[tracks] > 1
    if not spare.any():
        raise CannotFitError
    cells = np.flatnonzero(spare)
    cell = int(cells[state.cells[cells, USED].argmin()])
    others = np.flatnonzero(tracks == tracks[cell])
    others = others[others != cell]
    for who in state.held[cell, : state.cells[cell, HOLDS]].tolist():
        take(task, state, who)
        limit = task.slots[others // task.rooms]
        there = int(others[(limit - state.cells[others, USED]).argmax()])
        put(task, state, who, there, int(state.cells[there, HOLDS]))
    return cell
