"""Orders, the flights that could bring them, and the sorties that do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]

HOURS_8 = 8 * 3600
NONE = -1
"""Stands in rows of flights with fewer drops than the longest."""


@dataclass(frozen=True, slots=True)
class Order:
    """A parcel for one place.

    Parameters
    ----------
    id
        Name, unlike that of any other order.
    mass_kg
        Of the parcel with its box.
    open_s, close_s
        It is in hands, the drop over, not before and not after: seconds from the plan's start.
    service_s
        What the drop takes: lowering on a winch, or landing.
    weight
        Times that waiting counts: a medicine more than a parcel.
    remote
        Whether it goes to a remote hamlet.
    """

    id: str
    mass_kg: float
    open_s: int = 0
    close_s: int = HOURS_8
    service_s: int = 30
    weight: int = 1
    remote: bool = False


@dataclass(frozen=True, slots=True)
class Flight:
    """A sortie that one battery can fly.

    Parameters
    ----------
    orders
        Places in the list of orders, in sequence.
    seconds
        From take-off to landing.
    joules
        Of the battery.
    offsets
        Seconds after take-off at which each order is delivered.
    earliest_s, latest_s
        Take-off that keeps the window of each order.
    """

    orders: tuple[int, ...]
    seconds: int
    joules: int
    offsets: tuple[int, ...]
    earliest_s: int
    latest_s: int


@dataclass(frozen=True, slots=True)
class Flights(Sequence[Flight]):
    """Many flights as columns of numbers; a flight of fewer drops is filled up with -1.

    Parameters
    ----------
    orders, offsets
        Shape (n_flights, most_drops).
    seconds, joules, earliest_s, latest_s
        Shape (n_flights,).
    """

    orders: Whole
    seconds: Whole
    joules: Whole
    offsets: Whole
    earliest_s: Whole
    latest_s: Whole

    def __len__(self) -> int:
        return len(self.seconds)

    def __getitem__(self, place: int) -> Flight:  # type: ignore[override]
        drops = int((self.orders[place] != NONE).sum())
        return Flight(
            orders=tuple(self.orders[place, :drops].tolist()),
            seconds=int(self.seconds[place]),
            joules=int(self.joules[place]),
            offsets=tuple(self.offsets[place, :drops].tolist()),
            earliest_s=int(self.earliest_s[place]),
            latest_s=int(self.latest_s[place]),
        )

    def __iter__(self) -> Iterator[Flight]:
        return (self[place] for place in range(len(self)))

    def take(self, places: NDArray[np.int64] | NDArray[np.bool_]) -> Flights:
        """Return some of them."""
        return Flights(
            orders=self.orders[places],
            seconds=self.seconds[places],
            joules=self.joules[places],
            offsets=self.offsets[places],
            earliest_s=self.earliest_s[places],
            latest_s=self.latest_s[places],
        )

    def members(self, orders: int) -> NDArray[np.bool_]:
        """Return which order each carries: shape (n_flights, orders)."""
        held = np.zeros((len(self), orders + 1), dtype=bool)
        held[np.arange(len(self))[:, None], self.orders] = True
        return held[:, :orders]


@dataclass(frozen=True, slots=True)
class Sortie:
    """A flight that is flown: by which drone, from when."""

    drone: int
    start_s: int
    flight: Flight

    @property
    def land_s(self) -> int:
        """Second of the landing."""
        return self.start_s + self.flight.seconds

    @property
    def delivered(self) -> tuple[tuple[int, int], ...]:
        """Each order with the second at which it is delivered."""
        pairs = zip(self.flight.orders, self.flight.offsets, strict=True)
        return tuple((order, self.start_s + offset) for order, offset in pairs)
