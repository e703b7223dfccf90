"""A member on two pages of paper, in Chinese and another language side by side, as PDF.

Exactly two pages: the first says who it is, the second what it has, offers and needs. What is too
long for its page is given less room until it fits, and says where the rest is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from citybricks.network.members.models import Member
from citybricks.network.members.printing.portrait import Portrait, Room
from citybricks.views.colours import SDG

if TYPE_CHECKING:
    from weasyprint import Document, FontConfiguration

_FIRST, _SECOND = "first-end", "second-end"
"""Marks at the ends of what belongs on each page."""
_SPARED = (("quotes",), ("summaries",))
"""For each page, what gives way first."""
_SHARED = (
    ("story", "facts", "fields"),
    ("places", "bricks", "relations", "listings", "sources"),
)
"""For each page, what gives way together when that is not enough."""
_FIXED = (0.35, 0.2)
"""Parts of the pages that nothing of it is on, about: names, map, headings."""
_FIELDS = 6
"""How many focus fields are left as long as something else can give way."""
_A_LITTLE = 1.2
"""Pages that are brought down to one by what gives way first."""
_ROUNDS = 12
_MARGIN = 0.93
"""Part of the room aimed at, since what is laid out comes in rows."""
_PIXELS = 297 / 25.4 * 96
"""Height of A4."""
_TOP, _BOTTOM = 14 / 25.4 * 96, 16 / 25.4 * 96
"""Its margins, as the style sheet has them."""
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
    for round_ in range(_ROUNDS):
        if not (less := _less(document, room, round_)):
            break
        room = less
        document = _laid_out(portrait, room, fonts)
    pdf = document.write_pdf(pdf_tags=True)
    return Printed(pdf, len(document.pages), room)


def _fonts() -> FontConfiguration:
    try:
        from weasyprint.text.fonts import FontConfiguration
    except OSError as error:  # its bindings load Pango when they are imported
        raise PrintingUnavailableError from error
    return FontConfiguration()


def _less(document: Document, room: Room, round_: int) -> Room | None:
    """Return less room for what is on a page that is too long; None when both fit."""
    changes: dict[str, int] = {}
    for page, part in enumerate(_filled(document)):
        if part <= 1:
            continue
        for name in _SPARED[page]:
            changes[name] = getattr(room, name) // 2 if round_ == 0 and part < _A_LITTLE else 0
        if round_ > 1 or part >= _A_LITTLE:
            share = (_MARGIN - _FIXED[page]) / (part - _FIXED[page])
            for name in _SHARED[page]:
                given = getattr(room, name)
                least = _FIELDS if name == "fields" and round_ < 2 else 1  # noqa: PLR2004 - those last
                changes[name] = max(min(given, least), min(int(given * share), given - 1))
    return replace(room, **changes) if changes else None


def _filled(document: Document) -> tuple[float, float]:
    """Return how many pages each of the two parts fills."""
    marks = {
        name: (at, place)
        for at, page in enumerate(document.pages)
        for name, place in page.anchors.items()
    }
    first, second = marks[_FIRST], marks[_SECOND]
    start = next(at for at, page in enumerate(document.pages) if "second-page" in page.anchors)
    return _pages(first[0], first[1][1]), _pages(second[0] - start, second[1][1])


def _pages(whole: int, down: float) -> float:
    return whole + (down - _TOP) / (_PIXELS - _TOP - _BOTTOM) if whole else 1.0


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
    own = (Path(__file__).parents[1] / "static" / "members" / "print.css").read_text(
        encoding="utf-8"
    )
    return f":root {{ {colours} }}\n{goals}{own}"
