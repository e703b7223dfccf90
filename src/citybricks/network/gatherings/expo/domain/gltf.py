"""Check a booth's 3-D model: glTF 2.0 in one binary file (``.glb``), small and self-contained.

Read here rather than by a library: a container of two chunks is soon read, what has to be known
is only which numbers it claims, and pygltflib and trimesh fetch what an address names and take
what it claims on trust. Nothing outside the file is ever read.

References
----------
.. [1] Khronos Group, "glTF 2.0 Specification" (ISO/IEC 12113:2022), sections 3 and 4.4 (GLB).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from citybricks.network.gatherings.expo.domain.container import (
    FAN,
    MOST_BYTES,
    STRIP,
    TRIANGLES,
    Accessor,
    Description,
    ModelError,
    opened,
)

MOST_TRIANGLES = 20_000
MOST_POINTS = 60_000
"""Corners, those of all uses of a mesh counted."""
MOST_IMAGES = 4
MOST_SIDE = 1_024
"""Pixels of an image in each direction."""
MOST_NODES = 500
MOST_PRIMITIVES = 200
EXTENSIONS = (
    "KHR_materials_unlit",
    "KHR_materials_emissive_strength",
    "KHR_materials_specular",
    "KHR_mesh_quantization",
    "KHR_texture_transform",
)
"""What a file may require beyond glTF itself; others need decoders that pages do not ship."""
_BYTES = {5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4}
_INDEX = {5121: "B", 5123: "H", 5125: "I"}
_PARTS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT2": 4, "MAT3": 9, "MAT4": 16}


@dataclass(frozen=True, slots=True)
class Shape:
    """What is known of a model that was checked."""

    triangles: int
    points: int
    images: int
    size: int


def checked(content: bytes) -> Shape:
    """Check a file, and return what is known of it.

    Raises
    ------
    ModelError
        When it is no glTF 2.0 in one binary file, refers to anything outside, claims what is not
        there, or is larger than is allowed.
    """
    if len(content) > MOST_BYTES:
        said = _("The file has %(given)s kB; at most %(most)s kB are allowed.")
        sizes = {"given": -(-len(content) // 1024), "most": MOST_BYTES // 1024}
        raise ModelError("length", len(content), said % sizes)
    document, binary = opened(content)
    _self_contained(document, binary)
    _check_images(document, binary)
    return _measured(document, binary, len(content))


def _self_contained(document: Description, binary: memoryview) -> None:
    """Refuse whatever lies outside the file, or needs more than a page ships."""
    uris = {
        "buffers": [buffer.uri for buffer in document.buffers],
        "images": [image.uri for image in document.images],
    }
    for name, each in uris.items():
        for at, uri in enumerate(each):
            if uri is not None:
                said = _(
                    "%(field)s is “%(given)s”: addresses are not allowed, everything has to be"
                    " inside the file. Export it as “glTF binary (.glb)” with its textures."
                )
                field, given = f"{name}.{at}.uri", str(uri)[:60]
                raise ModelError(field, given, said % {"field": field, "given": given})
    for one in document.extensions_required:
        if one not in EXTENSIONS:
            said = _("The file requires the extension %(given)s; allowed are %(allowed)s.")
            told = {"given": one[:60], "allowed": ", ".join(EXTENSIONS)}
            raise ModelError("extensionsRequired", one[:60], said % told)
    if document.buffers and document.buffers[0].byte_length > len(binary):
        length = document.buffers[0].byte_length
        said = _("buffers.0.byteLength is %(given)s; the file holds %(there)s bytes.")
        raise ModelError(
            "buffers.0.byteLength", length, said % {"given": length, "there": len(binary)}
        )


def _slice(document: Description, view: int, binary: memoryview, field: str) -> memoryview:
    """Return the bytes of a buffer view."""
    found = _at(document.buffer_views, view, field, "bufferViews")
    _at(document.buffers, found.buffer, f"bufferViews.{view}.buffer", "buffers")
    end = found.byte_offset + found.byte_length
    if end > len(binary):
        said = _("bufferViews.%(at)s ends at byte %(end)s; the file holds %(there)s.")
        told = {"at": view, "end": end, "there": len(binary)}
        raise ModelError(f"bufferViews.{view}", end, said % told)
    return binary[found.byte_offset : end]


def _at(parts: list[Any], number: int, field: str, name: str) -> Any:
    """Return a part that another names by its number."""
    if number >= len(parts):
        said = _("%(field)s is %(given)s; there are %(count)s %(name)s, counted from 0.")
        told = {"field": field, "given": number, "count": len(parts), "name": name}
        raise ModelError(field, number, said % told)
    return parts[number]


def _check_images(document: Description, binary: memoryview) -> None:
    """Look at the images: how many, what they are, how large."""
    if len(document.images) > MOST_IMAGES:
        said = _("The file has %(given)s images; at most %(most)s are allowed.")
        told = {"given": len(document.images), "most": MOST_IMAGES}
        raise ModelError("images", len(document.images), said % told)
    for at, image in enumerate(document.images):
        field = f"images.{at}"
        if image.buffer_view is None:
            raise ModelError(field, "", _("%(field)s has no bufferView.") % {"field": field})
        content = _slice(document, image.buffer_view, binary, f"{field}.bufferView")
        width, height = _pixels(content, field)
        if max(width, height) > MOST_SIDE:
            said = _("%(field)s has %(width)s × %(height)s pixels; at most %(most)s × %(most)s.")
            sizes = {"field": field, "width": width, "height": height, "most": MOST_SIDE}
            raise ModelError(field, (width, height), said % sizes)


def _pixels(content: memoryview, field: str) -> tuple[int, int]:
    """Return the size of a PNG or JPEG from its head; its pixels are not drawn."""
    import io
    import warnings

    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the size is checked by who asks
            with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as opened:
                return opened.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        said = _("%(field)s is no picture: PNG and JPEG are allowed.")
        raise ModelError(field, bytes(content[:8]), said % {"field": field}) from error


def _measured(document: Description, binary: memoryview, size: int) -> Shape:
    """Count triangles and corners as often as they are drawn."""
    primitives = sum(len(mesh.primitives) for mesh in document.meshes)
    if primitives > MOST_PRIMITIVES:
        said = _("The file has %(given)s primitives; at most %(most)s are allowed.")
        told = {"given": primitives, "most": MOST_PRIMITIVES}
        raise ModelError("meshes", primitives, said % told)
    meshes = [_counted(document, at, binary) for at in range(len(document.meshes))]
    triangles = points = 0
    for node in _drawn(document):
        mesh = document.nodes[node].mesh
        if mesh is not None:
            drawn = _at(meshes, mesh, f"nodes.{node}.mesh", "meshes")
            triangles, points = triangles + drawn[0], points + drawn[1]
    if not triangles:
        raise ModelError("meshes", 0, _("The file has no triangles that are drawn."))
    for field, given, most in (
        (_("triangles"), triangles, MOST_TRIANGLES),
        (_("corners"), points, MOST_POINTS),
    ):
        if given > most:
            raise _too_many(field, given, most)
    return Shape(triangles, points, len(document.images), size)


def _too_many(what: str, given: int, most: int) -> ModelError:
    said = _("The model has %(given)s %(what)s; at most %(most)s are allowed.")
    told = {"given": f"{given:,}", "what": what, "most": f"{most:,}"}
    return ModelError("triangles" if most == MOST_TRIANGLES else "points", given, said % told)


def _drawn(document: Description) -> list[int]:
    """Return the nodes of the scene, each once; a tree has no rings."""
    if len(document.nodes) > MOST_NODES:
        said = _("The file has %(given)s nodes; at most %(most)s are allowed.")
        told = {"given": len(document.nodes), "most": MOST_NODES}
        raise ModelError("nodes", len(document.nodes), said % told)
    scene = _at(document.scenes, document.scene, "scene", "scenes")
    waiting, seen = list(scene.nodes), list[int]()
    while waiting:
        number = waiting.pop()
        node = _at(document.nodes, number, "nodes", "nodes")
        if number in seen:
            said = _("nodes.%(at)s is there twice in the scene; a node has one parent.")
            raise ModelError(f"nodes.{number}", number, said % {"at": number})
        seen.append(number)
        waiting += node.children
    return seen


def _counted(document: Description, mesh: int, binary: memoryview) -> tuple[int, int]:
    """Return the triangles and corners of a mesh."""
    triangles = points = 0
    for at, one in enumerate(document.meshes[mesh].primitives):
        field = f"meshes.{mesh}.primitives.{at}"
        if "POSITION" not in one.attributes:
            said = _("%(field)s has no POSITION.") % {"field": field}
            raise ModelError(f"{field}.attributes", "", said)
        counts = {
            name: _accessor(document, number, binary, f"{field}.attributes.{name}").count
            for name, number in one.attributes.items()
        }
        corners = drawn = counts["POSITION"]
        if min(counts.values()) != max(counts.values()):
            said = _("%(field)s: its attributes have different lengths.") % {"field": field}
            raise ModelError(f"{field}.attributes", str(sorted(counts.items()))[:60], said)
        if one.indices is not None:
            drawn = _indexed(document, one.indices, binary, f"{field}.indices", corners)
        points += corners
        triangles += _triangles(one.mode, drawn)
    return triangles, points


def _triangles(mode: int, corners: int) -> int:
    if mode == TRIANGLES:
        return corners // 3
    return max(0, corners - 2) if mode in (STRIP, FAN) else 0


def _accessor(document: Description, number: int, binary: memoryview, field: str) -> Accessor:
    """Return an accessor whose bytes are there."""
    found: Accessor = _at(document.accessors, number, field, "accessors")
    name = f"accessors.{number}"
    if found.sparse is not None or found.buffer_view is None:
        said = _("%(field)s is sparse or empty; its numbers have to be written out.")
        raise ModelError(name, "", said % {"field": name})
    there = len(_slice(document, found.buffer_view, binary, f"{name}.bufferView"))
    view, each = document.buffer_views[found.buffer_view], _BYTES[found.component_type]
    item = each * _PARTS[found.type]
    stride = view.byte_stride or item
    end = found.byte_offset + stride * (found.count - 1) + item
    if end > there:
        said = _("%(field)s ends at byte %(end)s of a bufferView that has %(there)s.")
        raise ModelError(name, end, said % {"field": name, "end": end, "there": there})
    begins = view.byte_offset + found.byte_offset
    if begins % each or stride % each:
        said = _("%(field)s begins at byte %(at)s; a multiple of %(each)s is needed.")
        raise ModelError(name, begins, said % {"field": name, "at": begins, "each": each})
    return found


def _indexed(
    document: Description, number: int, binary: memoryview, field: str, corners: int
) -> int:
    """Return how many corners are named by a list of indices, each of which has to be there."""
    found = _accessor(document, number, binary, field)
    if found.type != "SCALAR" or found.component_type not in _INDEX:
        said = _("%(field)s: indices are unsigned whole numbers.") % {"field": field}
        raise ModelError(field, found.type, said)
    view = _slice(document, found.buffer_view or 0, binary, field)
    form = f"<{found.count}{_INDEX[found.component_type]}"
    last = max(struct.unpack_from(form, view, found.byte_offset))
    if last >= corners:
        said = _("%(field)s names corner %(given)s; there are %(count)s, counted from 0.")
        raise ModelError(field, last, said % {"field": field, "given": last, "count": corners})
    return found.count
