"""Find bricks: the folders of `citybricks.bricks`, the blueprints, and installed packages.

A third-party package registers with an entry point in the group ``citybricks.bricks`` that
names a module or package; importing it is what registers its bricks.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from typing import Any

from citybricks.kernel.brick import Brick, bricks
from citybricks.kernel.errors import NoSuchBrick

PACKAGES = ("citybricks.bricks", "citybricks.blueprints")
GROUP = "citybricks.bricks"
sources: list[Callable[[str], Brick[..., Any] | None]] = []
"""What else finds a brick by its id, such as the blueprints that were designed in a hub."""


@cache
def _import_all() -> None:
    for package in PACKAGES:
        _import_package(package)
    for point in entry_points(group=GROUP):
        _import_package(point.module)


def _import_package(name: str) -> None:
    """Import `name`, and the ``brick`` module of each folder in it."""
    module = importlib.import_module(name)
    for found in pkgutil.iter_modules(getattr(module, "__path__", [])):
        child = f"{name}.{found.name}"
        if not found.ispkg and found.name == "brick":
            importlib.import_module(child)
        elif found.ispkg and find_spec(f"{child}.brick"):
            importlib.import_module(f"{child}.brick")


def all_bricks() -> dict[str, Brick[..., Any]]:
    """Return every brick there is, by id, in the order of their ids."""
    _import_all()
    return dict(sorted(bricks.items()))


def find(id: str) -> Brick[..., Any]:
    """Return the brick `id`; importing no other where its folder has its name.

    Raises
    ------
    NoSuchBrick
        When there is none; the message names the bricks there are.
    """
    for source in sources:
        if found := source(id):
            return found
    name = id.replace("-", "_")
    for package in PACKAGES:
        if id not in bricks and name.isidentifier() and _has_brick(f"{package}.{name}"):
            importlib.import_module(f"{package}.{name}.brick")
    if id not in bricks and id not in all_bricks():
        raise NoSuchBrick(f"there is no brick {id!r}; there are: {', '.join(all_bricks())}")
    return bricks[id]


def _has_brick(package: str) -> bool:
    spec = find_spec(package)
    return bool(spec and spec.submodule_search_locations and find_spec(f"{package}.brick"))


def module(brick: Brick[..., Any], name: str) -> Any | None:
    """Return the module `name` beside the brick's own, or None when its author wrote none."""
    package = brick.function.__module__.rpartition(".")[0]
    path = f"{package}.{name}"
    return importlib.import_module(path) if package and find_spec(path) else None
