"""What a schedule costs, term by term; knows no solver.

Terms of submissions in sessions, in rooms and in time zones count for each slot; conflicts of a
session count where two submissions are in different rooms, conflicts of slots for each slot that
two submissions share.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations

import numpy as np

from citybricks.methods.gatherings.programme.instance import TERMS, Instance, Schedule, Truths

TORN = 10_000_000
"""For each room of a session that holds only a part of a submission."""
LOOSE = 1_000_000_000
"""For each submission of several slots that are not in a row, or that is missing."""

Units = dict[str, int]
"""How many units of each term there are, without weights."""


def evaluate(instance: Instance, schedule: Schedule) -> Units:
    """Return what each term costs, with its weight, and `torn`; their sum is the objective."""
    amounts = units(instance, schedule)
    costs = {term: instance.weights.of(term) * amounts[term] for term in TERMS}
    return {**costs, "torn": int(_torn(instance, schedule))}


def objective(instance: Instance, schedule: Schedule) -> int:
    """Return the sum of what all terms cost."""
    return sum(evaluate(instance, schedule).values())


def units(instance: Instance, schedule: Schedule) -> Units:
    """Return how many units of each term there are; 0 where its weight is 0."""
    weights = instance.weights
    return {
        term: int(count(instance, schedule)) if weights.of(term) else 0
        for term, count in COUNTERS.items()
    }


def complete(instance: Instance, schedule: Schedule) -> bool:
    """Whether every submission is scheduled for as many slots as it takes."""
    held = schedule.slots[schedule.slots >= 0]
    return bool((np.bincount(held, minlength=len(instance.size)) == instance.size).all())


def consistent(instance: Instance, schedule: Schedule) -> bool:
    """Whether rooms hold submissions of their track only."""
    tracks = np.repeat(schedule.tracks[:, :, None], schedule.slots.shape[2], axis=2)
    both = (tracks >= 0) & (schedule.slots >= 0)
    return bool((instance.track_of[schedule.slots[both]] == tracks[both]).all())


def _cells(schedule: Schedule) -> Iterator[tuple[int, int, int]]:
    """Yield session, room and track of every room that is used."""
    for session, room in np.argwhere(schedule.tracks >= 0):
        yield int(session), int(room), int(schedule.tracks[session, room])


def _tracks_sessions(instance: Instance, schedule: Schedule) -> int:
    return sum(int(instance.tracks_sessions[t, s]) for s, _, t in _cells(schedule))


def _tracks_rooms(instance: Instance, schedule: Schedule) -> int:
    return sum(int(instance.tracks_rooms[t, r]) for _, r, t in _cells(schedule))


def _sessions_rooms(instance: Instance, schedule: Schedule) -> int:
    return int(instance.sessions_rooms[schedule.tracks >= 0].sum())


def _pairs_of_tracks(schedule: Schedule) -> Iterator[tuple[int, int, int]]:
    """Yield a session and two tracks for every two rooms used at once."""
    for session, row in enumerate(schedule.tracks):
        for one, other in combinations(row[row >= 0], 2):
            yield session, int(one), int(other)


def _similar(instance: Instance, schedule: Schedule) -> int:
    pairs = _pairs_of_tracks(schedule)
    return sum(int(instance.similar[a, b]) for _, a, b in pairs if a != b)


def _chairs(instance: Instance, schedule: Schedule) -> int:
    return sum(bool(instance.chair_conflicts[a, b]) for _, a, b in _pairs_of_tracks(schedule))


def _rooms_per_track(_: Instance, schedule: Schedule) -> int:
    used = Counter(track for _, track in {(r, t) for _, r, t in _cells(schedule)})
    return sum(count - 1 for count in used.values())


def _parallel(_: Instance, schedule: Schedule) -> int:
    used = Counter((s, t) for s, _, t in _cells(schedule))
    return sum(count - 1 for count in used.values())


def _consecutive(instance: Instance, schedule: Schedule) -> int:
    """Count tracks with sessions between whose positions do not add up to those of a run."""
    found = 0
    for track in range(len(instance.tracks)):
        at = np.flatnonzero((schedule.tracks == track).any(axis=1))
        found += bool(len(at)) and int(at.sum()) != sum(range(int(at[0]), int(at[-1]) + 1))
    return found


def _held(schedule: Schedule) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return submission, session and room of every slot in use."""
    session, room, _ = np.nonzero(schedule.slots >= 0)
    return schedule.slots[schedule.slots >= 0], session, room


