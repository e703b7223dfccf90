# ruff: noqa: ANN001, ANN201, ANN202, B007, PLR0913, PLR0917 - numba types itself
# mypy: disable-error-code="no-untyped-def"
"""Moves of a plan of trips over several days, and what they change.

A state gives each container a trip and a place in it; what is left alone is in one last trip that
nobody drives. A day has some trips; between two of them, and before going home, the truck tips
where that is cheapest. Two trips exchange parts [1]_, or a trip is put in another order; what
that changes is found from the ways that are broken and made.

References
----------
.. [1] Taillard E., Badeau P., Gendreau M., Guertin F., Potvin J.-Y., A tabu search heuristic for
   the vehicle routing problem with soft time windows, Transportation Science 31 (1997) 170-186,
   doi:10.1287/trsc.31.2.170 (CROSS exchanges).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NONE = -1
"""Where there is no container."""


class Task(NamedTuple):
    """What is to be planned.

    Parameters
    ----------
    direct, tipping
        Money and seconds from place to place, straight on and over the best tip: shape
        (n + 1, n + 1, 2). The depot is the last place; time at a place is in the way to it.
    litres
        In each container on each day, and nothing when it is left: shape (days + 1, n).
    lost
        Money lost when it is emptied on each day, and when it is left: shape (days + 1, n).
    near
        Nearest containers of each: shape (n, k).
    limits
        Litres of the truck, seconds of a day, what a second more costs.
    """

    direct: Floats
    tipping: Floats
    litres: Floats
    lost: Floats
    near: Ints
    limits: tuple[float, float, float]


class State(NamedTuple):
    """A plan.

    Parameters
    ----------
    plan
        Containers of each trip in order: shape (trips + 1, n).
    size, first, last, load, day
        Of each trip: how many containers, the first and the last one, litres, its day.
    trip, place
        Of each container.
    seconds
        Of each day.
    each
        Trips of a day.
    spare
        Two rows to write on.
    """

    plan: Ints
    size: Ints
    first: Ints
    last: Ints
    load: Floats
    day: Ints
    trip: Ints
    place: Ints
    seconds: Floats
    each: int
    spare: Ints


@njit(cache=True)
def note(task, state, trip):
    """Write down where the containers of a trip are, what they weigh, and its ends."""
    load, size, day = 0.0, state.size[trip], state.day[trip]
    for place in range(size):
        who = state.plan[trip, place]
        state.trip[who] = trip
        state.place[who] = place
        load += task.litres[day, who]
    state.load[trip] = load
    state.first[trip] = state.plan[trip, 0] if size else NONE
    state.last[trip] = state.plan[trip, size - 1] if size else NONE


@njit(cache=True)
def between(task, state, day):
    """Return money and seconds from the depot to the first trip, between trips, and home."""
    home = task.litres.shape[1]
    at, money, seconds = home, 0.0, 0.0
    if day == len(task.litres) - 1:
        return money, seconds
    for trip in range(day * state.each, (day + 1) * state.each):
        onto = state.first[trip]
        if onto != NONE:
            if at == home:
                money += task.direct[at, onto, 0]
                seconds += task.direct[at, onto, 1]
            else:
                money += task.tipping[at, onto, 0]
                seconds += task.tipping[at, onto, 1]
            at = state.last[trip]
    if at != home:
        money += task.tipping[at, home, 0]
        seconds += task.tipping[at, home, 1]
    return money, seconds


@njit(cache=True)
def _way(task, state, trip, one, other):
    """Return money and seconds of a way within a trip; nothing where a side is missing."""
    if NONE in (one, other) or trip == len(state.size) - 1:
        return 0.0, 0.0
    return task.direct[one, other, 0], task.direct[one, other, 1]


@njit(cache=True)
def _at(state, trip, place):
    """Return the container at a place of a trip, `NONE` outside."""
    return state.plan[trip, place] if 0 <= place < state.size[trip] else NONE


@njit(cache=True)
def _joined(task, state, trip, start, stop, other, low, high):
    """Return what replacing a part of a trip by a part of another changes at the joints.

    Returns
    -------
    tuple
        Money, seconds, the new first and the new last container.
    """
    a, b = _at(state, trip, start - 1), _at(state, trip, stop)
    money, seconds = 0.0, 0.0
    if stop > start:
        for one, two in ((a, state.plan[trip, start]), (state.plan[trip, stop - 1], b)):
            way = _way(task, state, trip, one, two)
            money, seconds = money - way[0], seconds - way[1]
    else:
        way = _way(task, state, trip, a, b)
        money, seconds = money - way[0], seconds - way[1]
    head, tail = b, a
    if high > low:
        head, tail = state.plan[other, low], state.plan[other, high - 1]
        for one, two in ((a, head), (tail, b)):
            way = _way(task, state, trip, one, two)
            money, seconds = money + way[0], seconds + way[1]
    else:
        way = _way(task, state, trip, a, b)
        money, seconds = money + way[0], seconds + way[1]
    first = state.plan[trip, 0] if start > 0 else head
    last = state.plan[trip, state.size[trip] - 1] if stop < state.size[trip] else tail
    return money, seconds, first, last


@njit(cache=True)
def _moved(task, state, trip, start, stop, onto):
    """Return what a part of a trip loses more on another's day, its litres here and there.

    Its seconds from container to container change with the day that has them.
    """
    here, there = state.day[trip], state.day[onto]
    lost, before, after, money, seconds = 0.0, 0.0, 0.0, 0.0, 0.0
    for place in range(start, stop):
        who = state.plan[trip, place]
        lost += task.lost[there, who] - task.lost[here, who]
        before += task.litres[here, who]
        after += task.litres[there, who]
        if place + 1 < stop:
            money += task.direct[who, state.plan[trip, place + 1], 0]
            seconds += task.direct[who, state.plan[trip, place + 1], 1]
    return lost, before, after, money, seconds


@njit(cache=True)
def _late(task, seconds):
    """Return what a day costs that is too long."""
    return max(0.0, seconds - task.limits[1]) * task.limits[2]


@njit(cache=True)
def exchange(task, state, one, start, stop, two, low, high, bound):
    """Let two trips exchange parts if that changes less money than a bound; tell the change."""
    left = len(state.size) - 1
    capacity = task.limits[0]
    lost, gone, came, money, seconds = _moved(task, state, one, start, stop, two)
    lost2, gone2, came2, _, seconds2 = _moved(task, state, two, low, high, one)
    load, load2 = state.load[one] - gone + came2, state.load[two] - gone2 + came
    if one != left and load > capacity and load > state.load[one]:
        return 0.0
    if two != left and load2 > capacity and load2 > state.load[two]:
        return 0.0
    at = _joined(task, state, one, start, stop, two, low, high)
    at2 = _joined(task, state, two, low, high, one, start, stop)
    change = lost + lost2 + at[0] + at2[0]
    day, day2 = state.day[one], state.day[two]
    inner, inner2 = at[1], at2[1]
    if one != left:
        inner += seconds2 - seconds
    else:
        change += money
    if two != left:
        inner2 += seconds - seconds2
    else:
        change -= money
    ends = state.first[one], state.last[one], state.first[two], state.last[two]
    fresh = at[2], at[3], at2[2], at2[3]
    if day == day2:
        inner, inner2 = inner + inner2, 0.0
    if fresh != ends:
        money, seconds, seconds2 = _around(task, state, one, two, ends, fresh)
        change, inner, inner2 = change + money, inner + seconds, inner2 + seconds2
    change += _late(task, state.seconds[day] + inner) - _late(task, state.seconds[day])
    change += _late(task, state.seconds[day2] + inner2) - _late(task, state.seconds[day2])
    if change > bound:
        return 0.0
    state.seconds[day] += inner
    state.seconds[day2] += inner2
    _swap(state, one, start, stop, two, low, high)
    note(task, state, one)
    note(task, state, two)
    return change


@njit(cache=True)
def _around(task, state, one, two, ends, fresh):
    """Return what other ends of two trips change between trips: money, seconds of each day."""
    day, day2 = state.day[one], state.day[two]
    was, was2 = between(task, state, day), (0.0, 0.0)
    if day2 != day:
        was2 = between(task, state, day2)
    state.first[one], state.last[one], state.first[two], state.last[two] = fresh
    now, now2 = between(task, state, day), (0.0, 0.0)
    if day2 != day:
        now2 = between(task, state, day2)
    state.first[one], state.last[one], state.first[two], state.last[two] = ends
    return now[0] - was[0] + now2[0] - was2[0], now[1] - was[1], now2[1] - was2[1]


@njit(cache=True)
def _swap(state, one, start, stop, two, low, high):
    """Swap two parts of trips."""
    for row, trip, a, b, other, c, d in (
        (0, one, start, stop, two, low, high),
        (1, two, low, high, one, start, stop),
    ):
        spare, many = state.spare[row], d - c
        for place in range(many):
            spare[place] = state.plan[other, c + place]
        for place in range(b, state.size[trip]):
            spare[many + place - b] = state.plan[trip, place]
    for row, trip, a, b, many in (
        (0, one, start, stop, high - low),
        (1, two, low, high, stop - start),
    ):
        size = state.size[trip] - (b - a) + many
        for place in range(a, size):
            state.plan[trip, place] = state.spare[row, place - a]
        state.size[trip] = size


@njit(cache=True)
def reorder(task, state, trip, start, stop, onto, bound):
    """Turn a part of a trip round, or take it to a place before it; tell the change.

    Parameters
    ----------
    start, stop
        The part.
    onto
        The place to which it goes, not after `start`; `start` itself turns it round.
    """
    spare, size, day = state.spare[0], state.size[trip], state.day[trip]
    low = min(start, onto)
    if onto == start:
        for place in range(start, stop):
            spare[place] = state.plan[trip, stop - 1 - (place - start)]
    else:
        for place in range(start, stop):
            spare[onto + place - start] = state.plan[trip, place]
        for place in range(onto, start):
            spare[place + stop - start] = state.plan[trip, place]
    money, seconds = 0.0, 0.0
    for place in range(max(low, 1), min(stop + 1, size)):
        before = spare[place - 1] if place > low else state.plan[trip, place - 1]
        after = spare[place] if place < stop else state.plan[trip, place]
        old, new = state.plan[trip, place - 1], state.plan[trip, place]
        money += task.direct[before, after, 0] - task.direct[old, new, 0]
        seconds += task.direct[before, after, 1] - task.direct[old, new, 1]
    if low == 0 or stop == size:
        ends, was = (state.first[trip], state.last[trip]), between(task, state, day)
        state.first[trip] = spare[0] if low == 0 else ends[0]
        state.last[trip] = spare[size - 1] if stop == size else ends[1]
        now = between(task, state, day)
        state.first[trip], state.last[trip] = ends
        money, seconds = money + now[0] - was[0], seconds + now[1] - was[1]
    money += _late(task, state.seconds[day] + seconds) - _late(task, state.seconds[day])
    if money > bound:
        return 0.0
    state.seconds[day] += seconds
    for place in range(low, stop):
        state.plan[trip, place] = spare[place]
    note(task, state, trip)
    return money
