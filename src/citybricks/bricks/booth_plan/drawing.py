"""A hall drawn as a plan: walls, entrances, aisles, stands with their names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from markupsafe import Markup

from citybricks.bricks.booth_plan.reading import listed
from citybricks.bricks.booth_plan.rows import Placed
from citybricks.methods.gatherings.booths.halls import CELL_M, SIZES, Hall, stands
from citybricks.methods.gatherings.booths.signs import fit
from citybricks.types import Table as Data
from citybricks.views import colours
from citybricks.views.charts.sheet import FONTS, NAMED, figure
from citybricks.views.markup import join, tag
from citybricks.views.reader import Reader

METRE = 10
"""Units of the drawing."""
EDGE = 16
"""Around the walls."""
_NUMBER = 4.6
"""Size of the letters of a stand's number."""
_NAME = {"S": 5.2, "M": 5.8, "L": 8.0}
"""Size of the letters of its name."""
_WALLS = {"north": "north", "east": "east", "south": "south", "west": "west"}
_SHADES = len(colours.SERIES)
Dict = dict[str, Any]
Area = tuple[float, float, float, float]
"""Metres from the west wall and the north wall, width and depth."""


class HallDrawing:
    """The plan of a hall, and its stands as a table.

    Parameters
    ----------
    hall
        A row of the halls.
    places
        Where the booths of all halls stand.
    """

    def __init__(self, hall: Dict, places: Data[Placed]) -> None:
        self.hall = hall
        frame = places.frame[places.frame["hall"] == hall["id"]]
        self.table: Data[Placed] = Data(frame.reset_index(drop=True))
        self.rows = _rows(frame)

    def html(self, reader: Reader) -> Markup:
        """Write the plan, what it says, and its table."""
        drawn = tag("div", self._sheet(reader, NAMED), class_="cb-static")
        listing = self._listed(reader)
        return figure(self._title(reader), drawn, self.summary(reader), listing, reader)

    def svg(self, reader: Reader) -> str:
        """Draw the plan as an SVG file."""
        title = tag("title", f"{self._title(reader)}: {self.summary(reader)}")
        return str(self._sheet(reader, {"role": "img"}, title))

    def summary(self, reader: Reader) -> str:
        """Say how large the hall is, what stands in it, and what the colours mean."""
        hall = self.hall
        size = reader(
            "{width} m by {depth} m, {count} booths, {free} cells of 9 m² free; entrance: {sides}.",
            width=f"{hall['width']:g}",
            depth=f"{hall['depth']:g}",
            count=hall["booths"],
            free=hall["free"],
            sides=reader.listed(*(reader(_WALLS[side]) for side in listed(hall["entrances"]))),
        )
        shades = [
            reader("{field}: {colour}", field=field, colour=reader(_COLOURS[at]))
            for at, field in enumerate(self._fields())
        ]
        meaning = reader("Colours: {list}.", list=reader.listed(*shades)) if shades else ""
        return reader.joined(size, meaning)

    def _title(self, reader: Reader) -> str:
        return reader("Hall {id}: {name}", id=self.hall["id"], name=named(self.hall, reader))

    def _fields(self) -> list[str]:
        """Return the fields that have a colour: the most frequent first ones."""
        first = [listed(row["fields"])[0] for row in self.rows if listed(row["fields"])]
        counted = pd.Series(first, dtype=object).value_counts()
        ranked = sorted(counted.items(), key=lambda one: (-one[1], str(one[0])))
        return [str(name) for name, _ in ranked[:_SHADES]]

    def _listed(self, reader: Reader) -> Data[Any]:
        kept = ["stand", "name", "size", "fields", "country", "member", "row", "column"]
        frame = self.table.frame.sort_values(["row", "column"])
        names = [named(row, reader) for row in _rows(frame)]
        frame = frame.assign(name=names)
        return Data(frame[kept].reset_index(drop=True))

    def _sheet(self, reader: Reader, words: Dict, title: Markup | None = None) -> Markup:
        wide, deep = (METRE * self.hall[name] + 2 * EDGE for name in ("width", "depth"))
        marks = (*self._ground(), *self._doors(reader), *self._stands(reader))
        return tag(
            "svg",
            title,
            tag("rect", width=f"{wide:g}", height=f"{deep:g}", fill=colours.SURFACE),
            *marks,
            viewBox=f"0 0 {wide:g} {deep:g}",
            xmlns="http://www.w3.org/2000/svg",
            font_family=FONTS,
            **words,
        )

    def _ground(self) -> Iterator[Markup]:
        """Draw the walls, and cells that nobody has taken."""
        hall = Hall(self.hall["id"], self.hall["width"], self.hall["depth"])
        yield tag(
            "rect",
            x=EDGE,
            y=EDGE,
            width=f"{METRE * hall.width:g}",
            height=f"{METRE * hall.depth:g}",
            fill=colours.PAPER,
            stroke=colours.INK_SOFT,
            stroke_width=2,
        )
        taken = {cell for row in self.rows for cell in _cells(row)}
        for row, column in stands(hall):
            if (row, column) not in taken:
                place = (column * CELL_M, row * CELL_M, CELL_M, CELL_M)
                yield _box(place, stroke_dasharray="2 2")

    def _doors(self, reader: Reader) -> Iterator[Markup]:
        wide, deep = METRE * self.hall["width"], METRE * self.hall["depth"]
        spots = {
            "north": (wide / 2, -5),
            "south": (wide / 2, deep + 11),
            "west": (-5, deep / 2),
            "east": (wide + 11, deep / 2),
        }
        for side in listed(self.hall["entrances"]):
            x, y = spots[side][0] + EDGE, spots[side][1] + EDGE
            upright = side in ("west", "east")
            yield tag(
                "text",
                reader("Entrance"),
                x=f"{x:g}",
                y=f"{y:g}",
                text_anchor="middle",
                font_size=9,
                fill=colours.INK,
                transform=f"rotate(-90 {x:g} {y:g})" if upright else None,
            )
            yield self._gap(side)

    def _gap(self, side: str) -> Markup:
        """Draw the opening of a wall, 6 m wide."""
        wide, deep, half = METRE * self.hall["width"], METRE * self.hall["depth"], 3 * METRE
        x1, y1, x2, y2 = {
            "north": (wide / 2 - half, 0, wide / 2 + half, 0),
            "south": (wide / 2 - half, deep, wide / 2 + half, deep),
            "west": (0, deep / 2 - half, 0, deep / 2 + half),
            "east": (wide, deep / 2 - half, wide, deep / 2 + half),
        }[side]
        ends = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
        shifted = {name: f"{value + EDGE:g}" for name, value in ends.items()}
        return tag("line", **shifted, stroke=colours.ACCENT, stroke_width=4)

    def _stands(self, reader: Reader) -> Iterator[Markup]:
        shades = {field: colours.SERIES[at] for at, field in enumerate(self._fields())}
        for row in self.rows:
            own = next((word for word in listed(row["fields"]) if word in shades), "")
            look = {"fill": shades.get(own, colours.NEUTRAL), "stroke_width": "1.2"}
            yield _box(_place(row), fill_opacity="0.28", **look)
            yield join(_words(row, named(row, reader)))