def _time_zones(instance: Instance, schedule: Schedule) -> int:
    held, session, _ = _held(schedule)
    return int(instance.time_zones[held, session].sum())


def _submissions_sessions(instance: Instance, schedule: Schedule) -> int:
    held, session, _ = _held(schedule)
    return int(instance.submissions_sessions[held, session].sum())


def _submissions_rooms(instance: Instance, schedule: Schedule) -> int:
    held, _, room = _held(schedule)
    return int(instance.submissions_rooms[held, room].sum())


def _order(instance: Instance, schedule: Schedule) -> int:
    """Count ordered submissions that are out of place, and pairs of a track at one time."""
    found = 0
    turn: dict[int, list[int]] = {}
    for session, room, track in _cells(schedule):
        for held in schedule.slots[session, room]:
            named = turn.setdefault(track, [])
            if held >= 0 and int(held) not in named:
                named.append(int(held))
    for named in turn.values():
        for place, held in enumerate(named, 1):
            found += int(instance.order[held]) not in {0, place}
    for at_once in _moments(schedule):
        ordered = [held for held in at_once if instance.order[held]]
        found += sum(
            bool(instance.track_of[a] == instance.track_of[b]) for a, b in combinations(ordered, 2)
        )
    return found


def _moments(schedule: Schedule) -> Iterator[list[int]]:
    """Yield the submissions of all rooms at one slot of one session, each once."""
    used = schedule.tracks >= 0
    for session in range(len(schedule.slots)):
        for slot in range(schedule.slots.shape[2]):
            held = schedule.slots[session, used[session], slot]
            yield sorted({int(each) for each in held if each >= 0})


def _in_session(conflicts: Truths, schedule: Schedule) -> int:
    found = 0
    for session in range(len(schedule.slots)):
        room, slot = np.nonzero(schedule.slots[session] >= 0)
        pairs = np.unique(np.stack([schedule.slots[session][room, slot], room], axis=1), axis=0)
        clash = conflicts[pairs[:, 0][:, None], pairs[:, 0][None, :]]
        found += int(np.triu(clash & (pairs[:, 1][:, None] != pairs[:, 1][None, :])).sum())
    return found


def _in_slots(conflicts: Truths, schedule: Schedule) -> int:
    found = 0
    for session in range(len(schedule.slots)):
        for slot in range(schedule.slots.shape[2]):
            held = np.unique(schedule.slots[session, :, slot])
            held = held[held >= 0]
            found += int(np.triu(conflicts[held[:, None], held[None, :]]).sum())
    return found


def _torn(instance: Instance, schedule: Schedule) -> int:
    """Return what submissions of several slots cost that are not whole and in a row."""
    cost = 0
    for held in np.flatnonzero(instance.size > 1):
        session, room, slot = np.nonzero(schedule.slots == held)
        if not len(slot):
            return LOOSE
        parts = Counter(zip(session.tolist(), room.tolist(), strict=True))
        cost += TORN * sum(count != instance.size[held] for count in parts.values())
        at = slot.tolist()  # in the order of sessions and rooms
        cost += LOOSE * (sum(range(at[0], at[-1] + 1)) != sum(at))
    return cost


COUNTERS: dict[str, Callable[[Instance, Schedule], int]] = {
    "tracks_sessions": _tracks_sessions,
    "tracks_rooms": _tracks_rooms,
    "sessions_rooms": _sessions_rooms,
    "similar_tracks": _similar,
    "rooms_per_track": _rooms_per_track,
    "parallel_tracks": _parallel,
    "consecutive_tracks": _consecutive,
    "time_zones": _time_zones,
    "order": _order,
    "submissions_sessions": _submissions_sessions,
    "submissions_rooms": _submissions_rooms,
    "presenters": lambda instance, plan: _in_session(instance.presenter_conflicts, plan),
    "attendees": lambda instance, plan: _in_session(instance.attendee_conflicts, plan),
    "chairs": _chairs,
    "presenters_slots": lambda instance, plan: _in_slots(instance.presenter_conflicts, plan),
    "attendees_slots": lambda instance, plan: _in_slots(instance.attendee_conflicts, plan),
}
