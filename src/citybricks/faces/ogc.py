"""A brick as a process of OGC API - Processes: 1.0 keys with those of 2.0 beside.

Pure dicts; they are cached and must not be changed.

References
----------
.. [1] OGC 18-062r2, OGC API - Processes - Part 1: Core 1.0, clauses 7.8 and 8
.. [2] OGC 18-062r3 (2.0 release candidate), ``valuePassing`` and the profile link
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from citybricks.faces.description import description_of
from citybricks.faces.json_schema import inputs_of, outputs_of
from citybricks.faces.schema_object import schema_object
from citybricks.kernel.brick import Brick
from citybricks.types.files import GEOJSON, JSON, PARQUET

TEXT = "text/plain"
_TEXTUAL = ("text/", "application/vnd.energyplus")
_SDG = "https://unstats.un.org/sdgs/metadata/?Text=&Goal={goal}&Target={target}"


@dataclass(frozen=True, slots=True)
class Slot:
    """How the value of an input may be written, or an output be had.

    Parameters
    ----------
    media_types
        Media types of the value, the default first.
    files
        Media types of files it is read from; none when it is a JSON value.
    several
        Whether the input takes an array of values.
    binary
        Media type of bytes that JSON carries in base64; empty when it is none.
    keys
        Fields of the value, when it is an object.
    """

    media_types: tuple[str, ...]
    files: tuple[str, ...] = ()
    several: bool = False
    binary: str = ""
    keys: frozenset[str] = frozenset()


@lru_cache(maxsize=512)
def summary(brick: Brick[..., Any], language: str) -> dict[str, Any]:
    """Return what the list of processes says about a brick."""
    about = description_of(brick, language)
    facts = {"city": about.city, "theme": about.theme, "users": about.users}
    goals = [f"SDG {code}" for code in about.sdg]
    return {
        "id": brick.id,
        "version": brick.version,
        "title": about.title,
        "description": "\n\n".join(about.summary) or about.title,
        "keywords": [word for word in (about.theme, about.city, *goals) if word],
        "metadata": [
            *({"role": role, "title": text, "value": text} for role, text in facts.items() if text),
            *(_goal(code) for code in about.sdg),
            *({"role": "reference", "title": text, "value": text} for text in about.sources),
        ],
        "jobControlOptions": ["sync-execute", "async-execute", "dismiss"],
        "outputTransmission": ["value", "reference"],
    }


def _goal(code: str) -> dict[str, str]:
    goal, _, rest = code.partition(".")
    target = f"{goal}.{rest.partition('.')[0]}"
    href = _SDG.format(goal=goal, target=target)
    return {"role": "sdg", "title": f"SDG {code}", "value": code, "href": href}


@lru_cache(maxsize=512)
def description(brick: Brick[..., Any], language: str) -> dict[str, Any]:
    """Return the description of a brick with its inputs and outputs."""
    required = {name for name, f in brick.inputs.model_fields.items() if f.is_required()}
    return {
        **summary(brick, language),
        "inputs": {
            name: _input(schema, required=name in required)
            for name, schema in inputs_of(brick, language).items()
        },
        "outputs": {
            name: _described(schema, _given(schema))
            for name, schema in outputs_of(brick, language).items()
        },
    }


def _input(schema: Mapping[str, Any], *, required: bool) -> dict[str, Any]:
    inner = _given(schema)
    several = _several(inner)
    occurrences: dict[str, Any] = {"minOccurs": 1 if required else 0, "maxOccurs": 1}
    if several:
        least = inner.get("minItems", 1)
        occurrences["minOccurs"] = max(least, 1) if required else 0
        occurrences["maxOccurs"] = inner.get("maxItems", "unbounded")
    found = {
        **_described(schema, inner["items"] if several else inner),
        **occurrences,
        "valuePassing": ["byValue", "byReference"],
    }
    if several and schema.get("default") is not None:
        found["default"] = schema["default"]
    return found


def _described(schema: Mapping[str, Any], value: Mapping[str, Any]) -> dict[str, Any]:
    """Say beside the schema of a value what the value is."""
    found = {
        "title": schema.get("title", ""),
        "description": schema.get("description") or value.get("description", ""),
        "schema": _alternatives(value),
    }
    if unit := value.get("x-ogc-unit"):
        found |= {"x-ogc-unit": unit, "x-ogc-unitLang": value.get("x-ogc-unitLang", "UCUM")}
    return found


def _alternatives(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of a value, or of each form it may take; the first is the default."""
    said = ("title", "description", "x-ogc-unit")
    bare = schema_object({key: item for key, item in value.items() if key not in said})
    files = [kind for kind in value.get("x-files", ()) if kind not in (JSON, GEOJSON)]
    if not files:
        return bare
    return {"oneOf": [bare, *({"type": "string", **_content(kind)} for kind in files)]}


def _content(media_type: str) -> dict[str, str]:
    if media_type.startswith(_TEXTUAL):
        return {"contentMediaType": media_type}
    return {"contentMediaType": media_type, "contentEncoding": "base64"}


def _given(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the schema of a value that is given, where it may also be left out."""
    kinds = [kind for kind in schema.get("anyOf", ()) if kind.get("type") != "null"]
    if len(kinds) == 1:
        return {**{key: item for key, item in schema.items() if key != "anyOf"}, **kinds[0]}
    return schema


def _several(value: Mapping[str, Any]) -> bool:
    return value.get("type") == "array" and "items" in value and "x-files" not in value


@lru_cache(maxsize=512)
def inputs(brick: Brick[..., Any]) -> dict[str, Slot]:
    """Return how each input may be written."""
    return {name: _slot(_given(schema)) for name, schema in inputs_of(brick).items()}


@lru_cache(maxsize=512)
def outputs(brick: Brick[..., Any]) -> dict[str, Slot]:
    """Return how each output can be had."""
    return {name: _slot(_given(schema)) for name, schema in outputs_of(brick).items()}


def _slot(value: Mapping[str, Any]) -> Slot:
    several = _several(value)
    one = _given(value["items"]) if several else value
    files = tuple(one.get("x-files", ()))
    binary = ""
    if one.get("contentEncoding", "").startswith("base64"):
        binary = str(one.get("contentMediaType", "application/octet-stream"))
    return Slot(
        media_types=_media_types(value, files, binary, several=several),
        files=files,
        several=several,
        binary=binary,
        keys=frozenset(one.get("properties", ())) if not files else frozenset(),
    )


def _media_types(
    value: Mapping[str, Any], files: tuple[str, ...], binary: str, *, several: bool
) -> tuple[str, ...]:
    """Return what a value can be written as, the default first."""
    if several:
        return (JSON,)
    if binary:
        return (binary, JSON)
    if PARQUET in files:  # the mark of a table, which can be written as each of them
        default = GEOJSON if GEOJSON in files else JSON
        return (default, *(kind for kind in files if kind != default))
    kind = value.get("type")
    if kind == "string":
        return (TEXT, JSON)
    return (JSON, TEXT) if kind in ("number", "integer", "boolean") else (JSON,)
