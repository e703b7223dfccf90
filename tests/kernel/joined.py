"""Small bricks and blueprints that tests join; found by their ids, but in no catalogue."""

from datetime import date
from typing import Annotated, Any, Literal

import pandas as pd
from annotated_types import MaxLen

from citybricks import Outcome
from citybricks.kernel import registry
from citybricks.kernel.blueprint import Blueprint, choose
from citybricks.kernel.brick import Brick
from citybricks.kernel.errors import BrickError
from citybricks.types import Day, Home, Indicator, Kilometres, Metres, People, Row, Table
from tests.kernel.samples import STANDARD, Lamp

CALLED: list[str] = []
"""The bricks that were run, in order; tests empty it."""


class Grown(Outcome):
    """More homes."""

    homes: Table[Home]
    """With more residents."""
    residents: People
    """In all of them."""


def grow(homes: Table[Home], by: People = 1) -> Grown:
    """Homes with more residents.

    Parameters
    ----------
    homes
        Where they live.
    by
        How many move into each.
    """
    CALLED.append("grow")
    more = homes.frame.assign(residents=homes.frame["residents"] + by)
    total = int(more["residents"].sum())
    if total > 10**9:
        raise BrickError("homes", "{total} residents are too many", total=total)
    return Grown(homes=Table[Home](more), residents=total)


class Spanned(Outcome):
    """A length."""

    length: Metres
    """Of what is spanned."""
    share: Indicator
    """The same as an indicator."""
    long: bool
    """Whether it is longer than a kilometre."""


def span(left: Metres, right: Metres = 1.0, way: Literal["sum", "most"] = "sum") -> Spanned:
    """A length made of two.

    Parameters
    ----------
    left
        One.
    right
        The other.
    way
        How they are joined.
    """
    CALLED.append("span")
    length = float(left + right if way == "sum" else max(left, right))
    share = Indicator(sdg="11.2.1", value=length / 2, unit="%")
    return Spanned(length=length, share=share, long=length > 1000)


class Told(Outcome):
    """What was told."""

    words: str
    """All of it."""
    number: float
    """What stands in it."""
    kept: Table[Home]
    """The homes with anybody in them."""


def tell(
    homes: Table[Home],
    words: str = "",
    day: Day = date(2026, 11, 22),
    lamp: Lamp = STANDARD,
    kinds: Annotated[list[Literal["bus", "tram"]], MaxLen(3)] = [],  # noqa: B006 - never changed
    at_most: People | None = None,
    number: float = 0.0,
) -> Told:
    """Something about homes, with an input of every kind.

    Parameters
    ----------
    homes
        Where they live.
    words
        Said first.
    day
        Said next.
    lamp
        Its power is said.
    kinds
        Said last.
    at_most
        Residents of a home that is kept.
    number
        Said back.
    """
    CALLED.append("tell")
    few = homes.frame["residents"] <= (at_most if at_most is not None else 10**12)
    said = f"{words} {day} {lamp.power} {lamp.dimmed} {' '.join(kinds)}"
    return Told(
        words=said, number=number, kept=Table[Home](homes.frame[few].reset_index(drop=True))
    )


class Shed(Row):
    """A row that is no home."""

    name: str
    """What it is called."""


class Sheds(Outcome):
    """Nobody lives here."""

    table: Table[Shed]
    """Sheds."""
    far: Kilometres
    """How far they are."""


def sheds(radius: Metres) -> Sheds:
    """Sheds within a radius."""
    CALLED.append("sheds")
    return Sheds(table=Table[Shed](pd.DataFrame({"name": ["a"]})), far=radius / 1000)


GROW = Brick("sample-grow", "1.0.0", grow)
SPAN = Brick("sample-span", "2.1.0", span)
TELL = Brick("sample-tell", "1.0.0", tell)
SHEDS = Brick("sample-sheds", "1.0.0", sheds)


class Pair(Outcome):
    """What two steps yield."""

    homes: Table[Home]
    """From the second."""
    length: Metres
    """From the first."""


def pair(homes: Table[Home], radius: Metres = 100.0) -> Pair:
    """Two steps that know nothing of each other.

    Parameters
    ----------
    homes
        Where they live.
    radius
        Half of the length.
    """
    return Pair(length=SPAN(radius, radius).length, homes=GROW(homes, by=2).homes)


PAIR = Blueprint("sample-pair", "1.0.0", pair)


class Report(Outcome):
    """What the blueprint returns."""

    value: float
    """Of the last step's share."""
    residents: People
    """Of the middle step."""
    homes: Table[Home]
    """Of the nested blueprint."""


def district(homes: Table[Home], radius: Metres = 400.0) -> Report:
    """A nested blueprint, a dotted output, and steps one after another.

    Parameters
    ----------
    homes
        Where they live.
    radius
        Longest walk.
    """
    both = PAIR(homes, radius)
    grown = GROW(both.homes)
    spanned = SPAN(both.length, right=3.0)
    return Report(value=spanned.share.value, residents=grown.residents, homes=both.homes)


DISTRICT = Blueprint("sample-district", "1.0.0", district)


class Length(Outcome):
    """One number."""

    length: Metres
    """Of whichever branch was taken."""


def either(far: bool, start: Metres) -> Length:
    """One of two branches.

    Parameters
    ----------
    far
        Which one.
    start
        Where it starts.
    """
    chosen = choose(far, lambda: SPAN(start, 1000.0).length, lambda: SPAN(start, 1.0).length)
    return Length(length=SPAN(chosen, 0.5).length)


EITHER = Blueprint("sample-either", "1.0.0", either)

FOUND: dict[str, Brick[..., Any]] = {
    one.id: one for one in (GROW, SPAN, TELL, SHEDS, PAIR, DISTRICT, EITHER)
}
if FOUND.get not in registry.sources:
    registry.sources.append(FOUND.get)
