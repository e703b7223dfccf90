"""Small forums made up by a seed."""

from __future__ import annotations

import numpy as np

from citybricks.methods.gatherings.programme.instance import TERMS, Instance, Schedule, Weights


def forum(
    seed: int,
    *,
    talks: int = 12,
    tracks: int = 3,
    sessions: int = 4,
    rooms: int = 3,
    **weights: int,
) -> Instance:
    """Make up a forum in which everything that is unwanted happens at times."""
    rng = np.random.default_rng(seed)
    people = [f"P{n}" for n in range(talks // 2 + 2)]

    def some(most: int) -> frozenset[str]:
        return frozenset(rng.choice(people, rng.integers(0, most + 1), replace=False).tolist())

    def penalties(*shape: int) -> np.ndarray:
        return rng.integers(0, 4, shape) * (rng.random(shape) < 0.4)

    track_of = np.concatenate([np.arange(tracks), rng.integers(0, tracks, talks - tracks)])
    similar = np.triu(penalties(tracks, tracks), 1)
    given = {term: int(rng.integers(1, 5)) for term in TERMS} | weights
    return Instance(
        submissions=tuple(f"T{n}" for n in range(talks)),
        tracks=tuple("ABCDEFGH"[:tracks]),
        sessions=tuple(f"S{n}" for n in range(sessions)),
        rooms=tuple(f"R{n}" for n in range(rooms)),
        track_of=track_of,
        size=rng.integers(1, 3, talks),
        order=rng.integers(0, 3, talks) * (rng.random(talks) < 0.4),
        slots=rng.integers(2, 5, sessions),
        tracks_sessions=penalties(tracks, sessions),
        tracks_rooms=penalties(tracks, rooms),
        sessions_rooms=penalties(sessions, rooms),
        similar=similar + similar.T,
        submissions_sessions=penalties(talks, sessions),
        submissions_rooms=penalties(talks, rooms),
        time_zones=penalties(talks, sessions),
        presenters=tuple(some(2) for _ in range(talks)),
        attendees=tuple(some(2) for _ in range(talks)),
        chairs=tuple(some(1) for _ in range(tracks)),
        weights=Weights(**given),
    )


def scattered(instance: Instance, seed: int) -> Schedule:
    """Put submissions anywhere among their track, one after the other, as far as they fit."""
    rng = np.random.default_rng(seed)
    _, _, sessions, rooms = instance.shape
    places = np.full((len(instance.submissions), 3), -1)
    holds = np.full((sessions, rooms), -1)
    used = np.zeros((sessions, rooms), dtype=int)
    for who in rng.permutation(len(instance.submissions)):
        track, size = instance.track_of[who], instance.size[who]
        for cell in rng.permutation(sessions * rooms):
            session, room = divmod(int(cell), rooms)
            free = instance.slots[session] - used[session, room] >= size
            if free and holds[session, room] in {-1, track}:
                places[who] = session, room, used[session, room]
                holds[session, room] = track
                used[session, room] += size
                break
    return Schedule.placed(instance, places)
