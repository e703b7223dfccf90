"""A programme while it is searched: what each room of each session holds, and what that costs.

Rooms of sessions are cells, numbered session by session; a cell holds submissions of one track in
a row from its first slot on. A cell may hold more than fits while the search goes on; what is too
much is counted apart, so that tight programmes can be rearranged.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from citybricks.methods.gatherings.programme.instance import Instance, Ints, Schedule, Truths

Longs = NDArray[np.int64]


class Task(NamedTuple):
    """An instance as arrays, with its weights multiplied out.

    Parameters
    ----------
    cell
        Cost of a track in a room of a session, shape (tracks, sessions, rooms).
    pair
        Cost of two tracks at once, shape (tracks, tracks).
    in_session, in_room
        Cost of a submission there with all its slots.
    first, other, apart, at_once
        Conflicts of submission i are entries first[i] to first[i + 1]: with whom, what it costs
        to be in different rooms of a session, and for each slot shared.
    ordered
        Whether a track has a submission with a place in it.
    members, member_first
        Submissions of each track.
    home, w_moved
        Cell in which each submission was published, or -1, and what it costs to be in another.
    """

    rooms: int
    track_of: Longs
    size: Longs
    order: Longs
    slots: Longs
    cell: Longs
    pair: Longs
    in_session: Longs
    in_room: Longs
    first: Longs
    other: Longs
    apart: Longs
    at_once: Longs
    ordered: Truths
    members: Longs
    member_first: Longs
    w_rooms: int
    w_parallel: int
    w_consecutive: int
    w_order: int
    w_moved: int
    home: Longs
    by_slot: bool


class State(NamedTuple):
    """Where everything is.

    Parameters
    ----------
    track, holds, used
        Of each cell: its track or -1, how many submissions, how many slots of them.
    held
        Submissions of each cell in order, shape (cells, most).
    cell_of, start
        Of each submission: its cell and its first slot.
    in_session, in_room
        How many cells of each track there are: (tracks, sessions) and (tracks, rooms).
    late
        Of each track, how many of its submissions are out of order, when that was last counted.
    cost
        [0]: what everything costs; [1]: slots that do not fit.
    """

    track: Longs
    holds: Longs
    used: Longs
    held: Longs
    cell_of: Longs
    start: Longs
    in_session: Longs
    in_room: Longs
    late: Longs
    cost: Longs


def task_of(instance: Instance, home: Ints | None = None, moved: int = 0) -> Task:
    """Return an instance as arrays.

    Parameters
    ----------
    home
        Cell in which each submission was published, or -1.
    moved
        What it costs that one is in another cell.
    """
    w = instance.weights
    cell = (
        w.tracks_sessions * instance.tracks_sessions[:, :, None]
        + w.tracks_rooms * instance.tracks_rooms[:, None, :]
        + w.sessions_rooms * instance.sessions_rooms[None, :, :]
    )
    pair = w.similar_tracks * instance.similar + w.chairs * instance.chair_conflicts
    pair = pair * (1 - np.eye(len(instance.tracks), dtype=np.int64))
    spent = w.time_zones * instance.time_zones
    spent = spent + w.submissions_sessions * instance.submissions_sessions
    first, other, apart, at_once = _conflicts(instance)
    tracks = len(instance.tracks)
    return Task(
        rooms=len(instance.rooms),
        track_of=instance.track_of,
        size=instance.size,
        order=instance.order,
        slots=instance.slots,
        cell=np.ascontiguousarray(cell),
        pair=np.ascontiguousarray(pair),
        in_session=spent * instance.size[:, None],
        in_room=w.submissions_rooms * instance.submissions_rooms * instance.size[:, None],
        first=first,
        other=other,
        apart=apart,
        at_once=at_once,
        ordered=np.bincount(instance.track_of, instance.order, tracks) > 0,
        members=np.argsort(instance.track_of, kind="stable"),
        member_first=np.searchsorted(np.sort(instance.track_of), np.arange(tracks + 1)),
        w_rooms=w.rooms_per_track,
        w_parallel=w.parallel_tracks,
        w_consecutive=w.consecutive_tracks,
        w_order=w.order,
        w_moved=moved,
        home=np.full(len(instance.size), -1) if home is None else home,
        by_slot=bool(at_once.any()),
    )


def _conflicts(instance: Instance) -> tuple[Longs, Longs, Longs, Longs]:
    w = instance.weights
    presents = instance.presenter_conflicts.astype(np.int64)
    attends = instance.attendee_conflicts.astype(np.int64)
    apart = w.presenters * presents + w.attendees * attends
    at_once = w.presenters_slots * presents + w.attendees_slots * attends
    one, other = np.nonzero(apart + at_once)
    first = np.searchsorted(one, np.arange(len(instance.submissions) + 1))
    return first, other, apart[one, other], at_once[one, other]


def empty(task: Task) -> State:
    """Return a state in which nothing is placed."""
    cells = len(task.slots) * task.rooms
    tracks, most = len(task.cell), len(task.size)
    return State(
        track=np.full(cells, -1),
        holds=np.zeros(cells, dtype=np.int64),
        used=np.zeros(cells, dtype=np.int64),
        held=np.full((cells, min(most, 4 * int(task.slots.max()) + 4)), -1),
        cell_of=np.full(most, -1),
        start=np.zeros(most, dtype=np.int64),
        in_session=np.zeros((tracks, len(task.slots)), dtype=np.int64),
        in_room=np.zeros((tracks, task.rooms), dtype=np.int64),
        late=np.zeros(tracks, dtype=np.int64),
        cost=np.zeros(2, dtype=np.int64),
    )


def schedule_of(instance: Instance, state: State) -> Schedule:
    """Return the schedule that a state stands for."""
    session, room = np.divmod(state.cell_of, len(instance.rooms))
    return Schedule.placed(instance, np.stack([session, room, state.start], axis=1))


def state_of(task: Task, places: Ints) -> State:
    """Return the state of placed submissions; those that start earlier come first."""
    made = empty(task)
    for at in np.lexsort((places[:, 2], places[:, 1], places[:, 0])):
        session, room, _ = places[at]
        if session >= 0:
            cell = int(session * task.rooms + room)
            put(task, made, int(at), cell, int(made.holds[cell]))
    for track in np.flatnonzero(task.ordered):
        settle(task, made, int(track))
    return made


@njit(cache=True)
def put(task: Task, state: State, who: int, cell: int, place: int) -> None:
    """Put a submission into a cell of its track, or an empty one, before what is at a place."""
    if state.holds[cell] == 0:
        _open(task, state, cell, task.track_of[who])
    if task.by_slot:
        state.cost[0] -= _overlaps(task, state, cell)
    for at in range(state.holds[cell], place, -1):
        state.held[cell, at] = state.held[cell, at - 1]
    state.held[cell, place] = who
    state.holds[cell] += 1
    state.cell_of[who] = cell
    _fill(task, state, cell, task.size[who])
    state.cost[0] += _own(task, state, who, cell)
    if task.by_slot:
        state.cost[0] += _overlaps(task, state, cell)


@njit(cache=True)
def take(task: Task, state: State, who: int) -> int:
    """Take a submission out of its cell, and return at which place it was."""
    cell = state.cell_of[who]
    place = 0
    while state.held[cell, place] != who:
        place += 1
    if task.by_slot:
        state.cost[0] -= _overlaps(task, state, cell)
    state.cost[0] -= _own(task, state, who, cell)
    for at in range(place, state.holds[cell] - 1):
        state.held[cell, at] = state.held[cell, at + 1]
    state.holds[cell] -= 1
    state.cell_of[who] = -1
    _fill(task, state, cell, -task.size[who])
    if task.by_slot:
        state.cost[0] += _overlaps(task, state, cell)
    if state.holds[cell] == 0:
        _close(task, state, cell)
    return place


@njit(cache=True)
def exchange(task: Task, state: State, one: int, other: int) -> None:
    """Exchange what two cells hold."""
    kept = state.held[one, : state.holds[one]].copy()
    moved = state.held[other, : state.holds[other]].copy()
    for who in kept[::-1]:
        take(task, state, who)
    for who in moved[::-1]:
        take(task, state, who)
    for who in kept:
        put(task, state, who, other, state.holds[other])
    for who in moved:
        put(task, state, who, one, state.holds[one])


@njit(cache=True)
def change_rooms(task: Task, state: State, one: int, other: int) -> None:
    """Exchange what two rooms of one session hold: conflicts stay as they are."""
    for cell in (one, other):
        _leave_room(task, state, cell)
    for at in range(max(state.holds[one], state.holds[other])):
        state.held[one, at], state.held[other, at] = state.held[other, at], state.held[one, at]
    state.track[one], state.track[other] = state.track[other], state.track[one]
    state.holds[one], state.holds[other] = state.holds[other], state.holds[one]
    state.used[one], state.used[other] = state.used[other], state.used[one]
    for cell in (one, other):
        _enter_room(task, state, cell)


@njit(cache=True)
def _leave_room(task: Task, state: State, cell: int) -> None:
    track, room = state.track[cell], cell % task.rooms
    if track >= 0:
        state.cost[0] -= _in_room(task, state, cell) + task.cell[track, cell // task.rooms, room]
        state.in_room[track, room] -= 1
        if state.in_room[track, room] == 0 and _rooms(task, state, track) > 0:
            state.cost[0] -= task.w_rooms


@njit(cache=True)
def _enter_room(task: Task, state: State, cell: int) -> None:
    track, room = state.track[cell], cell % task.rooms
    for at in range(state.holds[cell]):
        state.cell_of[state.held[cell, at]] = cell
    if track >= 0:
        state.cost[0] += _in_room(task, state, cell) + task.cell[track, cell // task.rooms, room]
        if state.in_room[track, room] == 0 and _rooms(task, state, track) > 0:
            state.cost[0] += task.w_rooms
        state.in_room[track, room] += 1


@njit(cache=True)
def _in_room(task: Task, state: State, cell: int) -> int:
    cost = 0
    for at in range(state.holds[cell]):
        who = state.held[cell, at]
        cost += task.in_room[who, cell % task.rooms]
        if task.home[who] >= 0 and task.home[who] != cell:
            cost += task.w_moved
    return cost


@njit(cache=True)
def _rooms(task: Task, state: State, track: int) -> int:
    found = 0
    for room in range(task.rooms):
        found += state.in_room[track, room] > 0
    return found


@njit(cache=True)
def _fill(task: Task, state: State, cell: int, more: int) -> None:
    """Count slots that fit or not, and set where each submission of a cell starts."""
    limit = task.slots[cell // task.rooms]
    state.cost[1] -= max(0, state.used[cell] - limit)
    state.used[cell] += more
    state.cost[1] += max(0, state.used[cell] - limit)
    start = 0
    for at in range(state.holds[cell]):
        who = state.held[cell, at]
        state.start[who] = start
        start += task.size[who]


@njit(cache=True)
def _own(task: Task, state: State, who: int, cell: int) -> int:
    """Return what a submission costs where it is, with conflicts of its session."""
    session = cell // task.rooms
    cost: int = task.in_session[who, session] + task.in_room[who, cell % task.rooms]
    if task.home[who] >= 0 and task.home[who] != cell:
        cost += task.w_moved
    for at in range(task.first[who], task.first[who + 1]):
        there = state.cell_of[task.other[at]]
        if there >= 0 and there != cell and there // task.rooms == session:
            cost += task.apart[at]
    return cost


@njit(cache=True)
def _overlaps(task: Task, state: State, cell: int) -> int:
    """Return what slots cost that submissions of a cell share with others in conflict."""
    cost = 0
    session = cell // task.rooms
    for place in range(state.holds[cell]):
        who = state.held[cell, place]
        for at in range(task.first[who], task.first[who + 1]):
            if task.at_once[at] == 0:
                continue
            with_ = task.other[at]
            there = state.cell_of[with_]
            if there >= 0 and there != cell and there // task.rooms == session:
                begin = max(state.start[who], state.start[with_])
                end = min(state.start[who] + task.size[who], state.start[with_] + task.size[with_])
                if end > begin:
                    cost += task.at_once[at] * (end - begin)
    return cost


@njit(cache=True)
def _open(task: Task, state: State, cell: int, track: int) -> None:
    session, room = cell // task.rooms, cell % task.rooms
    cost = task.cell[track, session, room] + _beside(task, state, session, track)
    if state.in_session[track, session] > 0:
        cost += task.w_parallel
    if state.in_room[track, room] == 0 and _rooms(task, state, track) > 0:
        cost += task.w_rooms
    if state.in_session[track, session] == 0 and task.w_consecutive:
        cost -= task.w_consecutive * _broken(state, track)
        state.in_session[track, session] += 1
        cost += task.w_consecutive * _broken(state, track)
    else:
        state.in_session[track, session] += 1
    state.in_room[track, room] += 1
    state.track[cell] = track
    state.cost[0] += cost


@njit(cache=True)
def _close(task: Task, state: State, cell: int) -> None:
    session, room = cell // task.rooms, cell % task.rooms
    track = state.track[cell]
    state.track[cell] = -1
    cost = task.cell[track, session, room] + _beside(task, state, session, track)
    if state.in_session[track, session] > 1:
        cost += task.w_parallel
    state.in_room[track, room] -= 1
    if state.in_room[track, room] == 0 and _rooms(task, state, track) > 0:
        cost += task.w_rooms
    if state.in_session[track, session] == 1 and task.w_consecutive:
        cost += task.w_consecutive * _broken(state, track)
        state.in_session[track, session] -= 1
        cost -= task.w_consecutive * _broken(state, track)
    else:
        state.in_session[track, session] -= 1
    state.cost[0] -= cost


@njit(cache=True)
def _beside(task: Task, state: State, session: int, track: int) -> int:
    """Return what a track costs beside those of its session."""
    cost = 0
    for cell in range(session * task.rooms, (session + 1) * task.rooms):
        if state.track[cell] >= 0:
            cost += task.pair[track, state.track[cell]]
    return cost


@njit(cache=True)
def _broken(state: State, track: int) -> int:
    """Return 1 for a track with a session between two of its own in which it is not."""
    runs, before = 0, 0
    for session in range(state.in_session.shape[1]):
        here = state.in_session[track, session] > 0
        runs += here and not before
        before = here
    return int(runs > 1)


@njit(cache=True)
def settle(task: Task, state: State, track: int) -> None:
    """Count anew what of a track is out of order."""
    if task.w_order and task.ordered[track]:
        now = out_of_order(task, state, track)
        state.cost[0] += task.w_order * (now - state.late[track])
        state.late[track] = now


@njit(cache=True)
def out_of_order(task: Task, state: State, track: int) -> int:
    """Count submissions of a track that are not at their place in it, and pairs at one time."""
    found, place = 0, 0
    for cell in range(len(state.track)):
        if state.track[cell] != track:
            continue
        for at in range(state.holds[cell]):
            place += 1
            who = state.held[cell, at]
            found += task.order[who] != 0 and task.order[who] != place
        if state.in_session[track, cell // task.rooms] > 1:
            found += _together(task, state, cell)
    return found


@njit(cache=True)
def _together(task: Task, state: State, cell: int) -> int:
    """Count slots that ordered submissions of a cell share with others of their track."""
    found = 0
    end = (cell // task.rooms + 1) * task.rooms
    for there in range(cell + 1, end):
        if state.track[there] != state.track[cell]:
            continue
        for at in range(state.holds[cell]):
            one = state.held[cell, at]
            for place in range(state.holds[there]):
                other = state.held[there, place]
                begin = max(state.start[one], state.start[other])
                ends = min(state.start[one] + task.size[one], state.start[other] + task.size[other])
                if task.order[one] and task.order[other] and ends > begin:
                    found += ends - begin
    return found
