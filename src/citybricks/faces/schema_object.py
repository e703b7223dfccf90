"""JSON Schema written as the Schema Object of OpenAPI 3.0, the dialect of OGC API 1.0.

References
----------
.. [1] OpenAPI Specification 3.0.3, section 4.7.24
.. [2] OGC 18-062r2, ``schema.yaml``: the keywords allowed in a process description
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_KEPT = (
    "title", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum",
    "maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "maxProperties",
    "minProperties", "required", "enum", "type", "description", "format", "default", "nullable",
    "readOnly", "writeOnly", "example", "deprecated", "contentMediaType", "contentEncoding",
    "contentSchema", "$ref",
)  # fmt: skip
"""Keywords whose values are no schemas."""
_LISTS = ("allOf", "anyOf", "oneOf")
_BOUNDS = {"exclusiveMinimum": ("minimum", max), "exclusiveMaximum": ("maximum", min)}


def schema_object(schema: Mapping[str, Any] | bool) -> dict[str, Any]:
    """Return the Schema Object that says the same.

    Units, which it has no keyword for, go to the end of the description in square brackets.
    """
    if isinstance(schema, bool):
        return {} if schema else {"not": {}}
    plain = _without_null(dict(schema))
    found = {key: plain[key] for key in _KEPT if plain.get(key) is not None}
    if not found.get("required", True):
        del found["required"]
    for bound, (limit, tighter) in _BOUNDS.items():
        beyond = found.pop(bound, None)
        if beyond is not None and (limit not in found or tighter(beyond, found[limit]) == beyond):
            found |= {limit: beyond, bound: True}
    if "const" in plain:
        found["enum"] = [plain["const"]]
    if plain.get("examples"):
        found["example"] = plain["examples"][0]
    if unit := plain.get("x-ogc-unit"):
        found["description"] = f"{found.get('description', '')} [{unit}]".strip()
    return found | _inner(plain)


def _inner(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Convert the schemas inside a schema."""
    found: dict[str, Any] = {}
    for key in _LISTS:
        if key in schema:
            found[key] = [schema_object(one) for one in schema[key]]
    if "properties" in schema:
        found["properties"] = {
            name: schema_object(one) for name, one in schema["properties"].items()
        }
    if "prefixItems" in schema:
        found["items"] = {"anyOf": [schema_object(one) for one in schema["prefixItems"]]}
    elif "items" in schema:
        found["items"] = schema_object(schema["items"])
    elif schema.get("type") == "array":
        found["items"] = {}
    if "not" in schema:
        found["not"] = schema_object(schema["not"])
    more = schema.get("additionalProperties")
    if more is not None:
        found["additionalProperties"] = more if isinstance(more, bool) else schema_object(more)
    return found


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Write "or null" as ``nullable``."""
    kinds = schema.get("type")
    if isinstance(kinds, list):
        rest = [kind for kind in kinds if kind != "null"]
        schema["type"] = rest[0] if rest else "string"
        return {**schema, "nullable": True} if len(rest) < len(kinds) else schema
    if kinds == "null":
        return {**schema, "type": "string", "nullable": True, "enum": [None]}
    for key in ("anyOf", "oneOf"):
        choices = schema.get(key, [])
        rest = [one for one in choices if one.get("type") != "null"]
        if len(rest) == len(choices):
            continue
        schema["nullable"] = True
        if len(rest) > 1:
            schema[key] = rest
        else:
            del schema[key]
            schema = {**(rest[0] if rest else {}), **schema}
    return schema
