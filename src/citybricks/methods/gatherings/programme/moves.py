"""What a search may change in a programme: steps that are planned first, played, and played back.

A change is planned from what is there, without touching it; only `play` changes the programme.
"""

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
    """Steps of a change: the first `length[0]` of `rows`.

    A step is a kind and two or three numbers: a submission, its cell and its place in it; or two
    cells whose contents are exchanged.
    """

    rows: Longs
    length: Longs


def log_of(task: Task) -> Log:
    """Return an empty log that is long enough for every change."""
    cells = len(task.slots) * task.rooms
    return Log(np.zeros((cells + len(task.size) + 8, 4), np.int64), np.zeros(1, np.int64))


@njit(cache=True)
def play(task: Task, state: State, log: Log, back: bool) -> None:
    """Make the steps, or make them undone when they were made last.

    A step that moved a submission says afterwards where it came from: so it undoes itself.
    """
    length = log.length[0]
    for step in range(length):
        row = log.rows[length - 1 - step if back else step]
        if row[0] == MOVED:
            before = state.cell_of[row[1]]
            place = take(task, state, row[1])
            put(task, state, row[1], row[2], min(row[3], state.holds[row[2]]))
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
        kind, one, other, _ = log.rows[at]
        if kind == MOVED:
            settle(task, state, task.track_of[one])
            continue
        for cell in (one, other):
            if state.track[cell] >= 0:
                settle(task, state, state.track[cell])


@njit(cache=True)
def _note(log: Log, kind: int, one: int, other: int, place: int) -> None:
    row = log.rows[log.length[0]]
    row[0], row[1], row[2], row[3] = kind, one, other, place
    log.length[0] += 1


@njit(cache=True)
def _excess(task: Task, state: State, one: int, other: int) -> int:
    """Return how many slots of what a cell holds would not fit into another."""
    over: int = max(0, state.used[one] - task.slots[other // task.rooms])
    return over


@njit(cache=True)
def _swap(task: Task, state: State, log: Log, one: int, other: int, excess: int) -> None:
    """Plan to exchange two cells, unless more than `excess` slots would not fit."""
    if one == other or state.holds[one] + state.holds[other] == 0:
        return
    if one // task.rooms == other // task.rooms:
        _note(log, CHANGED_ROOMS, one, other, 0)
    elif _excess(task, state, one, other) + _excess(task, state, other, one) <= excess:
        _note(log, EXCHANGED, one, other, 0)


@njit(cache=True)
def _fits(task: Task, state: State, who: int, cell: int) -> bool:
    room = state.used[cell] + task.size[who] <= task.slots[cell // task.rooms]
    return bool(room)


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
                _note(log, MOVED, who, there, 0)
                return
        return
    other = _member(task, draw, track)
    there, place = state.cell_of[other], _place(state, other)
    if there == cell:
        if other != who and (task.by_slot or task.ordered[track]):
            _note(log, MOVED, who, cell, place)
        return
    full = state.holds[there] + 1 >= state.held.shape[1]
    over = state.used[there] + task.size[who] - task.slots[there // task.rooms]
    if not full and over <= excess and uniform(draw) < 0.5:  # noqa: PLR2004 - one of two
        _note(log, MOVED, who, there, place)
        return
    grows = task.size[who] - task.size[other]
    bad = max(0, state.used[there] + grows - task.slots[there // task.rooms])
    bad += max(0, state.used[cell] - grows - task.slots[cell // task.rooms])
    if bad > excess or full or state.holds[cell] + 1 >= state.held.shape[1]:
        return
    back = _place(state, who)
    _note(log, MOVED, who, there, place)
    _note(log, MOVED, other, cell, back)


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
    _swap(task, state, log, one, other, excess)


@njit(cache=True)
def change_stretch(task: Task, state: State, log: Log, draw: Draw) -> None:
    """Exchange two rooms for some sessions in a row."""
    sessions, rooms = len(task.slots), task.rooms
    one, other = below(draw, rooms), below(draw, rooms)
    first = below(draw, sessions)
    last = min(sessions, first + 1 + below(draw, sessions))
    for session in range(first, last):
        _swap(task, state, log, session * rooms + one, session * rooms + other, 0)


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
                _swap(task, state, log, cell, session * rooms + room, 0)
                break


@njit(cache=True)
def rotate(task: Task, state: State, log: Log, draw: Draw, excess: int) -> None:
    """Move what a room holds in a session to another one, and what is between them up by one."""
    sessions, rooms = len(task.slots), task.rooms
    room, one, other = below(draw, rooms), below(draw, sessions), below(draw, sessions)
    first = one * rooms + room
    step = rooms if one < other else -rooms
    over = _excess(task, state, first, other * rooms + room)
    for cell in range(first, other * rooms + room, step):
        over += _excess(task, state, cell + step, cell)
        if state.holds[cell + step] + state.holds[first] > 0:
            _note(log, EXCHANGED, cell, cell + step, 0)
    if over > excess:
        log.length[0] = 0


@njit(cache=True)
def change_sessions(task: Task, state: State, log: Log, draw: Draw, excess: int) -> None:
    """Exchange two sessions in all rooms, or in some that lie side by side."""
    sessions, rooms = len(task.slots), task.rooms
    one, other = below(draw, sessions), below(draw, sessions)
    first = below(draw, rooms)
    last = rooms if first == 0 else min(rooms, first + 1 + below(draw, rooms))
    for room in range(first, last):
        _swap(task, state, log, one * rooms + room, other * rooms + room, excess)


@njit(cache=True)
def clear(task: Task, state: State, log: Log, draw: Draw) -> None:
    """Empty a cell into others of its track where there is room."""
    cell = state.cell_of[below(draw, len(task.size))]
    for place in range(state.holds[cell]):
        who = state.held[cell, place]
        there = _elsewhere(task, state, log, draw, who)
        if there == cell:
            log.length[0] = 0
            return
        _note(log, MOVED, who, there, state.holds[there])


@njit(cache=True)
def _elsewhere(task: Task, state: State, log: Log, draw: Draw, who: int) -> int:
    """Return a cell of the track with room besides what is planned, or the submission's own."""
    own = state.cell_of[who]
    for _ in range(TRIES):
        there: int = state.cell_of[_member(task, draw, task.track_of[who])]
        room = task.slots[there // task.rooms] - state.used[there] - task.size[who]
        for at in range(log.length[0]):
            if log.rows[at, 2] == there:
                room -= task.size[log.rows[at, 1]]
        if there != own and room >= 0:
            return there
    return int(own)
