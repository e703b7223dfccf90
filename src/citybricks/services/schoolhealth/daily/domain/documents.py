"""Read JSON and XML of other systems so that nothing in it ends in an error."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

from citybricks.network.intake.domain.encoding import EncodingError, decoded
from citybricks.services.schoolhealth.findings import Finding
from citybricks.services.schoolhealth.tables import UnreadableError, check_size, short

_DIGITS = 18
"""More digits than any count has: Python reads longer ones as it reads 1e300."""


def json_of(content: bytes) -> Any:
    """Return what a JSON file holds; NaN and Infinity, which are no JSON, as they are meant.

    Raises
    ------
    UnreadableError
        When it is no JSON.
    """
    check_size(content)
    try:
        text = decoded(content).text
    except EncodingError:
        raise UnreadableError(Finding("encoding", most="UTF-8")) from None
    try:
        return json.loads(text, parse_int=_whole)
    except RecursionError:
        raise UnreadableError(Finding("not-json", value="nested too deeply")) from None
    except ValueError as error:
        line = getattr(error, "lineno", 0)
        raise UnreadableError(Finding("not-json", value=short(error), row=line)) from None


def _whole(digits: str) -> float:
    if len(digits) <= _DIGITS:
        return int(digits)
    return float(digits) if len(digits) < 300 else math.inf  # noqa: PLR2004 - as far as floats go


def object_of(found: object, place: str) -> dict[str, Any]:
    """Return a JSON object.

    Raises
    ------
    UnreadableError
        When it is something else.
    """
    if isinstance(found, dict):
        return found
    kind = type(found).__name__
    raise UnreadableError(Finding("not-this-format", place, kind, "a JSON object"))


def objects(found: object) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the objects of a JSON list with their places; what is no object is left out."""
    if isinstance(found, list):
        yield from ((at, one) for at, one in enumerate(found) if isinstance(one, dict))


def text_of(found: object) -> str:
    """Return a text or number as a text; of anything else, an empty one."""
    usable = isinstance(found, str | int | float) and not isinstance(found, bool)
    return str(found).strip() if usable else ""
