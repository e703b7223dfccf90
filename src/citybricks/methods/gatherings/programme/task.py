"""A programme to be planned, as arrays that loops which are compiled read."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.gatherings.programme.instance import Instance, Ints

Longs = NDArray[np.int64]
TRACK, SIZE, ORDER, HOME, FIRST = 0, 1, 2, 3, 4
"""Columns of `Task.talks`; cells have their track in the same one."""
WITH, APART, AT_ONCE = 0, 1, 2
"""Columns of `Task.clashes`."""
FIRST_MEMBER, ORDERED = 0, 1
"""Columns of `Task.groups`."""


class Task(NamedTuple):
    """An instance as few arrays, as a loop is the slower the more it is handed.

    Parameters
    ----------
    sessions, rooms
        How many there are.
    talks
        A row for each submission and one more: its track, how many slots it takes, its place in
        its track, the cell in which it was published or -1, and its first row of clashes.
    clashes
        With whom, what it costs to be in different rooms of a session, and for each slot shared.
    groups
        A row for each track and one more: its first row of members, and whether any of them has
        a place in it.
    members
        Submissions, by track.
    slots
        Of each session.
    cell
        Cost of a track in a room of a session, shape (tracks, sessions, rooms).
    pair
        Cost of two tracks at once, shape (tracks, tracks).
    spent
        Cost of a submission with all its slots, shape (submissions, sessions + rooms).
    w_moved
        Cost of a submission that is not in the cell in which it was published.
    by_slot
        Whether clashes of slots cost anything.
    """

    sessions: int
    rooms: int
    talks: Longs
    clashes: Longs
    groups: Longs
    members: Longs
    slots: Longs
    cell: Longs
    pair: Longs
    spent: Longs
    w_rooms: int
    w_parallel: int
    w_consecutive: int
    w_order: int
    w_moved: int
    by_slot: bool


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
    _, tracks, sessions, rooms = instance.shape
    first, clashes = _clashes(instance)
    return Task(
        sessions=sessions,
        rooms=rooms,
        talks=_talks(instance, home, first),
        clashes=clashes,
        groups=_groups(instance),
        members=longs(np.argsort(instance.track_of, kind="stable")),
        slots=longs(instance.slots),
        cell=longs(
            w.tracks_sessions * instance.tracks_sessions[:, :, None]
            + w.tracks_rooms * instance.tracks_rooms[:, None, :]
            + w.sessions_rooms * instance.sessions_rooms[None, :, :]
        ),
        pair=longs(_pairs(instance) * (1 - np.eye(tracks, dtype=np.int64))),
        spent=_spent(instance),
        w_rooms=w.rooms_per_track,
        w_parallel=w.parallel_tracks,
        w_consecutive=w.consecutive_tracks,
        w_order=w.order,
        w_moved=moved,
        by_slot=bool(clashes[:, AT_ONCE].any()),
    )


def longs(values: Ints) -> Longs:
    """Return numbers as the loops are compiled for: in rows, of 64 bits."""
    return np.ascontiguousarray(values, dtype=np.int64)


def _talks(instance: Instance, home: Ints | None, first: Longs) -> Longs:
    known = np.full(len(instance.size), -1) if home is None else home
    columns = np.stack([instance.track_of, instance.size, instance.order, known])
    return longs(np.vstack([np.pad(columns, ((0, 0), (0, 1))), first]).T)


def _groups(instance: Instance) -> Longs:
    tracks = len(instance.tracks)
    first = np.searchsorted(np.sort(instance.track_of), np.arange(tracks + 1))
    ordered = np.bincount(instance.track_of, instance.order, tracks + 1) > 0
    return longs(np.stack([first, ordered], axis=1))


def _pairs(instance: Instance) -> Longs:
    w = instance.weights
    return longs(w.similar_tracks * instance.similar + w.chairs * instance.chair_conflicts)


def _spent(instance: Instance) -> Longs:
    w = instance.weights
    sessions = w.time_zones * instance.time_zones
    sessions = sessions + w.submissions_sessions * instance.submissions_sessions
    rooms = w.submissions_rooms * instance.submissions_rooms
    return longs(np.hstack([sessions, rooms]) * instance.size[:, None])


def _clashes(instance: Instance) -> tuple[Longs, Longs]:
    w = instance.weights
    presents = instance.presenter_conflicts.astype(np.int64)
    attends = instance.attendee_conflicts.astype(np.int64)
    apart = w.presenters * presents + w.attendees * attends
    at_once = w.presenters_slots * presents + w.attendees_slots * attends
    one, other = np.nonzero(apart + at_once)
    first = np.searchsorted(one, np.arange(len(instance.submissions) + 1))
    return first, longs(np.stack([other, apart[one, other], at_once[one, other]], axis=1))
