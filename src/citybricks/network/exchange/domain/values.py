"""Check what people give for a listing; each refusal names the value and what is allowed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from urllib.parse import urlsplit

from babel import Locale
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from citybricks.kernel.errors import NoSuchBrick
from citybricks.kernel.registry import find
from citybricks.network.content.given import readable
from citybricks.network.content.naming import country_name, page_languages, reader_language
from citybricks.network.exchange.domain.regions import is_place, regions
from citybricks.types.indicators import TARGETS

LONGEST = {
    "title": 200,
    "summary": 1_000,
    "description": 10_000,
    "advantages": 5_000,
    "message": 3_000,
    "outcome": 5_000,
}
"""Characters a text may have."""
MOST = 60
"""Values a list may have."""

_SEPARATOR = re.compile(r"[,;，、；\n]+")
_ESCO = re.compile(r"http://data\.europa\.eu/esco/(occupation|skill|isco)/[\w.-]{1,60}")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?(10\.\d{4,9}/\S+)", re.IGNORECASE)


def parts(given: str | Iterable[str]) -> list[str]:
    """Split what was typed at commas, in Chinese too, and at line ends."""
    pieces = _SEPARATOR.split(given) if isinstance(given, str) else map(str, given)
    return [piece.strip() for piece in map(readable, pieces) if piece.strip()]


def checked(given: str | Iterable[str], check: Callable[[str], str]) -> list[str]:
    """Return the values of a list in their usual form, each once.

    Raises
    ------
    ValidationError
        When one does not fit, or there are too many; it says so for each.
    """
    pieces, good, wrong = parts(given), [], []
    if len(pieces) > MOST:
        raise ValidationError(
            _("%(count)s values are given; at most %(most)s are allowed.")
            % {"count": len(pieces), "most": MOST}
        )
    for piece in pieces:
        try:
            good.append(check(piece))
        except ValidationError as error:
            wrong += error.messages
    if wrong:
        raise ValidationError(wrong)
    return list(dict.fromkeys(good))


def region(given: str) -> str:
    """Return the code of a country or of a region of the world given by code or by name.

    Raises
    ------
    ValidationError
        When there is none.
    """
    code = given.upper()
    if is_place(code):
        return code
    if named := _region_names().get(given.casefold()):
        return named
    raise ValidationError(
        _(
            "“%(given)s” is no country or region: give the name or the code (ISO 3166-1) of a"
            " country, or one of %(regions)s."
        )
        % {"given": given[:60], "regions": _separated(regions())}
    )


def target(given: str) -> str:
    """Return the code of a target of the Sustainable Development Goals.

    Raises
    ------
    ValidationError
        When there is no such target.
    """
    code = given.casefold().removeprefix("sdg").strip()
    if code in TARGETS:
        return code
    goal = code.partition(".")[0]
    there = ", ".join(each for each in TARGETS if each.partition(".")[0] == goal)
    raise ValidationError(
        _("“%(given)s” is no target of the SDGs; of this goal there are: %(there)s.")
        % {"given": given[:60], "there": there}
        if there
        else _("“%(given)s” is no target of the SDGs: give codes such as 11.2 or 16.a.")
        % {"given": given[:60]}
    )


def brick(given: str) -> str:
    """Return the id of a brick there is.

    Raises
    ------
    ValidationError
        When there is none.
    """
    try:
        return find(given).id
    except NoSuchBrick as error:
        raise ValidationError(
            _("There is no brick “%(given)s”; its id stands in the address of its page.")
            % {"given": given[:60]}
        ) from error


def occupation(given: str) -> str:
    """Return the URI of an occupation or a skill of ESCO.

    Raises
    ------
    ValidationError
        When it is none.
    """
    if _ESCO.fullmatch(given):
        return given
    raise ValidationError(
        _("“%(given)s” is no URI of ESCO; they begin with %(start)s.")
        % {"given": given[:60], "start": "http://data.europa.eu/esco/occupation/"}
    )


def evidence(given: str) -> str:
    """Return the address of a page, or of what a DOI names.

    Raises
    ------
    ValidationError
        When it is neither.
    """
    if found := _DOI.fullmatch(given):
        return f"https://doi.org/{found[1]}"
    try:
        split = urlsplit(given)
    except ValueError:
        split = urlsplit("")
    if split.scheme in {"http", "https"} and "." in split.netloc and len(given) <= 500:  # noqa: PLR2004 - as long as addresses get
        return given
    raise ValidationError(
        _("“%(given)s” is neither an address that begins with https:// nor a DOI.")
        % {"given": given[:60]}
    )


def _separated(codes: Iterable[str]) -> str:
    return _(", ").join(country_name(code, reader_language()) for code in codes)


@cache
def _region_names() -> dict[str, str]:
    """Return countries and regions by their names in the languages of the pages."""
    return {
        str(name).casefold(): code
        for tag in reversed(page_languages())
        for code, name in Locale.parse(tag, sep="-").territories.items()
        if is_place(code)
    }
