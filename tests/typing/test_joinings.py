"""A blueprint that is wrong is found out before it runs: by the type checker or by a drawing."""

import inspect
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from citybricks.kernel.blueprint import Blueprint, draw
from citybricks.kernel.errors import WiringError
from tests.typing import joinings, misjoinings

pytestmark = pytest.mark.xdist_group("mypy")


def bodies(module: ModuleType) -> list[Callable[..., Any]]:
    """Return the blueprints of a module, in their order."""
    made = [each for _, each in inspect.getmembers(module, inspect.isfunction)]
    own = [each for each in made if each.__module__ == module.__name__]
    return sorted(own, key=lambda each: each.__code__.co_firstlineno)


def checked(body: Callable[..., Any], said: dict[int, str]) -> str:
    """Return what the type checker says of a blueprint."""
    lines, first = inspect.getsourcelines(body)
    return " ".join(said[at] for at in range(first, first + len(lines)) if at in said)


def drawn(body: Callable[..., Any]) -> str:
    """Return what a drawing says of a blueprint."""
    try:
        draw(Blueprint(body.__name__.replace("_", "-"), "1.0.0", body))
    except WiringError as error:
        return str(error)
    return ""


def test_neither_finds_anything_in_a_blueprint_that_is_right(
    said: dict[str, dict[int, str]],
) -> None:
    assert said["joinings.py"] == {}
    assert len(bodies(joinings)) >= 5
    assert {body.__name__: drawn(body) for body in bodies(joinings) if drawn(body)} == {}


def test_of_twenty_mistakes_twenty_are_found(said: dict[str, dict[int, str]]) -> None:
    rows = [
        (body.__name__, checked(body, said["misjoinings.py"]), drawn(body))
        for body in bodies(misjoinings)
    ]
    print()
    for name, mypy, drawing in rows:
        marks = "mypy" if mypy else "", "draw" if drawing else ""
        print(f"{name:40} {marks[0]:5} {marks[1]:5} {drawing or mypy}")
    assert len(rows) == 20
    assert [name for name, mypy, drawing in rows if not mypy and not drawing] == []
    assert sum(bool(drawing) for _, _, drawing in rows) == 20  # whoever has no type checker
    assert sum(bool(mypy) for _, mypy, _ in rows) >= 10
