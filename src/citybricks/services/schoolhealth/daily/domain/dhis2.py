"""Read a DHIS2 dataValueSet in JSON.

``orgUnit`` is a class, as ``school/grade/class`` or its id; ``period`` a day; ``dataElement`` one
of enrolled, absent, excluded and ill; ``categoryOptionCombo`` a syndrome, or a syndrome and a
diagnosis with a dot between, or ``default`` for the whole class.

References
----------
.. [1] DHIS2 Documentation, Web API, Data values: dataValueSets.
.. [2] IHE Quality, Research and Public Health, Aggregate Data Exchange (ADX), 2015.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from citybricks.services.schoolhealth.daily.domain.documents import (
    json_of,
    object_of,
    objects,
    text_of,
)
from citybricks.services.schoolhealth.daily.domain.values import Value, rows_of
from citybricks.services.schoolhealth.findings import Finding
from citybricks.services.schoolhealth.tables import Row, UnreadableError

_WHOLE = ("", "default", "HllvX50cXC0")
"""What DHIS2 calls the category that is none."""


def read_dhis2(content: bytes) -> list[Row]:
    """Return the rows of a dataValueSet.

    Raises
    ------
    UnreadableError
        When it is no dataValueSet.
    """
    document = object_of(json_of(content), "$")
    values = document.get("dataValues")
    if not isinstance(values, list):
        raise UnreadableError(Finding("missing-column", "dataValues", most="dataValues"))
    if not values:
        raise UnreadableError(Finding("empty-file"))
    return [*rows_of(_values(document, values)), *_others(values)]


def _values(document: dict[str, Any], values: list[Any]) -> Iterator[Value]:
    for at, one in objects(values):
        category = text_of(one.get("categoryOptionCombo"))
        yield Value(
            number=at + 1,
            element=text_of(one.get("dataElement")),
            unit=text_of(one.get("orgUnit") or document.get("orgUnit")),
            period=text_of(one.get("period") or document.get("period")),
            category="" if category in _WHOLE else category,
            value=one.get("value"),
            place=f"dataValues[{at}]",
        )


def _others(values: list[Any]) -> Iterator[Row]:
    """Yield a row for each thing in the list that is no data value."""
    for at, one in enumerate(values):
        if not isinstance(one, dict):
            kind = type(one).__name__
            wrong = Finding("not-this-format", "dataValues", kind, "a JSON object")
            yield Row(at + 1, {}, (wrong,), f"dataValues[{at}]")
