"""Rows that are given and found: booths, halls, booths that stay, places, scores."""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import Ge, Gt, Le, MinLen

from citybricks.types import Metres, Percent, Row, Unit

Name = Annotated[str, MinLen(1)]
Size = Literal["S", "M", "L"]
Wish = Literal["", "entrance", "power"]
Count = Annotated[int, Ge(0), Unit("1")]
Line = Annotated[int, Ge(1), Unit("1")]
Side = Annotated[float, Gt(0), Le(300), Unit("m")]


class Exhibit(Row):
    """A booth that seeks a place."""

    id: Name
    """Its number or code."""
    name: str = ""
    """Who exhibits, as written on the plan."""
    name_zh: str = ""
    """The same in Chinese; without it the name."""
    size: Size = "S"
    """S is 3 m × 3 m, M is 6 m × 3 m, L is 6 m × 6 m."""
    theme: str = ""
    """Theme of its hall; without one it may be in any."""
    fields: str = ""
    """What it shows, separated by commas; booths that share fields come near each other."""
    country: str = ""
    """Where the exhibitor comes from; shown, and without influence."""
    member: str = ""
    """City or group it belongs to."""
    wish: Wish = ""
    """What it wishes to be near."""


class HallGiven(Row):
    """A hall."""

    id: Name
    """Its number or code."""
    name: str = ""
    """What it is called."""
    name_zh: str = ""
    """The same in Chinese; without it the name."""
    theme: str = ""
    """What its booths are about; without one it takes all."""
    width: Side
    """From the west wall to the east wall."""
    depth: Side
    """From the north wall to the south wall."""
    entrances: str = "south"
    """Walls with an entrance in their middle, separated by commas."""
    power: str = ""
    """Walls that electricity comes from, separated by commas."""


class Stays(Row):
    """A booth that stays where it was placed."""

    booth: Name
    """Which booth."""
    hall: Name
    """In which hall."""
    row: Line
    """Row of its northernmost cells, from 1 at the north wall; aisles count."""
    column: Line
    """Column of its westernmost cells, from 1 at the west wall; aisles count."""


class Placed(Row):
    """Where a booth stands."""

    booth: Name
    """Which booth."""
    stand: str
    """Number of the stand: hall, row and column, as A5-07."""
    name: str
    """Who exhibits."""
    name_zh: str
    """The same in Chinese; empty without one."""
    size: Size
    """Of the booth."""
    theme: str
    """Of the booth."""
    fields: str
    """What it shows."""
    country: str
    """Where the exhibitor comes from."""
    member: str
    """City or group it belongs to."""
    hall: str
    """In which hall."""
    row: Line
    """Row of its northernmost cells, from 1 at the north wall; aisles count."""
    column: Line
    """Column of its westernmost cells, from 1 at the west wall; aisles count."""
    east: Metres
    """From the west wall to its western side."""
    south: Metres
    """From the north wall to its northern side."""
    width: Metres
    """From west to east."""
    depth: Metres
    """From north to south."""
    faces: Literal["north", "south", "both"]
    """Side open to an aisle."""
    stayed: bool
    """Whether it was placed before."""


class HallPlanned(Row):
    """A hall as it was planned."""

    id: Name
    """Its number or code."""
    name: str
    """What it is called."""
    name_zh: str
    """The same in Chinese; empty without one."""
    theme: str
    """What its booths are about."""
    width: Metres
    """From west to east."""
    depth: Metres
    """From north to south."""
    rows: Count
    """Cells of 3 m from north to south."""
    columns: Count
    """Cells of 3 m from west to east."""
    entrances: str
    """Walls with an entrance in their middle."""
    booths: Count
    """Booths in it."""
    free: Count
    """Cells for stands that are left."""


class Compared(Row):
    """How good a placing of the same booths is."""

    placing: Literal["planned", "alphabetical", "random"]
    """Which placing."""
    cost: Annotated[float, Unit("m")]
    """What is made small: metres between alike booths, less those of one member, and wishes."""
    alike: Metres
    """Mean way between booths that share fields, by how much they share."""
    beside: Percent
    """Booths beside, or across the aisle from, one that shares a field."""
    members: Metres | None
    """Mean way between booths of one member; none without such pairs."""
    wishes: Metres | None
    """Mean way from booths to what they wish to be near; none without wishes."""
