"""Submissions, tracks, sessions, rooms and what is unwanted: the CoSPLib model [1]_.

A session is a stretch of time in which every room can hold one track; a room of a session has the
slots of that session, and a submission takes one or more slots in a row.

References
----------
.. [1] Kheiri A., Pylyavskyy Y., Jacko P., CoSPLib: a benchmark library for conference scheduling
   problems, GECCO '25 Companion (2025) 131-134, doi:10.1145/3712255.3726570.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Weights:
    """What one unit of each term costs; 0 where it does not matter."""

    tracks_sessions: int = 1
    tracks_rooms: int = 1
    sessions_rooms: int = 1
    similar_tracks: int = 1
    rooms_per_track: int = 1
    parallel_tracks: int = 1
    consecutive_tracks: int = 1
    time_zones: int = 1
    order: int = 1
    submissions_sessions: int = 1
    submissions_rooms: int = 1
    presenters: int = 1
    attendees: int = 1
    chairs: int = 1
    presenters_slots: int = 0
    attendees_slots: int = 0

    def of(self, term: str) -> int:
        """Return the weight of a term."""
        weight: int = getattr(self, term)
        return weight


TERMS: tuple[str, ...] = tuple(each.name for each in fields(Weights))
"""What is unwanted, in the order of a workbook's weights."""


@dataclass(frozen=True)
class Instance:
    """What is to be scheduled, and what is unwanted.

    Parameters
    ----------
    submissions, tracks, sessions, rooms
        Their names; sessions in the order of time.
    track_of, size, order
        Of each submission: its track, how many slots it takes, its place in its track from 1 on
        (0: any).
    slots
        Of each session.
    tracks_sessions, tracks_rooms, sessions_rooms, submissions_sessions, submissions_rooms
        Penalties, shape of the two named; those of submissions count for each slot.
    similar
        Penalties of tracks in parallel, symmetric, shape (tracks, tracks).
    time_zones
        Penalties of unsuitable hours of speakers, shape (submissions, sessions).
    presenters, attendees
        Names for each submission.
    chairs
        Names for each track.
    """

    submissions: tuple[str, ...]
    tracks: tuple[str, ...]
    sessions: tuple[str, ...]
    rooms: tuple[str, ...]
    track_of: Ints
    size: Ints
    order: Ints
    slots: Ints
    tracks_sessions: Ints
    tracks_rooms: Ints
    sessions_rooms: Ints
    similar: Ints
    submissions_sessions: Ints
    submissions_rooms: Ints
    time_zones: Ints
    presenters: tuple[frozenset[str], ...]
    attendees: tuple[frozenset[str], ...]
    chairs: tuple[frozenset[str], ...]
    weights: Weights = field(default_factory=Weights)

    @property
    def shape(self) -> tuple[int, int, int, int]:
        """How many submissions, tracks, sessions and rooms there are."""
        return len(self.submissions), len(self.tracks), len(self.sessions), len(self.rooms)

    @cached_property
    def presenter_conflicts(self) -> Truths:
        """Submissions that share a presenter, or whose presenter chairs the other's track."""
        return _symmetric(_shared(self.presenters) | self._leads(self.presenters))

    @cached_property
    def attendee_conflicts(self) -> Truths:
        """Submissions that somebody wants to attend who attends, presents or chairs the other."""
        listens = _shared(self.attendees) | _meets(self.attendees, self.presenters)
        return _symmetric(listens | self._leads(self.attendees))

    @cached_property
    def chair_conflicts(self) -> Truths:
        """Tracks that share a chair, shape (tracks, tracks)."""
        return _symmetric(_shared(self.chairs))

    def _leads(self, people: Sequence[frozenset[str]]) -> Truths:
        """Return whether somebody of a submission chairs the track of another, not of its own."""
        led = _meets(people, [self.chairs[track] for track in self.track_of])
        elsewhere: Truths = led & (self.track_of[:, None] != self.track_of[None, :])
        return elsewhere


def _shared(people: Sequence[frozenset[str]]) -> Truths:
    return _meets(people, people)


def _meets(people: Sequence[frozenset[str]], others: Sequence[frozenset[str]]) -> Truths:
    """Return which sets have a name in common."""
    found = np.zeros((len(people), len(others)), dtype=bool)
    there = _where(others)
    for at, names in enumerate(people):
        for name in names:
            found[at, there.get(name, [])] = True
    return found


def _where(people: Iterable[frozenset[str]]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for at, names in enumerate(people):
        for name in names:
            places.setdefault(name, []).append(at)
    return places


def _symmetric(pairs: Truths) -> Truths:
    either: Truths = pairs | pairs.T
    np.fill_diagonal(either, val=False)
    return either


@dataclass(frozen=True, slots=True)
class Schedule:
    """Which track each room of each session holds, and which submission each of its slots.

    Parameters
    ----------
    tracks
        Shape (sessions, rooms); -1 where a room is empty.
    slots
        Shape (sessions, rooms, most slots); -1 where nothing is said.
    """

    tracks: Ints
    slots: Ints

    @classmethod
    def empty(cls, instance: Instance) -> Schedule:
        """Return a schedule without anything in it."""
        _, _, sessions, rooms = instance.shape
        shape = (sessions, rooms, int(instance.slots.max()))
        return cls(np.full(shape[:2], -1, dtype=np.int64), np.full(shape, -1, dtype=np.int64))

    @classmethod
    def placed(cls, instance: Instance, places: Ints) -> Schedule:
        """Return the schedule of submissions whose session, room and first slot are known.

        Parameters
        ----------
        places
            Shape (submissions, 3); a session of -1 leaves a submission out.
        """
        made = cls.empty(instance)
        for at, (session, room, slot) in enumerate(places):
            if session >= 0:
                made.tracks[session, room] = instance.track_of[at]
                made.slots[session, room, slot : slot + instance.size[at]] = at
        return made

    def places(self, count: int) -> Ints:
        """Return session, room and first slot of each submission; -1 where it has none."""
        found = np.full((count, 3), -1, dtype=np.int64)
        for session, room, slot in np.argwhere(self.slots >= 0)[::-1]:
            found[self.slots[session, room, slot]] = session, room, slot
        return found
