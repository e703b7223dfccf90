"""The form of a brick, derived from its JSON Schema: which fields, and how to read them.

The web form and the command line are two renderings of the same fields.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from citybricks.faces.json_schema import inputs_of, words_of
from citybricks.kernel.brick import Brick
from citybricks.kernel.translation import Translate
from citybricks.types.files import extensions

Kind = Literal["number", "integer", "boolean", "choice", "text", "date", "time", "list", "json"]
Shape = Kind | Literal["table", "tables", "group"]

_NUMBERS = {"number": "number", "integer": "integer", "boolean": "boolean"}
_PLAIN = 1e15
"""Whole numbers below are written without a decimal point and without an exponent."""
_DATES = {"date": "date", "date-time": "time"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table input."""

    name: str
    label: str
    description: str
    unit: str
    required: bool
    allowed: str


@dataclass(frozen=True, slots=True)
class Field:
    """One input, or a group of them; `path` is its dotted name in the form."""

    path: str
    label: str
    description: str
    shape: Shape
    required: bool
    schema: Mapping[str, Any]
    unit: str = ""
    default: Any = None
    options: tuple[Any, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    """What readers call the options."""
    accept: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    fields: tuple[Field, ...] = field(default=())

    @property
    def minimum(self) -> float | None:
        """Least value allowed, where there is one."""
        least: float | None = self.schema.get("minimum", self.schema.get("exclusiveMinimum"))
        return least

    @property
    def maximum(self) -> float | None:
        """Largest value allowed, where there is one."""
        most: float | None = self.schema.get("maximum", self.schema.get("exclusiveMaximum"))
        return most

    @property
    def named(self) -> tuple[tuple[Any, str], ...]:
        """The options, and what readers call them."""
        return tuple((option, self.names.get(str(option), str(option))) for option in self.options)

    def called(self, value: Any) -> str | None:
        """Return what readers call a value that is one of the options; None for any other."""
        return next((name for option, name in self.named if option == value), None)


def fields(brick: Brick[..., Any], language: str = "en") -> tuple[Field, ...]:
    """Return the fields of a brick's form, in the order of its signature."""
    required = {name for name, f in brick.inputs.model_fields.items() if f.is_required()}
    translate = words_of(brick, language)
    return tuple(
        _field(name, schema, translate, required=name in required)
        for name, schema in inputs_of(brick, language).items()
    )


def leaves(of: Sequence[Field]) -> Iterator[Field]:
    """Yield the fields that hold values, those inside groups with their dotted paths."""
    for one in of:
        if one.shape == "group":
            yield from leaves(one.fields)
        else:
            yield one


def _field(path: str, schema: Mapping[str, Any], translate: Translate, *, required: bool) -> Field:
    inner = _given(schema)
    shape = _shape(inner)
    table = inner.get("items", {}) if shape == "tables" else inner
    children = inner.get("properties", {}) if shape == "group" else {}
    needed = inner.get("required", ())
    return Field(
        path=path,
        label=str(schema.get("title", path)),
        description=str(schema.get("description", inner.get("description", ""))),
        shape=shape,
        required=required,
        schema=inner,
        unit=str(inner.get("x-ogc-unit", inner.get("items", {}).get("x-ogc-unit", ""))),
        default=schema.get("default"),
        options=tuple(inner.get("enum", ())),
        names={str(option): translate(str(option)) for option in inner.get("enum", ())},
        accept=extensions(tuple(table.get("x-files", ()))),
        columns=tuple(_columns(table)) if shape in ("table", "tables") else (),
        fields=tuple(
            _field(
                f"{path}.{name}",
                _with_default(child, schema.get("default"), name),
                translate,
                required=name in needed,
            )
            for name, child in children.items()
        ),
    )


def _with_default(child: Mapping[str, Any], given: Any, name: str) -> Mapping[str, Any]:
    """Let the default of a group override those of its fields."""
    if isinstance(given, Mapping) and name in given:
        return {**child, "default": given[name]}
    return child


def _given(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the schema of a value that is given, where an input may also be left out."""
    kinds = [kind for kind in schema.get("anyOf", ()) if kind.get("type") != "null"]
    if len(kinds) == 1:
        return {**{k: v for k, v in schema.items() if k != "anyOf"}, **kinds[0]}
    return schema


def _shape(schema: Mapping[str, Any]) -> Shape:  # noqa: PLR0911 - a line for each kind
    kind = schema.get("type")
    if "x-files" in schema:
        return "table"
    if "enum" in schema:
        return "choice"
    if kind in _NUMBERS:
        return _NUMBERS[str(kind)]  # type: ignore[return-value] # the values of the table are kinds
    if kind == "string":
        return _DATES.get(str(schema.get("format")), "text")  # type: ignore[return-value] # likewise
    if kind == "array":
        items = schema.get("items", {})
        if "x-files" in items:
            return "tables"
        return "list" if items.get("type") in (*_NUMBERS, "string") else "json"
    return "group" if schema.get("properties") else "json"


def _columns(schema: Mapping[str, Any]) -> Iterator[Column]:
    row = schema.get("items") or schema.get("properties", {}).get("features", {}).get("items", {})
    row = row.get("properties", {}).get("properties", row)
    for name, column in row.get("properties", {}).items():
        inner = _given(column)
        yield Column(
            name=name,
            label=str(column.get("title", name)),
            description=str(column.get("description", "")),
            unit=str(inner.get("x-ogc-unit", "")),
            required=name in row.get("required", ()),
            allowed=", ".join(map(str, inner.get("enum", ()))),
        )


def read(
    of: Sequence[Field], given: Mapping[str, str], tables: Mapping[str, Any]
) -> dict[str, Any]:
    """Make a JSON document of what a form holds.

    Parameters
    ----------
    of
        The fields of the form.
    given
        Text of each field that holds one, by path. Text that is not what its field asks for is
        passed on as it is, so that validation can name it.
    tables
        Value of each table field, by path; a list for fields that take several.

    Returns
    -------
        The document; fields left empty are left out, so that their defaults hold.
    """
    document: dict[str, Any] = {}
    for one in of:
        if one.shape == "group":
            value: Any = read(one.fields, given, tables) or None
            if value and isinstance(one.default, Mapping):
                value = {**one.default, **value}
        elif one.shape in ("table", "tables"):
            value = tables.get(one.path)
        else:
            value = _value(one, given.get(one.path, "").strip())
        if value is not None:
            document[one.path.rpartition(".")[2]] = value
    return document


def _value(one: Field, text: str) -> Any:
    if not text:
        return None
    if one.shape == "list":
        kind = str(one.schema.get("items", {}).get("type"))
        parts = text.replace("，", ",").replace("、", ",").split(",")
        return [_scalar(kind, part.strip()) for part in parts if part.strip()]
    if one.shape == "json":
        return _json(text)
    if one.shape == "choice":
        return next((option for option in one.options if str(option) == text), text)
    return _scalar(one.shape, text)


def _scalar(kind: str, text: str) -> Any:
    if kind == "boolean":
        return {"true": True, "false": False, "on": True}.get(text.lower(), text)
    if kind in ("number", "integer"):
        try:
            return int(text)
        except ValueError:
            pass
        try:
            return float(text)
        except ValueError:
            return text
    return text


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def written(of: Sequence[Field], document: Mapping[str, Any]) -> dict[str, str]:
    """Write a document as the texts of a form, by path; tables are left out."""
    texts: dict[str, str] = {}
    for one in of:
        name = one.path.rpartition(".")[2]
        value = document.get(name, one.default)
        if one.shape == "group":
            texts |= written(one.fields, value if isinstance(value, Mapping) else {})
        elif one.shape not in ("table", "tables") and value is not None:
            texts[one.path] = _text(one, value)
    return texts


def value_at(document: Mapping[str, Any], path: str) -> Any:
    """Return what a document has at the path of a field; None when there is nothing."""
    value: Any = document
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _text(one: Field, value: Any) -> str:
    if one.shape == "list" and isinstance(value, list):
        return ", ".join(map(_plain, value))
    if one.shape == "boolean" and isinstance(value, bool):
        return "true" if value else "false"
    if one.shape == "json":
        return json.dumps(value, ensure_ascii=False)
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < _PLAIN:
        return str(int(value))
    return str(value)
