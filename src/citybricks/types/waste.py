"""Containers for waste, what is read of them and what is expected."""

from __future__ import annotations

from typing import Annotated

from annotated_types import Ge, Gt, Le

from citybricks.types.model import Row
from citybricks.types.quantities import Day, Moment, Percent, Unit

Litres = Annotated[float, Ge(0), Unit("L")]
Chance = Annotated[float, Ge(0), Le(1), Unit("1")]


class Container(Row):
    """A container for waste, by the point where it stands."""

    id: str
    """How the city calls it."""
    capacity_l: Annotated[float, Gt(0), Le(100_000), Unit("L")]
    """What fits into it."""
    fraction: str = "residual"
    """What is thrown in, such as residual, paper, glass or wet."""


class Reading(Row):
    """What a sensor, a lid or a crew told of a container at a time; what was not told is empty."""

    container: str
    """Which container."""
    time: Moment
    """When, with the offset of its time zone."""
    fill: Percent | None = None
    """How full it was; before it was emptied, where both fall together."""
    deposits: Annotated[int, Ge(0), Le(100_000), Unit("1")] | None = None
    """Deposits since its last row."""
    emptied: bool = False
    """Whether it was emptied then."""
    overflowed: bool | None = None
    """Whether people saw that nothing more went in; empty when nobody looked."""
    faulty: bool = False
    """Whether the sensor itself told that it does not work."""


class Forecast(Row):
    """How full a container is expected to be at the end of a day."""

    container: str
    """Which container."""
    day: Day
    """At the end of which day."""
    low: Percent
    """Fill that is reached with a chance of nine in ten."""
    median: Percent
    """Fill that is reached with even chance."""
    high: Percent
    """Fill that is reached with a chance of one in ten."""
    mean_l: Litres
    """Volume in it, on average."""
    overflow: Chance
    """Chance that it is full by then."""


class Collected(Row):
    """What was collected of a fraction in the time that is planned."""

    fraction: str
    """What was thrown in, such as residual, paper, glass or wet."""
    tonnes: Annotated[float, Ge(0), Le(1e9), Unit("t")]
    """How much of it."""
