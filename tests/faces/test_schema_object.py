from __future__ import annotations

from typing import Any

import pytest

from citybricks.faces import ogc
from citybricks.faces.schema_object import schema_object
from citybricks.kernel.registry import all_bricks


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (True, {}),
        (False, {"not": {}}),
        ({"exclusiveMinimum": 0}, {"minimum": 0, "exclusiveMinimum": True}),
        ({"exclusiveMaximum": 9, "maximum": 9}, {"maximum": 9, "exclusiveMaximum": True}),
        ({"exclusiveMaximum": 9, "maximum": 8}, {"maximum": 8}),
        ({"type": "number", "default": None, "title": "X"}, {"type": "number", "title": "X"}),
        ({"const": "a"}, {"enum": ["a"]}),
        ({"type": ["string", "null"]}, {"type": "string", "nullable": True}),
        (
            {"anyOf": [{"type": "integer"}, {"type": "null"}], "default": None, "title": "X"},
            {"type": "integer", "nullable": True, "title": "X"},
        ),
        (
            {"anyOf": [{"type": "integer"}, {"type": "string"}, {"type": "null"}]},
            {"anyOf": [{"type": "integer"}, {"type": "string"}], "nullable": True},
        ),
        ({"type": "array"}, {"type": "array", "items": {}}),
        (
            {"type": "array", "prefixItems": [{"type": "integer"}], "maxItems": 1},
            {"type": "array", "items": {"anyOf": [{"type": "integer"}]}, "maxItems": 1},
        ),
        ({"type": "string", "examples": ["a", "b"]}, {"type": "string", "example": "a"}),
        (
            {"type": "number", "description": "Width.", "x-ogc-unit": "m", "x-files": ["text/csv"]},
            {"type": "number", "description": "Width. [m]"},
        ),
        (
            {"type": "object", "required": [], "properties": {"required": {"const": 1}}},
            {"type": "object", "properties": {"required": {"enum": [1]}}},
        ),
        (
            {"additionalProperties": {"anyOf": [{"type": "null"}, {"const": 1}]}},
            {"additionalProperties": {"enum": [1], "nullable": True}},
        ),
    ],
)  # fmt: skip
def test_json_schema_is_said_in_the_words_of_openapi_3_0(
    schema: Any, expected: dict[str, Any]
) -> None:
    assert schema_object(schema) == expected


@pytest.mark.parametrize("name", all_bricks())
def test_a_brick_is_described_with_every_input_and_output(name: str) -> None:
    brick = all_bricks()[name]
    for language in ("en", "zh-Hans"):
        said = ogc.description(brick, language)
        assert list(said["inputs"]) == list(brick.inputs.model_fields)
        assert list(said["outputs"]) == list(brick.outputs.model_fields)
        assert ogc.description(brick, language) is said
    assert ogc.inputs(brick).keys() == said["inputs"].keys()
    assert all(slot.media_types for slot in ogc.outputs(brick).values())
