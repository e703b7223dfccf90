"""What a brick's docstring and identity say, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from citybricks.faces.json_schema import words_of
from citybricks.kernel.brick import Brick

_MARK = re.compile(r"^\.\. \[[^\]]+\]\s*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Description:
    """A brick in words."""

    title: str
    """First line of its docstring."""
    summary: tuple[str, ...]
    """The paragraphs below, without marks of formatting."""
    notes: tuple[str, ...]
    """The paragraphs of the section Notes."""
    users: str
    """For whom it is."""
    city: str
    """The city that pioneered it."""
    theme: str
    """Part of city life it belongs to."""
    sdg: tuple[str, ...]
    """Indicators of the Sustainable Development Goals it serves."""
    sources: tuple[str, ...]
    """What its methods and data come from; not translated."""


def texts_of(brick: Brick[..., Any]) -> Iterator[str]:
    """Yield the English texts that are translated, as they are in the source."""
    yield brick.title
    yield from paragraphs(brick.doc.long_description)
    yield from paragraphs(section(brick, "notes"))
    yield from filter(None, (brick.users, brick.city, brick.theme))


def description_of(brick: Brick[..., Any], language: str) -> Description:
    """Return a brick's description in a language."""
    words = words_of(brick, language)

    return Description(
        title=words(brick.title),
        summary=tuple(unmarked(words(part)) for part in paragraphs(brick.doc.long_description)),
        notes=tuple(unmarked(words(part)) for part in paragraphs(section(brick, "notes"))),
        users=words(brick.users),
        city=words(brick.city),
        theme=words(brick.theme),
        sdg=brick.sdg,
        sources=tuple(_entries(section(brick, "references"))),
    )


def unmarked(text: str) -> str:
    """Return a text without the backquotes and reference marks of its docstring."""
    return re.sub(r"\s*\[\d+\]_", "", text.replace("``", "").replace("`", ""))


def paragraphs(text: str | None) -> Iterator[str]:
    """Yield the paragraphs of a docstring, each on one line."""
    parts = (" ".join(part.split()) for part in (text or "").split("\n\n"))
    yield from filter(None, parts)


def section(brick: Brick[..., Any], name: str) -> str:
    """Return a section of a brick's docstring, such as ``notes``; empty when it has none."""
    return next((part.description or "" for part in brick.doc.meta if part.args == [name]), "")


def _entries(text: str) -> Iterator[str]:
    for entry in _MARK.split(text):
        if entry.strip():
            yield " ".join(entry.split())
