"""The catalogue: bricks as readers find them, by city, theme, goal or words in any language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from citybricks.faces.description import paragraphs
from citybricks.faces.form import fields, leaves
from citybricks.faces.json_schema import words_of
from citybricks.hub.lab.signature import outputs
from citybricks.kernel.blueprint import Blueprint
from citybricks.kernel.brick import Brick
from citybricks.kernel.registry import all_bricks
from citybricks.kernel.translation import LANGUAGES, Translate

_HAN = "[\u3400-\u9fff]"


@dataclass(frozen=True, slots=True)
class Entry:
    """A brick in the catalogue, in one language."""

    id: str
    title: str
    summary: str
    users: str
    city: str
    city_key: str
    theme: str
    goals: tuple[int, ...]
    sdg: tuple[str, ...]
    version: str
    joins: tuple[str, ...]
    """Ids of the bricks a blueprint joins; empty for a brick."""
    words: str
    """Everything it can be found by, in every language, case folded."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the catalogue down."""

    key: str
    label: str
    count: int
    chosen: bool


@cache
def entries(language: str) -> tuple[Entry, ...]:
    """Return every brick, ready to show in a language; those that only serve others come last."""
    every = (entry_of(brick, language) for brick in all_bricks().values())
    return tuple(sorted(every, key=lambda entry: not entry.theme))


def summary_of(brick: Brick[..., Any], translate: Translate = str) -> str:
    """Return the paragraphs of the docstring below its title, each of which is translated."""
    return " ".join(map(translate, paragraphs(brick.doc.long_description)))


@lru_cache(maxsize=1024)
def entry_of(brick: Brick[..., Any], language: str) -> Entry:
    """Return a brick as the catalogue and its own pages show it."""
    translate = words_of(brick, language)
    return Entry(
        id=brick.id,
        title=translate(brick.title),
        summary=summary_of(brick, translate),
        users=translate(brick.users),
        city=translate(brick.city),
        city_key=brick.city,
        theme=brick.theme,
        goals=tuple(sorted({int(code.split(".")[0]) for code in brick.sdg})),
        sdg=brick.sdg,
        version=brick.version,
        joins=tuple(dict.fromkeys(_joined(brick))),
        words="\n".join(_texts(brick)).casefold(),
    )


def _joined(brick: Brick[..., Any]) -> Iterator[str]:
    if isinstance(brick, Blueprint):
        yield from (step.brick.id for step in brick.graph.steps.values())


def _texts(brick: Brick[..., Any]) -> Iterator[str]:
    """Yield what a brick says of itself, its inputs and its outcome, in every language."""
    yield from (brick.id, *brick.sdg)
    said = (brick.title, brick.users, brick.city, brick.theme)
    for language in LANGUAGES:
        translate = words_of(brick, language)
        yield from (*map(translate, said), summary_of(brick, translate))
        for given in leaves(fields(brick, language)):
            yield from (given.label, given.description)
        for made in outputs(brick, language):
            yield from (made.label, made.description)


def _pattern(word: str) -> re.Pattern[str]:
    """Return what finds a word; in Chinese also what it abbreviates: 公交 finds 公共交通."""
    return re.compile(re.sub(f"(?<={_HAN})(?={_HAN})", f"{_HAN}?", re.escape(word)))


@dataclass(frozen=True, slots=True)
class Search:
    """What a reader is looking for; empty parts match everything."""

    text: str = ""
    city: str = ""
    theme: str = ""
    goal: str = ""

    def matches(self, entry: Entry, *, but: str = "") -> bool:
        """Whether an entry fits, leaving out the facet named `but`."""
        return (
            all(_pattern(word).search(entry.words) for word in self.text.casefold().split())
            and (but == "city" or self.city in ("", entry.city_key))
            and (but == "theme" or self.theme in ("", entry.theme))
            and (but == "goal" or not self.goal or self.goal in map(str, entry.goals))
        )


def facets(found: Iterable[Entry], search: Search) -> dict[str, list[Facet]]:
    """Count what each further choice would leave, by facet."""
    every = list(found)
    labels = {entry.city_key: entry.city for entry in every}
    keys: dict[str, Callable[[Entry], list[str]]] = {
        "city": lambda entry: [entry.city_key],
        "theme": lambda entry: [entry.theme],
        "goal": lambda entry: list(map(str, entry.goals)),
    }
    made = {}
    for name, key in keys.items():
        chosen = getattr(search, name)
        counts = Counter(
            value
            for entry in every
            if search.matches(entry, but=name)
            for value in key(entry)
            if value
        )
        if chosen in {value for entry in every for value in key(entry)}:
            counts.setdefault(chosen, 0)
        order = sorted(counts, key=lambda value: (value.isdecimal() and int(value), value))
        made[name] = [
            Facet(value, labels.get(value, value), counts[value], value == chosen)
            for value in order
            if value
        ]
    return made
