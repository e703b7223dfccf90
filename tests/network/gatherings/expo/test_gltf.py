"""Models are glTF 2.0 in one file, small, and refer to nothing outside; each refusal says why."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citybricks.network.gatherings.expo.blocks import binary, blocks
from citybricks.network.gatherings.expo.domain.container import MOST_BYTES, ModelError
from citybricks.network.gatherings.expo.domain.gltf import checked
from tests.network.gatherings.expo.showing import png

TOWER = blocks([(0.8, 0.2, 0.1), (0.2, 0.4, 0.8)])
Json = dict[str, Any]


def opened(content: bytes) -> tuple[Json, bytes]:
    """Return description and bytes of a file that is well made."""
    (length,) = struct.unpack("<I", content[12:16])
    return json.loads(content[20 : 20 + length]), content[28 + length :]


def changed(change: Callable[[Json], object], content: bytes = TOWER) -> bytes:
    description, data = opened(content)
    change(description)
    return binary(description, data)


def with_image(picture: bytes, **more: Any) -> bytes:
    description, data = opened(TOWER)
    view = {"buffer": 0, "byteOffset": len(data), "byteLength": len(picture)}
    description["bufferViews"].append(view)
    there = {"bufferView": len(description["bufferViews"]) - 1, "mimeType": "image/png"}
    description["images"] = [there | more]
    description["buffers"][0]["byteLength"] = len(data) + len(picture)
    return binary(description, data + picture)


def refusal(content: bytes) -> ModelError:
    with pytest.raises(ModelError) as refused:
        checked(content)
    return refused.value


def test_a_tower_of_two_blocks_has_twelve_triangles_each() -> None:
    shape = checked(TOWER)
    assert (shape.triangles, shape.points, shape.images) == (24, 48, 0)
    assert shape.size == len(TOWER)


def test_a_picture_inside_the_file_is_taken() -> None:
    assert checked(with_image(png(64, 64))).images == 1


def test_a_mesh_that_is_drawn_twice_counts_twice() -> None:
    def twice(it: Json) -> None:
        it["nodes"].append({"mesh": 0})
        it["scenes"][0]["nodes"].append(2)

    assert checked(changed(twice)).triangles == 36


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        (
            lambda it: it["buffers"][0].update(uri="https://cdn.example/model.bin"),
            "buffers.0.uri",
            "buffers.0.uri is “https://cdn.example/model.bin”: addresses are not allowed",
        ),
        (
            lambda it: it.update(images=[{"uri": "texture.png"}]),
            "images.0.uri",
            "images.0.uri is “texture.png”",
        ),
        (
            lambda it: it.update(images=[{"uri": "data:image/png;base64,AAAA"}]),
            "images.0.uri",
            "everything has to be inside the file",
        ),
        (
            lambda it: it["asset"].update(version="1.0"),
            "asset.version",
            "version 1.0; version 2 is allowed",
        ),
        (
            lambda it: it.update(extensionsRequired=["KHR_draco_mesh_compression"]),
            "extensionsRequired",
            "requires the extension KHR_draco_mesh_compression; allowed are KHR_materials_unlit",
        ),
        (
            lambda it: it["accessors"][0].update(count=10**6),
            "accessors.0",
            "ends at byte 12000000 of a bufferView that has 288",
        ),
        (
            lambda it: it["accessors"][0].update(componentType=9),
            "accessors.0.componentType",
            "accessors.0.componentType is 9",
        ),
        (
            lambda it: it["bufferViews"][0].update(byteOffset=10**6),
            "bufferViews.0",
            "the file holds",
        ),
        (
            lambda it: it["meshes"][0]["primitives"][0].update(indices=99),
            "meshes.0.primitives.0.indices",
            "is 99; there are 6 accessors, counted from 0",
        ),
        (
            lambda it: it["meshes"][0]["primitives"][0].update(attributes={}),
            "meshes.0.primitives.0.attributes",
            "has no POSITION",
        ),
        (
            lambda it: it["nodes"][0].update(children=[1]),
            "nodes.1",
            "nodes.1 is there twice in the scene",
        ),
        (lambda it: it.update(scenes=[]), "scene", "there are 0 scenes"),
        (lambda it: it.update(nodes=[{}, {}]), "meshes", "no triangles that are drawn"),
        (
            lambda it: it.update(nodes=[{"mesh": 0}] * 501, scenes=[{"nodes": []}]),
            "nodes",
            "501 nodes; at most 500",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_value_and_what_is_allowed(
    change: Callable[[Json], object], field: str, said: str
) -> None:
    error = refusal(changed(change))
    assert error.field == field
    assert said in error.said


def test_a_file_that_is_too_large_is_refused_before_it_is_read() -> None:
    error = refusal(b"glTF" + bytes(MOST_BYTES))
    assert error.said == "The file has 1025 kB; at most 1024 kB are allowed."


def test_too_many_triangles_are_told_with_their_number() -> None:
    def many(it: Json) -> None:
        it["nodes"] = [{"mesh": 0}] * 500
        it["meshes"][0]["primitives"] *= 4
        it["scenes"][0]["nodes"] = list(range(500))

    error = refusal(changed(many))
    assert error.said == "The model has 24,000 triangles; at most 20,000 are allowed."


def test_images_have_a_size_and_a_kind() -> None:
    assert "1025 × 64 pixels; at most 1024" in refusal(with_image(png(1025, 64))).said
    assert "is no picture: PNG and JPEG are allowed" in refusal(with_image(b"GIF89a" * 20)).said


def test_indices_name_corners_that_are_there() -> None:
    description, data = opened(TOWER)
    at = description["bufferViews"][2]["byteOffset"]
    wrong = data[:at] + struct.pack("<H", 24) + data[at + 2 :]
    assert (
        "names corner 24; there are 24, counted from 0" in refusal(binary(description, wrong)).said
    )


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (b"", "magic"),
        (b"solid cube", "magic"),
        (b'{"asset": {"version": "2.0"}}', "magic"),
        (b"glTF" + struct.pack("<II", 1, 12), "version"),
        (TOWER[:-1], "length"),
        (b"glTF" + struct.pack("<II", 2, 12), "chunks"),
        (b"glTF" + struct.pack("<II", 2, 20) + struct.pack("<I", 99) + b"JSON", "chunks"),
        (b"glTF" + struct.pack("<III", 2, 24, 4) + b"JSON" + b"nope", "JSON"),
        (b"glTF" + struct.pack("<III", 2, 24, 4) + b"JSON" + b"[1 ]", "JSON"),
    ],
)
def test_what_is_no_binary_gltf_is_refused(content: bytes, field: str) -> None:
    assert refusal(content).field == field


def test_deep_nesting_is_refused_rather_than_followed() -> None:
    text = b"[" * 60_000
    content = b"glTF" + struct.pack("<III", 2, 20 + len(text), len(text)) + b"JSON" + text
    assert refusal(content).field == "JSON"


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_bytes_are_taken_or_refused_and_nothing_else(data: st.DataObject) -> None:
    content = bytearray(TOWER)
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    for one in (bytes(content), bytes(content[:cut])):
        try:
            assert checked(one).triangles <= 20_000
        except ModelError as error:
            assert error.said  # noqa: PT017 - either is allowed


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_description_is_taken_or_refused_and_nothing_else(data: st.DataObject) -> None:
    description, content = opened(TOWER)
    at: Any = description
    while isinstance(at, dict | list) and at:
        keys = list(at) if isinstance(at, dict) else list(range(len(at)))
        key = data.draw(st.sampled_from(keys))
        if data.draw(st.booleans()) or not isinstance(at[key], dict | list):
            at[key] = data.draw(VALUES)
            break
        at = at[key]
    try:
        checked(binary(description, content))
    except ModelError as error:
        assert error.said  # noqa: PT017 - either is allowed
