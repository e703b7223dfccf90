"""Values of an OGC execute request: inline, qualified, or by address.

References
----------
.. [1] OGC 18-062r2, clause 7.11.2: ``inlineOrRefData.yaml``, ``qualifiedInputValue.yaml``
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from citybricks.faces.href import Limits, fetch
from citybricks.faces.ogc import TEXT, Slot
from citybricks.kernel.errors import BrickError
from citybricks.types.files import EXTENSIONS, File, media_type

_QUALIFIED = frozenset({"value", "mediaType", "encoding", "schema", "format"})
_LINK = frozenset({"href", "rel", "type", "hreflang", "title", "length"})


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the values of one request; all its addresses share one clock."""

    limits: Limits
    started: float = field(default_factory=time.monotonic)

    def value(self, name: str, given: Any, slot: Slot) -> Any:
        """Return the value of an input as its brick takes it.

        Raises
        ------
        BrickError
            When the value is not what it says it is, or cannot be fetched.
        """
        if slot.several and isinstance(given, list):
            return [self._one(f"{name}.{at}", one, slot) for at, one in enumerate(given)]
        return self._one(name, given, slot)

    def _one(self, name: str, given: Any, slot: Slot) -> Any:
        if not isinstance(given, dict):
            return given
        keys = given.keys()
        if "href" in keys and keys <= _LINK and "href" not in slot.keys:
            return self._linked(name, given, slot)
        if "value" in keys and keys <= _QUALIFIED:
            bare = "value" in slot.keys and not isinstance(given["value"], dict)
            return given if bare else _qualified(name, given, slot)
        return given

    def _linked(self, name: str, link: Mapping[str, Any], slot: Slot) -> Any:
        seconds = self.limits.seconds - (time.monotonic() - self.started)
        if seconds <= 0:
            raise BrickError(
                name,
                "the addresses together took longer than {limit} seconds",
                limit=round(self.limits.seconds),
            )
        file = fetch(name, str(link["href"]), replace(self.limits, seconds=seconds))
        said = media_type(str(link.get("type") or ""))
        if said in EXTENSIONS.values():
            file = replace(file, media_type=said)
        return _of_file(name, file, slot)


def _qualified(name: str, given: Mapping[str, Any], slot: Slot) -> Any:
    """Return the value of a qualified value; text of a media type is a file."""
    value = given["value"]
    said = given.get("format")
    form = {**(said if isinstance(said, dict) else {}), **given}
    media, encoding = form.get("mediaType"), form.get("encoding")
    if not isinstance(value, str) or not media or slot.binary:
        return value
    if media_type(str(media)) == TEXT and encoding != "base64":
        return value
    try:
        file = File.decoded(value, str(media), str(encoding or ""))
    except ValueError as error:
        raise BrickError(name, "is not valid base64") from error
    return _of_file(name, file, slot)


def _of_file(name: str, file: File, slot: Slot) -> Any:
    """Return what a file holds, for an input that takes files, bytes, text or a JSON value."""
    if slot.files:
        return file
    if slot.binary:
        return base64.b64encode(file.content).decode()
    try:
        if TEXT in slot.media_types and file.media_type.startswith("text/"):
            return file.content.decode()
        return json.loads(file.content)
    except (ValueError, RecursionError) as error:
        raise BrickError(
            name, "cannot be read from {media_type}: it is no JSON", media_type=file.media_type
        ) from error
