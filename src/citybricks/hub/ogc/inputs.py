"""The inputs of an execute request: values inline, qualified, or by address.

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

from django.conf import settings
from pydantic import ValidationError

from citybricks.faces import ogc
from citybricks.faces.href import Limits, fetch
from citybricks.faces.json_schema import words_of
from citybricks.faces.problems import Problem, problems
from citybricks.hub.ogc.problem import invalid_inputs
from citybricks.kernel.brick import Brick
from citybricks.kernel.errors import BrickError
from citybricks.types import Model
from citybricks.types.files import EXTENSIONS, JSON, File, media_type

_QUALIFIED = frozenset({"value", "mediaType", "encoding", "schema", "format"})
_LINK = frozenset({"href", "rel", "type", "hreflang", "title", "length"})
_NO_FILE = "cannot be read from {media_type}; it takes a JSON value"
_LATE = "the addresses together took longer than {limit} seconds"


def limits() -> Limits:
    """Return what may be fetched, and from where."""
    environment = settings.ENVIRONMENT
    return Limits(bytes=environment.upload_bytes, allow_private=environment.private_hrefs)


def read(brick: Brick[..., Any], given: Mapping[str, Any], language: str) -> Model:
    """Return the validated inputs of an execute request.

    Raises
    ------
    RefusedError
        When some do not fit; it names each of them.
    """
    reader = Reader()
    slots = ogc.inputs(brick)
    document: dict[str, Any] = {}
    faults: list[Problem] = []
    words = words_of(brick, language)
    for name, value in given.items():
        try:
            document[name] = reader.value(name, value, slots[name]) if name in slots else value
        except BrickError as error:
            faults += problems(error, words)
    refused = {fault.input.partition(".")[0] for fault in faults}
    try:
        inputs: Model = brick.inputs.model_validate(document)
    except ValidationError as error:
        found = problems(error, words)
        faults += [one for one in found if one.input.partition(".")[0] not in refused]
    if faults:
        raise invalid_inputs(faults)
    return inputs


@dataclass(slots=True)
class Reader:
    """Reads the inputs of one request; all its addresses share one clock."""

    limits: Limits = field(default_factory=limits)
    started: float = field(default_factory=time.monotonic)

    def value(self, name: str, given: Any, slot: ogc.Slot) -> Any:
        """Return the value of an input as its brick takes it.

        Raises
        ------
        BrickError
            When the value is not what it says it is, or cannot be fetched.
        """
        if slot.several and isinstance(given, list):
            return [self._one(f"{name}.{at}", one, slot) for at, one in enumerate(given)]
        return self._one(name, given, slot)

    def _one(self, name: str, given: Any, slot: ogc.Slot) -> Any:
        if not isinstance(given, dict):
            return given
        keys = given.keys()
        if "href" in keys and keys <= _LINK and "href" not in slot.keys:
            return self._linked(name, given, slot)
        if "value" in keys and keys <= _QUALIFIED:
            bare = "value" in slot.keys and not isinstance(given["value"], dict)
            return given if bare else _qualified(name, given, slot)
        return given

    def _linked(self, name: str, link: Mapping[str, Any], slot: ogc.Slot) -> Any:
        seconds = self.limits.seconds - (time.monotonic() - self.started)
        if seconds <= 0:
            raise BrickError(name, _LATE, limit=round(self.limits.seconds))
        file = fetch(name, str(link["href"]), replace(self.limits, seconds=seconds))
        said = media_type(str(link.get("type") or ""))
        if said in EXTENSIONS.values():
            file = replace(file, media_type=said)
        return _of_file(name, file, slot)


def _qualified(name: str, given: Mapping[str, Any], slot: ogc.Slot) -> Any:
    """Return the value of a qualified value, a file when it is text of another media type."""
    value = given["value"]
    said = given.get("format")
    form = {**(said if isinstance(said, dict) else {}), **given}
    media, encoding = form.get("mediaType"), form.get("encoding")
    if not isinstance(value, str) or not media or slot.binary:
        return value
    if media_type(str(media)) == ogc.TEXT and encoding != "base64":
        return value
    try:
        file = File.decoded(value, str(media), str(encoding or ""))
    except ValueError as error:
        raise BrickError(name, "{reason}", reason=str(error)) from error
    return _of_file(name, file, slot)


def _of_file(name: str, file: File, slot: ogc.Slot) -> Any:
    """Return what a file holds, for an input that takes files or a JSON value."""
    if slot.files:
        return file
    if slot.binary:
        return base64.b64encode(file.content).decode()
    if ogc.TEXT in slot.media_types and file.media_type.startswith("text/"):
        return file.content.decode(errors="replace")
    try:
        return json.loads(file.content)
    except (ValueError, RecursionError) as error:
        raise BrickError(name, _NO_FILE, media_type=file.media_type) from error
