"""Take daily reports over from a file; the file is kept, with what was wrong in it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.db import transaction

from citybricks.services.schoolhealth.daily.domain.adx import read_adx
from citybricks.services.schoolhealth.daily.domain.dhis2 import read_dhis2
from citybricks.services.schoolhealth.daily.domain.directory import directory_of
from citybricks.services.schoolhealth.daily.domain.entering import enter_all
from citybricks.services.schoolhealth.daily.domain.fhir import read_fhir
from citybricks.services.schoolhealth.daily.domain.rows import COLUMNS
from citybricks.services.schoolhealth.daily.domain.sorting import Sorted, sort
from citybricks.services.schoolhealth.daily.models import Fault, ImportFile
from citybricks.services.schoolhealth.daily.vocabulary import Source
from citybricks.services.schoolhealth.findings import Finding
from citybricks.services.schoolhealth.schools.models import City
from citybricks.services.schoolhealth.tables import Row, UnreadableError, read, short

_BATCH = 500


def _read_table(content: bytes) -> tuple[list[Row], list[Finding]]:
    return read(content, COLUMNS)


def _alone(read_rows: Callable[[bytes], list[Row]]) -> Callable[[bytes], Any]:
    return lambda content: (read_rows(content), [])


READERS: dict[str, Callable[[bytes], tuple[list[Row], list[Finding]]]] = {
    Source.CSV: _read_table,
    Source.FHIR: _alone(read_fhir),
    Source.DHIS2: _alone(read_dhis2),
    Source.ADX: _alone(read_adx),
}
"""By format."""


def take_over(city: City, person: Any, source: str, name: str, content: bytes) -> ImportFile:
    """Keep a file, and take over what can be.

    Parameters
    ----------
    person
        Who sends it; rows of schools they do not report for are rejected.
    source
        A key of `READERS`.
    """
    found = _sorted(city, person, source, content)
    with transaction.atomic():
        made = enter_all(found.said, person, source)
        kept = ImportFile.objects.create(
            city=city,
            by=person,
            format=source,
            name=short(name, 200) or source,
            digest=hashlib.sha256(content).hexdigest(),
            content=content,
            taken=found.taken,
            rejected=found.rejected,
            reports=len(made),
            unchanged=found.unchanged,
        )
        Fault.objects.bulk_create([_fault(kept, one) for one in found.findings], _BATCH)
    return kept


def _sorted(city: City, person: Any, source: str, content: bytes) -> Sorted:
    try:
        rows, findings = READERS[source](content)
    except UnreadableError as error:
        return Sorted(findings=[error.finding], rejected=1)
    found = sort(rows, directory_of(city, person))
    found.findings = [*findings, *found.findings]
    return found


def _fault(file: ImportFile, one: Finding) -> Fault:
    return Fault(
        file=file,
        row=one.row,
        place=one.place[:200],
        column=one.column[:60],
        rule=one.rule,
        value=one.value[:200],
        values={"most": one.most},
        warning=one.warning,
    )


def findings_of(file: ImportFile) -> list[Finding]:
    """Return what was found in a file, in the order of its rows."""
    return [
        Finding(one.rule, one.column, one.value, one.values.get("most", ""), one.row, one.place)
        for one in file.faults.all()
    ]
