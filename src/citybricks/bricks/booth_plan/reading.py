"""Tables of booths and halls as the method takes them; what contradicts itself is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from citybricks import BrickError
from citybricks.bricks.booth_plan.rows import Exhibit, HallGiven, Stays
from citybricks.methods.gatherings.booths.halls import SIDES, SIZES, Hall, cells_of, stands
from citybricks.methods.gatherings.booths.problem import Booth, Place
from citybricks.types import Row, Table

MOST_CELLS = 4_000
"""Cells of all halls together; ways between all of them are held at once."""
_COMMA = re.compile(r"[,;，；、]")
Dict = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Given:
    """What was given, row by row and as the method takes it."""

    rows: list[Dict]
    hall_rows: list[Dict]
    booths: list[Booth]
    halls: list[Hall]
    kept: dict[str, Place]


def read(
    booths: Table[Exhibit], halls: Table[HallGiven], placed: Table[Stays] | None = None
) -> Given:
    """Read the tables.

    Raises
    ------
    BrickError
        At the first row that cannot be.
    """
    rows, hall_rows = _rows(booths, Exhibit), _rows(halls, HallGiven)
    for error in _twice("halls", hall_rows):
        raise error
    given = Given(
        rows,
        hall_rows,
        [_booth(row) for row in rows],
        [_hall(number, row) for number, row in enumerate(hall_rows)],
        {},
    )
    for error in (*_twice("booths", rows), *_themes(given), *_small(given), *_room(given)):
        raise error
    _keep(given, _rows(placed, Stays) if placed is not None else [])
    return given


def _rows(table: Table[Any], row: type[Row]) -> list[Dict]:
    """Return the rows of a table; what is empty takes its default."""
    import pandas as pd

    usual = {name: field.default for name, field in row.model_fields.items()}
    frame = table.frame.astype(object)
    return [
        usual | {str(k): v for k, v in one.items() if k in usual and not pd.isna(v)}
        for one in frame.to_dict("records")
    ]


def listed(text: str) -> list[str]:
    """Split a list with commas of any script."""
    return [word.strip() for word in _COMMA.split(text) if word.strip()]


def _booth(row: Dict) -> Booth:
    fields = frozenset(word.casefold() for word in listed(row["fields"]))
    return Booth(row["id"], row["size"], row["theme"], fields, row["member"], row["wish"])


def _hall(number: int, row: Dict) -> Hall:
    sides = {name: _sides(f"halls.{number}.{name}", row[name]) for name in ("entrances", "power")}
    if not sides["entrances"]:
        raise BrickError(
            f"halls.{number}.entrances",
            "is empty; a hall needs an entrance in one of its walls: {known}",
            known=", ".join(SIDES),
        )
    return Hall(row["id"], float(row["width"]), float(row["depth"]), row["theme"], **sides)


def _sides(where: str, text: str) -> tuple[str, ...]:
    sides = tuple(dict.fromkeys(listed(text.lower())))
    for side in sides:
        if side not in SIDES:
            raise BrickError(
                where, "{name} is no wall; walls are {known}", name=side, known=", ".join(SIDES)
            )
    return sides


def _twice(table: str, rows: list[Dict], column: str = "id") -> Iterator[BrickError]:
    seen: set[str] = set()
    for number, row in enumerate(rows):
        if row[column] in seen:
            yield BrickError(
                f"{table}.{number}.{column}", "{name} is there twice", name=row[column]
            )
        seen.add(row[column])


def _themes(given: Given) -> Iterator[BrickError]:
    known = {hall.theme for hall in given.halls}
    for number, booth in enumerate(given.booths):
        if booth.theme and booth.theme not in known and "" not in known:
            yield BrickError(
                f"booths.{number}.theme",
                "no hall is about {name}; halls are about {known}",
                name=booth.theme,
                known=", ".join(sorted(known)),
            )


def _small(given: Given) -> Iterator[BrickError]:
    total = 0
    for number, hall in enumerate(given.halls):
        cells = len(stands(hall)) if min(hall.rows, hall.columns) > 0 else 0
        total += cells
        if not cells:
            yield BrickError(
                f"halls.{number}",
                "{name} is {width} m by {depth} m; stands with aisles around them need 12 m by"
                " 12 m",
                name=hall.id,
                width=f"{hall.width:g}",
                depth=f"{hall.depth:g}",
            )
    if total > MOST_CELLS:
        yield BrickError(
            "halls",
            "have {count} cells for stands; at most {limit} are planned at once",
            count=total,
            limit=MOST_CELLS,
        )


def _room(given: Given) -> Iterator[BrickError]:
    """Refuse more booths than the halls of their theme have cells, and than all halls have."""
    general = sum(len(stands(hall)) for hall in given.halls if not hall.theme)
    themes = dict.fromkeys(booth.theme for booth in given.booths if booth.theme)
    for theme in themes:
        needed = _cells(booth for booth in given.booths if booth.theme == theme)
        have = general + sum(len(stands(hall)) for hall in given.halls if hall.theme == theme)
        if needed > have:
            yield BrickError(
                "halls",
                "the booths about {theme} take {needed} cells of 9 m²; the halls that may hold them"
                " have {have}",
                theme=theme,
                needed=needed,
                have=have,
            )
    needed, have = _cells(given.booths), sum(len(stands(hall)) for hall in given.halls)
    if needed > have:
        yield BrickError(
            "halls",
            "the booths take {needed} cells of 9 m²; the halls have {have}",
            needed=needed,
            have=have,
        )


def _cells(booths: Iterable[Booth]) -> int:
    return sum(cells_of(booth.size) for booth in booths)


def _keep(given: Given, rows: list[Dict]) -> None:
    """Note the booths that stay where they are."""
    for error in _twice("placed", rows, "booth"):
        raise error
    booths = {booth.id: booth for booth in given.booths}
    halls = {hall.id: hall for hall in given.halls}
    taken: dict[Place, str] = {}
    for number, row in enumerate(rows):
        for column, known in (("booth", booths), ("hall", halls)):
            if row[column] not in known:
                raise BrickError(
                    f"placed.{number}.{column}",
                    "{name} is not known; known are {known}",
                    name=row[column],
                    known=", ".join(sorted(known)[:8]),
                )
        booth, hall = booths[row["booth"]], halls[row["hall"]]
        place = Place(hall.id, int(row["row"]) - 1, int(row["column"]) - 1)
        for error in (*_wrong(number, booth, hall), *_nowhere(number, booth, hall, place)):
            raise error
        for cell in _covered(booth, place):
            if cell in taken:
                raise BrickError(
                    f"placed.{number}",
                    "{name} would stand on {other}",
                    name=booth.id,
                    other=taken[cell],
                )
            taken[cell] = booth.id
        given.kept[booth.id] = place


def _wrong(number: int, booth: Booth, hall: Hall) -> Iterator[BrickError]:
    if hall.theme and booth.theme and hall.theme != booth.theme:
        yield BrickError(
            f"placed.{number}.hall",
            "{name} is about {theme}, hall {hall} about {other}",
            name=booth.id,
            theme=booth.theme,
            hall=hall.id,
            other=hall.theme,
        )


def _nowhere(number: int, booth: Booth, hall: Hall, place: Place) -> Iterator[BrickError]:
    """Refuse a place outside, in an aisle, or where a booth of this size cannot start."""
    if place.row >= hall.rows or place.column >= hall.columns:
        yield BrickError(
            f"placed.{number}",
            "row {row}, column {column} is outside hall {hall}, which has {rows} rows and {columns}"
            " columns",
            row=place.row + 1,
            column=place.column + 1,
            hall=hall.id,
            rows=hall.rows,
            columns=hall.columns,
        )
        return
    starts = starts_of(hall, booth.size)
    if (place.row, place.column) not in starts:
        row, column = min(
            starts, key=lambda at: (abs(at[0] - place.row) + abs(at[1] - place.column), at)
        )
        yield BrickError(
            f"placed.{number}",
            "no {size} booth can start at row {row}, column {column} of hall {hall}; the nearest"
            " place is row {near_row}, column {near_column}",
            size=booth.size,
            row=place.row + 1,
            column=place.column + 1,
            hall=hall.id,
            near_row=row + 1,
            near_column=column + 1,
        )


def starts_of(hall: Hall, size: str) -> list[tuple[int, int]]:
    """Return the northwestern cells at which a booth of a size may start, rows and columns."""
    return [(int(row), int(column)) for row, column in stands(hall)[:: cells_of(size)]]


def _covered(booth: Booth, place: Place) -> list[Place]:
    rows, columns = SIZES[booth.size]
    return [
        Place(place.hall, place.row + row, place.column + column)
        for row in range(rows)
        for column in range(columns)
    ]
