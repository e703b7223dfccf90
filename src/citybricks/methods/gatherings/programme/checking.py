"""What a programme must never break; knows no solver and no costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from citybricks.methods.gatherings.programme.instance import Instance, Schedule

Code = Literal["missing", "torn", "track", "beyond"]


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a submission breaks: what there is, and what is allowed."""

    code: Code
    submission: int
    value: int
    limit: int


def check(instance: Instance, schedule: Schedule) -> tuple[Broken, ...]:
    """Return every rule that is broken.

    Each submission has all its slots, in a row, in one room of one session, within the session,
    and only where the room holds its track.
    """
    found = []
    for who, size in enumerate(instance.size.tolist()):
        session, room, slot = np.nonzero(schedule.slots == who)
        if len(slot) != size:
            found.append(Broken("missing", who, len(slot), size))
        first = slot - np.arange(len(slot))
        rows = set(zip(session.tolist(), room.tolist(), first.tolist(), strict=True))
        if len(rows) > 1:
            found.append(Broken("torn", who, len(rows), 1))
        wrong = schedule.tracks[session, room] != instance.track_of[who]
        if wrong.any():
            found.append(Broken("track", who, int(wrong.sum()), 0))
        late = slot >= instance.slots[session]
        if late.any():
            found.append(Broken("beyond", who, int(late.sum()), 0))
    return tuple(found)
