"""Bricks as listings name them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from citybricks.faces.json_schema import words_of
from citybricks.kernel.errors import NoSuchBrick
from citybricks.kernel.registry import all_bricks, find


@dataclass(frozen=True, slots=True)
class Named:
    """A brick by its id, and what it is called."""

    id: str
    title: str


@lru_cache(maxsize=8)
def names(language: str) -> list[tuple[str, str]]:
    """Return ids and titles of every brick that comes with the hub."""
    return [(key, named(key, language).title) for key in all_bricks()]


def named(id: str, language: str) -> Named:
    """Return a brick with its title in a language.

    Raises
    ------
    NoSuchBrick
        When there is none.
    """
    brick = find(id)
    return Named(brick.id, words_of(brick, language)(brick.title))


def there_are(ids: Iterable[str], language: str) -> list[Named]:
    """Return those of some bricks that there are, in their order."""
    found = []
    for key in ids:
        try:
            found.append(named(key, language))
        except NoSuchBrick:
            continue
    return found
