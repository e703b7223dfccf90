"""The order in which readers of a language look names up.

Han characters follow the pinyin order of CLDR for readers of Chinese (`pinyin.txt`: U+4E00 to
U+9FFF and U+3007 as sorted by ICU 78.3, CLDR 48, collation ``zh-u-co-pinyin``; Unicode License
v3); every other script goes by its letters without accents, Latin first.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from itertools import filterfalse
from pathlib import Path

_AFTER = 0x4E00


@cache
def _ranks() -> dict[str, int]:
    order = (Path(__file__).parent / "pinyin.txt").read_text(encoding="utf-8")
    return {character: _AFTER + at for at, character in enumerate(order)}


@lru_cache(maxsize=65_536)
def collation_key(text: str, language: str) -> tuple[int, ...]:
    """Return what a list of texts is sorted by for readers of a language."""
    ranks = _ranks() if language.startswith("zh") else {}
    return tuple(ranks.get(character, ord(character)) for character in folded(text))


def folded(text: str) -> str:
    """Return a text without case, width and accents, as people type it in a search."""
    if text.isascii():
        return text.casefold().strip()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(filterfalse(unicodedata.combining, decomposed))
    return unicodedata.normalize("NFC", bare).strip()
