"""The process that OGC 18-062r2 asks for to be tested with (``/rec/core/test-process``)."""

from __future__ import annotations

import base64
import time
from datetime import date
from typing import Annotated, Literal

from annotated_types import Len
from pydantic import AfterValidator, ConfigDict, WithJsonSchema

from citybricks import BrickError, Outcome, brick, track
from citybricks.types import Day, Features, Home, Metres, Model, Row, Seed, Table, Unit

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
CRS84H = "http://www.opengis.net/def/crs/OGC/0/CRS84h"


def _decodable(text: str) -> str:
    base64.b64decode(text, validate=True)
    return text


Picture = Annotated[
    str,
    AfterValidator(_decodable),
    WithJsonSchema(
        {"type": "string", "contentEncoding": "base64", "contentMediaType": "image/png"}
    ),
]


class Box(Model):
    """A bounding box."""

    model_config = ConfigDict(json_schema_extra={"format": "ogc-bbox"})

    bbox: Annotated[list[float], Len(4, 6)]
    """Its corners."""
    crs: Literal[CRS84, CRS84H] = CRS84  # type: ignore[valid-type] # constants are literals
    """Of the corners."""


class Thing(Model):
    """An object with fields."""

    name: str
    """What it is called."""
    size: Annotated[float, Unit("m2")] | None = None
    """How large it is."""


class Measure(Model):
    """An object with a field that qualified values have too."""

    value: float
    """How much."""


class Line(Row):
    """A row of a table."""

    name: str
    """What it is called."""
    amount: float
    """How much."""


class Echo(Outcome):
    """What came back."""

    text: str
    """The text."""
    number: Metres
    """The number."""
    count: int
    """The whole number."""
    flag: bool
    """Whether."""
    choice: Literal["red", "green"]
    """The choice."""
    day: Day
    """The day."""
    numbers: list[float]
    """The numbers."""
    thing: Thing | None
    """The object."""
    measure: Measure | None
    """The measure."""
    box: Box | None
    """The bounding box."""
    picture: Picture | None
    """The bytes."""
    rows: Table[Line] | None
    """The table."""
    places: Features[Home] | None
    """The places."""


@brick(id="echo", version="1.2.3", city="Tianjin", theme="planning", sdg=("17.6.1",), users="CITE")
def echo(  # noqa: PLR0913 - one of each kind
    text: str,
    number: Metres = 1.5,
    count: int = 3,
    flag: bool = True,
    choice: Literal["red", "green"] = "red",
    day: Day = date(2026, 11, 21),
    numbers: Annotated[list[float], Len(0, 10)] | None = None,
    thing: Thing | None = None,
    measure: Measure | None = None,
    box: Box | None = None,
    picture: Picture | None = None,
    rows: Table[Line] | None = None,
    places: Features[Home] | None = None,
    pause: Annotated[float, Unit("s")] = 0.0,
    ending: Literal["well", "refused", "broken"] = "well",
    seed: Seed = 0,
) -> Echo:
    """Return what is given.

    Parameters
    ----------
    text
        A text.
    number
        A number with a unit.
    count
        A whole number.
    flag
        True or false.
    choice
        One of two.
    day
        A day.
    numbers
        Several numbers.
    thing
        An object.
    measure
        An object that looks like a qualified value.
    box
        A bounding box.
    picture
        Bytes in base64.
    rows
        A table.
    places
        Places.
    pause
        How long it takes.
    ending
        How it ends.
    seed
        Makes the run another one.

    References
    ----------
    .. [1] OGC 18-062r2, https://docs.ogc.org/is/18-062r2/18-062r2.html
    """
    del seed
    for _ in track(range(20), "echoing"):
        time.sleep(pause / 20)
    if ending == "refused":
        raise BrickError("text", "{text} has no echo", text=text)
    if ending == "broken":
        raise RuntimeError("this brick is broken on purpose")
    return Echo(
        text=text,
        number=number,
        count=count,
        flag=flag,
        choice=choice,
        day=day,
        numbers=numbers or [],
        thing=thing,
        measure=measure,
        box=box,
        picture=picture,
        rows=rows,
        places=places,
    )
