"""What a search may change in a programme; every change is logged, so that it can be undone."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from citybricks.methods.gatherings.programme.state import (
    Longs,
    State,
    Task,
    change_rooms,
    exchange,
    put,
    settle,
    take,
)
from citybricks.methods.routing.arcs.improving import below, uniform

Draw = NDArray[np.uint64]

MOVED, EXCHANGED, CHANGED_ROOMS = 0, 1, 2
TRIES = 6
"""Cells that are looked at before a change is given up."""


class Log(NamedTuple):
    """What was changed since the last decision: [0] of `length` rows of `rows`."""

    rows: Longs
    length: Longs


def log_of(task: Task) -> Log:
    """Return an empty log that is long enough for every change."""
    cells = len(task.slots) * task.rooms
    return Log(np.zeros((cells + len(task.size) + 8, 4), np.int64), np.zeros(1, np.int64))


@njit(cache=True)
def _note(log: Log, kind: int, a: int, b: int, c: int) -> None:
    row = log.rows[log.length[0]]
    row[0], row[1], row[2], row[3] = kind, a, b, c
    log.length[0] += 1


@njit(cache=True)
def undo(task: Task, state: State, log: Log) -> None:
    """Take back everything in the log."""
    for at in range(log.length[0] - 1, -1, -1):
        kind, a, b, c = log.rows[at]
        if kind == MOVED:
            take(task, state, a)
            put(task, state, a, b, c)
        elif kind == EXCHANGED:
            exchange(task, state, a, b)
        else:
            change_rooms(task, state, a, b)


@njit(cache=True)
def settle_all(task: Task, state: State, log: Log) -> None:
    """Count the order of all tracks in the log anew."""
    if task.w_order == 0:
        return
    for at in range(log.length[0]):
        kind, a, b, _ = log.rows[at]
        if kind == MOVED:
            settle(task, state, task.track_of[a])
        else:
            for cell in (a, b):
                if state.track[cell] >= 0:
                    settle(task, state, state.track[cell])


@njit(cache=True)
def _move(task: Task, state: State, log: Log, who: int, cell: int, place: int) -> None:
    before = state.cell_of[who]
    at = take(task, state, who)
    put(task, state, who, cell, min(place, state.holds[cell]))
    _note(log, MOVED, who, before, at)


@njit(cache=True)
def _fits(task: Task, state: State, who: int, cell: int) -> bool:
    room = state.used[cell] + task.size[who] <= task.slots[cell // task.rooms]
    return bool(room)


@njit(cache=True)
def _swap_cells(task: Task, state: State, log: Log, one: int, other: int, excess: int) -> bool:
    """Exchange two cells, unless more than `excess` slots would not fit."""
    if one == other or state.holds[one] + state.holds[other] == 0:
        return False
    if one // task.rooms == other // task.rooms:
        change_rooms(task, state, one, other)
        _note(log, CHANGED_ROOMS, one, other, 0)
        return True
    over = max(0, state.used[one] - task.slots[other // task.rooms])
    over += max(0, state.used[other] - task.slots[one // task.rooms])
    if over > excess:
        return False
    exchange(task, state, one, other)
    _note(log, EXCHANGED, one, other, 0)
    return True


@njit(cache=True)
def _member(task: Task, draw: Draw, track: int) -> int:
    first = task.member_first[track]
    who: int = task.members[first + below(draw, task.member_first[track + 1] - first)]
    return who


@njit(cache=True)
def _place(state: State, who: int) -> int:
    cell = state.cell_of[who]
    for place in range(state.holds[cell]):
        if state.held[cell, place] == who:
            return place
    return -1


@njit(cache=True)
def move_submission(task: Task, state: State, log: Log, draw: Draw, excess: int) -> None:
    """Move a submission beside another of its track, exchange the two, or open a cell for it."""
    who = below(draw, len(task.size))
    track, cell = task.track_of[who], state.cell_of[who]
    if uniform(draw) < 0.12:  # noqa: PLR2004 - how often a cell is opened
        for _ in range(TRIES):
            there = below(draw, len(state.track))
            if state.holds[there] == 0 and _fits(task, state, who, there):
                _move(task, state, log, who, there, 0)
                return
        return
    other = _member(task, draw, track)
    there, place = state.cell_of[other], _place(state, other)
    if there == cell:
        if other != who and (task.by_slot or task.ordered[track]):
            _move(task, state, log, who, cell, place)
        return
    full = state.holds[there] + 1 >= state.held.shape[1]
    over = state.used[there] + task.size[who] - task.slots[there // task.rooms]
    if not full and over <= excess and uniform(draw) < 0.5:  # noqa: PLR2004 - one of two
        _move(task, state, log, who, there, place)
        return
    grows = task.size[who] - task.size[other]
    bad = max(0, state.used[there] + grows - task.slots[there // task.rooms])
    bad += max(0, state.used[cell] - grows - task.slots[cell // task.rooms])
    if bad > excess or full or state.holds[cell] + 1 >= state.held.shape[1]:
        return
    back = _place(state, who)
    _move(task, state, log, who, there, place)
    _move(task, state, log, other, cell, back)


@njit(cache=True)
def move_cell(task: Task, state: State, log: Log, draw: Draw, excess: int) -> None:
    """Exchange a cell with another: of its session, of its room, next to its track, or any."""
    one = state.cell_of[below(draw, len(task.size))]
    sessions, rooms = len(task.slots), task.rooms
    kind = uniform(draw)
    if kind < 0.3:  # noqa: PLR2004
        other = one // rooms * rooms + below(draw, rooms)
    elif kind < 0.5:  # noqa: PLR2004
        other = below(draw, sessions) * rooms + one % rooms
    elif kind < 0.75:  # noqa: PLR2004
        beside = state.cell_of[_member(task, draw, state.track[one])]
        session = beside // rooms + (1 if uniform(draw) < 0.5 else -1)  # noqa: PLR2004
        if not 0 <= session < sessions:
            return
        other = session * rooms + (beside % rooms if uniform(draw) < 0.5 else below(draw, rooms))  # noqa: PLR2004
    else:
        other = below(draw, len(state.track))
    _swap_cells(task, state, log, one, other, excess)


@njit(cache=True)
def change_stretch(task: Task, state: State, log: Log, draw: Draw) -> None:
    """Exchange two rooms for some sessions in a row."""
    sessions, rooms = len(task.slots), task.rooms
    one, other = below(draw, rooms), below(draw, rooms)
    first = below(draw, sessions)
    last = min(sessions, first + 1 + below(draw, sessions))
    for session in range(first, last):
        _swap_cells(task, state, log, session * rooms + one, session * rooms + other, 0)


@njit(cache=True)
def gather(task: Task, state: State, log: Log, draw: Draw) -> None:
    """Bring a track into one room in all sessions that it is in."""
    track = task.track_of[below(draw, len(task.size))]
    room, rooms = below(draw, task.rooms), task.rooms
    for session in range(len(task.slots)):
        if state.in_session[track, session] == 0:
            continue
        for cell in range(session * rooms, (session + 1) * rooms):
            if state.track[cell] == track:
                _swap_cells(task, state, log, cell, session * rooms + room, 0)
                break


@njit(cache=True)
def rotate(task: Task, state: State, log: Log, draw: Draw, excess: int) -> None:
    """Move what a room holds in a session to another one, and what is between them up by one."""
    sessions, rooms = len(task.slots), task.rooms
    room, one, other = below(draw, rooms), below(draw, sessions), below(draw, sessions)
    step = 1 if one < other else -1
    while one != other:
        here, there = one * rooms + room, (one + step) * rooms + room
        if state.holds[here] + state.holds[there] and not _swap_cells(
            task, state, log, here, there, excess
        ):
            undo(task, state, log)
            log.length[0] = 0
            return
        one += step


@njit(cache=True)
def change_sessions(task: Task, state: State, log: Log, draw: Draw, excess: int) -> None:
    """Exchange two sessions in all rooms, or in some that lie side by side."""
    sessions, rooms = len(task.slots), task.rooms
    one, other = below(draw, sessions), below(draw, sessions)
    first = below(draw, rooms)
    last = rooms if first == 0 else min(rooms, first + 1 + below(draw, rooms))
    for room in range(first, last):
        _swap_cells(task, state, log, one * rooms + room, other * rooms + room, excess)


@njit(cache=True)
def clear(task: Task, state: State, log: Log, draw: Draw) -> None:
    """Empty a cell into others of its track where there is room."""
    cell = state.cell_of[below(draw, len(task.size))]
    track = state.track[cell]
    while state.holds[cell]:
        who = state.held[cell, 0]
        there = cell
        for _ in range(TRIES):
            there = state.cell_of[_member(task, draw, track)]
            if there != cell and _fits(task, state, who, there):
                break
            there = cell
        if there == cell:
            undo(task, state, log)
            log.length[0] = 0
            return
        _move(task, state, log, who, there, state.holds[there])
