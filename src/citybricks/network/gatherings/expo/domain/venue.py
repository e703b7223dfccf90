"""The halls of an expo: as a plan, and as what is walked through."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from citybricks.methods.gatherings.booths.halls import CELL_M, SIZES, stands
from citybricks.methods.gatherings.booths.halls import Hall as Ground
from citybricks.methods.gatherings.booths.signs import fit
from citybricks.network.gatherings.expo.models import Booth, Hall, Model3D

METRE = 10
"""Units of a plan."""
EDGE = 22
"""Around the walls, in units of a plan."""
GAP_M = 24.0
"""Between two halls. [m]"""
_DOOR_M = 6.0
_LETTERS = {"S": 5.8, "M": 6.6, "L": 9.0}
_WIDTHS = (12, 24, 40, 60)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a name on a plan."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Stand:
    """A booth on a plan, in units of the plan."""

    booth: Booth
    name: str
    language: str
    x: float
    y: float
    width: float
    depth: float
    code: Line
    lines: list[Line]
    visitors: int


@dataclass(frozen=True, slots=True)
class Door:
    """An entrance on a plan: the gap in its wall, and where it is written."""

    x1: float
    y1: float
    x2: float
    y2: float
    x: float
    y: float
    upright: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """A hall on paper."""

    hall: Hall
    width: float
    depth: float
    stands: list[Stand]
    free: list[tuple[float, float]]
    doors: list[Door]
    metres: tuple[str, str]

    @property
    def box(self) -> str:
        """The part of the drawing that is seen, as SVG has it."""
        return f"0 0 {self.width + 2 * EDGE:g} {self.depth + 2 * EDGE:g}"

    @property
    def breadth(self) -> int:
        """How wide it is drawn at least, as a number of columns."""
        return next(most for most in _WIDTHS if self.hall.columns <= most)


def ground(hall: Hall) -> Ground:
    """Return a hall in metres."""
    sides = tuple(hall.entrances) or ("south",)
    return Ground(hall.code, hall.columns * CELL_M, hall.rows * CELL_M, hall.theme, sides)


def plan(hall: Hall, booths: Iterable[Booth], language: str, visitors: dict[str, int]) -> Plan:
    """Draw a hall with its booths."""
    metres = ground(hall)
    here = [booth for booth in booths if booth.row is not None and booth.column is not None]
    taken = {(row - 1, column - 1) for booth in here for row, column in booth.cells}
    cells = [(int(row), int(column)) for row, column in stands(metres)]
    return Plan(
        hall=hall,
        width=METRE * metres.width,
        depth=METRE * metres.depth,
        stands=[_stand(booth, language, visitors.get(booth.pk, 0)) for booth in here],
        free=[_corner(row, column) for row, column in cells if (row, column) not in taken],
        doors=[_door(metres, side) for side in metres.entrances],
        metres=(f"{metres.width:g}", f"{metres.depth:g}"),
    )


def _corner(row: int, column: int) -> tuple[float, float]:
    """Return where a cell begins on a plan."""
    return METRE * CELL_M * column + EDGE, METRE * CELL_M * row + EDGE


def _stand(booth: Booth, language: str, visitors: int) -> Stand:
    rows, columns = SIZES[booth.size]
    x, y = _corner((booth.row or 1) - 1, (booth.column or 1) - 1)
    width, depth = METRE * CELL_M * columns, METRE * CELL_M * rows
    shown, letters = booth.organisation.shown(language), _LETTERS[booth.size]
    room = int((depth - 9) / (1.15 * letters))
    lines = [
        Line(text, x + 3, y + 7 + (at + 1) * 1.15 * letters)
        for at, text in enumerate(fit(shown.text, (width - 5) / letters, room))
    ]
    code = Line(booth.code, x + 3, y + 7)
    area = (x + 0.5, y + 0.5, width - 1, depth - 1)
    return Stand(booth, shown.text, shown.language, *area, code, lines, visitors)


def _door(hall: Ground, side: str) -> Door:
    wide, deep, half = METRE * hall.width, METRE * hall.depth, METRE * _DOOR_M / 2
    x, y = {
        "north": (wide / 2, 0.0),
        "south": (wide / 2, deep),
        "west": (0.0, deep / 2),
        "east": (wide, deep / 2),
    }[side]
    upright = side in ("west", "east")
    dx, dy = (0.0, half) if upright else (half, 0.0)
    off = {"north": (0, -7), "south": (0, 14), "west": (-7, 0), "east": (14, 0)}[side]
    return Door(
        x - dx + EDGE,
        y - dy + EDGE,
        x + dx + EDGE,
        y + dy + EDGE,
        x + off[0] + EDGE,
        y + off[1] + EDGE,
        upright,
    )


def site(halls: Sequence[Ground]) -> list[tuple[float, float]]:
    """Return where the northwestern corner of each hall is on the site: rows of halls. [m]."""
    across = math.ceil(math.sqrt(len(halls))) if halls else 1
    corners, south = [], 0.0
    for start in range(0, len(halls), across):
        row, west = halls[start : start + across], 0.0
        for hall in row:
            corners.append((west, south))
            west += hall.width + GAP_M
        south += max(hall.depth for hall in row) + GAP_M
    return corners


def scene(
    halls: Sequence[Hall],
    booths: Iterable[Booth],
    language: str,
    visitors: dict[str, int],
    address: Callable[[Booth], tuple[str, str]],
) -> dict[str, Any]:
    """Return the halls and booths as what draws them in three dimensions takes them.

    Parameters
    ----------
    halls, booths
        What visitors may see; booths without a place are left out.
    language
        Of the page; names are given in it and in Chinese or English beside it.
    visitors
        How many look at each booth now.
    address
        Returns the address of a booth's page and of its model, which is empty without one.
    """
    number = {hall.pk: at for at, hall in enumerate(halls)}
    metres = [ground(hall) for hall in halls]
    corners = site(metres)
    placed = [booth for booth in booths if booth.cells and booth.hall_id in number]
    return {
        "language": language,
        "halls": [_hall(*each, language) for each in zip(halls, metres, corners, strict=True)],
        "booths": [
            {
                **_booth(booth, language),
                "hall": number[booth.hall_id or 0],
                "visitors": visitors.get(booth.pk, 0),
                **dict(zip(("url", "model"), address(booth), strict=True)),
            }
            for booth in placed
        ],
    }


def _hall(hall: Hall, metres: Ground, corner: tuple[float, float], language: str) -> dict[str, Any]:
    return {
        "code": hall.code.upper(),
        "theme": hall.theme,
        **_names(hall.name, language),
        "x": corner[0],
        "z": corner[1],
        "width": metres.width,
        "depth": metres.depth,
        "entrances": list(metres.entrances),
    }


def _booth(booth: Booth, language: str) -> dict[str, Any]:
    row = (booth.row or 1) - 1
    one_side = "north" if row % 3 == 1 else "south"
    return {
        "id": booth.pk,
        "code": booth.code,
        **_names(booth.organisation, language),
        "row": row,
        "column": (booth.column or 1) - 1,
        "size": booth.size,
        "faces": "both" if booth.size == "L" else one_side,
        "country": booth.country,
    }


def _names(text: Any, language: str) -> dict[str, str]:
    """Return a name in the reader's language, and in Chinese or English beside it."""
    shown = text.shown(language)
    other = text.shown("en" if shown.language.startswith("zh") else "zh-Hans")
    same = other.language == shown.language
    return {
        "name": shown.text,
        "language": shown.language,
        "other": "" if same else other.text,
        "otherLanguage": "" if same else other.language,
    }


def models(gathering: Any) -> dict[str, str]:
    """Return the digests of the models of a gathering's booths, by booth."""
    rows = Model3D.objects.filter(booth__gathering=gathering).values_list("booth", "digest")
    return dict(rows)
