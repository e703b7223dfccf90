"""What a brick says of itself: who made it, for whom, with which sources, in both languages."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from citybricks.faces.cli.command import RESERVED
from citybricks.faces.description import description_of
from citybricks.faces.example import example_of
from citybricks.kernel.blueprint import Blueprint
from citybricks.kernel.brick import Brick, Theme
from citybricks.kernel.registry import all_bricks
from citybricks.types import Indicator, Row, Unit
from citybricks.types.rows import plain
from tools import messages, texts

AnyBrick = Brick[..., Any]
SEMVER = re.compile(r"\d+\.\d+\.\d+")
SDG = re.compile(r"\d{1,2}\.(\d{1,2}|[a-z])\.\d{1,2}")
GENERAL = {"compare", "each"}
"""Bricks that serve blueprints of every city, and no theme or goal by themselves."""
CLOCKS = {"now", "today", "utcnow", "localtime", "gmtime"}


def test_its_id_is_its_function_and_where_it_lives(brick: AnyBrick) -> None:
    alone = sum(other.folder == brick.folder for other in all_bricks().values()) == 1
    assert brick.name == brick.function.__name__
    assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", brick.id)
    if alone and brick.function.__module__.endswith(".brick"):
        assert brick.folder.name == brick.name


def cities_joined(brick: AnyBrick) -> list[str]:
    """Return the cities whose inventions a blueprint joins; nobody pioneered the joining."""
    steps = brick.graph.steps.values() if isinstance(brick, Blueprint) else ()
    return [step.brick.city for step in steps if step.brick.id not in GENERAL]


def test_it_names_its_version_city_theme_users_and_goals(brick: AnyBrick) -> None:
    assert SEMVER.fullmatch(brick.version)
    assert brick.users
    if brick.id in GENERAL:
        return
    assert brick.city or (cities_joined(brick) and all(cities_joined(brick)))
    assert brick.theme in get_args(Theme)
    assert brick.sdg
    assert all(SDG.fullmatch(code) for code in brick.sdg)


def test_its_docstring_has_a_title_and_sources(brick: AnyBrick) -> None:
    about = description_of(brick, "en")
    assert 10 < len(about.title) <= 80
    assert about.summary
    assert about.sources
    assert all(len(source) > 20 for source in about.sources)


def test_its_docstring_describes_each_parameter_and_no_other(brick: AnyBrick) -> None:
    described = [parameter.arg_name for parameter in brick.doc.params]
    assert described == list(inspect.signature(brick.function).parameters)


def test_no_input_is_called_as_an_option_of_the_command_line(brick: AnyBrick) -> None:
    assert not RESERVED & brick.inputs.model_fields.keys()


def models_of(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Yield a model and every model of rows, groups and lists inside."""
    yield model
    for field in model.model_fields.values():
        for inner in parts(field.annotation):
            if inspect.isclass(inner) and issubclass(inner, BaseModel) and inner is not Indicator:
                yield from models_of(inner)


def parts(hint: Any) -> Iterator[Any]:
    yield hint
    for inner in get_args(hint):
        yield from parts(inner)


@pytest.mark.parametrize("side", ["inputs", "outputs"])
def test_every_field_is_described(brick: AnyBrick, side: str) -> None:
    bare = [
        f"{model.__name__}.{name}"
        for model in models_of(getattr(brick, side))
        for name, field in model.model_fields.items()
        if not (field.description or "").strip()
    ]
    assert bare == []


def test_no_field_of_an_output_is_called_as_what_a_wire_knows_of_itself(brick: AnyBrick) -> None:
    groups = [model for model in models_of(brick.outputs) if not issubclass(model, Row)]
    for model in groups[1:]:
        assert not {"hint", "origin", "path"} & model.model_fields.keys(), model


@pytest.mark.parametrize("side", ["inputs", "outputs"])
def test_every_measured_number_has_its_unit(brick: AnyBrick, side: str) -> None:
    without = []
    for model in models_of(getattr(brick, side)):
        for name, field in model.model_fields.items():
            bare, constraints, _ = plain(field.annotation)
            if bare is list:
                bare, constraints, _ = plain(get_args(field.annotation)[0])
            marks = (*constraints, *field.metadata)
            if bare is float and not any(isinstance(mark, Unit) for mark in marks):
                without.append(f"{model.__name__}.{name}")
    assert without == []


def test_every_row_and_outcome_says_what_it_is(brick: AnyBrick) -> None:
    models = [*models_of(brick.inputs), *models_of(brick.outputs)]
    silent = [model.__name__ for model in models if not model.__doc__ and model is not brick.inputs]
    assert silent == []
    assert any(issubclass(model, Row) for model in models) or brick.id in GENERAL


def test_its_example_names_its_source_and_licence(brick: AnyBrick) -> None:
    example = example_of(brick)
    assert example
    assert len(example.title) > 10
    assert len(example.source) > 10
    assert example.licence
    assert (brick.folder / "example.json").stat().st_size < 500_000


@pytest.fixture(scope="module")
def needed() -> dict[Path, list[str]]:
    """Texts of each folder that need translations."""
    return texts.needed()


@pytest.mark.parametrize("language", messages.languages())
def test_every_text_of_it_is_translated(
    brick: AnyBrick, language: str, needed: dict[Path, list[str]]
) -> None:
    if brick.folder not in needed:
        pytest.skip("not of this package")
    catalogue = messages.load(messages.path_of(brick.folder, language))
    assert list(messages.faults(catalogue, needed[brick.folder])) == []


def test_its_source_asks_no_clock_and_no_dice(brick: AnyBrick) -> None:
    """Whatever changes from run to run comes in as an input, such as a seed."""
    found = []
    for path in sorted(brick.folder.glob("*.py")):
        if not path.name.startswith("test_"):
            nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            found += [(path.name, ast.unparse(node)) for node in nodes if asks(node)]
    assert found == []


def asks(node: ast.AST) -> bool:
    match node:
        case ast.Import(names=names):
            return any(name.name in ("random", "time", "secrets", "uuid") for name in names)
        case ast.ImportFrom(module=module):
            return module in ("random", "time", "secrets", "uuid")
        case ast.Call(func=ast.Attribute(attr=name)) if name in CLOCKS:
            return True
        case ast.Call(func=ast.Attribute(attr="default_rng"), args=[]):
            return True
        case ast.Attribute(value=ast.Attribute(attr="random"), attr=name):
            return name not in ("default_rng", "Generator", "SeedSequence", "Philox")
    return False
