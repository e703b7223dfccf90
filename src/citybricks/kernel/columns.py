"""The inputs of a brick as columns of a table: one row is one document.

A column is named as an input, with dots inside groups: ``lamp.power``. A cell of a table input
names a file, or several with ``;`` between them; a cell of a list has commas.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from types import NoneType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from citybricks.kernel.errors import BrickError
from citybricks.types import Table
from citybricks.types.casting import settle
from citybricks.types.files import File
from citybricks.types.media import shortened
from citybricks.types.rows import plain

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["table", "tables", "list", "truth", "integer", "number", "text", "group", "json"]

_NAMES_SHOWN = 200
"""Characters that the names of other files may take in a message."""
_TRUE = frozenset({"true", "yes", "1", "是", "真"})
_FALSE = frozenset({"false", "no", "0", "否", "假"})
_COMMA, _SEMICOLON = re.compile("[,，、;；]"), re.compile("[;；\n]")
_SIMPLE: dict[Any, Kind] = {bool: "truth", int: "integer", float: "number", str: "text"}


class Input(NamedTuple):
    """An input, or a field of a group, that a column may hold."""

    kind: Kind
    required: bool
    of: Kind = "text"
    """What the items of a list are."""


@lru_cache(maxsize=256)
def inputs_of(model: type[BaseModel]) -> Mapping[str, Input]:
    """Return what columns may be called, and what their cells are."""
    found: dict[str, Input] = {}
    for name, field in model.model_fields.items():
        bare, _, _ = plain(field.annotation)
        kind, of = _kind(bare)
        found[name] = Input(kind, field.is_required(), of)
        if kind == "group":
            inner = inputs_of(bare)
            found |= {
                f"{name}.{path}": each._replace(required=False) for path, each in inner.items()
            }
    return found


def _kind(bare: Any) -> tuple[Kind, Kind]:
    origin = get_origin(bare)
    if _is_file(bare):
        return "table", "text"
    if origin is list:
        inner, _, _ = plain(get_args(bare)[0])
        return ("tables", "text") if _is_file(inner) else ("list", _kind(inner)[0])
    if origin is Literal:
        kinds = {type(word) for word in get_args(bare)} - {NoneType}
        return _SIMPLE.get(kinds.pop(), "text") if len(kinds) == 1 else "json", "text"
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        return "group", "text"
    if isinstance(bare, type) and hasattr(bare, "isoformat"):
        return "text", "text"
    return _SIMPLE.get(bare, "json"), "text"


def _is_file(bare: Any) -> bool:
    origin = get_origin(bare)
    if isinstance(origin, type):
        return issubclass(origin, Table)
    extra = getattr(bare, "model_config", {}).get("json_schema_extra")
    return isinstance(extra, dict) and "x-files" in extra


def typed(frame: pd.DataFrame, model: type[BaseModel]) -> pd.DataFrame:
    """Give the columns of a text file their types; the texts among the inputs stay texts."""
    known = inputs_of(model)
    kept = {"text", "table", "tables", "list"}
    return frame.assign(
        **{
            name: settle(frame[name], text=True)
            for name in frame.columns
            if frame[name].notna().any() and (name not in known or known[name].kind not in kept)
        }
    )


def files_named(model: type[BaseModel], cells: Mapping[str, Any]) -> list[str]:
    """Return the names of the files in the cells of a row."""
    known = inputs_of(model)
    found: list[str] = []
    for name, value in cells.items():
        if name in known and known[name].kind in ("table", "tables") and isinstance(value, str):
            found += _names(value, known[name].kind)
    return found


def _names(text: str, kind: Kind) -> list[str]:
    if text.lstrip()[:1] in ("[", "{"):  # the value itself
        return []
    parts = _SEMICOLON.split(text) if kind == "tables" else [text]
    return [part.strip() for part in parts if part.strip()]


def document_of(
    model: type[BaseModel],
    cells: Mapping[str, Any],
    shared: Mapping[str, Any],
    files: Mapping[str, File],
) -> dict[str, Any]:
    """Return the document that a row stands for; columns that are no inputs are left out.

    Parameters
    ----------
    model
        The inputs of the brick.
    cells
        The row, without its empty cells.
    shared
        Inputs that are the same for all rows; a row's own go before.
    files
        Files by the names that cells call them.

    Raises
    ------
    BrickError
        When a cell names a file that is not there.
    """
    known = inputs_of(model)
    document: dict[str, Any] = dict(shared)
    for path in known.keys() & shared.keys():
        if known[path].kind in ("table", "tables") and isinstance(shared[path], str):
            document[path] = _cell(path, known[path], shared[path], files)
    for path, value in cells.items():
        if path in known:
            _put(document, path, _cell(path, known[path], value, files))
    return document


def _put(document: dict[str, Any], path: str, value: Any) -> None:
    """Set a value inside groups, without changing those that rows share."""
    *groups, last = path.split(".")
    for name in groups:
        inner = document.get(name)
        document[name] = copy.copy(inner) if isinstance(inner, dict) else {}
        document = document[name]
    document[last] = value


def _cell(path: str, known: Input, value: Any, files: Mapping[str, File]) -> Any:
    if isinstance(value, str):
        if known.kind in ("table", "tables") and (names := _names(value, known.kind)):
            found = [_file(path, name, files) for name in names]
            return found if known.kind == "tables" else found[0]
        return _of_text(known, value)
    if known.kind == "list" and not isinstance(value, list):
        return [_scalar(known.of, value)]
    return _scalar(known.kind, value)


def _file(path: str, name: str, files: Mapping[str, File]) -> File:
    if name not in files:
        given = shortened(", ".join(files), _NAMES_SHOWN) or "–"
        message = "names the file {name}, which is not among the files given: {names}"
        raise BrickError(path, message, name=name, names=given)
    return files[name]


def _of_text(known: Input, text: str) -> Any:
    bare = text.strip()
    if known.kind in ("json", "group", "table", "tables") or (
        known.kind == "list" and bare[:1] == "["
    ):
        try:
            return json.loads(bare)
        except (ValueError, RecursionError):
            return text
    if known.kind == "list":
        return [_scalar(known.of, part.strip()) for part in _COMMA.split(text) if part.strip()]
    return _scalar(known.kind, text)


def _scalar(kind: Kind, value: Any) -> Any:
    """Return a value in the type of its input, where nothing is lost; else as it is."""
    if kind == "truth":
        word = str(value).strip().lower().removesuffix(".0")
        return True if word in _TRUE else False if word in _FALSE else value
    if kind in ("integer", "number"):
        number = _number(value)
        whole = kind == "integer" and isinstance(number, float) and number.is_integer()
        return int(number) if whole else number
    if kind == "text" and not isinstance(value, str):
        whole = isinstance(value, float) and value.is_integer()
        return str(int(value) if whole else value)
    return value


def _number(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    for kind in (int, float):
        try:
            return kind(value)
        except ValueError:
            continue
    return value
