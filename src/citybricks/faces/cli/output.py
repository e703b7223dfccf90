"""What a run leaves behind: a folder of open files, JSON, or a summary on the screen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from citybricks.faces.cli.ending import Say
from citybricks.faces.json_schema import label, words_of
from citybricks.kernel.brick import Brick
from citybricks.types import Indicator, Unit
from citybricks.types.files import CSV, GEOJSON, PARQUET
from citybricks.types.rows import plain
from citybricks.types.tables import Table

_EXTENSIONS = {CSV: ".csv", GEOJSON: ".geojson", PARQUET: ".parquet"}


def parts(value: Any, path: str = "", unit: str = "") -> Iterator[tuple[str, Any, str]]:
    """Yield the parts of an outcome: dotted path, value and UCUM code of its unit.

    Models and lists of models or tables are opened.
    """
    if isinstance(value, BaseModel) and not isinstance(value, Indicator):
        for name, field in type(value).model_fields.items():
            code = _unit_of(field)
            yield from parts(getattr(value, name), f"{path}.{name}" if path else name, code)
    elif isinstance(value, list | tuple) and any(isinstance(v, BaseModel | Table) for v in value):
        for at, item in enumerate(value, 1):
            yield from parts(item, f"{path}.{at}")
    else:
        yield path, value, unit


def _unit_of(field: FieldInfo) -> str:
    _, constraints, _ = plain(field.annotation)
    codes = [each.code for each in (*field.metadata, *constraints) if isinstance(each, Unit)]
    return codes[0] if codes else ""


def write_json(outcome: BaseModel) -> str:
    """Write an outcome as JSON, tables included."""
    return json.dumps(outcome.model_dump(mode="json"), ensure_ascii=False, indent=1)


def write_tables(outcome: BaseModel, folder: Path) -> None:
    """Write each table of an outcome in every open format it has."""
    for path, value, _ in parts(outcome):
        if isinstance(value, Table):
            for media in (CSV, *value.media_types):
                if media in _EXTENSIONS:
                    folder.joinpath(path + _EXTENSIONS[media]).write_bytes(value.write(media))


def write_page(brick: Brick[..., Any], outcome: BaseModel, language: str, target: Path) -> None:
    """Write how an outcome looks as one HTML file that needs no network."""
    from citybricks.views import page_of

    page = page_of(brick, outcome)  # type: ignore[arg-type] # every outcome is a Model
    words = words_of(brick, language)
    html = page.document(words, language, title=words(brick.title))
    target.write_text(html, encoding="utf-8")


def summary(
    brick: Brick[..., Any], outcome: BaseModel, language: str, say: Say
) -> Iterator[tuple[str, str]]:
    """Yield a label and a readable value for each part of an outcome."""
    words = words_of(brick, language)
    for path, value, unit in parts(outcome):
        name = " › ".join(words(label(part)) for part in path.split("."))
        yield name, _readable(value, unit, say)


def _readable(value: Any, unit: str, say: Say) -> str:  # noqa: PLR0911 - a line for each kind
    match value:
        case Indicator():
            whence = ", ".join(filter(None, [value.place, str(value.year or "")]))
            found = f"{_number(value.value, value.unit, say)} (SDG {value.sdg})"
            return f"{found}, {whence}" if whence else found
        case Table():
            columns = ", ".join(str(name) for name in value.frame.columns)
            return say("{count} rows: {columns}", count=len(value), columns=columns)
        case bool():
            return say("yes") if value else say("no")
        case int() | float():
            return _number(value, unit, say)
        case datetime() | date():
            return value.isoformat()
        case None:
            return "–"
        case str():
            return say(value)
    return json.dumps(value, ensure_ascii=False, default=str)


def _number(value: float, unit: str, say: Say) -> str:
    from citybricks.faces.cli.option import unit as shown

    written = f"{value:,}" if isinstance(value, int) else f"{value:,.6g}"
    return f"{written} {shown(unit, say)}" if unit else written
