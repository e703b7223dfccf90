"""Read binary glTF: the container of two chunks, and what its description claims.

References
----------
.. [1] Khronos Group, "glTF 2.0 Specification" (ISO/IEC 12113:2022), section 4.4 (GLB).
"""

from __future__ import annotations

import json
import struct
from typing import Annotated, Any, Literal

from annotated_types import Ge, Le
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

MOST_BYTES = 2**20
_MAGIC, _JSON, _BIN = b"glTF", b"JSON", b"BIN\0"
TRIANGLES, STRIP, FAN = 4, 5, 6
"""Modes in which triangles are drawn."""
Index = Annotated[int, Ge(0), Le(2**31)]


class ModelError(ValueError):
    """A file is no model that can be shown.

    Parameters
    ----------
    field
        What in the file: ``images.0.uri``.
    value
        What it is.
    said
        What is wrong and what is allowed, to the reader.
    """

    def __init__(self, field: str, value: object, said: str) -> None:
        self.field, self.value, self.said = field, value, said
        super().__init__(f"{field}: {said}" if field else said)


class Part(BaseModel):
    """A part of the description; what is not needed here is passed over."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True, alias_generator=to_camel)


class Asset(Part):
    """Which glTF it is."""

    version: str = ""


class Buffer(Part):
    """The bytes of the file."""

    byte_length: Annotated[int, Ge(1), Le(MOST_BYTES)]
    uri: Any = None


class View(Part):
    """Some of the bytes."""

    buffer: Index
    byte_offset: Index = 0
    byte_length: Annotated[int, Ge(1), Le(MOST_BYTES)]
    byte_stride: Annotated[int, Ge(4), Le(252)] | None = None


class Accessor(Part):
    """Bytes as numbers."""

    buffer_view: Index | None = None
    byte_offset: Index = 0
    component_type: Literal[5120, 5121, 5122, 5123, 5125, 5126]
    count: Annotated[int, Ge(1), Le(MOST_BYTES)]
    type: Literal["SCALAR", "VEC2", "VEC3", "VEC4", "MAT2", "MAT3", "MAT4"]
    sparse: Any = None


class Image(Part):
    """A texture."""

    uri: Any = None
    buffer_view: Index | None = None
    mime_type: str = ""


class Primitive(Part):
    """Corners and what is drawn between them."""

    attributes: dict[str, Index]
    indices: Index | None = None
    mode: Annotated[int, Ge(0), Le(6)] = TRIANGLES
    extensions: dict[str, Any] = Field(default_factory=dict)


class Mesh(Part):
    """Primitives that are drawn together."""

    primitives: Annotated[list[Primitive], Field(min_length=1)]


class Node(Part):
    """Where a mesh is drawn, and nodes below."""

    mesh: Index | None = None
    children: list[Index] = Field(default_factory=list)


class Scene(Part):
    """Nodes that are drawn."""

    nodes: list[Index] = Field(default_factory=list)


class Description(Part):
    """What a file says of its bytes, as far as it is looked at."""

    asset: Asset
    extensions_required: list[str] = Field(default_factory=list)
    buffers: Annotated[list[Buffer], Field(max_length=1)] = Field(default_factory=list)
    buffer_views: list[View] = Field(default_factory=list)
    accessors: list[Accessor] = Field(default_factory=list)
    images: list[Image] = Field(default_factory=list)
    meshes: list[Mesh] = Field(default_factory=list)
    nodes: list[Node] = Field(default_factory=list)
    scenes: list[Scene] = Field(default_factory=list)
    scene: Index = 0


def opened(content: bytes) -> tuple[Description, memoryview]:
    """Return the description in a file, and its bytes.

    Raises
    ------
    ModelError
        When it is no glTF 2.0 in one binary file.
    """
    text, binary = _chunks(content)
    return _read(text), memoryview(binary)


def _chunks(content: bytes) -> tuple[bytes, bytes]:
    """Return the two chunks of a GLB file."""
    if content[:4] != _MAGIC:
        said = _("The file is no binary glTF: export it as “glTF binary (.glb)”.")
        raise ModelError("magic", content[:4], said)
    version, length = struct.unpack("<II", content[4:12].ljust(8, b"\0"))
    if version != 2:  # noqa: PLR2004 - of glTF
        said = _("The file is of glTF version %(given)s; version 2 is allowed.")
        raise ModelError("version", version, said % {"given": version})
    if length != len(content):
        said = _("The file says that it has %(said)s bytes and has %(given)s: send it once more.")
        raise ModelError("length", length, said % {"said": length, "given": len(content)})
    text, at = _chunk(content, 12, _JSON)
    binary = _chunk(content, at, _BIN)[0] if at < len(content) else b""
    return text, binary


def _chunk(content: bytes, at: int, kind: bytes) -> tuple[bytes, int]:
    """Return a chunk, and where the next begins."""
    if at + 8 > len(content) or content[at + 4 : at + 8] != kind:
        said = _("The file breaks off where its part %(kind)s should begin.")
        name = kind.decode("ascii").strip("\0")
        raise ModelError("chunks", content[at + 4 : at + 8], said % {"kind": name})
    (length,) = struct.unpack("<I", content[at : at + 4])
    end = at + 8 + length
    if end > len(content):
        said = _("A part of the file ends %(past)s bytes after the file itself.")
        raise ModelError("chunks", length, said % {"past": end - len(content)})
    return content[at + 8 : end], end


def _read(text: bytes) -> Description:
    try:
        given = json.loads(text.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise ModelError("JSON", "", _("The description in the file is no JSON.")) from error
    try:
        document = Description.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "JSON"
        said = _("%(field)s is %(given)s, which glTF 2.0 does not allow: %(rule)s.")
        value = str(first["input"])[:60]
        told = {"field": field, "given": value, "rule": first["msg"]}
        raise ModelError(field, value, said % told) from error
    if document.asset.version != "2.0":
        said = _("The file is of glTF version %(given)s; version 2 is allowed.")
        given = document.asset.version[:20] or "?"
        raise ModelError("asset.version", given, said % {"given": given})
    return document
