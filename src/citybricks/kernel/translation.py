"""Texts in other languages: ``<language>.po`` beside the code whose texts it translates.

The English text is the message id, so there is no second description of anything; a text
without a translation is shown in English.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

LANGUAGES = {"zh-Hans": "简体中文", "en": "English"}
"""Languages every text is kept in, by BCP 47 tag, with their own names."""


def complete(language: str) -> str:
    """Return a language every text is kept in: this one, or one its readers read."""
    if language in LANGUAGES:
        return language
    return next(
        (tag for tag in LANGUAGES if tag.partition("-")[0] == language.partition("-")[0]), "en"
    )


Translate = Callable[[str], str]


@lru_cache(maxsize=256)
def catalogue(folder: Path, language: str) -> dict[str, str]:
    """Return the translations into `language` of the texts of the code in `folder`.

    Fuzzy and empty translations are left out. Traditional Chinese is the simplified in the
    characters and words of Hong Kong and Macao (OpenCC, ``s2hk``).
    """
    if language == "zh-Hant":
        return {text: traditional(said) for text, said in catalogue(folder, "zh-Hans").items()}
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


@lru_cache(maxsize=4096)
def traditional(text: str) -> str:
    """Write simplified Chinese in traditional characters."""
    return str(_opencc().convert(text))


@lru_cache(maxsize=1)
def _opencc() -> Any:
    from opencc import OpenCC

    return OpenCC("s2hk")


def translator(language: str, *folders: Path) -> Translate:
    """Return a function that translates texts of the code in `folders`, first one first."""
    known: dict[str, str] = {}
    for folder in reversed(folders):
        known |= catalogue(folder, language)

    def translate(text: str) -> str:
        return known.get(" ".join(text.split()), text)

    return translate
