"""Whom to ask for another slot: what each would gain, the rest of the plan left as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.gatherings.meetings.problem import Problem


@dataclass(frozen=True, slots=True)
class Gain:
    """A meeting that one more free slot of one participant would make possible."""

    participant: int
    slot: int
    request: int
    weight: int


@dataclass(frozen=True, slots=True)
class Opening:
    """What a participant would gain.

    Parameters
    ----------
    best
        The meeting that counts most.
    meetings
        How many would be gained at least if every slot were opened.
    """

    best: Gain
    meetings: int


def openings(problem: Problem, slot_of: NDArray[np.int32]) -> list[Opening]:
    """Return what participants would gain by opening slots; who gains most is first."""
    found: dict[int, list[Gain]] = {}
    for gain in gains(problem, slot_of):
        found.setdefault(gain.participant, []).append(gain)
    left = problem.cap - _meetings(problem, slot_of)
    opened = []
    for each in found.values():
        each.sort(key=lambda gain: (-gain.weight, gain.slot, gain.request))
        opened.append(Opening(each[0], _together(problem, each, left)))
    return sorted(opened, key=lambda one: (-one.best.weight, -one.meetings, one.best.participant))


def gains(problem: Problem, slot_of: NDArray[np.int32]) -> Iterator[Gain]:
    """Yield every refused meeting that would fit if one of its people had one more slot free."""
    held = np.flatnonzero(slot_of >= 0)
    refused = np.flatnonzero((slot_of < 0) & problem.allowed)
    away, busy = _unfree(problem, refused), _busy(problem, slot_of, held)
    nobody = np.zeros((1, problem.slots), dtype=bool)
    meets = np.vstack([busy, nobody])[problem.people[refused]].any(axis=1)
    left = np.append(problem.cap - _meetings(problem, slot_of), 1)
    room: NDArray[np.bool_] = np.asarray((left[problem.people[refused]] > 0).all(axis=1))
    alone: NDArray[np.bool_] = np.asarray(away.sum(axis=1) == 1)
    fits = alone & ~meets & room[:, None] & _supplied(problem, slot_of, refused)
    for at, slot in np.argwhere(fits).tolist():
        request = int(refused[at])
        who = int(problem.people[request, int(np.argmax(away[at, :, slot]))])
        yield Gain(who, slot, request, int(problem.weight[request]))


def _unfree(problem: Problem, refused: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Return (refused, 4, slots): whose slot is closed."""
    closed = np.vstack([~problem.free, np.zeros((1, problem.slots), dtype=bool)])
    found: NDArray[np.bool_] = closed[problem.people[refused]]
    return found


def _busy(
    problem: Problem, slot_of: NDArray[np.int32], held: NDArray[np.intp]
) -> NDArray[np.bool_]:
    busy = np.zeros((problem.participants, problem.slots), dtype=bool)
    for place in range(problem.people.shape[1]):
        who = problem.people[held, place]
        busy[who[who >= 0], slot_of[held][who >= 0]] = True
    return busy


def _meetings(problem: Problem, slot_of: NDArray[np.int32]) -> NDArray[np.int64]:
    rows = problem.people[slot_of >= 0]
    counts: NDArray[np.int64] = np.bincount(rows[rows >= 0], minlength=problem.participants)
    return counts


def _supplied(
    problem: Problem, slot_of: NDArray[np.int32], refused: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Return (refused, slots): where there is a table and an interpreter left."""
    held = np.flatnonzero(slot_of >= 0)
    taken = np.bincount(slot_of[held][problem.seated[held]], minlength=problem.slots)
    tables = ~problem.seated[refused, None] | (problem.tables > taken)
    asks = held[problem.interpreter[held] >= 0]
    spare = problem.interpreters.copy()
    np.subtract.at(spare, (problem.interpreter[asks], slot_of[asks]), 1)
    everywhere = np.ones((1, problem.slots), dtype=np.int64)
    talk = np.vstack([spare, everywhere])[problem.interpreter[refused]] > 0
    return np.asarray(tables & talk)


def _together(problem: Problem, each: list[Gain], left: NDArray[np.int64]) -> int:
    """Count meetings that fit beside each other, the one that counts most first."""
    room, slots, requests = left.copy(), set[int](), set[int]()
    for gain in each:
        who = problem.people[gain.request]
        who = who[who >= 0]
        if gain.slot in slots or gain.request in requests or (room[who] <= 0).any():
            continue
        room[who] -= 1
        slots.add(gain.slot)
        requests.add(gain.request)
    return len(requests)
