"""Read a table that a city's office sends: CSV in the encodings of Japan, China and the web, XLSX.

CSV is read line by line, so that a quotation mark that is never closed costs one row and not all
that follow. What is wrong is told by the rules of `rules`, with the row as a spreadsheet counts it.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from citybricks.network.intake.domain import sheet
from citybricks.network.intake.domain.cells import unguarded
from citybricks.network.intake.domain.encoding import LABELS, EncodingError, decoded
from citybricks.services.schoolhealth.findings import Finding

MOST_BYTES = 10_000_000
MOST_ROWS = 100_000
_LINE = re.compile(r"\r\n|\n|\r")
_BROKEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffd]")
_LONGEST = 200
_WORKBOOK = b"PK\x03\x04"


class UnreadableError(ValueError):
    """A file of which nothing can be taken over.

    Parameters
    ----------
    finding
        Why.
    """

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.text("en"))


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was sent.

    Parameters
    ----------
    number
        As a spreadsheet shows it, the heading counted; of other formats the place in the list.
    cells
        What stands in it by column; what is empty is left out.
    findings
        Why it cannot be read, if it cannot.
    place
        Where it stands in a format that is no table.
    numbers
        Number of what stands in a column, where a row is put together from several.
    """

    number: int
    cells: dict[str, object]
    findings: tuple[Finding, ...] = ()
    place: str = ""
    numbers: dict[str, int] = field(default_factory=dict)

    def placed(self, finding: Finding) -> Finding:
        """Return a finding with where it stands."""
        return finding.at(self.numbers.get(finding.column, self.number), self.place)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns a table has: those it needs, and others that are read."""

    needed: tuple[str, ...]
    others: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """All that are read."""
        return self.needed + self.others


def folded(text: str) -> str:
    """Return a text as it is compared: full-width letters and digits, case and spaces are alike."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def short(value: object, most: int = 80) -> str:
    """Return a value as a reader is shown it, and as a database keeps it."""
    text = _BROKEN.sub("\ufffd", " ".join(str(value).split()))
    return text if len(text) <= most else text[: most - 1] + "…"


def check_size(content: bytes) -> None:
    """Refuse what is empty or too large.

    Raises
    ------
    UnreadableError
        When it is.
    """
    if not content.strip():
        raise UnreadableError(Finding("empty-file"))
    if len(content) > MOST_BYTES:
        found, most = f"{len(content):,} bytes", f"{MOST_BYTES:,} bytes"
        raise UnreadableError(Finding("too-large", value=found, most=most))


def read(content: bytes, columns: Columns) -> tuple[list[Row], list[Finding]]:
    """Read a table; return its rows, and warnings about the whole of it.

    Raises
    ------
    UnreadableError
        When it is no table, or lacks a column.
    """
    check_size(content)
    heading, rows = _workbook(content) if content.startswith(_WORKBOOK) else _text(content)
    known = _known(heading, columns)
    ignored = [name for name in heading if name and folded(name) not in columns.all]
    found = [row for row in _rows(rows, heading, known) if row.cells or row.findings]
    if not found:
        raise UnreadableError(Finding("empty-file"))
    if len(found) > MOST_ROWS:
        counted = Finding("too-large", value=f"{len(found):,} rows", most=f"{MOST_ROWS:,} rows")
        raise UnreadableError(counted)
    return found, [Finding("column-ignored", short(name, 60), row=1) for name in ignored]


Line = tuple[int, list[str] | None]
"""Number and cells of a line; None: its quotation marks do not pair up."""


def _text(content: bytes) -> tuple[list[str], list[Line]]:
    try:
        text = decoded(content).text
    except EncodingError:
        raise UnreadableError(Finding("encoding", most=", ".join(LABELS.values()))) from None
    lines = [(at, line) for at, line in enumerate(_LINE.split(text), 1) if line.strip()]
    if not lines:
        raise UnreadableError(Finding("empty-file"))
    separator = max(",;\t", key=lines[0][1].count)
    heading = _cells(lines[0][1], separator) or [lines[0][1]]
    return [name.strip() for name in heading], [
        (at, _cells(line, separator)) for at, line in lines[1:]
    ]


def _cells(line: str, separator: str) -> list[str] | None:
    try:
        found = list(csv.reader([line], delimiter=separator, skipinitialspace=True, strict=True))
    except csv.Error:
        return None
    return found[0] if len(found) == 1 else None


def _workbook(content: bytes) -> tuple[list[str], list[Line]]:
    try:
        found = sheet.read("table.xlsx", content)
    except sheet.UnreadableError:
        wrong = Finding("not-this-format", "file", "XLSX", "CSV, XLSX")
        raise UnreadableError(wrong) from None
    names = list(found.columns)
    rows = zip(found.numbers, found.rows, strict=True)
    return names, [(number, [row.get(name, "") for name in names]) for number, row in rows]


def _known(heading: Sequence[str], columns: Columns) -> dict[str, str]:
    """Return which columns are read, by their name in the heading.

    Raises
    ------
    UnreadableError
        When one is missing, or is there twice.
    """
    known = {name: folded(name) for name in heading if folded(name) in columns.all}
    names = [folded(name) for name in heading]
    for name in columns.needed:
        if name not in names:
            raise UnreadableError(
                Finding("missing-column", name, most=", ".join(columns.all), row=1)
            )
    for name in columns.all:
        if names.count(name) > 1:
            raise UnreadableError(Finding("column-twice", name, row=1))
    return known


def _rows(lines: Sequence[Line], heading: Sequence[str], known: dict[str, str]) -> Iterator[Row]:
    for number, cells in lines:
        if cells is None:
            yield Row(number, {}, (Finding("quotes", row=number),))
            continue
        if any(map(str.strip, cells[len(heading) :])):
            counted = Finding("cells", "", str(len(cells)), str(len(heading)), number)
            yield Row(number, {}, (counted,))
            continue
        named = {
            known[name]: unguarded(cell.strip()).strip()[:_LONGEST]
            for name, cell in zip(heading, cells, strict=False)
            if name in known and cell.strip()
        }
        broken = [
            Finding("broken-characters", column, short(cell), row=number)
            for column, cell in named.items()
            if _BROKEN.search(cell)
        ]
        yield Row(number, dict(named), tuple(broken))
