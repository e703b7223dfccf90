"""A member on two pages of paper, in Chinese and another language side by side, as PDF.

Exactly two pages: the first says who it is, the second what it has, offers and needs. What is too
long for its page is given less room until it fits, and says where the rest is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from citybricks.network.members.models import Member
from citybricks.network.members.portrait import Portrait, Room
from citybricks.views.colours import SDG

if TYPE_CHECKING:
    from weasyprint import Document, FontConfiguration

_MOST_ROUNDS = 24
"""Of giving less room; a fifth less each time leaves nothing of what is longest by then."""
_SECOND = "second-page"
_END = "end"
_TOKEN = re.compile(r"(--[\w-]+): light-dark\((#\w+),")


class PrintingUnavailableError(RuntimeError):
    """The hub's machine lacks what makes PDF."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This hub cannot make PDF: its machine lacks the library Pango"
                " (apt-get install libpango-1.0-0 libpangoft2-1.0-0 fonts-noto-cjk)."
            )
        )


@dataclass(frozen=True, slots=True)
class Printed:
    """Pages that were laid out.

    Parameters
    ----------
    pdf
        The file.
    pages
        How many it has.
    room
        How much room what may be long had in the end.
    """

    pdf: bytes
    pages: int
    room: Room


def beside(language: str) -> str:
    """Return the language beside Chinese for a reader; English for readers of Chinese."""
    return "en" if language.startswith("zh") else language


def profile_pdf(member: Member, language: str) -> bytes:
    """Return a member's two pages as PDF for a reader of a language.

    Raises
    ------
    PrintingUnavailableError
        When Pango is missing.
    """
    return printed(member, language).pdf


def printed(member: Member, language: str) -> Printed:
    """Lay a member out on two pages.

    Raises
    ------
    PrintingUnavailableError
        When Pango is missing.
    """
    fonts = _fonts()
    portrait = Portrait(member, beside(language))
    room = Room()
    document = _laid_out(portrait, room, fonts)
    for _round in range(_MOST_ROUNDS):
        if not (wrong := _too_long(document, room)):
            break
        room = room.less(*wrong)
        document = _laid_out(portrait, room, fonts)
    pdf = document.write_pdf(pdf_tags=True)
    return Printed(pdf, len(document.pages), room)


def _fonts() -> FontConfiguration:
    try:
        from weasyprint.text.fonts import FontConfiguration
    except OSError as error:  # its bindings load Pango when they are imported
        raise PrintingUnavailableError from error
    return FontConfiguration()


def _too_long(document: Document, room: Room) -> tuple[str, ...]:
    """Return what needs less room; nothing when both parts fill a page at most."""
    places = {name: at for at, page in enumerate(document.pages) for name in page.anchors}
    if places[_SECOND] > 1:
        return ("facts", "story") if room.facts > 6 else ("story", "facts", "fields")  # noqa: PLR2004 - facts that fit beside any story
    if places[_END] > 1:
        return ("places", "bricks", "relations", "listings", "sources")
    return ()


def _laid_out(portrait: Portrait, room: Room, fonts: FontConfiguration) -> Document:
    """Lay out what is said with so much room; nothing is fetched from anywhere."""
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    told = portrait.told(room)
    with override(portrait.other.lower()):
        html = render_to_string("members/profile_print.html", told | {"styles": styles()})
    nothing = URLFetcher(allowed_protocols={"data"}, fail_on_errors=True)
    page: Any = HTML(string=html, url_fetcher=nothing)
    document: Document = page.render(font_config=fonts)
    return document


@cache
def styles() -> str:
    """Return the style sheet of the pages, with the hub's colours by day."""
    tokens = (files("citybricks.views") / "assets" / "tokens.css").read_text(encoding="utf-8")
    colours = "; ".join(f"{name}: {colour}" for name, colour in _TOKEN.findall(tokens))
    goals = "".join(
        f".goal-{number} {{ background: {colour} }}\n" for number, colour in enumerate(SDG, 1)
    )
    own = (Path(__file__).parent / "static" / "members" / "print.css").read_text(encoding="utf-8")
    return f":root {{ {colours} }}\n{goals}{own}"
