"""A programme while it is searched: what each room of each session holds, and what that costs.

Rooms of sessions are cells, numbered session by session; a cell holds submissions of one track in
a row from its first slot on. A cell may hold more than fits while the search goes on; what is too
much is counted apart, so that tight programmes can be rearranged.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from citybricks.methods.gatherings.programme.instance import Instance, Ints, Schedule
from citybricks.methods.gatherings.programme.task import (
    APART,
    AT_ONCE,
    FIRST,
    FIRST_MEMBER,
    HOME,
    ORDER,
    ORDERED,
    SIZE,
    TRACK,
    WITH,
    Longs,
    Task,
    longs,
)

HOLDS, USED = 1, 2
"""Columns of `State.cells`."""
CELL, START = 0, 1
"""Columns of `State.placed`."""
LATE = -1
"""Last column of `State.there`."""


class State(NamedTuple):
    """Where everything is.

    Parameters
    ----------
    cells
        Track or -1, how many submissions, and how many slots of them, of each cell.
    held
        Submissions of each cell in order; wide enough for the whole of any track.
    placed
        Cell and first slot of each submission.
    there
        How many cells each track has in each session, then in each room; last, how many of its
        submissions were out of order when that was last counted.
    cost
        [0]: what everything costs; [1]: slots that do not fit.
    """

    cells: Longs
    held: Longs
    placed: Longs
    there: Longs
    cost: Longs


def empty(task: Task) -> State:
    """Return a state in which nothing is placed."""
    cells = task.sessions * task.rooms
    talks, tracks = len(task.members), len(task.cell)
    most = int(np.diff(task.groups[:, FIRST_MEMBER]).max()) + 1
    return State(
        cells=longs(np.tile([-1, 0, 0], (cells, 1))),
        held=np.full((cells, most), -1),
        placed=longs(np.tile([-1, 0], (talks, 1))),
        there=np.zeros((tracks, task.sessions + task.rooms + 1), dtype=np.int64),
        cost=np.zeros(2, dtype=np.int64),
    )


def schedule_of(instance: Instance, placed: Longs) -> Schedule:
    """Return the schedule in which submissions are placed so, as in `State.placed`."""
    return Schedule.placed(instance, places_of(placed, len(instance.rooms)))


def places_of(placed: Longs, rooms: int) -> Longs:
    """Return session, room and first slot of submissions, from their cells and first slots."""
    session, room = np.divmod(placed[:, CELL], rooms)
    return np.stack([session, room, placed[:, START]], axis=1)


def state_of(task: Task, places: Ints) -> State:
    """Return the state of placed submissions; those that start earlier come first."""
    made = empty(task)
    for at in np.lexsort((places[:, 2], places[:, 1], places[:, 0])):
        session, room, _ = places[at]
        if session >= 0:
            cell = int(session * task.rooms + room)
            put(task, made, int(at), cell, int(made.cells[cell, HOLDS]))
    for track in np.flatnonzero(task.groups[:-1, ORDERED]):
        settle(task, made, int(track))
    return made


@njit(cache=True)
def put(task: Task, state: State, who: int, cell: int, place: int) -> None:
    """Put a submission into a cell of its track, or an empty one, before what is at a place."""
    if state.cells[cell, HOLDS] == 0:
        _open(task, state, cell, task.talks[who, TRACK])
    if task.by_slot:
        state.cost[0] -= _overlaps(task, state, cell)
    for at in range(state.cells[cell, HOLDS], place, -1):
        state.held[cell, at] = state.held[cell, at - 1]
    state.held[cell, place] = who
    state.cells[cell, HOLDS] += 1
    state.placed[who, CELL] = cell
    _fill(task, state, cell, task.talks[who, SIZE])
    state.cost[0] += _own(task, state, who, cell)
    if task.by_slot:
        state.cost[0] += _overlaps(task, state, cell)


@njit(cache=True)
def take(task: Task, state: State, who: int) -> int:
    """Take a submission out of its cell, and return at which place it was."""
    cell = state.placed[who, CELL]
    place = 0
    while state.held[cell, place] != who:
        place += 1
    if task.by_slot:
        state.cost[0] -= _overlaps(task, state, cell)
    state.cost[0] -= _own(task, state, who, cell)
    for at in range(place, state.cells[cell, HOLDS] - 1):
        state.held[cell, at] = state.held[cell, at + 1]
    state.cells[cell, HOLDS] -= 1
    state.placed[who, CELL] = -1
    _fill(task, state, cell, -task.talks[who, SIZE])
    if task.by_slot:
        state.cost[0] += _overlaps(task, state, cell)
    if state.cells[cell, HOLDS] == 0:
        _close(task, state, cell)
    return place


@njit(cache=True)
def exchange(task: Task, state: State, one: int, other: int) -> None:
    """Exchange what two cells hold."""
    kept = state.held[one, : state.cells[one, HOLDS]].copy()
    moved = state.held[other, : state.cells[other, HOLDS]].copy()
    for who in kept[::-1]:
        take(task, state, who)
    for who in moved[::-1]:
        take(task, state, who)
    for who in kept:
        put(task, state, who, other, state.cells[other, HOLDS])
    for who in moved:
        put(task, state, who, one, state.cells[one, HOLDS])


@njit(cache=True)
def change_rooms(task: Task, state: State, one: int, other: int) -> None:
    """Exchange what two rooms of one session hold: conflicts stay as they are."""
    for cell in (one, other):
        _leave_room(task, state, cell)
    for at in range(max(state.cells[one, HOLDS], state.cells[other, HOLDS])):
        state.held[one, at], state.held[other, at] = state.held[other, at], state.held[one, at]
    state.cells[one, TRACK], state.cells[other, TRACK] = (
        state.cells[other, TRACK],
        state.cells[one, TRACK],
    )
    state.cells[one, HOLDS], state.cells[other, HOLDS] = (
        state.cells[other, HOLDS],
        state.cells[one, HOLDS],
    )
    state.cells[one, USED], state.cells[other, USED] = (
        state.cells[other, USED],
        state.cells[one, USED],
    )
    for cell in (one, other):
        _enter_room(task, state, cell)


@njit(cache=True)
def _leave_room(task: Task, state: State, cell: int) -> None:
    track, room = state.cells[cell, TRACK], cell % task.rooms
    if track >= 0:
        state.cost[0] -= _in_room(task, state, cell) + task.cell[track, cell // task.rooms, room]
        state.there[track, task.sessions + room] -= 1
        if state.there[track, task.sessions + room] == 0 and _rooms(task, state, track) > 0:
            state.cost[0] -= task.w_rooms


@njit(cache=True)
def _enter_room(task: Task, state: State, cell: int) -> None:
    track, room = state.cells[cell, TRACK], cell % task.rooms
    for at in range(state.cells[cell, HOLDS]):
        state.placed[state.held[cell, at], CELL] = cell
    if track >= 0:
        state.cost[0] += _in_room(task, state, cell) + task.cell[track, cell // task.rooms, room]
        if state.there[track, task.sessions + room] == 0 and _rooms(task, state, track) > 0:
            state.cost[0] += task.w_rooms
        state.there[track, task.sessions + room] += 1


@njit(cache=True)
def _in_room(task: Task, state: State, cell: int) -> int:
    cost = 0
    for at in range(state.cells[cell, HOLDS]):
        who = state.held[cell, at]
        cost += task.spent[who, task.sessions + cell % task.rooms]
        if task.talks[who, HOME] >= 0 and task.talks[who, HOME] != cell:
            cost += task.w_moved
    return cost


@njit(cache=True)
def _rooms(task: Task, state: State, track: int) -> int:
    found = 0
    for room in range(task.rooms):
        found += state.there[track, task.sessions + room] > 0
    return found


@njit(cache=True)
def _fill(task: Task, state: State, cell: int, more: int) -> None:
    """Count slots that fit or not, and set where each submission of a cell starts."""
    limit = task.slots[cell // task.rooms]
    state.cost[1] -= max(0, state.cells[cell, USED] - limit)
    state.cells[cell, USED] += more
    state.cost[1] += max(0, state.cells[cell, USED] - limit)
    start = 0
    for at in range(state.cells[cell, HOLDS]):
        who = state.held[cell, at]
        state.placed[who, START] = start
        start += task.talks[who, SIZE]


@njit(cache=True)
def _own(task: Task, state: State, who: int, cell: int) -> int:
    """Return what a submission costs where it is, with conflicts of its session."""
    session = cell // task.rooms
    cost: int = task.spent[who, session] + task.spent[who, task.sessions + cell % task.rooms]
    if task.talks[who, HOME] >= 0 and task.talks[who, HOME] != cell:
        cost += task.w_moved
    for at in range(task.talks[who, FIRST], task.talks[who + 1, FIRST]):
        there = state.placed[task.clashes[at, WITH], CELL]
        if there >= 0 and there != cell and there // task.rooms == session:
            cost += task.clashes[at, APART]
    return cost


@njit(cache=True)
def _overlaps(task: Task, state: State, cell: int) -> int:
    """Return what slots cost that submissions of a cell share with others in conflict."""
    cost = 0
    session = cell // task.rooms
    for place in range(state.cells[cell, HOLDS]):
        who = state.held[cell, place]
        for at in range(task.talks[who, FIRST], task.talks[who + 1, FIRST]):
            if task.clashes[at, AT_ONCE] == 0:
                continue
            with_ = task.clashes[at, WITH]
            there = state.placed[with_, CELL]
            if there >= 0 and there != cell and there // task.rooms == session:
                begin = max(state.placed[who, START], state.placed[with_, START])
                end = min(
                    state.placed[who, START] + task.talks[who, SIZE],
                    state.placed[with_, START] + task.talks[with_, SIZE],
                )
                if end > begin:
                    cost += task.clashes[at, AT_ONCE] * (end - begin)
    return cost


@njit(cache=True)
def _open(task: Task, state: State, cell: int, track: int) -> None:
    session, room = cell // task.rooms, cell % task.rooms
    cost = task.cell[track, session, room] + _beside(task, state, session, track)
    if state.there[track, session] > 0:
        cost += task.w_parallel
    if state.there[track, task.sessions + room] == 0 and _rooms(task, state, track) > 0:
        cost += task.w_rooms
    if state.there[track, session] == 0 and task.w_consecutive:
        cost -= task.w_consecutive * _broken(task, state, track)
        state.there[track, session] += 1
        cost += task.w_consecutive * _broken(task, state, track)
    else:
        state.there[track, session] += 1
    state.there[track, task.sessions + room] += 1
    state.cells[cell, TRACK] = track
    state.cost[0] += cost


@njit(cache=True)
def _close(task: Task, state: State, cell: int) -> None:
    session, room = cell // task.rooms, cell % task.rooms
    track = state.cells[cell, TRACK]
    state.cells[cell, TRACK] = -1
    cost = task.cell[track, session, room] + _beside(task, state, session, track)
    if state.there[track, session] > 1:
        cost += task.w_parallel
    state.there[track, task.sessions + room] -= 1
    if state.there[track, task.sessions + room] == 0 and _rooms(task, state, track) > 0:
        cost += task.w_rooms
    if state.there[track, session] == 1 and task.w_consecutive:
        cost += task.w_consecutive * _broken(task, state, track)
        state.there[track, session] -= 1
        cost -= task.w_consecutive * _broken(task, state, track)
    else:
        state.there[track, session] -= 1
    state.cost[0] -= cost


@njit(cache=True)
def _beside(task: Task, state: State, session: int, track: int) -> int:
    """Return what a track costs beside those of its session."""
    cost = 0
    for cell in range(session * task.rooms, (session + 1) * task.rooms):
        if state.cells[cell, TRACK] >= 0:
            cost += task.pair[track, state.cells[cell, TRACK]]
    return cost


@njit(cache=True)
def _broken(task: Task, state: State, track: int) -> int:
    """Return 1 for a track with a session between two of its own in which it is not."""
    runs, before = 0, 0
    for session in range(task.sessions):
        here = state.there[track, session] > 0
        runs += here and not before
        before = here
    return int(runs > 1)


@njit(cache=True)
def settle(task: Task, state: State, track: int) -> None:
    """Count anew what of a track is out of order."""
    if task.w_order and task.groups[track, ORDERED]:
        now = out_of_order(task, state, track)
        state.cost[0] += task.w_order * (now - state.there[track, LATE])
        state.there[track, LATE] = now


@njit(cache=True)
def out_of_order(task: Task, state: State, track: int) -> int:
    """Count submissions of a track that are not at their place in it, and pairs at one time."""
    found, place = 0, 0
    for cell in range(len(state.cells)):
        if state.cells[cell, TRACK] != track:
            continue
        for at in range(state.cells[cell, HOLDS]):
            place += 1
            who = state.held[cell, at]
            found += task.talks[who, ORDER] != 0 and task.talks[who, ORDER] != place
        if state.there[track, cell // task.rooms] > 1:
            found += _together(task, state, cell)
    return found


@njit(cache=True)
def _together(task: Task, state: State, cell: int) -> int:
    """Count slots that ordered submissions of a cell share with others of their track."""
    found = 0
    end = (cell // task.rooms + 1) * task.rooms
    for there in range(cell + 1, end):
        if state.cells[there, TRACK] != state.cells[cell, TRACK]:
            continue
        for at in range(state.cells[cell, HOLDS]):
            one = state.held[cell, at]
            for place in range(state.cells[there, HOLDS]):
                other = state.held[there, place]
                begin = max(state.placed[one, START], state.placed[other, START])
                ends = min(
                    state.placed[one, START] + task.talks[one, SIZE],
                    state.placed[other, START] + task.talks[other, SIZE],
                )
                if task.talks[one, ORDER] and task.talks[other, ORDER] and ends > begin:
                    found += ends - begin
    return found
