"""What rounds are planned for: clients, sites, vehicles and the ways between them, in whole units.

Places are rows of two matrices, metres and seconds, which need not be symmetric. Times are seconds
from the start of the plan, loads whole units of each dimension (kilograms, litres), and costs whole
units of the caller's choice: `per_m`, `per_s`, `fixed` and `prize` share them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Window = tuple[int, int]
"""Earliest and latest start of a service. [s]"""

NEVER = 10**9
"""More than any time of a plan in seconds, any way in metres, any load."""
ALWAYS: Window = (0, NEVER)


@dataclass(frozen=True, slots=True)
class Way:
    """A way to serve a client: where a vehicle comes to it and where it goes on from.

    Parameters
    ----------
    enter, leave
        Places; they differ for a street that is served while it is driven along.
    metres
        Driven from one to the other.
    seconds
        Taken from one to the other on top of the service.
    """

    enter: int
    leave: int
    metres: int = 0
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Client:
    """What is served once, in one of its ways and one of its windows, or left out.

    Parameters
    ----------
    id
        Its name in violations.
    ways
        One for a place; two for a street that may be served in both directions.
    load
        Taken on, in each dimension.
    service_s
        Time it takes.
    windows
        When service may start; any of them.
    ready_s
        The vehicle's trip may not leave earlier (goods that have to be brought along).
    prize
        Lost when it is left out; of no meaning when it is required.
    late
        Lost when it is served in each of the windows, at most the prize; nothing when empty.
    required
        Whether it must be served.
    """

    id: str
    ways: tuple[Way, ...]
    load: tuple[int, ...] = ()
    service_s: int = 0
    windows: tuple[Window, ...] = (ALWAYS,)
    ready_s: int = 0
    prize: int = 0
    late: tuple[int, ...] = ()
    required: bool = True

    def lost(self, start_s: int) -> int:
        """Return what is lost when it is served then, in the best window that is open."""
        if not self.late:
            return 0
        both = zip(self.windows, self.late, strict=True)
        return min((late for (a, b), late in both if a <= start_s <= b), default=max(self.late))


@dataclass(frozen=True, slots=True)
class Site:
    """A depot, or a place where vehicles tip (or load) and resume.

    Parameters
    ----------
    place
        Where it is.
    window
        When it is open: when a vehicle may leave it, tip at it or come back to it.
    service_s
        Time taken at the start of each trip from it: loading, or tipping with its queue.
    """

    id: str
    place: int
    window: Window = ALWAYS
    service_s: int = 0


@dataclass(frozen=True, slots=True)
class Vehicle:
    """Vehicles of one kind, each with one route of one or more trips.

    Parameters
    ----------
    start, end
        Sites where it begins and ends.
    count
        How many there are.
    capacity
        Most load at a time, in each dimension.
    shift
        Earliest departure and latest return.
    longest_s, longest_m
        Longest route in time and in length.
    reloads
        Sites where it may tip (or load) on the way.
    most_reloads
        How often, at most.
    ends_empty
        Whether it tips, at one of `reloads`, before it comes home with any load.
    fixed, per_m, per_s
        Cost of using it, of each metre and of each second of its route.
    """

    id: str
    start: int = 0
    end: int = 0
    count: int = 1
    capacity: tuple[int, ...] = ()
    shift: Window = ALWAYS
    longest_s: int = NEVER
    longest_m: int = NEVER
    reloads: tuple[int, ...] = ()
    most_reloads: int = NEVER
    ends_empty: bool = False
    fixed: int = 0
    per_m: int = 1
    per_s: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """Clients, sites, vehicles, and how far it is between places.

    Parameters
    ----------
    metres, seconds
        From each place to each: shape (n_places, n_places); `NEVER` where no way exists.
    """

    metres: Ints
    seconds: Ints
    clients: tuple[Client, ...]
    sites: tuple[Site, ...]
    vehicles: tuple[Vehicle, ...]

    def replace_clients(self, clients: tuple[Client, ...]) -> Problem:
        """Return the same with other clients."""
        return replace(self, clients=clients)


@dataclass(frozen=True, slots=True)
class Visit:
    """A part of a route: a client or a site, and when.

    Parameters
    ----------
    client, site
        One of the two; the other is -1.
    way
        The way in which the client is served.
    arrive_s, start_s, end_s
        When the vehicle is there, begins and is done; between the first two it waits.
    """

    client: int
    site: int
    way: int
    arrive_s: int
    start_s: int
    end_s: int


@dataclass(frozen=True, slots=True)
class Route:
    """What one vehicle does, from its first site to its last.

    Parameters
    ----------
    vehicle, number
        The kind, and which one of its kind.
    """

    vehicle: int
    number: int
    visits: tuple[Visit, ...]

    @property
    def clients(self) -> list[int]:
        """Clients in the order they are served."""
        return [visit.client for visit in self.visits if visit.client >= 0]


@dataclass(frozen=True, slots=True)
class Plan:
    """Routes, and the clients that none of them serves."""

    routes: tuple[Route, ...]
    unserved: tuple[int, ...] = field(default=())
