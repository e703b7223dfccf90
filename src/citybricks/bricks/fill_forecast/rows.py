"""Rows of fill forecasts."""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import Ge

from citybricks.types import Day, Litres, Moment, Percent, Row, Unit
from citybricks.types.waste import Chance

Days = Annotated[float, Ge(0), Unit("d")]
Count = Annotated[int, Ge(0), Unit("1")]
Factor = Annotated[float, Ge(0), Unit("1")]
Kind = Literal[
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Public holiday"
]
Trouble = Literal["repeats itself", "spikes", "silent", "never read"]


class Expected(Row):
    """A container, as it is now and as it will be."""

    id: str
    """Which container."""
    overflow: Chance | None
    """Chance that it is full by the end of the last day; empty when it was never read."""
    full_in: Days | None
    """Days until it is full with even chance; empty when that is later than the last day."""
    fill: Percent | None
    """Latest reading that holds, or what was thrown in by the count of deposits."""
    thrown_in: Litres | None
    """Thrown in on an average day."""
    deposit: Litres | None
    """Taken by a deposit, on average, as far as the fills vary."""
    capacity_l: Litres
    """What fits into it."""
    fraction: str
    """What is thrown in."""


class Fault(Row):
    """A sensor that someone should look at."""

    container: str
    """Which container."""
    trouble: Trouble
    """What is wrong with it."""
    since: Moment | None
    """Since when; empty when that cannot be said."""
    readings: Count
    """Readings that were left out."""


class Curve(Row):
    """A container that is likely to be full first, day by day."""

    container: str
    """Which container."""
    day: Day
    """When."""
    read: Percent | None
    """Latest reading of the day."""
    low: Percent | None
    """Fill that is reached with a chance of nine in ten."""
    median: Percent | None
    """Fill that is reached with even chance."""
    high: Percent | None
    """Fill that is reached with a chance of one in ten."""


class Weekday(Row):
    """How much is thrown in on a kind of day."""

    kind: Kind
    """Which days."""
    factor: Factor
    """Of what is thrown in on an average day of the week."""