_COLOURS = ("teal", "red", "yellow", "green", "violet", "brown")


def _rows(frame: pd.DataFrame) -> list[Dict]:
    return [
        {str(name): value for name, value in row.items()}
        for row in frame.astype(object).to_dict("records")
    ]


def named(row: Dict, reader: Reader) -> str:
    """Return a name in the language of the reader, where there is one."""
    own = row["name_zh"] if reader.language.startswith("zh") else ""
    return str(own or row["name"])


def _cells(row: Dict) -> Iterator[tuple[int, int]]:
    """Return the cells of a booth, from 0."""
    rows, columns = SIZES[row["size"]]
    for down in range(rows):
        for right in range(columns):
            yield row["row"] - 1 + down, row["column"] - 1 + right


def _place(row: Dict) -> Area:
    return row["east"], row["south"], row["width"], row["depth"]


def _box(place: Area, **look: str) -> Markup:
    x, y, width, depth = place
    return tag(
        "rect",
        x=f"{METRE * x + EDGE + 0.5:g}",
        y=f"{METRE * y + EDGE + 0.5:g}",
        width=f"{METRE * width - 1:g}",
        height=f"{METRE * depth - 1:g}",
        **{"fill": "none", "stroke": colours.RIM, "stroke_width": "0.7", **look},
    )


def _words(row: Dict, name: str) -> Iterator[Markup]:
    """Write the number of a stand and, under it, its name in as many lines as there is room for."""
    x, y = METRE * row["east"] + EDGE + 3, METRE * row["south"] + EDGE + 6
    yield _text(row["stand"], x, y, _NUMBER, colours.INK_SOFT)
    size = _NAME[row["size"]]
    lines = int((METRE * row["depth"] - 8) / (1.15 * size))
    for at, line in enumerate(fit(name, (METRE * row["width"] - 5) / size, lines)):
        yield _text(line, x, y + (at + 1) * 1.15 * size + 0.5, size, colours.INK)


def _text(said: str, x: float, y: float, size: float, ink: str) -> Markup:
    return tag("text", said, x=f"{x:g}", y=f"{y:g}", font_size=f"{size:g}", fill=ink)
