"""Read check-ins from a FHIR Bundle of QuestionnaireResponse, R4B or R5.

Items are known by their ``linkId``: ``8310-5`` (LOINC, body temperature), ``symptoms`` (codes of
syndromes), ``attendance``, ``diagnosis`` (code of the law table, or ICD-10), and the days of an
illness by the names of the law tables' facts (``onset``, ``fever_end``, ...).

References
----------
.. [1] HL7 FHIR R5, QuestionnaireResponse. https://hl7.org/fhir/R5/questionnaireresponse.html
.. [2] LOINC 8310-5, "Body temperature". https://loinc.org/8310-5
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Never

from pydantic import BaseModel, ValidationError

from citybricks.methods.exclusion.days import DAYS
from citybricks.services.schoolhealth.pupils.domain import wording
from citybricks.services.schoolhealth.pupils.domain.mornings import Morning
from citybricks.services.schoolhealth.pupils.vocabulary import Attendance

TEMPERATURE = "8310-5"
MOST = 5_000
"""Entries in one bundle."""
_TAKEN = ("completed", "amended")
_UNITS = ("Cel", "°C", "℃", "")
_SHOWN = 60
_NUMBER = "subject.identifier.value"


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps an entry out.

    Parameters
    ----------
    entry
        Counted from 1; 0 for the whole file.
    field
        FHIRPath of the element.
    rule
        A key of `wording.RULES`.
    value
        What stands there; never a pupil's number.
    """

    entry: int
    field: str
    rule: str
    value: str = ""

    def json(self) -> dict[str, Any]:
        """Return what programs are told."""
        said = {"entry": self.entry, "field": self.field, "rule": self.rule, "value": self.value}
        return said | {tag: wording.told(self.rule, tag) for tag in wording.LANGUAGES}


