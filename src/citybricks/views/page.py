"""A page: blocks in reading order."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from itertools import groupby
from typing import Protocol, runtime_checkable

from markupsafe import Markup

from citybricks.kernel.translation import Translate
from citybricks.views.assets import stylesheet
from citybricks.views.card import Card
from citybricks.views.colours import settled
from citybricks.views.markup import ID, join, tag
from citybricks.views.reader import Reader, identity

_NEXT = Markup("\ufdd1")
"""Stands before each block until the page is whole; no text contains it."""

_DATA = re.compile(r'<script type="application/json"[^>]*>[^<]*</script>')


class Block(Protocol):
    """Anything a page shows."""

    def html(self, reader: Reader) -> Markup:
        """Write the block for a reader."""
        ...


@runtime_checkable
class Drawing(Block, Protocol):
    """A block that is a drawing too."""

    def svg(self, reader: Reader) -> str:
        """Draw the block, with its legend, as an SVG file."""
        ...


class Page:
    """What a run's page shows of its outcome.

    Parameters
    ----------
    blocks
        Cards, maps, charts and tables; a page among them is a section; a text, in English,
        is a paragraph.
    title
        Its heading, in English.
    """

    def __init__(self, *blocks: Block | Page | str, title: str = "") -> None:
        self.blocks = blocks
        self.title = title

    def html(self, translate: Translate = identity, language: str = "en") -> str:
        """Return the page as a fragment of HTML without styles; equal pages are equal text."""
        body = tag("div", self._body(Reader(translate, language)), class_="cb-page", lang=language)
        digest = hashlib.blake2s(body.encode(), digest_size=4).hexdigest()
        blocks = enumerate(str(body).split(str(_NEXT)))
        return "".join(block.replace(str(ID), f"cb-{digest}-{at}") for at, block in blocks)

    def still(self, translate: Translate = identity, language: str = "en") -> str:
        """Return the page without what scripts need, for where there are none."""
        return _DATA.sub("", self.html(translate, language))

    def document(
        self, translate: Translate = identity, language: str = "en", *, title: str = ""
    ) -> str:
        """Return the page as an HTML file that needs no other file, no script and no network."""
        reader = Reader(translate, language)
        head = (
            tag("meta", charset="utf-8"),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("title", reader(title or self.title) or "citybricks"),
            tag("style", Markup(stylesheet())),  # noqa: S704 - our own file
        )
        heading = tag("h1", reader(title)) if title else None
        body = tag("main", heading, Markup(self.still(translate, language)))  # noqa: S704 - escaped there
        whole = tag("head", *head), tag("body", body, class_="cb-document")
        return f"<!doctype html>\n{tag('html', *whole, lang=language)}\n"

    def svgs(self, translate: Translate = identity, language: str = "en") -> dict[str, str]:
        """Return its drawings as SVG files by name: ``map-1``, ``chart-2``, in reading order."""
        reader = Reader(translate, language)
        return {
            f"{type(block).__name__.lower()}-{at}": settled(block.svg(reader))
            for at, block in enumerate(self.drawings(), 1)
        }

    def drawings(self) -> Iterator[Drawing]:
        """Yield its maps and charts, and those of its sections."""
        for block in self.blocks:
            if isinstance(block, Page):
                yield from block.drawings()
            elif isinstance(block, Drawing):
                yield block

    def _body(self, reader: Reader, level: int = 2) -> Markup:
        heading = tag(f"h{min(level, 6)}", reader(self.title)) if self.title else None
        return join((heading, *self._groups(reader, level + bool(self.title))))

    def _groups(self, reader: Reader, level: int) -> Iterator[Markup]:
        for kind, blocks in groupby(self.blocks, type):
            written = [_written(block, reader, level) for block in blocks]
            if kind is Card:
                yield tag("dl", *written, class_="cb-cards")
            else:
                yield from written


def _written(block: Block | Page | str, reader: Reader, level: int) -> Markup:
    match block:
        case str():
            return tag("p", reader(block))
        case Page():
            return tag("section", block._body(reader, level), class_="cb-section")  # noqa: SLF001 - of this module
    return join((_NEXT, block.html(reader)))
