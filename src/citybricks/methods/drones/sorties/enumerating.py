"""Every sortie that one battery can fly: which orders, in which sequence, at what cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.drones.sorties.orders import NONE, Flights, Order, Whole

Numbers = NDArray[np.float64]
Joules = Callable[[Whole, Whole, Numbers], Numbers]
"""Energy of legs from one place to another with a payload in kg, the drop at their end with it."""

MOST_DROPS = 3
_ROUND = 1e-6
"""What arithmetic adds by chance must not add a second or a joule."""


@dataclass(frozen=True, slots=True)
class Legs:
    """What flying between the base (0) and the orders (1, 2, …) takes.

    Parameters
    ----------
    seconds
        Without the drops, shape (n_orders + 1, n_orders + 1); infinite where no way exists.
    joules
        Energy of legs; infinite where no way exists.
    payload_kg
        Most that is carried.
    budget_j
        Most energy of a sortie: what the battery holds without its reserve.
    """

    seconds: Numbers
    joules: Joules
    payload_kg: float
    budget_j: float


def up(numbers: Numbers) -> Whole:
    """Round up to whole numbers; a plan is kept to whole seconds and joules, on the safe side."""
    return np.ceil(numbers - _ROUND).astype(np.int64)


def enumerate_flights(orders: Sequence[Order], legs: Legs, drops: int = MOST_DROPS) -> Flights:
    """Return every sequence of at most `drops` orders that payload, battery and windows allow.

    A sequence that is dearer, longer and later than another of the same orders is still there:
    which of them can be left out depends on what is minimised.
    """
    rows: list[Flights] = []
    for count in range(1, min(drops, len(orders)) + 1):
        rows += (flown(orders, legs, s, drops) for s in _sequences(len(orders), count))
    return _joined(rows, drops)


def _sequences(n: int, count: int) -> Iterator[Whole]:
    """Yield all sequences of `count` of n orders, in portions of one first order."""
    if count == 1:
        yield np.arange(n)[:, None]
        return
    others = np.array(list(permutations(range(n - 1), count - 1)), dtype=np.int64)
    for first in range(n):
        shifted = others + (others >= first)
        yield np.column_stack([np.full(len(others), first), shifted])


def flown(orders: Sequence[Order], legs: Legs, sequences: Whole, drops: int) -> Flights:
    """Return the flights of given sequences (shape (n, count)) that are possible."""
    mass = np.array([order.mass_kg for order in orders])
    possible = mass[sequences].sum(axis=1) <= legs.payload_kg * (1 + 1e-9)
    sequences = sequences[possible]
    joules, offsets, seconds = _spent(orders, legs, sequences, mass)
    near = joules <= legs.budget_j
    return _timed(orders, sequences[near], joules[near], offsets[near], seconds[near], drops)


def _spent(
    orders: Sequence[Order], legs: Legs, sequences: Whole, mass: Numbers
) -> tuple[Numbers, Numbers, Numbers]:
    """Return joules, the seconds of each delivery, and the seconds of the landing."""
    service = np.array([order.service_s for order in orders], dtype=float)
    carried = mass[sequences].sum(axis=1)
    at = np.zeros(len(sequences), dtype=np.int64)
    joules, clock = np.zeros(len(sequences)), np.zeros(len(sequences))
    offsets = np.empty(sequences.shape)
    for drop, order in enumerate(sequences.T):
        to = order + 1
        joules += legs.joules(at, to, carried)
        clock += legs.seconds[at, to] + service[order]
        offsets[:, drop] = clock
        carried = carried - mass[order]
        at = to
    base = np.zeros_like(at)
    joules += legs.joules(at, base, np.zeros(len(sequences)))
    return joules, offsets, clock + legs.seconds[at, base]


def _timed(
    orders: Sequence[Order],
    sequences: Whole,
    joules: Numbers,
    offsets: Numbers,
    seconds: Numbers,
    drops: int,
) -> Flights:
    """Round up, and leave out what no take-off brings in time."""
    opens = np.array([order.open_s for order in orders])[sequences]
    closes = np.array([order.close_s for order in orders])[sequences]
    whole = up(offsets)
    earliest = np.maximum(0, (opens - whole).max(axis=1))
    latest = (closes - whole).min(axis=1)
    padding = ((0, 0), (0, drops - sequences.shape[1]))
    every = Flights(
        orders=np.pad(sequences, padding, constant_values=NONE),
        seconds=up(seconds),
        joules=up(joules),
        offsets=np.pad(whole, padding),
        earliest_s=earliest,
        latest_s=latest,
    )
    return every.take(earliest <= latest)


def _joined(parts: Sequence[Flights], drops: int) -> Flights:
    if not parts:
        none = np.zeros(0, dtype=np.int64)
        wide = np.zeros((0, drops), dtype=np.int64)
        return Flights(wide, none, none, wide, none, none)
    return Flights(
        orders=np.concatenate([part.orders for part in parts]),
        seconds=np.concatenate([part.seconds for part in parts]),
        joules=np.concatenate([part.joules for part in parts]),
        offsets=np.concatenate([part.offsets for part in parts]),
        earliest_s=np.concatenate([part.earliest_s for part in parts]),
        latest_s=np.concatenate([part.latest_s for part in parts]),
    )