class FaultError(ValueError):
    """An entry, or the whole file, cannot be read."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(f"entry {fault.entry}, {fault.field}: {fault.rule}")


@dataclass(frozen=True, slots=True)
class Answered:
    """A response that can be read.

    Parameters
    ----------
    entry
        Counted from 1.
    number
        The pupil's, on the school's roster; it becomes a pseudonym at once.
    authored
        When the guardian answered.
    morning
        What they said.
    """

    entry: int
    number: str = field(repr=False)
    authored: datetime
    morning: Morning


def read(content: bytes, version: str = "") -> tuple[list[Answered], list[Fault]]:
    """Read every entry of a bundle; an entry that is wrong keeps no other out.

    Parameters
    ----------
    version
        ``4.3`` (R4B) or ``5.0`` (R5), as in the media type's ``fhirVersion``; by default R4B.
    """
    try:
        resources = _resources(content)
    except FaultError as error:
        return [], [error.fault]
    answered, faults = [], []
    for entry, resource in enumerate(resources, 1):
        try:
            answered.append(_answered(entry, resource, version))
        except FaultError as error:
            faults.append(error.fault)
    return answered, faults


def _resources(content: bytes) -> list[Any]:
    try:
        document = json.loads(content, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise FaultError(Fault(0, "Bundle", "json")) from None
    if not isinstance(document, dict):
        raise FaultError(Fault(0, "Bundle", "bundle"))
    if document.get("resourceType") == "QuestionnaireResponse":
        return [document]
    entries = document.get("entry")
    if document.get("resourceType") != "Bundle" or not isinstance(entries, list) or not entries:
        raise FaultError(Fault(0, "Bundle", "bundle", _short(document.get("resourceType", ""))))
    if len(entries) > MOST:
        raise FaultError(Fault(0, "Bundle.entry", "too many", str(len(entries))))
    return [one.get("resource") if isinstance(one, dict) else None for one in entries]


def _no_constant(_name: str) -> Never:
    raise ValueError("NaN and Infinity are no JSON")


def _model(version: str) -> type[BaseModel]:
    from fhir.resources import questionnaireresponse as r5
    from fhir.resources.R4B import questionnaireresponse as r4b

    release = r5 if version.startswith("5") else r4b
    model: type[BaseModel] = release.QuestionnaireResponse
    return model


def _answered(entry: int, resource: Any, version: str) -> Answered:
    if not isinstance(resource, dict) or resource.get("resourceType") != "QuestionnaireResponse":
        raise FaultError(Fault(entry, "resource", "resource"))
    try:
        said: Any = _model(version).model_validate(resource)
    except (ValidationError, RecursionError, OverflowError, ValueError) as error:
        raise FaultError(Fault(entry, _place(error), "structure")) from None
    if said.status not in _TAKEN:
        raise FaultError(Fault(entry, "status", "status", _short(said.status)))
    if not isinstance(said.authored, datetime) or said.authored.tzinfo is None:
        raise FaultError(Fault(entry, "authored", "authored", _short(resource.get("authored", ""))))
    number = getattr(getattr(said.subject, "identifier", None), "value", None)
    if not isinstance(number, str) or not number.strip():
        raise FaultError(Fault(entry, _NUMBER, "subject"))
    return Answered(entry, number, said.authored, _morning(entry, resource.get("item") or []))


def _place(error: Exception) -> str:
    """Return where a resource is wrong, as FHIRPath."""
    if not isinstance(error, ValidationError):
        return "resource"
    path = ""
    for part in error.errors()[0]["loc"]:
        path += f"[{part}]" if isinstance(part, int) else f".{_short(part)}"
    return path.lstrip(".") or "resource"


def _morning(entry: int, items: list[dict[str, Any]]) -> Morning:
    """Return what the items say; the resource is of the right structure already."""
    found: dict[str, tuple[str, list[dict[str, Any]]]] = {}
    for at, item in enumerate(items):
        name, path = str(item.get("linkId", "")), f"item[{at}]"
        if name not in (TEMPERATURE, "symptoms", "attendance", "diagnosis", *DAYS):
            raise FaultError(Fault(entry, f"{path}.linkId", "unknown item", _short(name)))
        if name in found:
            raise FaultError(Fault(entry, f"{path}.linkId", "item twice", _short(name)))
        found[name] = (path, item.get("answer") or [])
    if not {TEMPERATURE, "symptoms", "attendance"} & found.keys():
        raise FaultError(Fault(entry, "item", "nothing said"))
    return Morning(
        temperature=_temperature(entry, *found[TEMPERATURE]) if TEMPERATURE in found else None,
        symptoms=tuple(dict.fromkeys(_codes(entry, *found.get("symptoms", ("", []))))),
        attendance=_one_code(entry, found, "attendance") or Attendance.COMES,
        diagnosis=_one_code(entry, found, "diagnosis"),
        course={
            name: _day(entry, path, answers)
            for name, (path, answers) in found.items()
            if name in DAYS and answers
        },
    )


def _temperature(entry: int, path: str, answers: list[dict[str, Any]]) -> int | None:
    """Return a temperature in tenths of a degree Celsius."""
    answer = _one(entry, path, answers)
    if answer is None:
        return None
    place = f"{path}.answer[0]"
    quantity = answer.get("valueQuantity")
    value = answer.get("valueDecimal", answer.get("valueInteger"))
    if isinstance(quantity, dict):
        unit = str(quantity.get("code") or quantity.get("unit") or "")
        if unit not in _UNITS:
            raise FaultError(Fault(entry, f"{place}.valueQuantity.code", "unit", _short(unit)))
        value, place = quantity.get("value"), f"{place}.valueQuantity.value"
    if value is None:
        raise FaultError(Fault(entry, place, "unit"))
    try:
        degrees = float(value)
    except (TypeError, ValueError, OverflowError):
        raise FaultError(Fault(entry, place, "number", _short(value))) from None
    if not math.isfinite(degrees) or abs(degrees) > 1000:  # noqa: PLR2004 - nothing alive
        raise FaultError(Fault(entry, place, "temperature", _short(value)))
    return round(degrees * 10)


def _one(entry: int, path: str, answers: list[dict[str, Any]]) -> dict[str, Any] | None:
    if len(answers) > 1:
        raise FaultError(Fault(entry, f"{path}.answer", "one answer", str(len(answers))))
    return answers[0] if answers else None


def _codes(entry: int, path: str, answers: list[dict[str, Any]]) -> list[str]:
    found = []
    for at, answer in enumerate(answers):
        coding = answer.get("valueCoding")
        code = coding.get("code") if isinstance(coding, dict) else answer.get("valueString")
        if not isinstance(code, str) or not code:
            raise FaultError(Fault(entry, f"{path}.answer[{at}].valueCoding.code", "code"))
        found.append(code)
    return found


def _one_code(entry: int, found: Mapping[str, tuple[str, list[dict[str, Any]]]], name: str) -> str:
    path, answers = found.get(name, ("", []))
    _one(entry, path, answers)
    return next(iter(_codes(entry, path, answers)), "")


def _day(entry: int, path: str, answers: list[dict[str, Any]]) -> date:
    answer = _one(entry, path, answers) or {}
    try:
        return date.fromisoformat(str(answer.get("valueDate", "")))
    except ValueError:
        place = f"{path}.answer[0].valueDate"
        raise FaultError(Fault(entry, place, "date", _short(answer.get("valueDate", "")))) from None


def _short(value: object) -> str:
    return str(value)[:_SHOWN]
