"""Check what people give as a text or as a language; each refusal says what is allowed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from langcodes import Language, tag_is_valid

from citybricks.network.content.naming import language_name, page_languages

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
"""Control characters, halves of characters, and what turns the direction of what follows."""
_LONGEST_TAG = 35
"""Of RFC 5646."""
_CHINESE = dict.fromkeys(("chinese", "中文", "汉语", "普通话", "mandarin"), "zh-Hans")
"""What people call Chinese says nothing of its script; on these pages it is simplified."""


def readable(given: str) -> str:
    """Return a text without what cannot be read, which no row can hold or no page should show."""
    return _FORBIDDEN.sub("", given)


def text_up_to(given: str, most: int) -> str:
    """Return a text without what cannot be read.

    Raises
    ------
    ValidationError
        When it is too long; it says by how much.
    """
    clean = readable(given.replace("\r\n", "\n")).strip()
    if len(clean) > most:
        raise ValidationError(
            _("The text has %(used)s characters; at most %(most)s are allowed.")
            % {"used": len(clean), "most": most}
        )
    return clean


def language_tag(given: str) -> str:
    """Return the tag, in its usual form, of a language given by tag or by name.

    Raises
    ------
    ValidationError
        When there is no such language.
    """
    if len(given) <= _LONGEST_TAG and tag_is_valid(given):
        return str(Language.get(given))
    if named := _tags().get(given.casefold()):
        return named
    raise ValidationError(
        _("“%(given)s” is no language: give a tag of BCP 47, such as zh-Hans, en or pt-BR.")
        % {"given": given[:60]}
    )


@cache
def _tags() -> dict[str, str]:
    """Return the tags of languages by their names in the languages of the pages."""
    named = {
        name.casefold(): tag
        for reader in reversed(page_languages())
        for name, tag in _named_in(reader)
    }
    return named | _CHINESE


def _named_in(reader: str) -> Iterator[tuple[str, str]]:
    """Yield languages by name: “Simplified Chinese”, and “Chinese (Simplified)” as pages say."""
    for code, name in Locale.parse(reader, sep="-").languages.items():
        tag = str(Language.get(code))
        yield str(name), tag
        if "_" in code:
            yield language_name(tag, reader), tag
