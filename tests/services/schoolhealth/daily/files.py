"""Files of daily reports as other systems write them, and what can be wrong with them."""

from __future__ import annotations

import json
from typing import Any

HEADING = "date,school,grade,class,enrolled,absent,syndrome,diagnosis,excluded,ill"
DAY = "2025-11-10"
GOOD = f"{DAY},east,1,B,28,2,fever,influenza,2,3"
"""A row that is right; it stands in every file beside what is wrong."""


def table(*rows: str, heading: str = HEADING) -> bytes:
    """Return a CSV file with the good row and others."""
    return "\n".join((heading, GOOD, *rows, "")).encode()


def dhis2(*values: Any, **others: Any) -> bytes:
    """Return a dataValueSet with a good value and others."""
    good = {"dataElement": "ill", "categoryOptionCombo": "fever.influenza", "value": "3"}
    return json.dumps(
        {
            "dataSet": "school-absence",
            "period": "20251110",
            "orgUnit": "east/1/B",
            "dataValues": [good, *values],
        }
        | others
    ).encode()


def report(unit: str = "east/1/B", /, **others: Any) -> dict[str, Any]:
    """Return a MeasureReport of a class with three pupils who have a fever."""
    return {
        "resourceType": "MeasureReport",
        "status": "complete",
        "type": "summary",
        "measure": "https://citybricks.example/Measure/school-absence",
        "subject": {"identifier": {"value": unit}},
        "period": {"start": DAY, "end": DAY},
        "group": [
            {
                "population": [
                    population("initial-population", 28),
                    population("numerator", 2),
                ],
                "stratifier": [
                    {
                        "stratum": [
                            {
                                "component": [
                                    component("syndrome", "fever"),
                                    component("diagnosis", "influenza"),
                                ],
                                "population": [
                                    population("ill", 3),
                                    population("absent", 2),
                                    population("excluded", 2),
                                ],
                            }
                        ]
                    }
                ],
            }
        ],
    } | others


def population(code: str, count: Any) -> dict[str, Any]:
    """Return a population of a MeasureReport."""
    return {"code": {"coding": [{"code": code}]}, "count": count}


def component(code: str, value: str) -> dict[str, Any]:
    """Return a component of a stratum, as R4B has it."""
    return {"code": {"coding": [{"code": code}]}, "value": {"coding": [{"code": value}]}}


def bundle(*resources: Any) -> bytes:
    """Return a Bundle with a good MeasureReport and other resources."""
    entries = [{"resource": one} for one in (report(), *resources)]
    document = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    return json.dumps(document).encode()


def counted(code: str, count: Any) -> dict[str, Any]:
    """Return a MeasureReport of another class in which one population has another count."""
    made = report("east/1/A")
    group = made["group"][0]
    for one in (*group["population"], *group["stratifier"][0]["stratum"][0]["population"]):
        if one["code"]["coding"][0]["code"] == code:
            one["count"] = count
    return made


def adx(values: str = "", group: str = 'orgUnit="east/1/B" period="2025-11-10/P1D"') -> bytes:
    """Return an ADX message with a good value and others."""
    good = '<dataValue dataElement="ill" syndrome="fever" diagnosis="influenza" value="3"/>'
    return (
        f'<adx xmlns="urn:ihe:qrph:adx:2015" exported="2025-11-10T03:00:00Z">'
        f"<group {group}>{good}{values}</group></adx>"
    ).encode()


