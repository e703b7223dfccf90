"""A brick's inputs and outputs as JSON Schema, in the reader's language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from citybricks.kernel.brick import Brick
from citybricks.kernel.translation import Translate, translator
from citybricks.types import Model

HERE = Path(__file__).parent
_DATA = ("default", "const", "enum", "examples")
"""Keywords whose values are data, not schemas."""


def words_of(brick: Brick[..., Any], language: str) -> Translate:
    """Return the translator for a brick's texts: its own first, then those all bricks share."""
    return translator(language, *brick.texts, HERE, HERE.parent / "views")


def label(name: str) -> str:
    """Make a field's name readable: ``lamp_power`` is "Lamp power"."""
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def schema_of(model: type[Model], translate: Translate) -> dict[str, Any]:
    """Return the JSON Schema of a model, without references, its texts translated."""
    schema = model.model_json_schema()
    whole: dict[str, Any] = _inlined(schema, schema.get("$defs", {}), translate)
    whole.pop("$defs", None)
    return whole


def _inlined(value: Any, definitions: dict[str, Any], translate: Translate) -> Any:
    if isinstance(value, list):
        return [_inlined(item, definitions, translate) for item in value]
    if not isinstance(value, dict):
        return value
    if "$ref" in value:
        target = definitions[value["$ref"].rpartition("/")[2]]
        beside = {key: item for key, item in value.items() if key != "$ref"}
        return _inlined({**target, **beside}, definitions, translate)
    found = {
        key: item if key in _DATA else _inlined(item, definitions, translate)
        for key, item in value.items()
        if key not in ("$defs", "properties")
    }
    if isinstance(found.get("description"), str):
        found["description"] = translate(" ".join(found["description"].split()))
    if "properties" in value:
        found["properties"] = {
            name: {**_inlined(inner, definitions, translate), "title": translate(label(name))}
            for name, inner in value["properties"].items()
        }
    return found


def inputs_of(brick: Brick[..., Any], language: str = "en") -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of each input, by name, titles and descriptions translated."""
    properties: dict[str, dict[str, Any]] = schema_of(brick.inputs, words_of(brick, language))[
        "properties"
    ]
    return properties


def outputs_of(brick: Brick[..., Any], language: str = "en") -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of each field of the outcome, by name."""
    properties: dict[str, dict[str, Any]] = schema_of(brick.outputs, words_of(brick, language))[
        "properties"
    ]
    return {name: _maybe_empty(schema) for name, schema in properties.items()}


def _maybe_empty(value: Any) -> Any:
    """Take the least number of rows away: in an outcome, no rows are an answer."""
    if isinstance(value, list):
        return [_maybe_empty(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: _maybe_empty(item) for key, item in value.items() if key != "minItems"}
