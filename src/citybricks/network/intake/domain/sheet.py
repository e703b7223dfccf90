"""Read a table from CSV, XLSX or JSON-LD into rows of text.

A text in a language is in a column named with it, as ``title:zh-Hans``; JSON-LD says the same by
``{"@language": "zh-Hans", "@value": "…"}``. A list of values is one text with semicolons. The
apostrophe that keeps a spreadsheet from taking words for a formula is no part of a text.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _

from citybricks.network.intake.domain.cells import unguarded

MOST_ROWS = 10_000
MOST_COLUMNS = 300
MOST_BYTES = 20_000_000
"""A file may have; a table of 10,000 rows is far below."""
_MOST_UNPACKED = 200_000_000
_ENCODINGS = ("utf-8-sig", "utf-16", "gb18030")
_MARKS = (b"\xff\xfe", b"\xfe\xff")
"""With which UTF-16 begins; without one, almost any bytes are UTF-16 of something."""
KINDS = {".csv": "CSV", ".tsv": "CSV", ".xlsx": "XLSX", ".json": "JSON-LD", ".jsonld": "JSON-LD"}


class UnreadableError(ValueError):
    """A file that is no table, said so that its sender can mend it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it was sent.

    Parameters
    ----------
    columns
        Names of the columns, in order.
    rows
        Text by column; what is empty is left out.
    numbers
        Number of each row as a spreadsheet shows it, the heading counted; for JSON-LD its place.
    encoding
        How its text was encoded; empty where the format says it.
    """

    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    numbers: tuple[int, ...]
    encoding: str = ""


def read(name: str, content: bytes) -> Sheet:
    """Read a table.

    Raises
    ------
    UnreadableError
        When the file is too large, of another kind, or not what its name says.
    """
    kind = KINDS.get(PurePath(name).suffix.lower())
    if kind is None:
        allowed = _("“%(name)s” is no table we read; CSV, XLSX and JSON-LD are.")
        raise UnreadableError(allowed % {"name": name[:80]})
    if len(content) > MOST_BYTES:
        said = _("“%(name)s” has %(size)s MB; %(most)s MB are allowed.")
        size = f"{len(content) / 1e6:.1f}"
        raise UnreadableError(said % {"name": name, "size": size, "most": MOST_BYTES // 1_000_000})
    if not content.strip():
        raise UnreadableError(_("“%(name)s” is empty.") % {"name": name})
    return {"CSV": _csv, "XLSX": _xlsx, "JSON-LD": _json}[kind](content)


def _csv(content: bytes) -> Sheet:
    text, encoding = _decoded(content)
    heading = text.lstrip().split("\n", 1)[0]
    separator = max(",;\t", key=heading.count)
    try:
        lines = list(csv.reader(io.StringIO(text), delimiter=separator, skipinitialspace=True))
    except csv.Error as error:
        said = _("The table cannot be read as CSV: %(reason)s")
        raise UnreadableError(said % {"reason": error}) from error
    return _sheet(lines, encoding)


def _decoded(content: bytes) -> tuple[str, str]:
    marked = content.startswith(_MARKS)
    for encoding in _ENCODINGS:
        if encoding == "utf-16" and not marked:
            continue
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text, encoding.removesuffix("-sig").upper()
    raise UnreadableError(_("The text is neither UTF-8, UTF-16 nor GB 18030."))


def _xlsx(content: bytes) -> Sheet:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(one.file_size for one in packed.infolist())
    except zipfile.BadZipFile as error:
        raise UnreadableError(_("The file is no workbook that can be read.")) from error
    if unpacked > _MOST_UNPACKED:
        raise UnreadableError(_("The workbook is too large once it is unpacked."))
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        lines = [
            ["" if cell is None else _cell(cell) for cell in line]
            for line in book.worksheets[0].iter_rows(
                max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1, values_only=True
            )
        ]
    except Exception as error:  # the reader raises what it likes on broken files
        raise UnreadableError(_("The file is no workbook that can be read.")) from error
    return _sheet(lines, "")


def _cell(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.date().isoformat() if hasattr(value, "date") else str(value)


def _sheet(lines: Sequence[Sequence[str]], encoding: str) -> Sheet:
    """Make a table of lines, the first with something in it being the heading."""
    start = next((at for at, line in enumerate(lines) if any(map(str.strip, line))), None)
    if start is None:
        raise UnreadableError(_("The table is empty."))
    columns = tuple(name.strip() for name in lines[start])
    _check_columns(columns)
    rows, numbers = [], []
    for number, line in enumerate(lines[start + 1 :], start + 2):
        cells = zip(columns, map(_said, line), strict=False)
        if row := {name: cell for name, cell in cells if name and cell}:
            rows.append(row)
            numbers.append(number)
    return _checked(columns, rows, numbers, encoding)


def _said(cell: str) -> str:
    """Return what stands in a cell, as it was before a table was written of it."""
    return unguarded(cell).strip()


def _json(content: bytes) -> Sheet:
    text, _encoding = _decoded(content)
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        said = _("The file is not JSON: %(reason)s")
        raise UnreadableError(said % {"reason": str(error)[:120]}) from error
    things = document.get("@graph", [document]) if isinstance(document, dict) else document
    if not isinstance(things, list) or not all(isinstance(one, dict) for one in things):
        raise UnreadableError(_("JSON-LD has to be an object, a list of objects, or a @graph."))
    rows = [dict(_flat(one)) for one in things]
    columns = tuple(dict.fromkeys(name for row in rows for name in row))
    _check_columns(columns)
    return _checked(columns, rows, range(1, len(rows) + 1), "")


def _flat(thing: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in thing.items():
        if name == "@context":
            continue
        values = value if isinstance(value, list) else [value]
        yield from _texts(name, values)


def _texts(name: str, values: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """Yield the texts of a property: by language where they say it, else all as one."""
    plain = []
    for value in values:
        match value:
            case {"@language": str(tag), "@value": str(text)}:
                yield f"{name}:{tag}", text.strip()
            case {"@value": inner} | {"@id": inner} | {"name": str(inner)}:
                plain.append(str(inner))
            case None | {} | []:
                continue
            case dict() | list():
                plain.append(json.dumps(value, ensure_ascii=False))
            case bool():
                plain.append("true" if value else "false")
            case _:
                plain.append(str(value).strip())
    if plain:
        yield name, "; ".join(plain)


def _check_columns(columns: Sequence[str]) -> None:
    named = [name for name in columns if name]
    if len(named) > MOST_COLUMNS:
        said = _("The table has %(count)s columns; %(most)s are allowed.")
        raise UnreadableError(said % {"count": len(named), "most": MOST_COLUMNS})
    if twice := {name for name in named if named.count(name) > 1}:
        said = _("Two columns are called “%(name)s”.")
        raise UnreadableError(said % {"name": min(twice)})


def _checked(
    columns: Sequence[str], rows: Sequence[dict[str, str]], numbers: Sequence[int], encoding: str
) -> Sheet:
    if not rows:
        raise UnreadableError(_("The table has a heading and no rows."))
    if len(rows) > MOST_ROWS:
        said = _("The table has more than %(most)s rows; send it in parts.")
        raise UnreadableError(said % {"most": f"{MOST_ROWS:,}"})
    names = tuple(name for name in columns if name)
    return Sheet(names, tuple(rows), tuple(numbers), encoding)
