"""A programme after a room, a session or a speaker fell away, near the one that was published."""

from __future__ import annotations

import numpy as np

from citybricks.methods.gatherings.programme.instance import Instance, Ints, Schedule
from citybricks.methods.gatherings.programme.solving import Published, Report, Solved, solve


def standing(instance: Instance, places: Ints) -> Ints:
    """Return which published places still hold: shape (submissions, 3), -1 where none.

    A room of a session holds one track: where submissions of several were published in it, those
    of the track with most slots stay. What does not fit into the session stays nowhere.
    """
    kept = places.copy()
    fits = places[:, 2] + instance.size <= instance.slots[places[:, 0]]
    kept[~fits] = -1
    for session, room in {(int(s), int(r)) for s, r, _ in kept if s >= 0}:
        here = np.flatnonzero((kept[:, 0] == session) & (kept[:, 1] == room))
        slots = np.bincount(instance.track_of[here], instance.size[here])
        kept[here[instance.track_of[here] != int(slots.argmax())]] = -1
    return kept


def replan(
    instance: Instance,
    places: Ints,
    *,
    moved: int = 1_000,
    iterations: int = 200_000,
    seed: int = 0,
    report: Report | None = None,
) -> Solved:
    """Return a programme near a published one.

    Parameters
    ----------
    instance
        What is to be scheduled now; without rooms, sessions and submissions that fell away.
    places
        Where submissions were published, shape (submissions, 3); -1 where their session or room
        is not there any more, or they are new.
    moved
        What it costs that a submission is in another room or session, besides what is unwanted.

    Raises
    ------
    CannotFitError
        When not all submissions get their slots.
    """
    kept = standing(instance, places)
    near = Published(kept, moved)
    found = solve(instance, iterations=iterations, seed=seed, published=near, report=report)
    return Solved(at_old_times(instance, found.schedule, kept), found.cost, found.iterations)


def share_moved(instance: Instance, schedule: Schedule, places: Ints) -> float:
    """Return the share of submissions with a published place that are not in it now, 0 to 1."""
    there = places[:, 0] >= 0
    now = schedule.places(len(instance.submissions))
    return float((now[there] != places[there]).any(axis=1).mean()) if there.any() else 0.0


def at_old_times(instance: Instance, schedule: Schedule, places: Ints) -> Schedule:
    """Return a programme in which those that stay in their room keep their slots too.

    A session of a room is left as it is where the others do not fit into what is left of it.
    """
    now = schedule.places(len(instance.submissions))
    for session, room in np.argwhere(schedule.tracks >= 0):
        here = np.flatnonzero((now[:, 0] == session) & (now[:, 1] == room))
        slots = _slots(instance, here, places, (int(session), int(room)))
        if slots is not None:
            now[here, 2] = slots
    return Schedule.placed(instance, now)


def _slots(instance: Instance, here: Ints, places: Ints, cell: tuple[int, int]) -> list[int] | None:
    """Return first slots of submissions of a cell; None where they do not fit so."""
    free = np.ones(int(instance.slots[cell[0]]), dtype=bool)
    found: dict[int, int] = {}
    stays = [int(who) for who in here if tuple(places[who, :2]) == cell]
    if not stays:
        return None
    others = sorted(set(here.tolist()) - set(stays), key=lambda who: -instance.size[who])
    for who in (*stays, *others):
        size = int(instance.size[who])
        first = int(places[who, 2]) if who in stays else _gap(free, size)
        if first < 0 or not free[first : first + size].all():
            return None
        free[first : first + size] = False
        found[who] = first
    return [found[who] for who in here.tolist()]


def _gap(free: np.ndarray, size: int) -> int:
    """Return the first of so many free slots in a row; -1 where there are not."""
    starts = [at for at in range(len(free) - size + 1) if free[at : at + size].all()]
    return starts[0] if starts else -1
