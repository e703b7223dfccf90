"""Rounds without times of day: kinds of vehicles, what they may serve, and loads in levels.

Ways are the least of all, by whatever is passed: what leaves a client out, or a trip that brings
nothing, then costs no more than with it. Loads are rounded down, so that what fits still fits.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.routing.pricing import MASKS, Stops, memory
from citybricks.methods.routing.problem import NEVER, Client, Ints, Problem, Vehicle, Window

Floats = NDArray[np.float64]

WORK = 9_000_000
"""Most steps to extend trips; levels of load are fewer where there are many stops."""
LEVELS = (20, 120)
"""Least and most levels of load."""
HOUR = 3_600.0
"""Seconds in the unit of time."""
FAR = 1e7
"""Metres, or seconds, of a way that does not exist."""
MUCH = 4.0
"""What leaving out what is required costs, in vehicles with a trip for nothing else."""


@dataclass(frozen=True, slots=True)
class Fleet:
    """Vehicles of one kind: times in hours, costs in the unit of `Relaxed`.

    Parameters
    ----------
    count
        How many there are.
    fixed
        Cost of using one, its service at the depot included.
    leave_h, longest_h
        That service, and the most time of a vehicle.
    tips
        Tips: starts 1 to `tips` and ends 0 to `tips` - 1.
    ends
        How many places trips may end at: the tips, and home where it may come home with a load.
    load
        Of each stop, in levels.
    first_cost, first_h
        From each start to each stop, with the stop: shape (1 + tips, n_stops).
    between_cost, between_h
        From each stop to each, with the latter.
    last_cost, last_h
        From each stop to each end, with tipping: shape (ends, n_stops).
    home_cost, home_h
        From each tip home.
    """

    count: int
    fixed: float
    leave_h: float
    longest_h: float
    tips: int
    ends: int
    load: Ints
    levels: int
    first_cost: Floats
    first_h: Floats
    between_cost: Floats
    between_h: Floats
    last_cost: Floats
    last_h: Floats
    home_cost: Floats
    home_h: Floats

    def stops(self, stops: Stops) -> Stops:
        """Return the stops with what they load for this kind."""
        return replace(stops, load=self.load, levels=self.levels)


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A problem without times of day.

    Parameters
    ----------
    price
        Cost of leaving out each client that is not too light to count.
    stops
        Ways to serve them.
    unit
        Of cost, in units of the problem.
    """

    fleets: tuple[Fleet, ...]
    price: Floats
    stops: Stops
    unit: float


@dataclass(frozen=True, slots=True)
class _Ways:
    """Least metres and seconds between places, and the ways of each client that is kept."""

    metres: Floats
    seconds: Floats
    clients: tuple[Client, ...]
    owner: Ints
    enter: Ints
    leave: Ints
    inside_m: Floats
    inside_s: Floats


