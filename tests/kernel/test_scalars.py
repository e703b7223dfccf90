"""The scalars of an outcome are what of many runs fits into one table."""

from datetime import UTC, date, datetime
from typing import Literal

import numpy as np

from citybricks import Outcome
from citybricks.kernel.scalars import Measured, measures_of, scalars_of
from citybricks.types import Home, Indicator, Metres, Model, Table
from tests.kernel.samples import table


class Costs(Model):
    """What it costs."""

    build: Metres = 3.0
    """To build."""
    share: Indicator | None = None
    """Of all."""


class Everything(Outcome):
    """A field of every kind."""

    length: Metres
    """How long
    it is."""
    count: int
    """How many."""
    long: bool
    """Whether it is."""
    kind: Literal["bus", "tram"]
    """Which."""
    level: Literal[1, 2]
    """Which one."""
    day: date
    """When."""
    at: datetime
    """When exactly."""
    share: Indicator
    """Of all."""
    costs: Costs
    """In parts."""
    homes: Table[Home]
    """Where."""
    several: list[float]
    """More."""
    nothing: float | None = None
    """Perhaps."""


MADE = Everything(
    length=np.float64(2.5),
    count=3,
    long=True,
    kind="bus",
    level=2,
    day=date(2026, 11, 22),
    at=datetime(2026, 11, 22, 8, tzinfo=UTC),
    share=Indicator(sdg="11.2.1", value=7, unit="%", name="Part"),
    costs=Costs(),
    homes=table(1),
    several=[1.0],
)


def test_scalars_are_found_in_groups_and_tables_are_not() -> None:
    found = {measure.path: measure for measure in measures_of(Everything)}
    assert list(found) == [
        "length", "count", "long", "kind", "level", "day", "at", "share", "costs.build",
        "costs.share", "nothing",
    ]  # fmt: skip
    assert (found["length"].unit, found["length"].description) == ("m", "How long it is.")
    assert found["costs.build"].unit == "m"
    assert found["level"].kind == "number"


def test_values_are_plain_and_indicators_bring_their_unit() -> None:
    values = dict(zip((m.path for m in measures_of(Everything)), scalars_of(MADE), strict=True))
    assert values == {
        "length": 2.5,
        "count": 3,
        "long": True,
        "kind": "bus",
        "level": 2,
        "day": "2026-11-22",
        "at": "2026-11-22T08:00:00+00:00",
        "share": Measured(7.0, "%", "11.2.1", "Part"),
        "costs.build": 3.0,
        "costs.share": None,
        "nothing": None,
    }
    assert type(values["length"]) is float
