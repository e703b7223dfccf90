"""The English texts that need translations, by the folder whose ``.po`` file holds them."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel, create_model

import citybricks
from citybricks import types
from citybricks.faces import description
from citybricks.faces.example import example_of
from citybricks.faces.json_schema import schema_of
from citybricks.kernel.brick import Brick, Theme
from citybricks.kernel.graph import CHOOSE
from citybricks.kernel.registry import all_bricks
from citybricks.types import Model, Row
from citybricks.types.messages import MESSAGES
from citybricks.types.model import Geometry
from citybricks.views.columns import readable
from citybricks.views.units import WORDS

PACKAGE = Path(citybricks.__file__).parent
FACES, VIEWS = PACKAGE / "faces", PACKAGE / "views"
_SHARED = ("faces", "kernel", "types")
_Names = dict[str, list[ast.expr]]

_JOURNEYS = ("Who", "Departs", "Arrives", "Kilometres", "Highest m")
_ELSEWHERE = {VIEWS: ("Places", "Name", *_JOURNEYS)}
"""Texts that no call says by itself: names that views give what has none."""

_FIRST = frozenset({"say", "reader", "translate", "words"})
_SPOKEN: dict[str, tuple[int | str, ...]] = {
    **dict.fromkeys(_FIRST, (0,)),
    "track": (1, "message"),
    "tell": (1, "message"),
    "snap": ("message",),
    "BrickError": (1,),
    "WiringError": (1,),
    "Misfit": (0,),
    "Indicator": ("name",),
    "Map": ("title",),
    "Moving": ("title",),
    "Gantt": (6, "title"),
    "Bilingual": (1, "title"),
    "Evidence": ("goal",),
    "Gauge": ("name",),
    "Relations": ("title",),
    "SlotGrid": ("title",),
    "Chart": ("title", "reference"),
    "Table": (1, "title"),
    "Layer": (1, "name"),
    "Card": (1, "label", "description"),
    "Page": ("title", "*"),
}
"""Which arguments of which calls are texts for people; ``*`` stands for every text given."""


def needed() -> dict[Path, list[str]]:
    """Return the texts of each folder of this package, those that others share only once."""
    views = [*spoken(VIEWS), *_ELSEWHERE[VIEWS]]
    shared = [
        *MESSAGES.values(),
        *(text for name in _SHARED for text in spoken(PACKAGE / name)),
        *spoken(PACKAGE / "__main__.py"),
        *description.texts_of(CHOOSE),
        *(text for model in (CHOOSE.inputs, CHOOSE.outputs) for text in _texts_of(model)),
        *get_args(Theme),
        *(text for model in _vocabulary() for text in _texts_of(model)),
        *(f"{many}{shape}" for shape in get_args(Geometry) for many in ("", "Multi")),
    ]
    found = {VIEWS: _unique(views), FACES: _unique(shared, besides=views)}
    for brick in sorted(all_bricks().values(), key=lambda one: len(one.texts)):  # steps first
        if brick.folder.is_relative_to(PACKAGE):
            texts = [*found.get(brick.folder, ()), *texts_of(brick)]
            elsewhere = (*brick.texts[1:], VIEWS, FACES)
            known = [text for folder in elsewhere for text in found.get(folder, ())]
            found[brick.folder] = _unique(texts, besides=known)
    return found


def texts_of(brick: Brick[..., Any]) -> Iterator[str]:
    """Yield every text of a brick that a reader may see."""
    yield from description.texts_of(brick)
    for model in (brick.inputs, brick.outputs):
        yield from _texts_of(model)
    yield from spoken(brick.folder)
    if example := example_of(brick):
        yield example.title


def _texts_of(model: type[BaseModel]) -> list[str]:
    """Return the labels and descriptions in the schema of a model, and its words for values."""
    asked: list[str] = []

    def note(text: str) -> str:
        asked.append(text)
        return text

    schema = schema_of(model, note)  # type: ignore[arg-type] # rows have schemas too
    return [*asked, *_values(schema), *_rows(model)]


def _values(schema: Any) -> Iterator[str]:
    """Yield the alternatives a value may take, and the words in units, of any schema inside."""
    if isinstance(schema, list):
        for item in schema:
            yield from _values(item)
    if isinstance(schema, dict):
        if schema.get("enum") not in (["Feature"], ["FeatureCollection"], None):
            yield from (str(word) for word in schema["enum"])
        code = str(schema.get("x-ogc-unit", ""))
        yield from (
            word.replace("_", " ")
            for word in re.findall(r"\{([^}]*)\}", code)
            if f"{{{word}}}" not in WORDS
        )
        for item in schema.values():
            yield from _values(item)


def _rows(model: type[BaseModel]) -> Iterator[str]:
    """Yield what the rows of tables of places are called, for the legend of a map."""
    for field in model.model_fields.values():
        for hint in (field.annotation, *get_args(field.annotation)):
            if inspect.isclass(get_origin(hint)) and issubclass(get_origin(hint), types.Features):
                yield from (readable(row.__name__) for row in get_args(hint))


def _vocabulary() -> Iterator[type[BaseModel]]:
    yield create_model("Places", places=(types.Features[types.Home], ...))
    for found in pkgutil.iter_modules(types.__path__, "citybricks.types."):
        for value in vars(importlib.import_module(found.name)).values():
            known = inspect.isclass(value) and value not in (Model, Row)
            if known and issubclass(value, Model | Row) and value.__module__ == found.name:
                yield value


def spoken(place: Path) -> Iterator[str]:
    """Yield the texts in the source of a folder, or of a file, that are said to people."""
    paths = [place] if place.is_file() else sorted(place.rglob("*.py"))
    trees = [
        ast.parse(path.read_text(encoding="utf-8"))
        for path in paths
        if not path.name.startswith("test_")
    ]
    public = _names(each for tree in trees for each in _assigned(tree.body))
    for tree in trees:
        own = public | _names(_assigned(tree.body))
        yield from _spoken_in(tree, own)
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                yield from _spoken_in(node, own | _names(_assigned(ast.walk(node))))


def _spoken_in(tree: ast.AST, names: _Names) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for argument in _said(node):
                yield from _literals(argument, names)


def _names(assigned: Iterable[tuple[str, ast.expr]]) -> _Names:
    """Return what names stand for, as far as the source says."""
    names: _Names = {}
    for name, value in assigned:
        names.setdefault(name, []).append(value)
    return names


def _assigned(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, ast.expr]]:
    for node in nodes:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from ((each.id, node.value) for each in targets if isinstance(each, ast.Name))


def _said(call: ast.Call) -> Iterator[ast.expr]:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    places = _SPOKEN.get(name, ())
    yield from (call.args[at] for at in places if isinstance(at, int) and at < len(call.args))
    yield from (keyword.value for keyword in call.keywords if keyword.arg in places)
    if "*" in places:
        yield from (each for each in call.args if isinstance(each, ast.Constant))


def _literals(node: ast.AST, names: _Names) -> Iterator[str]:
    """Yield the texts an expression may be; names stand for what their module gives them."""
    match node:
        case ast.Constant(value=str(text)) if text.strip():
            yield text
        case ast.Name(id=name) if name in names:
            known = {each: values for each, values in names.items() if each != name}
            yield from (text for value in names[name] for text in _literals(value, known))
        case ast.IfExp(body=body, orelse=other):
            yield from (*_literals(body, names), *_literals(other, names))
        case ast.BoolOp(values=parts) | ast.Tuple(elts=parts) | ast.List(elts=parts):
            yield from (text for part in parts for text in _literals(part, names))
        case ast.Dict(values=parts):
            yield from (text for part in parts for text in _literals(part, names))
        case ast.Subscript(value=inner):
            yield from _literals(inner, names)


def _unique(texts: Iterable[str], besides: Iterable[str] = ()) -> list[str]:
    known = {_plain(text) for text in besides}
    return list(dict.fromkeys(_plain(text) for text in texts if text and _plain(text) not in known))


def _plain(text: str) -> str:
    return " ".join(text.split())
