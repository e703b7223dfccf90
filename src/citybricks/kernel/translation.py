"""Texts in other languages: ``<language>.po`` beside the code whose texts it translates.

The English text is the message id, so there is no second description of anything; a text
without a translation is shown in English.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

LANGUAGES = {"zh-Hans": "简体中文", "en": "English"}
"""Languages every text is kept in, by BCP 47 tag, with their own names."""

Translate = Callable[[str], str]


@lru_cache(maxsize=256)
def catalogue(folder: Path, language: str) -> dict[str, str]:
    """Return the translations into `language` of the texts of the code in `folder`.

    Fuzzy and empty translations are left out.
    """
    path = folder / f"{language.replace('-', '_')}.po"
    if not path.exists():
        return {}
    from babel.messages.pofile import read_po  # slow to import, and English needs it not

    with path.open("rb") as file:
        messages = read_po(file, ignore_obsolete=True)
    return {
        " ".join(str(message.id).split()): str(message.string)
        for message in messages
        if message.id and message.string and not message.fuzzy
    }


def translator(language: str, *folders: Path) -> Translate:
    """Return a function that translates texts of the code in `folders`, first one first."""
    known: dict[str, str] = {}
    for folder in reversed(folders):
        known |= catalogue(folder, language)

    def translate(text: str) -> str:
        return known.get(" ".join(text.split()), text)

    return translate
