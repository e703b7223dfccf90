"""What a search may change in a programme: steps that are planned first, played, and played back.

A change is planned from what is there, without touching it; only `play` changes the programme.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from citybricks.methods.gatherings.programme.state import (
    CELL,
    HOLDS,
    USED,
    State,
    change_rooms,
    exchange,
    put,
    settle,
    take,
)
from citybricks.methods.gatherings.programme.task import (
    FIRST_MEMBER,
    ORDERED,
    SIZE,
    TRACK,
    Longs,
    Task,
)
from citybricks.methods.routing.arcs.improving import below, uniform

Draw = NDArray[np.uint64]

MOVED, EXCHANGED, CHANGED_ROOMS = 0, 1, 2
TRIES = 6
"""Cells that are looked at before a change is given up."""


class Log(NamedTuple):
    """Steps of a change: the first `length[0]` of `rows`.

    A step is a kind and two or three numbers: a submission, its cell and its place in it; or two
    cells whose contents are exchanged.
    """

    rows: Longs
    length: Longs


def log_of(task: Task) -> Log:
    """Return an empty log that is long enough for every change."""
    cells = task.sessions * task.rooms
    return Log(np.zeros((cells + len(task.members) + 8, 4), np.int64), np.zeros(1, np.int64))


@njit(cache=True)
def play(task: Task, state: State, log: Log, back: bool) -> None:
    """Make the steps, or make them undone when they were made last.

    A step that moved a submission says afterwards where it came from: so it undoes itself.
    """
    length = log.length[0]
    for step in range(length):
        row = log.rows[length - 1 - step if back else step]
        if row[0] == MOVED:
            before = state.placed[row[1], CELL]
            place = take(task, state, row[1])
            put(task, state, row[1], row[2], min(row[3], state.cells[row[2], HOLDS]))
            row[2], row[3] = before, place
        elif row[0] == EXCHANGED:
            exchange(task, state, row[1], row[2])
        else:
            change_rooms(task, state, row[1], row[2])
    if task.w_order:
        _settle_all(task, state, log)


@njit(cache=True)
def _settle_all(task: Task, state: State, log: Log) -> None:
    """Count the order of all tracks in the log anew."""
    for at in range(log.length[0]):
        kind, one, other = log.rows[at, 0], log.rows[at, 1], log.rows[at, 2]
        if kind == MOVED:
            settle(task, state, task.talks[one, TRACK])
            continue
        for cell in (one, other):
            if state.cells[cell, TRACK] >= 0:
                settle(task, state, state.cells[cell, TRACK])


@njit(cache=True)
def _note(log: Log, kind: int, one: int, other: int, place: int) -> None:
    row = log.rows[log.length[0]]
    row[0], row[1], row[2], row[3] = kind, one, other, place
    log.length[0] += 1


@njit(cache=True)
def _excess(task: Task, state: State, one: int, other: int) -> int:
    """Return how many slots of what a cell holds would not fit into another."""
    over: int = max(0, state.cells[one, USED] - task.slots[other // task.rooms])
    return over


@njit(cache=True)
def _swap(task: Task, state: State, log: Log, one: int, other: int, excess: int) -> None:
    """Plan to exchange two cells, unless more than `excess` slots would not fit."""
    if one == other or state.cells[one, HOLDS] + state.cells[other, HOLDS] == 0:
        return
    if one // task.rooms == other // task.rooms:
        _note(log, CHANGED_ROOMS, one, other, 0)
    elif _excess(task, state, one, other) + _excess(task, state, other, one) <= excess:
        _note(log, EXCHANGED, one, other, 0)


@njit(cache=True)
def _fits(task: Task, state: State, who: int, cell: int) -> bool:
    room = state.cells[cell, USED] + task.talks[who, SIZE] <= task.slots[cell // task.rooms]
    return bool(room)


@njit(cache=True)
def _member(task: Task, draw: Draw, track: int) -> int:
    first = task.groups[track, FIRST_MEMBER]
    who: int = task.members[first + below(draw, task.groups[track + 1, FIRST_MEMBER] - first)]
    return who


@njit(cache=True)
def _place(state: State, who: int) -> int:
    cell = state.placed[who, CELL]
    for place in range(state.cells[cell, HOLDS]):
        if state.held[cell, place] == who:
            return place
    return -1


@njit(cache=True)
def move_submission(task: Task, state: State, log: Log, draw: Draw, excess: int) -> None:
    """Move a submission beside another of its track, exchange the two, or open a cell for it."""
    who = below(draw, len(task.members))
    track, cell = task.talks[who, TRACK], state.placed[who, CELL]
    if uniform(draw) < 0.12:  # noqa: PLR2004 - how often a cell is opened
        for _ in range(TRIES):
            there = below(draw, len(state.cells))
            if state.cells[there, HOLDS] == 0 and _fits(task, state, who, there):
                _note(log, MOVED, who, there, 0)
                return
        return
    other = _member(task, draw, track)
    there, place = state.placed[other, CELL], _place(state, other)
    if there == cell:
        if other != who and (task.by_slot or task.groups[track, ORDERED]):
            _note(log, MOVED, who, cell, place)
        return
    full = state.cells[there, HOLDS] + 1 >= state.held.shape[1]
    over = state.cells[there, USED] + task.talks[who, SIZE] - task.slots[there // task.rooms]
    if not full and over <= excess and uniform(draw) < 0.5:  # noqa: PLR2004 - one of two
        _note(log, MOVED, who, there, place)
        return
    grows = task.talks[who, SIZE] - task.talks[other, SIZE]
    bad = max(0, state.cells[there, USED] + grows - task.slots[there // task.rooms])
    bad += max(0, state.cells[cell, USED] - grows - task.slots[cell // task.rooms])
    if bad > excess or full or state.cells[cell, HOLDS] + 1 >= state.held.shape[1]:
        return
    back = _place(state, who)
    _note(log, MOVED, who, there, place)
    _note(log, MOVED, other, cell, back)


@njit(cache=True)
def move_cell(task: Task, state: State, log: Log, draw: Draw, excess: int) -> None:
    """Exchange a cell with another: of its session, of its room, next to its track, or any."""
    one = state.placed[below(draw, len(task.members)), CELL]
    sessions, rooms = task.sessions, task.rooms
    kind = uniform(draw)
    if kind < 0.3:  # noqa: PLR2004
        other = one // rooms * rooms + below(draw, rooms)
    elif kind < 0.5:  # noqa: PLR2004
        other = below(draw, sessions) * rooms + one % rooms
    elif kind < 0.75:  # noqa: PLR2004
        beside = state.placed[_member(task, draw, state.cells[one, TRACK]), CELL]
        session = beside // rooms + (1 if uniform(draw) < 0.5 else -1)  # noqa: PLR2004
        if not 0 <= session < sessions:
            return
        other = session * rooms + (beside % rooms if uniform(draw) < 0.5 else below(draw, rooms))  # noqa: PLR2004
    else:
        other = below(draw, len(state.cells))
    _swap(task, state, log, one, other, excess)


@njit(cache=True)
def change_stretch(task: Task, state: State, log: Log, draw: Draw) -> None:
    """Exchange two rooms for some sessions in a row."""
    sessions, rooms = task.sessions, task.rooms
    one, other = below(draw, rooms), below(draw, rooms)
    first = below(draw, sessions)
    last = min(sessions, first + 1 + below(draw, sessions))
    for session in range(first, last):
        _swap(task, state, log, session * rooms + one, session * rooms + other, 0)


@njit(cache=True)
def gather(task: Task, state: State, log: Log, draw: Draw) -> None:
    """Bring a track into one room in all sessions that it is in."""
    track = task.talks[below(draw, len(task.members)), TRACK]
    room, rooms = below(draw, task.rooms), task.rooms
    for session in range(task.sessions):
        if state.there[track, session] == 0:
            continue
        for cell in range(session * rooms, (session + 1) * rooms):
            if state.cells[cell, TRACK] == track:
                _swap(task, state, log, cell, session * rooms + room, 0)
                break


@njit(cache=True)
def rotate(task: Task, state: State, log: Log, draw: Draw, excess: int) -> None:
    """Move what a room holds in a session to another one, and what is between them up by one."""
    sessions, rooms = task.sessions, task.rooms
    room, one, other = below(draw, rooms), below(draw, sessions), below(draw, sessions)
    first = one * rooms + room
    step = rooms if one < other else -rooms
    over = _excess(task, state, first, other * rooms + room)
    for cell in range(first, other * rooms + room, step):
        over += _excess(task, state, cell + step, cell)
        if state.cells[cell + step, HOLDS] + state.cells[first, HOLDS] > 0:
            _note(log, EXCHANGED, cell, cell + step, 0)
    if over > excess:
        log.length[0] = 0


@njit(cache=True)
def change_sessions(task: Task, state: State, log: Log, draw: Draw, excess: int) -> None:
    """Exchange two sessions in all rooms, or in some that lie side by side."""
    sessions, rooms = task.sessions, task.rooms
    one, other = below(draw, sessions), below(draw, sessions)
    first = below(draw, rooms)
    last = rooms if first == 0 else min(rooms, first + 1 + below(draw, rooms))
    for room in range(first, last):
        _swap(task, state, log, one * rooms + room, other * rooms + room, excess)


@njit(cache=True)
def clear(task: Task, state: State, log: Log, draw: Draw) -> None:
    """Empty a cell into others of its track where there is room."""
    cell = state.placed[below(draw, len(task.members)), CELL]
    for place in range(state.cells[cell, HOLDS]):
        who = state.held[cell, place]
        there = _elsewhere(task, state, log, draw, who)
        if there == cell:
            log.length[0] = 0
            return
        _note(log, MOVED, who, there, state.cells[there, HOLDS])


@njit(cache=True)
def _elsewhere(task: Task, state: State, log: Log, draw: Draw, who: int) -> int:
    """Return a cell of the track with room besides what is planned, or the submission's own."""
    own = state.placed[who, CELL]
    for _ in range(TRIES):
        there: int = state.placed[_member(task, draw, task.talks[who, TRACK]), CELL]
        room = task.slots[there // task.rooms] - state.cells[there, USED] - task.talks[who, SIZE]
        for at in range(log.length[0]):
            if log.rows[at, 2] == there:
                room -= task.talks[log.rows[at, 1], SIZE]
        if there != own and room >= 0:
            return there
    return int(own)
