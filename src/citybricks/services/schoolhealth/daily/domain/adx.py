"""Read IHE ADX: XML in which a group is a class on a day, and each value names its syndrome.

References
----------
.. [1] IHE Quality, Research and Public Health Technical Framework, Aggregate Data Exchange (ADX).
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring

from citybricks.network.intake.domain.encoding import EncodingError, decoded
from citybricks.services.schoolhealth.daily.domain.values import Value, rows_of
from citybricks.services.schoolhealth.findings import Finding
from citybricks.services.schoolhealth.tables import Row, UnreadableError, check_size, short

SPACE = "urn:ihe:qrph:adx:2015"
_GROUP, _VALUE = f"{{{SPACE}}}group", f"{{{SPACE}}}dataValue"


def read_adx(content: bytes) -> list[Row]:
    """Return the rows of an ADX message.

    Raises
    ------
    UnreadableError
        When it is none.
    """
    root = _root(content)
    if root.tag != f"{{{SPACE}}}adx":
        wrong = Finding("not-this-format", "adx", short(root.tag), f"adx of {SPACE}")
        raise UnreadableError(wrong)
    rows = rows_of(_values(root))
    if not rows:
        raise UnreadableError(Finding("empty-file"))
    return rows


def _root(content: bytes) -> Element:
    check_size(content)
    try:
        text = decoded(content).text
    except EncodingError:
        raise UnreadableError(Finding("encoding", most="UTF-8")) from None
    if "<!DOCTYPE" in text:
        raise UnreadableError(Finding("not-xml", value="document types are not read"))
    try:
        return fromstring(text)  # noqa: S314 - without a document type there are no entities
    except (ParseError, ValueError, LookupError) as error:
        line = getattr(error, "position", (0, 0))[0]
        raise UnreadableError(Finding("not-xml", value=short(error), row=line)) from None


def _values(root: Element) -> Iterator[Value]:
    number = 0
    for at, group in enumerate(root.iterfind(_GROUP), 1):
        for one in group.iterfind(_VALUE):
            number += 1
            parts = (one.get("syndrome"), one.get("diagnosis"))
            period = one.get("period") or group.get("period") or ""
            yield Value(
                number=number,
                element=one.get("dataElement", ""),
                unit=one.get("orgUnit") or group.get("orgUnit") or "",
                period=period.partition("/")[0],
                category=".".join(filter(None, parts)),
                value=one.get("value"),
                place=f"group[{at}]",
            )
