# ruff: noqa: ANN001, ANN201, ANN202, NPY002, PLR2004 - numba types itself
# mypy: disable-error-code="no-untyped-def"
"""Rounds of one truck over several days by annealing [1]_: fast enough for a year of mornings.

References
----------
.. [1] Kirkpatrick S., Gelatt C. D., Vecchi M. P., Optimization by simulated annealing, Science 220
   (1983) 671-680, doi:10.1126/science.220.4598.671.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from citybricks.methods.waste.policies.moving import between, exchange, note, reorder

COOLED = 0.01
"""Share of the temperature that is left in the end."""


@njit(cache=True)
def driven(sequence, breaks, metres, seconds, cost, litres, capacity, tips):
    """Return metres and seconds of a day.

    Parameters
    ----------
    sequence
        Containers in order.
    breaks
        Whether the truck tips after each of them; it does too where the next does not fit.
    metres, seconds, cost
        From place to place; the depot is the place after the last container. Time at a container
        or a tip is in the way that leads to it.
    litres
        In each container.
    capacity
        Litres of the truck.
    tips
        Places of tips.
    """
    depot = len(metres) - len(tips) - 1
    at, load, way, time = depot, 0.0, 0.0, 0.0
    many = len(sequence)
    for place in range(many + (many > 0)):
        home = place == many
        onto = depot if home else sequence[place]
        full = not home and load + litres[onto] > capacity
        if load > 0.0 and (home or full or breaks[place - 1]):
            best = tips[0]
            for tip in tips:
                if cost[at, tip] + cost[tip, onto] < cost[at, best] + cost[best, onto]:
                    best = tip
            way += metres[at, best]
            time += seconds[at, best]
            at, load = best, 0.0
        way += metres[at, onto]
        time += seconds[at, onto]
        load += 0.0 if home else litres[onto]
        at = onto
    return way, time


@njit(cache=True)
def anneal(task, state, moves, hot, seed):
    """Improve a plan in place.

    Parameters
    ----------
    task, state
        See `citybricks.methods.waste.policies.moving`.
    moves
        How many are tried.
    hot
        Temperature at the start, in money; it falls to a hundredth.
    """
    np.random.seed(seed)
    for trip in range(len(state.size)):
        note(task, state, trip)
    for day in range(len(state.seconds)):
        state.seconds[day] = _lasting(task, state, day)
    heat, cooling = hot, COOLED ** (1.0 / max(moves, 1))
    count, horizon = len(state.trip), len(task.litres) - 1
    for _ in range(moves):
        heat *= cooling
        who = np.random.randint(count)
        bound = -heat * np.log(1.0 - np.random.random())
        draw = np.random.random()
        if draw < 0.86:
            _beside(task, state, who, bound)
        elif draw < 0.97:
            _away(task, state, who, np.random.randint(horizon + 1), bound)
        else:
            _tail(task, state, who, np.random.randint(horizon), bound)


@njit(cache=True)
def _lasting(task, state, day):
    """Return the seconds of a day."""
    seconds = between(task, state, day)[1]
    for trip in range(len(state.size) - 1):
        if state.day[trip] == day:
            for place in range(state.size[trip] - 1):
                seconds += task.direct[state.plan[trip, place], state.plan[trip, place + 1], 1]
    return seconds


@njit(cache=True)
def _length(state, trip, place):
    """Draw how many containers go together."""
    many = 1
    if trip < len(state.size) - 1 and np.random.random() < 0.4:
        many = 2 + np.random.randint(3)
    return min(many, state.size[trip] - place)


@njit(cache=True)
def _beside(task, state, who, bound):
    """Take a container, and some that follow it, to one of its neighbours."""
    beside = task.near[who, np.random.randint(task.near.shape[1])]
    one, two = state.trip[who], state.trip[beside]
    place, onto = state.place[who], state.place[beside]
    left, draw = len(state.size) - 1, np.random.random()
    if two == left:
        return 0.0
    if one == two:
        return _within(task, state, one, place, onto, draw, bound)
    if one == left or draw < 0.6:
        spot = onto + (1 if np.random.random() < 0.5 else 0)
        stop = place + _length(state, one, place)
        return exchange(task, state, one, place, stop, two, spot, spot, bound)
    if draw < 0.7:
        return exchange(
            task, state, one, place + 1, state.size[one], two, onto, state.size[two], bound
        )
    other = min(onto + 1, state.size[two] - 1)
    return exchange(task, state, one, place, place + 1, two, other, other + 1, bound)


@njit(cache=True)
def _within(task, state, trip, place, onto, draw, bound):
    """Turn a part of a trip round, or take a few containers beside another."""
    low, high = min(place, onto), max(place, onto)
    if draw < 0.5:
        start, stop = low + (1 if np.random.random() < 0.5 else 0), high + 1
        return reorder(task, state, trip, start, stop, start, bound)
    if draw < 0.75:
        stop = high + _length(state, trip, high)
        return reorder(task, state, trip, high, stop, low + (1 if high > low + 1 else 0), bound)
    return reorder(task, state, trip, low + 1, high + 1, low, bound)


@njit(cache=True)
def _away(task, state, who, day, bound):
    """Leave a container alone, or take it to the best place of a trip of a day."""
    one, place, left = state.trip[who], state.place[who], len(state.size) - 1
    stop = place + _length(state, one, place)
    if day == len(task.litres) - 1:
        if one == left:
            return 0.0
        spot = state.size[left]
        return exchange(task, state, one, place, stop, left, spot, spot, bound)
    two = day * state.each + np.random.randint(state.each)
    if two == one:
        return 0.0
    best, least = 0, np.inf
    first, last = who, state.plan[one, stop - 1]
    for spot in range(1, state.size[two]):
        before, after = state.plan[two, spot - 1], state.plan[two, spot]
        more = (
            task.direct[before, first, 0]
            + task.direct[last, after, 0]
            - task.direct[before, after, 0]
        )
        if more < least:
            best, least = spot, more
    return exchange(task, state, one, place, stop, two, best, best, bound)


@njit(cache=True)
def _tail(task, state, who, day, bound):
    """Take the rest of a trip, or all of it, to a trip of a day that is still empty."""
    one, left = state.trip[who], len(state.size) - 1
    if one == left:
        return 0.0
    start = state.place[who] if np.random.random() < 0.5 else 0
    for two in range(day * state.each, (day + 1) * state.each):
        if state.size[two] == 0:
            return exchange(task, state, one, start, state.size[one], two, 0, 0, bound)
    return 0.0
