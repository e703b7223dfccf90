"""Read a roll as it was sent: CSV in the encodings of China, Japan and the web, or XLSX.

CSV is read line by line, so that a quotation mark that is never closed costs one row and not all
that follow: no cell of a roll has a line break.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from citybricks.network.intake.domain import sheet
from citybricks.network.intake.domain.cells import unguarded
from citybricks.network.intake.domain.encoding import LABELS, EncodingError, decoded
from citybricks.services.voting.refusal import RefusedError
from citybricks.services.voting.roll.domain.folding import folded
from citybricks.services.voting.roll.domain.reasons import Fault

COLUMNS = ("voter_id", "name", "email", "lang", "weight", "district", "channel")
REQUIRED = "voter_id"
MOST_BYTES = 40_000_000
MOST_ROWS = 200_000
_LINE = re.compile(r"\r\n|\n|\r")

REASONS = {
    "kind": (
        "“{name}” is no table we read; CSV and XLSX are.",
        "无法读取“{name}”；只接受 CSV 与 XLSX。",
    ),
    "size": (
        "“{name}” has {found} bytes; at most {most} are allowed.",
        "“{name}”有 {found} 字节；最多允许 {most} 字节。",
    ),
    "empty": (
        "“{name}” is empty, or has a heading only.",
        "“{name}”为空，或只有表头。",
    ),
    "encoding": (
        "The text is not in {allowed}.",
        "文本编码不是 {allowed}。",
    ),
    "column": (
        "No column is called voter_id. The first row has to name the columns: {allowed}.",
        "没有名为 voter_id 的列。首行须为列名：{allowed}。",
    ),
    "twice": (
        "Two columns are called {found}.",
        "有两列都名为 {found}。",
    ),
    "rows": (
        "The table has {found} rows; at most {most} are allowed in one file.",
        "表格有 {found} 行；单个文件最多 {most} 行。",
    ),
    "workbook": (
        "The workbook cannot be read: {found}",
        "无法读取工作簿：{found}",
    ),
}
"""Why a file is no roll, in English and Chinese."""


class NoRollError(RefusedError):
    """A file that cannot be read as a roll.

    Parameters
    ----------
    code
        A key of `REASONS`.
    **values
        What the reason is filled in with.
    """

    def __init__(self, code: str, **values: object) -> None:
        en, zh = (text.format(**values) for text in REASONS[code])
        super().__init__(code, en, zh)


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was sent.

    Parameters
    ----------
    number
        As a spreadsheet shows it, the heading counted.
    cells
        Text by column, as it was sent.
    fault
        Why it cannot be read, if it cannot.
    """

    number: int
    cells: dict[str, str]
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A roll as it was sent.

    Parameters
    ----------
    rows
        All that are not empty.
    ignored
        Names of columns that nothing reads.
    encoding
        How its text was encoded, as people call it; empty for XLSX.
    """

    rows: tuple[Row, ...]
    ignored: tuple[str, ...]
    encoding: str


def read(name: str, content: bytes, encoding: str = "") -> Table:
    """Read a roll.

    Parameters
    ----------
    name
        Of the file; its ending says what it is.
    content
        Of the file.
    encoding
        Of CSV, a key of `encoding.LABELS`; empty: it is found out.

    Raises
    ------
    NoRollError
        When the file is no table, or names no voters.
    """
    kind = PurePath(name).suffix.lower()
    short = name[:80]
    if kind not in (".csv", ".tsv", ".txt", ".xlsx"):
        raise NoRollError("kind", name=short)
    if len(content) > MOST_BYTES:
        found, most = f"{len(content):,}", f"{MOST_BYTES:,}"
        raise NoRollError("size", name=short, found=found, most=most)
    if not content.strip():
        raise NoRollError("empty", name=short)
    table = _xlsx(name, content) if kind == ".xlsx" else _csv(content, encoding)
    if not table.rows:
        raise NoRollError("empty", name=short)
    if len(table.rows) > MOST_ROWS:
        raise NoRollError("rows", found=f"{len(table.rows):,}", most=f"{MOST_ROWS:,}")
    return table


def _xlsx(name: str, content: bytes) -> Table:
    try:
        found = sheet.read(name, content)
    except sheet.UnreadableError as error:
        raise NoRollError("workbook", found=error) from error
    known = _known(found.columns)
    rows = tuple(
        Row(number, {known[key]: cell for key, cell in cells.items() if key in known})
        for number, cells in zip(found.numbers, found.rows, strict=True)
    )
    return Table(rows, tuple(key for key in found.columns if key not in known), "")


def _csv(content: bytes, encoding: str) -> Table:
    try:
        given = decoded(content, encoding)
    except EncodingError as error:
        raise NoRollError("encoding", allowed=error) from error
    lines = [(at, line) for at, line in enumerate(_LINE.split(given.text), 1) if line.strip()]
    if not lines:
        return Table((), (), "")
    heading = lines[0][1]
    separator = max(",;\t", key=heading.count)
    columns = tuple(name.strip() for name in _cells(heading, separator) or (heading,))
    known = _known(columns)
    rows = tuple(_rows(lines[1:], columns, known, separator))
    ignored = tuple(name for name in columns if name and name not in known)
    return Table(rows, ignored, LABELS[given.encoding])


def _rows(
    lines: list[tuple[int, str]], columns: tuple[str, ...], known: dict[str, str], separator: str
) -> Iterator[Row]:
    for number, line in lines:
        cells = _cells(line, separator)
        if cells is None:
            yield Row(number, {REQUIRED: line}, Fault("quotes"))
            continue
        if not any(map(str.strip, cells)):
            continue
        named = {
            known[name]: unguarded(cell.strip()).strip()
            for name, cell in zip(columns, cells, strict=False)
            if name in known
        }
        extra = cells[len(columns) :]
        if any(map(str.strip, extra)):
            counted = {"found": str(len(cells)), "most": str(len(columns))}
            yield Row(number, {REQUIRED: line}, Fault("cells", values=counted))
        else:
            yield Row(number, {name: cell for name, cell in named.items() if cell})


def _cells(line: str, separator: str) -> list[str] | None:
    """Return the cells of a line; None when its quotation marks do not pair up."""
    try:
        found = list(csv.reader([line], delimiter=separator, skipinitialspace=True, strict=True))
    except csv.Error:
        return None
    return found[0] if len(found) == 1 else None


def _known(columns: tuple[str, ...]) -> dict[str, str]:
    """Return which columns are read, by their name in the heading.

    Raises
    ------
    NoRollError
        When the voter's number is not among them, or one is there twice.
    """
    known = {name: folded(name) for name in columns if folded(name) in COLUMNS}
    names = [folded(name) for name in columns if folded(name) in COLUMNS]
    if REQUIRED not in names:
        raise NoRollError("column", allowed=", ".join(COLUMNS))
    if twice := {name for name in names if names.count(name) > 1}:
        raise NoRollError("twice", found=min(twice))
    return known