def relax(problem: Problem) -> Relaxed | None:
    """Return a problem without times of day; none where no client's load counts."""
    kinds = _kinds(problem)
    stops = sum(len(client.ways) for client in problem.clients)
    levels = int(np.clip(WORK // max(1, stops**2 * MASKS), *LEVELS))
    found = np.array([_levels(problem, vehicle, levels) for vehicle in kinds])
    kept = np.flatnonzero((found != 0).all(axis=0) & (found > 0).any(axis=0))
    if not len(kept):
        return None
    ways = _ways(problem, kept)
    unit = float(max(1, *(abs(client.prize) for client in ways.clients), *_fixed(problem)))
    fleets = tuple(
        _fleet(problem, (vehicle, count), ways, (load[kept], levels), unit)
        for (vehicle, count), load in zip(kinds.items(), found, strict=True)
    )
    reached = [fleet.first_cost + fleet.last_cost.max(axis=0) for fleet in fleets]
    single = max(float(np.max(each[np.isfinite(each)], initial=1.0)) for each in reached)
    much = MUCH * (single + max(fleet.fixed for fleet in fleets))
    price = [much if each.required else each.prize / unit for each in ways.clients]
    load = np.ones(len(ways.owner), dtype=np.int64)
    made = Stops(ways.owner, load, levels, memory(_apart(ways)))
    return Relaxed(fleets, np.array(price), made, unit)


def _fixed(problem: Problem) -> list[int]:
    return [vehicle.fixed for vehicle in problem.vehicles]


def _kinds(problem: Problem) -> dict[Vehicle, int]:
    """Return vehicles that differ in more than their name, and how many there are of each."""
    kinds: dict[Vehicle, int] = {}
    for vehicle in problem.vehicles:
        same = replace(vehicle, id="", count=1)
        kinds[same] = kinds.get(same, 0) + vehicle.count
    return kinds


def _levels(problem: Problem, vehicle: Vehicle, levels: int) -> Ints:
    """Return the load of each client in levels of the tightest capacity; -1 where none may be.

    Where no capacity counts for all that a vehicle may serve, all of them count together.
    """
    room = np.array(vehicle.capacity, dtype=np.int64)
    loads = np.array([client.load for client in problem.clients], dtype=np.int64)
    may = np.array([_may(client, vehicle) for client in problem.clients], dtype=bool)
    if not len(room) or loads.shape[1] != len(room):
        return np.where(may, 0, -1)
    share = loads[:, room > 0] / room[room > 0]
    fits = may & (loads <= room).all(axis=1)
    if not fits.any():
        return np.full(len(may), -1)
    choices = np.column_stack([share, share.mean(axis=1)])
    scaled = np.floor(choices * levels + 1e-9).astype(np.int64)
    worst = scaled[fits].sum(axis=0) - NEVER * (scaled[fits] == 0).sum(axis=0)
    return np.where(fits, scaled[:, int(worst.argmax())], -1)


def _may(client: Client, vehicle: Vehicle) -> bool:
    return any(_during(window, client, vehicle) for window in client.windows)


def _during(window: Window, client: Client, vehicle: Vehicle) -> bool:
    early, late = vehicle.shift
    return window[0] <= late - client.service_s and window[1] >= early


def _late(client: Client, vehicle: Vehicle) -> float:
    """Return what is lost at least when a vehicle of a kind serves a client."""
    if not _may(client, vehicle):
        return np.inf
    if not client.late:
        return 0.0
    both = zip(client.windows, client.late, strict=True)
    return float(min(late for window, late in both if _during(window, client, vehicle)))


def _ways(problem: Problem, kept: Ints) -> _Ways:
    clients = tuple(problem.clients[at] for at in kept)
    made = [(at, way) for at, client in enumerate(clients) for way in client.ways]
    owner = np.array([at for at, _ in made])
    service = np.array([client.service_s for client in clients], dtype=np.float64)
    out = set(range(len(problem.clients))) - set(kept.tolist())
    passed = [
        (way, problem.clients[at].service_s) for at in out for way in problem.clients[at].ways
    ]
    return _Ways(
        _least(problem.metres, [(way.enter, way.leave, way.metres) for way, _ in passed]),
        _least(
            problem.seconds,
            [(way.enter, way.leave, way.seconds + more) for way, more in passed],
        ),
        clients,
        owner,
        np.array([way.enter for _, way in made]),
        np.array([way.leave for _, way in made]),
        np.array([way.metres for _, way in made], dtype=np.float64),
        np.array([way.seconds for _, way in made]) + service[owner],
    )


def _least(matrix: Ints, passed: list[tuple[int, int, int]]) -> Floats:
    """Return the least ways between places over any others and through clients left out."""
    least = np.where(matrix >= NEVER, np.inf, matrix.astype(np.float64))
    np.fill_diagonal(least, 0.0)
    for enter, leave, inside in passed:
        least[enter, leave] = min(least[enter, leave], inside)
    for over in range(len(least)):
        np.minimum(least, least[:, over, None] + least[None, over, :], out=least)
    return least


def _apart(ways: _Ways) -> Floats:
    """Return how far clients are from each other, one way or the other."""
    count = len(ways.clients)
    between = ways.seconds[np.ix_(ways.leave, ways.enter)]
    between += ways.metres[np.ix_(ways.leave, ways.enter)]
    apart = np.full((count, count), np.inf)
    np.minimum.at(apart, (ways.owner[:, None], ways.owner[None, :]), between)
    return np.asarray(np.minimum(apart, apart.T))


def _fleet(
    problem: Problem,
    kind: tuple[Vehicle, int],
    ways: _Ways,
    load: tuple[Ints, int],
    unit: float,
) -> Fleet:
    vehicle, count = kind
    depot, home = problem.sites[vehicle.start], problem.sites[vehicle.end]
    tips = [problem.sites[at] for at in vehicle.reloads]
    starts = np.array([depot.place, *(site.place for site in tips)])
    ends = starts[1:] if vehicle.ends_empty else np.append(starts[1:], home.place)
    wait = np.array([site.service_s for site in tips] + [0] * (len(ends) - len(tips)), dtype=float)
    late = np.array([_late(client, vehicle) for client in ways.clients])[ways.owner]
    late = np.where(load[0][ways.owner] > 0, late, np.inf)
    first, between, last, back = (
        _drives(ways, (leave, enter), inside)
        for leave, enter, inside in (
            (starts, ways.enter, (ways.inside_m, ways.inside_s)),
            (ways.leave, ways.enter, (ways.inside_m, ways.inside_s)),
            (ways.leave, ends, (0.0, wait)),
            (starts[1:], np.array([home.place]), (0.0, 0.0)),
        )
    )

    def cost(drive: tuple[Floats, Floats]) -> Floats:
        return np.asarray((drive[0] * vehicle.per_m + drive[1] * vehicle.per_s) / unit)

    longest = min(vehicle.shift[1] - vehicle.shift[0], vehicle.longest_s)
    return Fleet(
        count,
        (vehicle.fixed + depot.service_s * vehicle.per_s) / unit,
        depot.service_s / HOUR,
        longest / HOUR,
        len(tips),
        len(ends),
        np.maximum(load[0], 1)[ways.owner],
        load[1],
        cost(first) + late / unit,
        first[1] / HOUR,
        cost(between) + late / unit,
        between[1] / HOUR,
        cost(last).T,
        last[1].T / HOUR,
        cost(back)[:, 0],
        back[1][:, 0] / HOUR,
    )


def _drives(
    ways: _Ways, places: tuple[Ints, Ints], inside: tuple[Floats | float, Floats | float]
) -> tuple[Floats, Floats]:
    """Return metres and seconds from places to places, with what is inside of the latter."""
    at = np.ix_(*places)
    metres = np.where(np.isinf(ways.metres[at]), FAR, ways.metres[at]) + inside[0]
    seconds = np.where(np.isinf(ways.seconds[at]), FAR, ways.seconds[at]) + inside[1]
    return metres, seconds
