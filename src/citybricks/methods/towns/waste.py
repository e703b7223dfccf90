"""Waste of a town: containers with the truth of how they fill, trucks and plants."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from citybricks.methods.towns.town import Floats, Place, Town

_WEEKDAYS = np.array([1.05, 0.95, 0.95, 0.97, 1.03, 1.15, 0.90])
"""Monday to Sunday; mean 1."""
_LITRES = 5.5
"""Thrown in by a person and day."""
_SIZES = (1_100.0, 2_500.0, 4_000.0)
_OFF_STREET_M = 12.0


@dataclass(frozen=True, slots=True)
class Filling:
    """How a container really fills: deposits come at random, each of a random size.

    Parameters
    ----------
    litres_per_day
        On an average day.
    deposit_l, shape
        Mean of the gamma distribution of a deposit, and its shape.
    weekday
        Factors Monday to Sunday, mean 1.
    holiday
        Factor on public holidays.
    """

    litres_per_day: float
    deposit_l: float
    shape: float
    weekday: tuple[float, ...]
    holiday: float


@dataclass(frozen=True, slots=True)
class Bin:
    """A container where people live."""

    id: str
    place: Place
    capacity_l: float
    fraction: str
    filling: Filling


@dataclass(frozen=True, slots=True)
class Truck:
    """A truck that collects waste."""

    id: str
    capacity_l: float
    shift_s: int = 8 * 3600
    compaction: float = 4.0


@dataclass(frozen=True, slots=True)
class Plant:
    """Where trucks tip."""

    id: str
    place: Place
    queue_s: int = 600


def bins(town: Town, count: int = 200, seed: int = 0, fraction: str = "residual") -> list[Bin]:
    """Put containers near homes; they take what people around them throw away.

    Parameters
    ----------
    town
        Where.
    count
        How many.
    seed
        Equal seeds make equal containers.
    fraction
        What is thrown in.
    """
    random = np.random.default_rng([town.seed, seed, 4])
    weights = town.residents / town.residents.sum()
    repeat = count > len(weights)
    chosen = np.sort(random.choice(len(weights), count, replace=repeat, p=weights))
    places = town.homes[chosen] + random.normal(0, _OFF_STREET_M, (count, 2))
    served = _served(town, places)
    return [
        Bin(
            f"C{at + 1:03}",
            (float(x), float(y)),
            _size(people * _LITRES),
            fraction,
            _filling(people * _LITRES, random),
        )
        for at, ((x, y), people) in enumerate(zip(places.tolist(), served.tolist(), strict=True))
    ]


def _served(town: Town, places: Floats) -> Floats:
    """Share out people to the nearest container."""
    apart = np.hypot(*(town.homes[:, None] - places[None]).transpose(2, 0, 1))
    near = np.argmin(apart, axis=1)
    served = np.bincount(near, weights=town.residents, minlength=len(places))
    return np.maximum(served, 6.0)


def _size(litres: float) -> float:
    """Choose the smallest container that lasts about a week."""
    return next((size for size in _SIZES if size >= 5 * litres), _SIZES[-1])


def _filling(litres: float, random: np.random.Generator) -> Filling:
    weekday = _WEEKDAYS * np.exp(random.normal(0, 0.08, 7))
    return Filling(
        round(float(litres * np.exp(random.normal(0, 0.25))), 1),
        round(float(random.uniform(15, 45)), 1),
        2.0,
        tuple((weekday / weekday.mean()).round(4).tolist()),
        round(float(random.uniform(0.8, 1.4)), 2),
    )


def thrown(
    containers: Sequence[Bin],
    first: date,
    days: int,
    seed: int = 0,
    holidays: Collection[date] = (),
) -> Floats:
    """Return what is thrown into each container each day: litres, shape ``(days, n)``.

    A day's column does not depend on what is done with the container, so that policies compared
    on the same seed see the same waste (common random numbers).
    """
    random = np.random.default_rng([seed, 5])
    dates = [first + timedelta(days=day) for day in range(days)]
    weekdays = [each.weekday() for each in dates]
    holiday = np.array([each in holidays for each in dates])
    truth = [each.filling for each in containers]
    factor = np.array([[each.weekday[day] for each in truth] for day in weekdays])
    factor *= np.where(holiday[:, None], [each.holiday for each in truth], 1.0)
    mean = factor * [each.litres_per_day / each.deposit_l for each in truth]
    deposits = random.poisson(mean)
    shape = np.array([each.shape for each in truth])
    size = np.array([each.deposit_l for each in truth]) / shape
    return np.asarray(random.gamma(np.maximum(deposits * shape, 1e-9)) * size * (deposits > 0))


def trucks(count: int = 2, capacity_l: float = 10_000.0) -> list[Truck]:
    """Return equal trucks."""
    return [Truck(f"truck-{at + 1}", capacity_l) for at in range(count)]


def plants(town: Town) -> list[Plant]:
    """Return an incineration plant beside a road out of town, and a transfer station in it."""
    far = max(town.roads, key=lambda road: float(np.hypot(*road.xy[0])))
    station = town.roads[0].xy[0]
    x, y = far.xy[0]
    return [
        Plant("incineration plant", (float(x) + 20.0, float(y))),
        Plant("transfer station", (float(station[0]), float(station[1]) + 20.0), 300),
    ]