MALFORMED = [
    # --- tables: (format, content, rule, row, column, whether the good row is taken over)
    ("csv", b"", "empty-file", 0, "", False),
    ("csv", b"\n \n", "empty-file", 0, "", False),
    ("csv", f"{HEADING}\n".encode(), "empty-file", 0, "", False),
    ("csv", b"\xff\xff\xff\x00\x81", "encoding", 0, "", False),
    ("csv", b"PK\x03\x04 and no workbook", "not-this-format", 0, "file", False),
    ("csv", f"date,school\n{DAY},east\n".encode(), "missing-column", 1, "grade", False),
    ("csv", table(heading=HEADING.replace("ill", "absent")), "column-twice", 1, "absent", False),
    ("csv", table(f'{DAY},east,1,"A,30,1,fever,,0,1'), "quotes", 3, "", True),
    ("csv", table(f"{DAY},east,1,A,30,1,fever,,0,1,7"), "cells", 3, "", True),
    ("csv", table(f"{DAY},ea\x00st,1,A,30,1,fever,,0,1"), "broken-characters", 3, "school", True),
    ("csv", table(f"{DAY},ea\ufffdst,1,A,30,1,fever,,0,1"), "broken-characters", 3, "school", True),
    ("csv", table(f"{DAY},east,1,A,30,31,fever,,0,31"), "absent-over-enrolled", 3, "absent", True),
    ("csv", table(f"{DAY},east,1,A,30,1,fever,,0,31"), "ill-over-enrolled", 3, "ill", True),
    ("csv", table(f"{DAY},east,1,A,30,1,fever,,2,1"), "excluded-over-absent", 3, "excluded", True),
    ("csv", table("2999-03-01,east,1,A,30,1,fever,,0,1"), "future-day", 3, "date", True),
    ("csv", table("2025-02-30,east,1,A,30,1,fever,,0,1"), "not-a-day", 3, "date", True),
    ("csv", table("tomorrow,east,1,A,30,1,fever,,0,1"), "not-a-day", 3, "date", True),
    ("csv", table(",east,1,A,30,1,fever,,0,1"), "missing-value", 3, "date", True),
    ("csv", table("2025-11-09,east,1,A,30,1,fever,,0,1"), "not-a-school-day", 3, "date", True),
    ("csv", table("2025-11-24,east,1,A,30,1,fever,,0,1"), "not-a-school-day", 3, "date", True),
    ("csv", table("2026-03-30,east,1,A,30,1,fever,,0,1"), "not-a-school-day", 3, "date", True),
    (
        "csv",
        table(f"{DAY},east,1,A,30,1,fever,,0,1", f"{DAY},east,1,A,30,2,fever,,0,2"),
        "differs",
        4,
        "",
        True,
    ),
    (
        "csv",
        table(f"{DAY},east,1,A,30,1,fever,,0,1", f"{DAY},east,1,A,29,1,rash,,0,1"),
        "enrolled-differs",
        4,
        "enrolled",
        True,
    ),
    ("csv", table(f"{DAY},east,1,A,30,1,flu,,0,1"), "unknown-syndrome", 3, "syndrome", True),
    (
        "csv",
        table(f"{DAY},east,1,A,30,1,fever,frogs,0,1"),
        "unknown-diagnosis",
        3,
        "diagnosis",
        True,
    ),
    (
        "csv",
        table(f"{DAY},east,1,A,30,1,,influenza,0,"),
        "diagnosis-without-syndrome",
        3,
        "diagnosis",
        True,
    ),
    ("csv", table(f"{DAY},east,1,A,30,1,none,,0,1"), "ill-without-syndrome", 3, "ill", True),
    ("csv", table(f"{DAY},east,1,A,30,-1,fever,,0,1"), "negative", 3, "absent", True),
    ("csv", table(f"{DAY},east,1,A,30,1.5,fever,,0,2"), "not-whole", 3, "absent", True),
    ("csv", table(f"{DAY},east,1,A,30,some,fever,,0,2"), "not-a-number", 3, "absent", True),
    ("csv", table(f"{DAY},east,1,A,30,,fever,,0,2"), "missing-value", 3, "absent", True),
    ("csv", table(f"{DAY},east,1,A,30,1,fever,,0,inf"), "not-finite", 3, "ill", True),
    ("csv", table(f"{DAY},east,1,A,30,1,fever,,0,NaN"), "not-finite", 3, "ill", True),
    ("csv", table(f"{DAY},east,1,A,30,1,fever,,0,1e300"), "too-many", 3, "ill", True),
    ("csv", table(f"{DAY},east,1,A,30,{'9' * 400},fever,,0,1"), "too-many", 3, "absent", True),
    ("csv", table(f"{DAY},east,1,A,0,0,,,0,0"), "enrolled-zero", 3, "enrolled", True),
    ("csv", table(f"{DAY},south,1,A,30,1,fever,,0,1"), "unknown-school", 3, "school", True),
    ("csv", table(f"{DAY},east,9,Z,30,1,fever,,0,1"), "unknown-class", 3, "class", True),
    # --- DHIS2
    ("dhis2", b'{"dataValues": [', "not-json", 1, "", False),
    ("dhis2", b"[1, 2]", "not-this-format", 0, "$", False),
    ("dhis2", b"[" * 100_000, "not-json", 0, "", False),
    ("dhis2", b'{"period": "20251110"}', "missing-column", 0, "dataValues", False),
    ("dhis2", dhis2("seven"), "not-this-format", 2, "dataValues", True),
    (
        "dhis2",
        dhis2({"dataElement": "height", "value": "3"}),
        "unknown-element",
        2,
        "dataElement",
        True,
    ),
    (
        "dhis2",
        dhis2({"dataElement": "ill", "categoryOptionCombo": "rash", "value": float("nan")}),
        "not-finite",
        2,
        "ill",
        True,
    ),
    (
        "dhis2",
        dhis2({"dataElement": "ill", "categoryOptionCombo": "rash", "value": 10**500}),
        "not-finite",
        2,
        "ill",
        True,
    ),
    (
        "dhis2",
        dhis2(
            {"dataElement": "ill", "categoryOptionCombo": "rash", "value": 1, "orgUnit": "x/1/A"}
        ),
        "unknown-school",
        2,
        "unit",
        True,
    ),
    (
        "dhis2",
        dhis2(*[{"dataElement": "ill", "categoryOptionCombo": "rash", "value": n} for n in (1, 2)]),
        "differs",
        3,
        "ill",
        True,
    ),
    ("dhis2", dhis2({"dataElement": "absent", "value": True}), "not-a-number", 2, "absent", True),
    # --- FHIR
    ("fhir", b"<Bundle/>", "not-json", 1, "", False),
    ("fhir", b'{"resourceType": "Patient"}', "not-this-format", 0, "resourceType", False),
    ("fhir", bundle({"resourceType": "Patient"}), "not-this-format", 2, "resourceType", True),
    ("fhir", bundle(report("east/1/A", status="pending")), "not-complete", 2, "status", True),
    ("fhir", bundle(report("east/1/A", type="totals", measure=7)), "not-fhir", 2, "measure", True),
    (
        "fhir",
        bundle(report("east/1/A", period={"start": DAY, "end": "2025-11-14"})),
        "not-a-day",
        2,
        "period",
        True,
    ),
    ("fhir", bundle(report("east/1/A", group=[])), "missing-value", 2, "group", True),
    ("fhir", bundle(report("nowhere/1/A")), "unknown-school", 2, "unit", True),
    ("fhir", bundle(counted("ill", 1e300)), "too-many", 2, "ill", True),
    ("fhir", bundle(counted("numerator", -2)), "negative", 2, "absent", True),
    ("fhir", bundle(counted("numerator", 1)), "lines-over-absent", 2, "absent", True),
    # --- ADX
    ("adx", b"<adx", "not-xml", 1, "", False),
    (
        "adx",
        b'<!DOCTYPE a [<!ENTITY b "c">]><adx xmlns="urn:ihe:qrph:adx:2015">&b;</adx>',
        "not-xml",
        0,
        "",
        False,
    ),
    ("adx", b"<html/>", "not-this-format", 0, "adx", False),
    ("adx", b'<adx xmlns="urn:ihe:qrph:adx:2015"/>', "empty-file", 0, "", False),
    (
        "adx",
        adx('<dataValue dataElement="ill" syndrome="rash" value="-1"/>'),
        "negative",
        2,
        "ill",
        True,
    ),
]
"""Format, content, the rule that is broken, where, and whether the good row is taken over."""
