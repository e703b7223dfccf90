"""A model made by code: what booths of a demonstration show, and what tests begin with."""

from __future__ import annotations

import json
import struct
from typing import Any

Json = dict[str, Any]
_FACES = (
    (0, (1, 2)), (1, (2, 0)), (2, (0, 1)),
)  # fmt: skip
"""Axis of a side, and the axes along it."""


def binary(description: dict[str, Any], content: bytes) -> bytes:
    """Return a glTF binary file of a description and its bytes."""
    text = json.dumps(description, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    content += b"\0" * (-len(content) % 4)
    chunks = struct.pack("<I", len(text)) + b"JSON" + text
    if content:
        chunks += struct.pack("<I", len(content)) + b"BIN\0" + content
    return b"glTF" + struct.pack("<II", 2, 12 + len(chunks)) + chunks


def box(
    low: tuple[float, float, float], high: tuple[float, float, float]
) -> tuple[list[tuple[float, ...]], list[tuple[float, ...]], list[int]]:
    """Return corners, normals and indices of a box."""
    corners: list[tuple[float, ...]] = []
    normals: list[tuple[float, ...]] = []
    indices: list[int] = []
    ends = (low, high)
    for axis, (u, v) in _FACES:
        for side in (0, 1):
            first = len(corners)
            for a, b in ((0, 0), (1, 0), (1, 1), (0, 1)):
                corner = [0.0, 0.0, 0.0]
                corner[axis], corner[u], corner[v] = ends[side][axis], ends[a][u], ends[b][v]
                corners.append(tuple(corner))
                normals.append(tuple(float(2 * side - 1) if at == axis else 0.0 for at in range(3)))
            turn = (0, 1, 2, 0, 2, 3) if side else (0, 2, 1, 0, 3, 2)
            indices += [first + at for at in turn]
    return corners, normals, indices


def blocks(colours: list[tuple[float, float, float]], *, step: float = 0.5) -> bytes:
    """Return a tower of blocks as glTF binary, one block of each colour.

    Parameters
    ----------
    colours
        Red, green and blue from 0 to 1, from the ground up.
    step
        Height of a block. [m]
    """
    content = b""
    views: list[Json] = []
    accessors: list[Json] = []
    meshes: list[Json] = []
    materials: list[Json] = []
    for at, colour in enumerate(colours):
        half = 0.5 - 0.06 * at
        corners, normals, indices = box((-half, at * step, -half), (half, (at + 0.94) * step, half))
        parts = (
            (struct.pack(f"<{3 * len(corners)}f", *sum(corners, ())), 5126, "VEC3", len(corners)),
            (struct.pack(f"<{3 * len(normals)}f", *sum(normals, ())), 5126, "VEC3", len(normals)),
            (struct.pack(f"<{len(indices)}H", *indices), 5123, "SCALAR", len(indices)),
        )
        first = len(accessors)
        for raw, component, kind, count in parts:
            views.append({"buffer": 0, "byteOffset": len(content), "byteLength": len(raw)})
            accessor = {"bufferView": len(views) - 1, "componentType": component}
            accessors.append(accessor | {"count": count, "type": kind})
            content += raw + b"\0" * (-len(raw) % 4)
        accessors[first] |= {
            "min": [min(one[k] for one in corners) for k in range(3)],
            "max": [max(one[k] for one in corners) for k in range(3)],
        }
        drawn = {"attributes": {"POSITION": first, "NORMAL": first + 1}, "indices": first + 2}
        meshes.append({"primitives": [drawn | {"material": at}]})
        shine = {"baseColorFactor": [*colour, 1.0], "metallicFactor": 0.0, "roughnessFactor": 0.8}
        materials.append({"pbrMetallicRoughness": shine})
    description = {
        "asset": {"version": "2.0", "generator": "citybricks"},
        "scene": 0,
        "scenes": [{"nodes": list(range(len(meshes)))}],
        "nodes": [{"mesh": at} for at in range(len(meshes))],
        "meshes": meshes,
        "materials": materials,
        "accessors": accessors,
        "bufferViews": views,
        "buffers": [{"byteLength": len(content)}],
    }
    return binary(description, content)
