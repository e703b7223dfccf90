"""Small bricks that tests run; made without registering them."""

from typing import Annotated, Any

import pandas as pd
from annotated_types import Ge

from citybricks import BrickError, Outcome, track
from citybricks.kernel.brick import Brick
from citybricks.types import Home, Indicator, Metres, Model, Seed, Table


class Lamp(Model):
    """What is to be lit."""

    power: Annotated[float, Ge(0)] = 30.0
    """Power at full brightness."""
    dimmed: bool = False
    """Whether it is dimmed at night."""


STANDARD = Lamp()


class Counted(Outcome):
    """How many there are."""

    residents: int
    """All of them."""
    table: Table[Home]
    """The homes they live in."""
    share: Indicator
    """Their share."""


def count_homes(
    homes: Table[Home], radius: Metres = 500, lamp: Lamp = STANDARD, seed: Seed = 0
) -> Counted:
    """Residents of homes.

    Counts them, one home after another.

    Parameters
    ----------
    homes
        Where residents
        live.
    radius
        Longest walk.
    lamp
        What is lit.
    seed
        Start of the random sequence.

    References
    ----------
    .. [1] Nobody, "Counting", 2026.
    """
    if not homes.frame.residents.sum():
        raise BrickError("homes", "nobody lives in the {count} homes", count=len(homes))
    total = sum(track(homes.frame.residents.tolist(), "Counting residents"))
    share = Indicator(sdg="11.3.1", value=radius + lamp.power + seed, unit="%")
    return Counted(residents=total, table=homes, share=share)


COUNT = Brick("count-homes", "1.2.0", count_homes, "Tianjin", "planning", ("11.3.1",), "Nobody")
"""A brick with a table, a quantity, a group and a seed."""


def homes(*residents: int) -> list[dict[str, Any]]:
    """Return homes as JSON has them."""
    return [{"residents": each} for each in residents]


def table(*residents: int) -> Table[Home]:
    """Return homes as a brick has them."""
    return Table[Home](pd.DataFrame({"residents": residents}))
