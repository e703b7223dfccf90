"""Names of languages and countries, from CLDR."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError


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
