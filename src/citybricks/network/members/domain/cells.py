"""Check what stands in the cells of a table of members; each refusal says what is allowed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_slug
from django.utils import timezone
from django.utils.translation import gettext as _
from pycountry import countries

from citybricks.network.content.given import text_up_to
from citybricks.network.members.models import Member
from citybricks.network.vocabulary import FIELDS, GROUPS, Vocabulary

LONGEST_NAME = 200
LONGEST_STORY = 5_000
"""Characters."""
RESERVED = frozenset({"apply", "applications", "import", "new"})
"""What addresses of pages begin with, so that no member is called so in addresses."""
_FIRST_YEAR = 1800
_MARKUP = re.compile(r"<\s*/?\s*[a-zA-Z!?][^>]*>?")


def text(given: str, most: int) -> str:
    """Return a text without what cannot be read.

    Raises
    ------
    ValidationError
        When it is too long or holds HTML.
    """
    clean = text_up_to(given, most)
    if found := _MARKUP.search(clean):
        raise ValidationError(
            _("The text holds HTML, “%(found)s”; write plain text or Markdown.")
            % {"found": found[0][:40]}
        )
    return clean


def short(given: str) -> str:
    """Return a text of one line."""
    return text(given, LONGEST_NAME)


def kinds() -> str:
    """List the kinds of members."""
    return ", ".join(Member.Kind.values)


def kind(given: str) -> str:
    """Return a kind of member.

    Raises
    ------
    ValidationError
        When there is none of that name.
    """
    names = {str(label).casefold(): value for value, label in Member.Kind.choices}
    found = names.get(given.casefold(), given.casefold())
    if found not in Member.Kind.values:
        said = _("“%(given)s” is no kind of member. Allowed: %(allowed)s.")
        raise ValidationError(said % {"given": given[:60], "allowed": kinds()})
    return found


def slug(given: str) -> str:
    """Return a short name.

    Raises
    ------
    ValidationError
        When it cannot stand in an address.
    """
    try:
        validate_slug(given)
    except ValidationError:
        given = ""
    if given in RESERVED:
        raise ValidationError(
            _("“%(given)s” is the address of a page here; choose another short name.")
            % {"given": given}
        )
    if not given or given != given.lower() or len(given) > 50:  # noqa: PLR2004 - of the column
        raise ValidationError(
            _("A short name has at most 50 small letters, digits and hyphens, as los-angeles.")
        )
    return given


def country(given: str) -> str:
    """Return the code of a country or region.

    Raises
    ------
    ValidationError
        When there is none.
    """
    code = given.upper()
    if countries.get(alpha_2=code) is None:
        raise ValidationError(
            _("“%(given)s” is no country or region: give its two letters (ISO 3166-1), such as CN.")
            % {"given": given[:60]}
        )
    return code


def website(given: str) -> str:
    """Return the address of a page.

    Raises
    ------
    ValidationError
        When it is none.
    """
    try:
        URLValidator(schemes=["http", "https"])(given)
    except ValidationError:
        given = ""
    if not given or len(given) > 200:  # noqa: PLR2004 - of the column
        raise ValidationError(
            _("An address begins with https:// or http://, and has at most 200 characters.")
        )
    return given


def focus_field(given: str) -> str:
    """Return the key of a focus field given by key or by name.

    Raises
    ------
    ValidationError
        When there is none.
    """
    return _one_of(given, FIELDS, _("“%(given)s” is no focus field. Allowed: %(allowed)s."))


def group(given: str) -> str:
    """Return the key of a group given by key or by name.

    Raises
    ------
    ValidationError
        When there is none.
    """
    return _one_of(given, GROUPS, _("“%(given)s” is no group. Allowed: %(allowed)s."))


def _one_of(given: str, known: Vocabulary, said: str) -> str:
    for key in known.keys():  # noqa: SIM118 - it is no dictionary
        if given.casefold() in (key, *map(str.casefold, known.names(key).values())):
            return key
    raise ValidationError(said % {"given": given[:60], "allowed": ", ".join(known.keys())})


def day(given: str) -> date:
    """Return a day.

    Raises
    ------
    ValidationError
        When it is none.
    """
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise ValidationError(
            _("“%(given)s” is no day: write year, month and day as 2026-11-22.")
            % {"given": given[:60]}
        ) from error


def year(given: str) -> int:
    """Return a year that has begun.

    Raises
    ------
    ValidationError
        When it is none.
    """
    return whole(_FIRST_YEAR, timezone.localdate().year)(given)


@cache
def whole(least: int, most: int) -> Callable[[str], int]:
    """Return a check for whole numbers within bounds."""

    def read(given: str) -> int:
        digits = given.replace(",", "").replace(" ", "")
        number = int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 20 else -1  # noqa: PLR2004 - no number here is longer
        if least <= number <= most:
            return number
        said = _("“%(given)s” is no whole number from %(least)s to %(most)s.")
        raise ValidationError(said % {"given": given[:60], "least": least, "most": most})

    return read


@cache
def degrees(most: int) -> Callable[[str], float]:
    """Return a check for degrees up to `most` in both directions."""

    def read(given: str) -> float:
        try:
            number = float(given)
        except ValueError:
            number = float("nan")
        if -most <= number <= most:
            return number
        said = _("“%(given)s” is no number of degrees from -%(most)s to %(most)s.")
        raise ValidationError(said % {"given": given[:60], "most": most})

    return read
