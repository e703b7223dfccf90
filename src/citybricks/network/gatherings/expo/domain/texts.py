"""Texts of a booth: written in Chinese or English, and in the other as its translation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from citybricks.network.content.text import Text

WRITTEN = (("zh", "zh-Hans"), ("en", "en"))
"""The two languages of a form, by the end of a field's name."""
READ = tuple(tag for _end, tag in WRITTEN)
"""Languages that what visitors read has to be in."""


def written(before: Text, given: Mapping[str, Any], name: str, language: str, by: str = "") -> Text:
    """Return a text as two fields of a form, ``title_zh`` and ``title_en``, say it.

    Parameters
    ----------
    before
        As it was: a translation that stays while its original changes is out of date.
    language
        Language of the original.
    by
        Who translates, as readers are told.
    """
    said = {tag: str(given.get(f"{name}_{end}") or "").strip() for end, tag in WRITTEN}
    if not said.get(language):
        language = next((tag for tag in said if said[tag]), language)
    original = said.pop(language, "")
    if before and language != before.language and language in before.translations:
        before = Text(language=language, text=before.translations[language].text)
    text = (
        before.rewritten(original, language) if before else Text(language=language, text=original)
    )
    for tag, words in said.items():
        there = text.translations.get(tag)
        if (there.text if there else "") != words:
            text = text.translated(tag, words, by=by)
    return text


def given_of(text: Text, name: str) -> dict[str, str]:
    """Return a text as the two fields of a form take it."""
    versions = text.versions()
    return {f"{name}_{end}": versions.get(tag, "") for end, tag in WRITTEN}


def is_bilingual(text: Text) -> bool:
    """Whether a text is there in Chinese and in English."""
    there = {tag for tag, said in text.versions().items() if said.strip()}
    return there.issuperset(READ)
