"""A brick for many cities: the table it asks for, and what a table that is given holds.

Column names are those of the brick's inputs, the same in every language.
"""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from citybricks.faces.example import example_of
from citybricks.faces.form import Field, fields, leaves, value_at, written
from citybricks.faces.problems import Problem
from citybricks.kernel.brick import Brick
from citybricks.kernel.columns import document_of, files_named, inputs_of, typed
from citybricks.kernel.errors import BrickError
from citybricks.kernel.refusal import refusals
from citybricks.kernel.translation import Translate
from citybricks.types import File, Table
from citybricks.types.cities import LATITUDE, LONGITUDE, City, frame_of, points_of
from citybricks.types.files import CSV
from citybricks.types.writing import records

SECONDS = 2.0
"""How long rows are checked; the rest show their problems when they are run."""
CITY = "city"


def rows_of(file: File, brick: Brick[..., Any]) -> Table[City]:
    """Read the rows of a table, in the types of the brick's inputs.

    Raises
    ------
    BrickError
        When the file cannot be read or has no rows.
    """
    try:
        frame = frame_of(file)
    except PydanticCustomError as error:
        raise BrickError("rows", error.message_template, **(error.context or {})) from error
    if not len(frame) or not len(frame.columns):
        raise BrickError("rows", "has no rows; at least one is needed")
    if file.media_type == CSV:
        frame = typed(frame, brick.inputs)
    return Table(frame)


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with one row."""

    number: int
    """Which row, counted from 1."""
    name: str
    """Its first text, by which people know it."""
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """What a table holds for a brick."""

    rows: int = 0
    used: tuple[str, ...] = ()
    """Columns that are inputs."""
    kept: tuple[str, ...] = ()
    """Other columns."""
    missing: tuple[str, ...] = ()
    """Inputs that are needed, and that neither the table nor the shared inputs give."""
    absent: tuple[str, ...] = ()
    """Files that cells name and that were not given."""
    located: bool = False
    """Whether rows have coordinates."""
    checked: int = 0
    """Rows that there was time to check."""
    wrong: tuple[Wrong, ...] = field(default=())

    @property
    def fits(self) -> bool:
        """Whether every row can be run, as far as it was checked."""
        return not self.missing and not self.wrong


def check(
    brick: Brick[..., Any],
    rows: Table[City],
    shared: Mapping[str, Any],
    files: Mapping[str, File],
    translate: Translate,
) -> Check:
    """Check a table before it is run."""
    known = inputs_of(brick.inputs)
    columns = [str(name) for name in rows.frame.columns]
    used = tuple(name for name in columns if name in known)
    given = {name.partition(".")[0] for name in used} | shared.keys()
    cells = records(rows.frame)
    wrong, checked = _wrong(brick, cells, shared, files, translate)
    return Check(
        rows=len(rows),
        used=used,
        kept=tuple(name for name in columns if name not in known),
        missing=tuple(name for name, one in known.items() if one.required and name not in given),
        absent=tuple(name for name in named(brick, rows) if name not in files),
        located=points_of(rows.frame) is not None,
        checked=checked,
        wrong=tuple(wrong),
    )


def named(brick: Brick[..., Any], rows: Table[City]) -> list[str]:
    """Return the names and addresses of the files in the cells of a table, each once."""
    cells = records(rows.frame)
    return list(dict.fromkeys(name for row in cells for name in files_named(brick.inputs, row)))


def _wrong(
    brick: Brick[..., Any],
    cells: Sequence[Mapping[str, Any]],
    shared: Mapping[str, Any],
    files: Mapping[str, File],
    translate: Translate,
) -> tuple[list[Wrong], int]:
    """Return what is wrong with rows, and how many there was time for."""
    stop = time.monotonic() + SECONDS
    found: list[Wrong] = []
    for at, row in enumerate(cells):
        if time.monotonic() > stop:
            return found, at
        try:
            brick.inputs.model_validate(document_of(brick.inputs, row, shared, files))
        except (ValidationError, BrickError) as error:
            said = tuple(Problem(each.input, each.said(translate)) for each in refusals(error))
            found.append(Wrong(at + 1, _name(row), said))
    return found, len(cells)


def _name(row: Mapping[str, Any]) -> str:
    return next((value for value in row.values() if isinstance(value, str)), "")


def template(brick: Brick[..., Any]) -> bytes:
    """Write a CSV file with a column for each input, and the brick's example in one row."""
    example = example_of(brick)
    title, inputs = (example.title, example.inputs) if example else ("", {})
    row = dict(_cells(brick, title, inputs))
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(row)
    writer.writerow(row.values())
    return ("\ufeff" + buffer.getvalue()).encode()


def _cells(
    brick: Brick[..., Any], title: str, document: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    every = fields(brick)
    texts = written(every, document)
    names = example_files(brick)
    known = [one.path for one in leaves(every)]
    x, y = _middle(document)
    for name, value in ((CITY, title), (LONGITUDE, x), (LATITUDE, y)):
        if name not in known:
            yield name, value
    for one in leaves(every):
        yield one.path, ";".join(names.get(one.path, ())) or texts.get(one.path, "")


def _middle(document: Mapping[str, Any]) -> tuple[str, str]:
    """Return longitude and latitude of the middle of the first places in a document."""
    for value in document.values():
        if isinstance(value, Mapping) and value.get("type") == "FeatureCollection":
            frame = frame_of(value)
            return f"{frame[LONGITUDE].mean():.3f}", f"{frame[LATITUDE].mean():.3f}"
    return "", ""


def example_files(brick: Brick[..., Any]) -> dict[str, list[str]]:
    """Return what the files of the brick's example are called, by the input that takes them."""
    example = example_of(brick)
    found: dict[str, list[str]] = {}
    for one in leaves(fields(brick)):
        value = value_at(example.inputs if example else {}, one.path)
        if one.shape in ("table", "tables") and value:
            many = value if one.shape == "tables" else [value]
            found[one.path] = [_called(one, at, each) for at, each in enumerate(many)]
    return found


def _called(one: Field, at: int, value: Any) -> str:
    located = isinstance(value, Mapping) and value.get("type") == "FeatureCollection"
    name = f"{one.path}-{at}" if at else one.path
    return f"{name}.{'geojson' if located else 'json'}"
