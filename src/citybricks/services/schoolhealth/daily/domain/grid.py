"""A school's day as a form: what is written in the cells of a class, and what it says.

Names of fields begin with the id of the class: ``ID-zero``, ``ID-absent`` (of the whole class),
``ID-SYNDROME-ill``, ``ID-SYNDROME-absent``, ``ID-none-absent``, and of each diagnosis
``ID-NUMBER-code``, ``ID-NUMBER-ill``, ``ID-NUMBER-absent``, ``ID-NUMBER-excluded``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from citybricks.methods.exclusion.law import Law
from citybricks.services.schoolhealth import numbers
from citybricks.services.schoolhealth.daily.domain.checking import Entry, Surroundings, check
from citybricks.services.schoolhealth.daily.domain.entering import Said
from citybricks.services.schoolhealth.daily.vocabulary import Syndrome
from citybricks.services.schoolhealth.findings import Finding
from citybricks.services.schoolhealth.schools.models import SchoolClass

Cells = Mapping[str, str]
"""What is written, by name of the field without the class."""
ILL = tuple(code for code in Syndrome.values if code != Syndrome.NONE)
"""Syndromes with a line of their own in the form."""
SPARE = 2
"""Empty lines for diagnoses."""
_COUNTS = ("ill", "absent", "excluded")


def cells_of(sent: Mapping[str, str], school_class: SchoolClass) -> dict[str, str]:
    """Return what was written for a class."""
    prefix = f"{school_class.pk}-"
    return {
        name.removeprefix(prefix): value.strip()
        for name, value in sent.items()
        if name.startswith(prefix) and value.strip()
    }


def written(said: Said) -> dict[str, str]:
    """Return the cells that say what a report says, to show it in the form."""
    cells = {"zero": "on"} if said.is_zero else {}
    lines = [line for line in said.lines if not line.is_empty]
    if said.all_absent:
        cells["absent"] = str(said.all_absent)
    diagnosed = [line for line in lines if line.diagnosis]
    for line in lines:
        if not line.diagnosis:
            cells |= _counts(line.syndrome, line)
    for number, line in enumerate(diagnosed):
        cells |= {f"{number}-code": line.diagnosis} | _counts(str(number), line)
    return cells


def _counts(name: str, line: Entry) -> dict[str, str]:
    counted = {column: getattr(line, column) for column in _COUNTS}
    return {f"{name}-{column}": str(count) for column, count in counted.items() if count}


def diagnoses_in(cells: Cells) -> int:
    """Return how many lines for diagnoses a form with these cells has."""
    numbered = [int(name.split("-")[0]) for name in cells if name.split("-")[0].isdecimal()]
    return min(max(numbered, default=-1) + 1, 50) + SPARE


def read(
    cells: Cells, school_class: SchoolClass, day: date, around: Surroundings, law: Law | None
) -> Said | list[Finding]:
    """Return what the cells of a class say, or what is wrong with them; warnings say nothing."""
    wrong: list[Finding] = []
    lines = [*_syndromes(cells, wrong), *_diagnoses(cells, law, wrong)]
    whole = _count(cells, "absent", wrong)
    ill = sum(line.ill for line in lines)
    if "zero" in cells and ill:
        wrong.append(Finding("zero-but-ill", "zero", str(ill)))
    if "zero" not in cells and not ill and not wrong:
        wrong.append(Finding("nothing-said", "zero"))
    if wrong:
        return wrong
    others = max(0, (whole or 0) - sum(line.absent for line in lines))
    if "zero" in cells and others:  # who is absent is so for another reason
        here = _count(cells, f"{Syndrome.NONE}-absent", wrong) or 0
        lines = [Entry(Syndrome.NONE, absent=others + here)]
    kept = tuple(line for line in lines if not line.is_empty)
    said = Said(school_class, day, kept, whole)
    found = check(day, said.all_enrolled, said.all_absent, said.lines, around)
    return [one for one in found if not one.warning] or said


def _syndromes(cells: Cells, wrong: list[Finding]) -> Iterator[Entry]:
    for syndrome in ILL:
        ill, absent, excluded = (_count(cells, f"{syndrome}-{one}", wrong) for one in _COUNTS)
        away = max(absent or 0, excluded or 0)
        yield Entry(syndrome, "", _at_least(ill, away), away, excluded or 0)
    yield Entry(Syndrome.NONE, absent=_count(cells, f"{Syndrome.NONE}-absent", wrong) or 0)


def _diagnoses(cells: Cells, law: Law | None, wrong: list[Finding]) -> Iterator[Entry]:
    seen: set[str] = set()
    for number in range(diagnoses_in(cells)):
        ill, absent, excluded = (_count(cells, f"{number}-{one}", wrong) for one in _COUNTS)
        code = cells.get(f"{number}-code", "")
        if not code:
            if ill or absent or excluded:
                wrong.append(Finding("missing-value", f"{number}-code"))
            continue
        if law is None or code not in law.diseases:
            allowed = ", ".join(law.diseases) if law else ""
            wrong.append(Finding("unknown-diagnosis", f"{number}-code", code[:60], allowed))
        elif code in seen:
            wrong.append(Finding("differs", f"{number}-code", code, str(number + 1)))
        else:
            seen.add(code)
            away = max(absent or 0, excluded or 0)
            syndrome = law.diseases[code].syndrome
            yield Entry(syndrome, code, _at_least(ill, away), away, excluded or 0)


def _at_least(ill: int | None, absent: int | None) -> int:
    """Return who is ill: where only the absent are told, as many."""
    return (absent or 0) if ill is None else ill


def _count(cells: Cells, name: str, wrong: list[Finding]) -> int | None:
    """Return a count, None where nothing is written."""
    if not cells.get(name):
        return None
    found = numbers.whole(name, cells[name])
    if isinstance(found, Finding):
        wrong.append(found)
        return None
    return found
