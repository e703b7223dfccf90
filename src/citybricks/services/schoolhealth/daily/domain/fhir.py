"""Read FHIR MeasureReports (R4B or R5), one for each class and day, alone or in a Bundle.

The class is ``subject.identifier.value`` as ``school/grade/class`` or its id, the day is
``period.start``. The group's populations are ``initial-population`` (pupils of the class) and
``numerator`` (absent). Each stratum names a syndrome, and a diagnosis if there is one, and has the
populations ``ill``, ``absent`` and ``excluded``. A report without strata says that nobody is ill.

References
----------
.. [1] HL7 FHIR R4B (4.3.0) and R5 (5.0.0), MeasureReport.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from citybricks.services.schoolhealth.daily.domain.documents import (
    json_of,
    object_of,
    objects,
    text_of,
)
from citybricks.services.schoolhealth.daily.domain.rows import UNIT
from citybricks.services.schoolhealth.findings import Finding
from citybricks.services.schoolhealth.tables import Row, UnreadableError, short

_KIND = "MeasureReport"
_WHOLE = {"initial-population": "enrolled", "denominator": "enrolled", "numerator": "absent"}
_STRATUM = {
    "ill": "ill",
    "absent": "absent",
    "numerator": "absent",
    "excluded": "excluded",
    "initial-population": "enrolled",
}
"""Columns by codes of populations."""


def read_fhir(content: bytes) -> list[Row]:
    """Return the rows of MeasureReports.

    Raises
    ------
    UnreadableError
        When there is none.
    """
    document = object_of(json_of(content), "$")
    found = list(_reports(document))
    if not found:
        kind = short(document.get("resourceType"))
        allowed = f"{_KIND}, or a Bundle of them"
        raise UnreadableError(Finding("not-this-format", "resourceType", kind, allowed))
    return [row for number, place, report in found for row in _rows(number, place, report)]


def _reports(document: dict[str, Any]) -> Iterator[tuple[int, str, dict[str, Any]]]:
    if document.get("resourceType") == _KIND:
        yield 1, _KIND, document
    if document.get("resourceType") != "Bundle":
        return
    for at, entry in objects(document.get("entry")):
        resource = entry.get("resource")
        if isinstance(resource, dict):
            yield at + 1, f"entry[{at}].resource", resource


def _rows(number: int, place: str, report: dict[str, Any]) -> Iterator[Row]:
    """Yield the rows of a report: the whole class, and one for each stratum."""
    wrong = list(_wrong(report))
    if wrong:
        yield Row(number, {}, tuple(wrong), place)
        return
    subject = _inner(_inner(report, "subject"), "identifier")
    period = _inner(report, "period")
    about = {UNIT: text_of(subject.get("value")), "date": text_of(period.get("start"))[:10]}
    for at, group in objects(report.get("group")):
        here = f"{place}.group[{at}]"
        whole, findings = _populations(group, _WHOLE)
        yield Row(number, about | whole, tuple(findings), here)
        size = {name: whole[name] for name in ("enrolled",) if name in whole}
        yield from _strata(number, here, group, about | size)


def _strata(
    number: int, place: str, group: dict[str, Any], about: dict[str, object]
) -> Iterator[Row]:
    for outer, stratifier in objects(group.get("stratifier")):
        for inner, stratum in objects(stratifier.get("stratum")):
            counts, findings = _populations(stratum, _STRATUM)
            codes = dict(_codes(stratum))
            here = f"{place}.stratifier[{outer}].stratum[{inner}]"
            if not codes.get("syndrome"):
                findings.append(Finding("missing-value", "syndrome"))
            yield Row(number, about | codes | counts, tuple(findings), here)


def _wrong(report: dict[str, Any]) -> Iterator[Finding]:
    """Find what keeps a whole report out."""
    if report.get("resourceType") != _KIND:
        kind = short(report.get("resourceType"))
        yield Finding("not-this-format", "resourceType", kind, _KIND)
        return
    if report.get("status") != "complete":
        yield Finding("not-complete", "status", short(report.get("status")))
    period = _inner(report, "period")
    start, end = text_of(period.get("start"))[:10], text_of(period.get("end"))[:10]
    if end and end != start:
        yield Finding("not-a-day", "period", f"{start} – {end}")
    if not list(objects(report.get("group"))):
        yield Finding("missing-value", "group")
    yield from _schema(report)


def _schema(report: dict[str, Any]) -> Iterator[Finding]:
    """Find where a report is not as FHIR has it; counts are checked by the rules of rows."""
    from fhir.resources import measurereport as r5
    from fhir.resources.R4B import measurereport as r4b

    plain = _without_counts(report)
    problems = []
    for model in (r4b.MeasureReport, r5.MeasureReport):
        try:
            model.model_validate(plain)
        except (ValidationError, ValueError, TypeError, RecursionError) as error:
            problems.append(error)
        else:
            return
    yield _not_fhir(problems[0])


def _not_fhir(error: Exception) -> Finding:
    if not isinstance(error, ValidationError):
        return Finding("not-fhir", _KIND, short(error))
    first = error.errors(include_url=False, include_input=False)[0]
    column = ".".join(map(str, first["loc"])) or _KIND
    return Finding("not-fhir", short(column, 60), short(first["msg"]))


def _without_counts(found: Any) -> Any:
    """Return JSON with every count as 0."""
    if isinstance(found, dict):
        return {name: 0 if name == "count" else _without_counts(it) for name, it in found.items()}
    return [_without_counts(one) for one in found] if isinstance(found, list) else found


def _populations(
    part: dict[str, Any], columns: dict[str, str]
) -> tuple[dict[str, object], list[Finding]]:
    """Return the counts of a group or a stratum by column, and what cannot be read."""
    found: dict[str, object] = {}
    wrong: list[Finding] = []
    for _at, population in objects(part.get("population")):
        code = _code(population.get("code"))
        if code in columns:
            found[columns[code]] = population.get("count")
        else:
            wrong.append(Finding("unknown-element", "population", short(code), ", ".join(columns)))
    return found, wrong


def _codes(stratum: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield syndrome and diagnosis of a stratum: of its components, or of its only value."""
    if value := _code(stratum.get("value") or stratum.get("valueCodeableConcept")):
        yield "syndrome", value
    for _at, part in objects(stratum.get("component")):
        name = _code(part.get("code"))
        value = _code(part.get("value") or part.get("valueCodeableConcept"))
        if name in ("syndrome", "diagnosis") and value:
            yield name, value


def _code(concept: object) -> str:
    """Return the code of a CodeableConcept, or its text."""
    if not isinstance(concept, dict):
        return ""
    for _at, coding in objects(concept.get("coding")):
        if code := text_of(coding.get("code")):
            return code
    return text_of(concept.get("text"))


def _inner(found: dict[str, Any], name: str) -> dict[str, Any]:
    inner = found.get(name)
    return inner if isinstance(inner, dict) else {}
