"""What a school's day shows of each class: cells to write in, or what was written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from citybricks.network.content.naming import reader_language
from citybricks.services.schoolhealth.daily.domain import grid
from citybricks.services.schoolhealth.daily.domain.days import ClassDay
from citybricks.services.schoolhealth.daily.models import Report
from citybricks.services.schoolhealth.daily.vocabulary import Syndrome
from citybricks.services.schoolhealth.findings import Finding


@dataclass(frozen=True, slots=True)
class Cell:
    """A number to write.

    Parameters
    ----------
    name
        Of the field.
    short, label
        What it is called where its row and column are seen, and where not.
    """

    name: str
    value: str
    short: str
    label: str
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A syndrome of a class: who has it, and who of them is absent."""

    name: str
    cells: tuple[Cell, ...]
    excluded: tuple[str, str] | None = None
    """Name and value of a field that is carried along unseen."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A diagnosis of a class: which, and how many."""

    name: str
    value: str
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A report, and who was ill by the names that the page shows."""

    report: Report
    ill: list[tuple[str, int]]


@dataclass(slots=True)
class Line:
    """A class on the page.

    Parameters
    ----------
    writable
        Whether the reader reports for it.
    cells
        What is written, or was typed.
    names, diagnoses_named
        Names of syndromes and diagnoses by code.
    findings
        What is wrong with it.
    checked_in
        Of how many pupils parents said something, where the cells are filled in from that.
    """

    day: ClassDay
    writable: bool
    cells: dict[str, str]
    names: dict[str, str]
    diagnoses_named: dict[str, str]
    findings: list[Finding] = field(default_factory=list)
    checked_in: int = 0

    @property
    def is_open(self) -> bool:
        """Whether there is more to see than that nobody is ill."""
        return any(name.split("-")[0].isdecimal() for name in self.cells)

    def told(self) -> Iterator[str]:
        """Yield what is wrong and what would mend it, with the names that the page shows."""
        language = reader_language()
        for one in self.findings:
            shown = replace(one, column=self._shown(one.column))
            yield f"{shown.text(language)} {shown.mend(language)}"

    def _shown(self, column: str) -> str:
        """Return what a cell is called on the page."""
        name, _dash, count = column.rpartition("-")
        if name.isdecimal():
            name = _("diagnosis %(number)s") % {"number": int(name) + 1}
        counts = {"ill": _("ill"), "absent": _("absent"), "excluded": _("kept at home by law")}
        words = (self.names.get(name, name), counts.get(count, "" if count == "code" else count))
        return " – ".join(filter(None, words))

    def history(self) -> Iterator[Told]:
        """Yield all reports of the class on the day, the latest first."""
        for report in self.day.reports:
            ill = [
                (self.diagnoses_named.get(one.diagnosis) or self.names[one.syndrome], one.ill)
                for one in report.lines.all()
                if one.ill
            ]
            yield Told(report, ill)

    @property
    def zero(self) -> Cell:
        """Whether nobody is ill."""
        label = _("%(class)s: nobody is ill") % {"class": self.day.school_class}
        return Cell(self._name("zero"), self.cells.get("zero", ""), _("nobody is ill"), label)

    @property
    def absent(self) -> Cell:
        """How many of the whole class are absent."""
        return self._cell("absent", _("absent in all"), "")

    def columns(self) -> Iterator[Column]:
        """Yield the syndromes."""
        for code in grid.ILL:
            cells = (
                self._cell(f"{code}-ill", _("ill"), self.names[code]),
                self._cell(f"{code}-absent", _("absent"), self.names[code]),
            )
            excluded = self.cells.get(f"{code}-excluded", "")
            carried = (self._name(f"{code}-excluded"), excluded) if excluded else None
            yield Column(self.names[code], cells, carried)
        name = self.names[Syndrome.NONE]
        yield Column(name, (self._cell("none-absent", _("absent"), name),))

    def diagnoses(self) -> Iterator[Diagnosis]:
        """Yield the lines for diagnoses, the last of them empty."""
        for number in range(grid.diagnoses_in(self.cells)):
            name = _("diagnosis %(number)s") % {"number": number + 1}
            yield Diagnosis(
                self._name(f"{number}-code"),
                self.cells.get(f"{number}-code", ""),
                f"{self.day.school_class}, {name}",
                (
                    self._cell(f"{number}-ill", _("ill"), name),
                    self._cell(f"{number}-absent", _("absent"), name),
                    self._cell(f"{number}-excluded", _("kept at home by law"), name),
                ),
            )

    def _name(self, name: str) -> str:
        return f"{self.day.school_class.pk}-{name}"

    def _cell(self, name: str, short: str, of: str) -> Cell:
        label = ", ".join(filter(None, (str(self.day.school_class), of, short)))
        wrong = any(one.column == name for one in self.findings)
        return Cell(self._name(name), self.cells.get(name, ""), short, label, wrong)
