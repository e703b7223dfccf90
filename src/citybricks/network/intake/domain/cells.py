"""Write rows of a table so that no spreadsheet takes words for a formula, and read them back."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

_FORMULA = re.compile(r"[' ]*[=+\-@\t\r]")
"""How a cell begins that is guarded; with its spaces and apostrophes, so that its own survive."""


def line(cells: Iterable[str]) -> str:
    """Return a row of a table as a line (RFC 4180)."""
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()


def guarded(cell: str) -> str:
    """Return a cell with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Return a cell without the apostrophe that `guarded` has put before it."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
