"""Check the rows of a table, all of them, before any is taken over."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from citybricks.network.intake.domain.sheet import Sheet

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell, or with a whole row when no column is named."""

    column: str
    message: str
    value: str = ""
    row: int = 0
    link: str = ""
    """Path of a record that is in the way."""


class RowError(ValueError):
    """A row that cannot be taken over.

    Parameters
    ----------
    problems
        Everything that is wrong with it.
    """

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("; ".join(problem.message for problem in problems))


@dataclass(frozen=True, slots=True)
class Checked(Generic[T]):
    """What the rows of a table would become, and what is wrong with the others."""

    rows: list[tuple[int, T]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ignored: tuple[str, ...] = ()
    """Columns that nothing reads."""

    @property
    def good(self) -> bool:
        """Whether all of it can be taken over."""
        return bool(self.rows) and not self.problems


def check(
    sheet: Sheet, read_row: Callable[[dict[str, str]], T], known: Callable[[str], bool]
) -> Checked[T]:
    """Read every row.

    Parameters
    ----------
    read_row
        Makes something of a row, or raises `RowError`.
    known
        Whether a column is read.
    """
    found: Checked[T] = Checked(ignored=tuple(name for name in sheet.columns if not known(name)))
    for number, row in zip(sheet.numbers, sheet.rows, strict=True):
        try:
            found.rows.append((number, read_row(row)))
        except RowError as error:
            found.problems.extend(_placed(error.problems, number, row))
    return found


def _placed(problems: Iterable[Problem], number: int, row: dict[str, str]) -> Iterable[Problem]:
    for one in problems:
        value = one.value or row.get(one.column, "")
        yield Problem(one.column, one.message, _short(value), number, one.link)


def _short(value: str, most: int = 80) -> str:
    return value if len(value) <= most else value[: most - 1] + "…"


def texts_of(row: dict[str, str], name: str) -> dict[str, str]:
    """Return the texts of a column by language: ``name:en``, ``name:zh-Hans``."""
    prefix = f"{name}:"
    return {
        key[len(prefix) :]: said for key, said in row.items() if key.startswith(prefix) and said
    }


def list_of(row: dict[str, str], name: str) -> list[str]:
    """Return the values of a cell, which are separated by semicolons or the comma of Chinese."""
    text = row.get(name, "").replace("；", ";").replace("、", ";")
    return [part.strip() for part in text.split(";") if part.strip()]


def number_of(row: dict[str, str], name: str) -> float | None:
    """Return the number in a cell, or None when it is empty.

    Raises
    ------
    RowError
        When it is no number.
    """
    text = row.get(name, "")
    if not text:
        return None
    try:
        return float(text.replace(",", "").replace(" ", ""))
    except ValueError as error:
        said = _("“%(value)s” is not a number.") % {"value": _short(text)}
        raise RowError(Problem(name, said)) from error
