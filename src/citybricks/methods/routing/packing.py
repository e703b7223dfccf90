"""How little rounds can cost, by packing trips: a linear programme with trips as columns [1]_.

Vehicles of one kind share the trips that they drive: one of them starts each chain of trips from
its depot by tips to its end, pays its fixed cost, and its trips take no more time than its shift.
When in a day something is served does not matter here, what is lost by serving it late does.
Prices of clients, of time and of vehicles that make no trip worth more than it costs add up to a
bound; where a trip is still worth more, the bound is lower by that for each trip there can be.

References
----------
.. [1] Desaulniers G., Desrosiers J., Solomon M. M. (eds.), Column Generation, Springer (2005),
   doi:10.1007/b135457: chapters 1 and 12 on bounds before the last column is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from citybricks.methods.routing.fleets import Fleet, Floats, Relaxed
from citybricks.methods.routing.pricing import best
from citybricks.methods.routing.problem import Ints

ROUNDS = 25
"""Most linear programmes."""
CLOSE = 1e-3
"""Share of the bound below which what is left between it and the programme does not matter."""
PER_FLEET = 6
"""Most columns that each kind of vehicle adds at a time."""
STEPS = 3
"""Prices that are tried after each programme, from its own back to the best known ones."""
INNER = 0.97
"""Share of the best known prices from which that begins: no trip is worth its cost there yet."""
NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Trip:
    """A column: a trip of a kind of vehicle, from one of its starts to one of its ends."""

    fleet: int
    start: int
    end: int
    visits: Floats
    cost: float
    hours: float


@dataclass(frozen=True, slots=True)
class Prices:
    """Of serving each client, of starting and tipping, of time, of each client by each kind.

    Parameters
    ----------
    client
        Shape (n_clients,).
    node
        Of the depot and of each tip, for each kind of vehicle.
    hour
        Of each kind of vehicle, at least 0.
    link
        Shape (n_fleets, n_clients), at least 0.
    """

    client: Floats
    node: tuple[Floats, ...]
    hour: Floats
    link: Floats

    def towards(self, other: Prices, share: float) -> Prices:
        """Return prices between these and others."""
        node = tuple(_mixed(a, b, share) for a, b in zip(self.node, other.node, strict=True))
        return Prices(
            _mixed(self.client, other.client, share),
            node,
            _mixed(self.hour, other.hour, share),
            _mixed(self.link, other.link, share),
        )


def packing(relaxed: Relaxed, rounds: int = ROUNDS) -> float:
    """Return a cost that no plan of the relaxed problem beats."""
    trips = [trip for at in range(len(relaxed.fleets)) for trip in _singles(relaxed, at)]
    nothing = _nothing(relaxed)
    known, below = nothing, 0.0
    for _ in range(rounds):
        value, prices = _programme(relaxed, trips)
        start = nothing.towards(known, INNER)
        for tried, bound, found in _tried(relaxed, start, prices):
            trips += found
            if bound > below:
                known, below = tried, bound
        if value - below <= CLOSE * abs(value):
            break
    return below


def _tried(
    relaxed: Relaxed, start: Prices, prices: Prices
) -> Iterator[tuple[Prices, float, list[Trip]]]:
    """Go back from prices as far as the trips found with them ask; return bounds and trips."""
    share = 1.0
    for _ in range(STEPS):
        tried = start.towards(prices, share)
        bound, found = _bound(relaxed, tried)
        yield tried, bound, found
        least = min((_reach(trip, start, prices, relaxed) for trip in found), default=share)
        if least >= share - NOTHING:
            return
        share = max(least, 0.0)


def _reach(trip: Trip, start: Prices, prices: Prices, relaxed: Relaxed) -> float:
    """Return how far prices may go before a trip is worth more than it costs."""
    fleet = relaxed.fleets[trip.fleet]
    one, other = _reduced(trip, start, fleet), _reduced(trip, prices, fleet)
    return one / (one - other) if other < one else np.inf


def _nothing(relaxed: Relaxed) -> Prices:
    """Return prices of nothing: no trip is worth more than it costs."""
    node = tuple(np.zeros(1 + fleet.tips) for fleet in relaxed.fleets)
    kinds, count = len(node), len(relaxed.price)
    return Prices(np.zeros(count), node, np.zeros(kinds), np.zeros((kinds, count)))


def _mixed(one: Floats, other: Floats, share: float) -> Floats:
    return np.asarray(one + share * (other - one))


def _reduced(trip: Trip, prices: Prices, fleet: Fleet) -> float:
    node = prices.node[trip.fleet]
    value = trip.cost + prices.hour[trip.fleet] * trip.hours
    value -= float((prices.client - prices.link[trip.fleet]) @ trip.visits)
    value += -node[0] if trip.start == 0 else node[trip.start]
    return float(value - (node[1 + trip.end] if trip.end < fleet.tips else 0.0))


def _bound(relaxed: Relaxed, prices: Prices) -> tuple[float, list[Trip]]:
    """Return the bound that prices give, and trips worth more than they cost with them."""
    total, least, found = float(prices.client.sum()), 0.0, []
    for at, fleet in enumerate(relaxed.fleets):
        node, hour = prices.node[at], float(prices.hour[at])
        used = fleet.fixed + node[0] + hour * (fleet.leave_h - fleet.longest_h)
        total += fleet.count * min(0.0, float(used - prices.link[at].sum()))
        if fleet.tips:
            home = fleet.home_cost + node[1:] + hour * fleet.home_h
            total += fleet.count * min(0.0, float(home.min()))
        made = _priced(relaxed, at, prices)
        least = min([least, *(value for value, _ in made)])
        found += [trip for value, trip in made if value < -NOTHING]
    return total + len(prices.client) * least, found


def _priced(relaxed: Relaxed, at: int, prices: Prices) -> list[tuple[float, Trip]]:
    """Return the best trips of a kind of vehicle, and what each costs beyond its worth."""
    fleet, hour = relaxed.fleets[at], float(prices.hour[at])
    gain = (prices.client - prices.link[at])[relaxed.stops.owner]
    node = prices.node[at]
    entry = np.concatenate([[-node[0]], node[1:]])
    leave = np.concatenate([-node[1:], np.zeros(fleet.ends - fleet.tips)])
    first = fleet.first_cost + hour * fleet.first_h - gain + entry[:, None]
    last = fleet.last_cost + hour * fleet.last_h + leave[:, None]
    between = fleet.between_cost + hour * fleet.between_h - gain[None, :]
    made = best(fleet.stops(relaxed.stops), first.min(axis=0), between, last.min(axis=0))
    return [
        (
            one.cost,
            _trip(
                relaxed,
                at,
                (int(first[:, one.stops[0]].argmin()), int(last[:, one.stops[-1]].argmin())),
                one.stops,
            ),
        )
        for one in made[:PER_FLEET]
    ]


def _trip(relaxed: Relaxed, at: int, ends: tuple[int, int], stops: tuple[int, ...]) -> Trip:
    fleet, (start, end), way = relaxed.fleets[at], ends, np.array(stops)
    legs = (way[:-1], way[1:])
    cost = fleet.first_cost[start, way[0]] + fleet.between_cost[legs].sum()
    hours = fleet.first_h[start, way[0]] + fleet.between_h[legs].sum()
    visits = np.bincount(relaxed.stops.owner[way], minlength=len(relaxed.price))
    return Trip(
        at,
        start,
        end,
        visits.astype(np.float64),
        float(cost + fleet.last_cost[end, way[-1]]),
        float(hours + fleet.last_h[end, way[-1]]),
    )


def _singles(relaxed: Relaxed, at: int) -> list[Trip]:
    """Return the cheapest trip to each stop, and those from and to each tip."""
    fleet = relaxed.fleets[at]
    return [
        _trip(relaxed, at, (start, int(fleet.last_cost[:, stop].argmin())), (stop,))
        for stop in range(len(relaxed.stops.owner))
        for start in range(1 + fleet.tips)
        if np.isfinite(fleet.first_cost[start, stop])
    ]


def _programme(relaxed: Relaxed, trips: list[Trip]) -> tuple[float, Prices]:
    """Solve the linear programme of the trips known: its value and its prices."""
    fleets, count = relaxed.fleets, len(relaxed.price)
    nodes = np.cumsum([0, *(1 + fleet.tips for fleet in fleets)])
    rows = count + int(nodes[-1]) + len(fleets) * (1 + count)
    columns = _fixed_columns(relaxed, nodes) + [_column(relaxed, trip, nodes) for trip in trips]
    at = np.repeat(np.arange(len(columns)), [len(each[0]) for each in columns])
    table = csr_array(
        (np.concatenate([c[1] for c in columns]), (np.concatenate([c[0] for c in columns]), at)),
        shape=(rows, len(columns)),
    )
    cost = np.array([each[2] for each in columns])
    most = [(0, each[3]) for each in columns]
    equal = np.zeros(rows, dtype=bool)
    equal[count : count + nodes[-1]] = True
    above, same = table[~equal], table[equal]
    limit = np.concatenate([-np.ones(count), np.zeros(rows - count - nodes[-1])])
    solved = linprog(
        cost, above, limit, same, np.zeros(int(nodes[-1])), bounds=most, method="highs-ds"
    )
    return float(solved.fun), _prices(
        relaxed, -solved.ineqlin.marginals, solved.eqlin.marginals, nodes
    )


def _prices(relaxed: Relaxed, above: Floats, same: Floats, nodes: Ints) -> Prices:
    count, kinds = len(relaxed.price), len(relaxed.fleets)
    above = np.maximum(above, 0.0)
    client = np.minimum(above[:count], relaxed.price)
    parts = tuple(same[nodes[at] : nodes[at + 1]] for at in range(kinds))
    link = above[count + kinds :].reshape(kinds, count)
    return Prices(client, parts, above[count : count + kinds], link)


Column = tuple[Ints, Floats, float, float | None]
"""Rows, values in them, cost, and the most of it."""


def _fixed_columns(relaxed: Relaxed, nodes: Ints) -> list[Column]:
    """Return what is left out, vehicles used, and ways home."""
    count, kinds = len(relaxed.price), len(relaxed.fleets)
    made: list[Column] = [
        (np.array([at]), np.array([-1.0]), float(price), None)
        for at, price in enumerate(relaxed.price)
    ]
    for at, fleet in enumerate(relaxed.fleets):
        hour = count + nodes[-1] + at
        link = count + nodes[-1] + kinds + at * count + np.arange(count)
        places = np.concatenate([[count + nodes[at], hour], link])
        values = np.concatenate([[-1.0, fleet.leave_h - fleet.longest_h], -np.ones(count)])
        made.append((places, values, fleet.fixed, float(fleet.count)))
        for tip in range(fleet.tips):
            places = np.array([count + nodes[at] + 1 + tip, hour])
            made.append(
                (places, np.array([-1.0, fleet.home_h[tip]]), float(fleet.home_cost[tip]), None)
            )
    return made


def _column(relaxed: Relaxed, trip: Trip, nodes: Ints) -> Column:
    count, kinds = len(relaxed.price), len(relaxed.fleets)
    served = np.flatnonzero(trip.visits)
    base = count + nodes[trip.fleet]
    link = count + nodes[-1] + kinds + trip.fleet * count + served
    places = [*served, base + trip.start, count + nodes[-1] + trip.fleet, *link]
    values = [*-trip.visits[served], 1.0 if trip.start == 0 else -1.0, trip.hours]
    values += list(trip.visits[served])
    if trip.end < relaxed.fleets[trip.fleet].tips:
        places.append(base + 1 + trip.end)
        values.append(1.0)
    return np.array(places), np.array(values), trip.cost, None
