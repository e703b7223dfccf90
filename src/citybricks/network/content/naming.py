"""Names of languages and countries, from CLDR."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.utils.translation import get_language
from langcodes import Language


def reader_language(code: str | None = None) -> str:
    """Return the language of this thread, or of one of Django's codes, by its BCP 47 tag."""
    code = (code or get_language() or "en").lower()
    return _tags().get(code, "en")


@lru_cache(maxsize=1)
def _tags() -> dict[str, str]:
    """Return the languages of the pages, as ``zh-hans`` is written ``zh-Hans``."""
    return {code: str(Language.get(code)) for code, _ in settings.LANGUAGES}


def page_languages() -> dict[str, str]:
    """Return the languages pages are shown in, by tag, with their own names."""
    names = dict(settings.LANGUAGES)
    return {tag: str(names[code]) for code, tag in _tags().items()}


@lru_cache(maxsize=512)
def language_name(tag: str, reader: str) -> str:
    """Name a language in the reader's."""
    try:
        return str(Locale.parse(tag, sep="-").get_display_name(_locale(reader)) or tag)
    except (UnknownLocaleError, ValueError):
        return tag


@lru_cache(maxsize=1024)
def country_name(code: str, reader: str) -> str:
    """Name a country or region (ISO 3166-1 alpha-2) in the reader's language."""
    return str(_locale(reader).territories.get(code, code))


def _locale(tag: str) -> Locale:
    return Locale.parse(tag, sep="-")
