# ruff: noqa: NPY002, ANN001, ANN201, PLR2004 - numba knows no Generator as a seed, types by itself
"""Rounds of one truck over several days by annealing [1]_: fast enough for a year of mornings.

A state gives each container a day and a place in that day's sequence, or leaves it alone. A day's
cost is found by driving its sequence: where the next container does not fit, and before going
home, the truck tips where that is cheapest.

References
----------
.. [1] Kirkpatrick S., Gelatt C. D., Vecchi M. P., Optimization by simulated annealing, Science 220
   (1983) 671-680, doi:10.1126/science.220.4598.671.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEFT = -1
"""The day of a container that is left alone."""


@njit(cache=True)
def driven(  # type: ignore[no-untyped-def]  # noqa: PLR0913, PLR0917
    sequence, size, cost, metres, seconds, litres, capacity, tips, limit_s
):
    """Return what a day costs in money, and its metres and seconds.

    Parameters
    ----------
    sequence, size
        Containers in order, and how many of them count.
    cost, metres, seconds
        From place to place; the depot is the place after the last container. Time at a container
        or a tip is in the way that leads to it.
    litres
        In each container on that day.
    capacity
        Litres of the truck.
    tips
        Places of tips.
    limit_s
        Longest day; a second more costs as much as a kilometre does.
    """
    if size == 0:
        return 0.0, 0.0, 0.0
    depot = len(litres)
    at, load = depot, 0.0
    money, way, time = 0.0, 0.0, 0.0
    for place in range(size + 1):
        onto = sequence[place] if place < size else depot
        more = litres[onto] if place < size else capacity + 1.0
        if load + more > capacity and load > 0.0:
            best = tips[0]
            for tip in tips:
                if cost[at, tip] + cost[tip, onto] < cost[at, best] + cost[best, onto]:
                    best = tip
            money += cost[at, best]
            way += metres[at, best]
            time += seconds[at, best]
            at, load = best, 0.0
        money += cost[at, onto]
        way += metres[at, onto]
        time += seconds[at, onto]
        load += more
        at = onto
    if time > limit_s:
        money += (time - limit_s) * 0.1
    return money, way, time


@njit(cache=True)
def anneal(  # type: ignore[no-untyped-def]  # noqa: C901, PLR0912, PLR0913, PLR0915, PLR0917
    days,
    cost,
    metres,
    seconds,
    litres,
    lost,
    near,
    tips,
    capacity,
    limit_s,
    least,
    moves,
    hot,
    seed,
):
    """Improve a plan; return the day of each container and the sequences.

    Parameters
    ----------
    days
        Of each container at the start: shape (n,), `LEFT` for none.
    litres
        In each on each day: shape (n_days, n).
    lost
        When it is emptied on each day, and in the last column when it is left: (n, n_days + 1).
    near
        Nearest containers of each: shape (n, k).
    least
        What a visit costs at least; what is worth less is left alone.
    moves
        How many are tried.
    hot
        Temperature at the start, in money; it falls to a hundredth.
    """
    np.random.seed(seed)
    count, horizon = len(days), len(litres)
    day_of = days.copy()
    plan = np.zeros((horizon, count), np.int64)
    size = np.zeros(horizon, np.int64)
    for each in range(count):
        day = day_of[each]
        if day >= 0:
            plan[day, size[day]] = each
            size[day] += 1
    value = np.zeros(horizon)
    for day in range(horizon):
        value[day] = driven(
            plan[day], size[day], cost, metres, seconds, litres[day], capacity, tips, limit_s
        )[0]
    one, other = np.zeros(count + 1, np.int64), np.zeros(count + 1, np.int64)
    best_plan, best_size = plan.copy(), size.copy()
    total = value.sum()
    pool = np.zeros(count, np.int64)
    many = 0
    for each in range(count):
        total += lost[each, day_of[each]]
        if day_of[each] >= 0 or lost[each, :horizon].min() < lost[each, horizon] - least:
            pool[many] = each
            many += 1
    best = total
    if many == 0:
        return plan, size, best
    pool = pool[:many].copy()
    for step in range(moves):
        heat = hot * 0.01 ** (step / moves)
        who = pool[np.random.randint(len(pool))]
        day = day_of[who]
        beside = near[who, np.random.randint(near.shape[1])]
        onto = day_of[beside]
        draw = np.random.random()
        if day >= 0 and draw < 0.35:
            # turn round what lies between two containers of a day, or move a few of them
            length = size[day]
            a = np.argmax(plan[day, :length] == who)
            b = np.argmax(plan[day, :length] == beside) if onto == day else -1
            if b < 0 or a == b:
                b = np.random.randint(length)
            low, high = min(a, b), max(a, b)
            one[:length] = plan[day, :length]
            one[low : high + 1] = plan[day, low : high + 1][::-1]
            found = driven(
                one, length, cost, metres, seconds, litres[day], capacity, tips, limit_s
            )[0]
            change = found - value[day]
            if change <= 0 or np.random.random() < np.exp(-change / heat):
                plan[day, :length] = one[:length]
                value[day] = found
                total += change
        else:
            # take a few containers that follow each other to a neighbour's day, or leave one
            if draw > 0.9 or (onto < 0 and day >= 0):
                onto = LEFT if np.random.random() < 0.5 else np.random.randint(horizon)
            if onto < 0 and day < 0:
                continue
            many, first = 1, np.int64(0)
            if day >= 0:
                length = size[day]
                first = np.argmax(plan[day, :length] == who)
                if onto >= 0 and np.random.random() < 0.4:
                    many = min(np.random.randint(2, 5), length - first)
                one[:first] = plan[day, :first]
                one[first : length - many] = plan[day, first + many : length]
            change = 0.0
            for k in range(many):
                each = plan[day, first + k] if day >= 0 else who
                change += lost[each, onto] - lost[each, day]
            left = 0.0
            if onto == day:
                source, room = one, size[day] - many
            else:
                source = plan[onto] if onto >= 0 else one
                room = size[onto] if onto >= 0 else 0
                if day >= 0:
                    left = driven(
                        one, size[day] - many, cost, metres, seconds, litres[day], capacity,
                        tips, limit_s,
                    )[0]  # fmt: skip
                    change += left - value[day]
            came = 0.0
            if onto >= 0:
                spot = room
                for k in range(room):
                    if source[k] == beside:
                        spot = k + np.random.randint(2)
                        break
                if spot == room and room > 0 and day_of[beside] != onto:
                    spot = np.random.randint(room + 1)
                for k in range(spot):
                    other[k] = source[k]
                for k in range(many):
                    other[spot + k] = plan[day, first + k] if day >= 0 else who
                for k in range(spot, room):
                    other[many + k] = source[k]
                came = driven(
                    other, room + many, cost, metres, seconds, litres[onto], capacity, tips,
                    limit_s,
                )[0]  # fmt: skip
                change += came - value[onto]
            if change <= 0 or np.random.random() < np.exp(-change / heat):
                for k in range(many):
                    each = plan[day, first + k] if day >= 0 else who
                    day_of[each] = onto
                if day >= 0 and day != onto:
                    size[day] -= many
                    plan[day, : size[day]] = one[: size[day]]
                    value[day] = left
                if onto >= 0:
                    size[onto] = room + many
                    plan[onto, : size[onto]] = other[: size[onto]]
                    value[onto] = came
                total += change
        if total < best - 1e-9:
            best = total
            best_plan[:] = plan
            best_size[:] = size
    return best_plan, best_size, best
