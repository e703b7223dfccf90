"""Names as people write them: scripts, brackets, pinyin, words that change nothing."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

_ASIDE = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_GAP = re.compile(r"[\s·、,，。.!！?？\"'“”‘’《》<>~-]+")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_NEUTRAL = re.compile(
    r"^(?:废旧|废弃的?|旧的?|过期的?|坏掉的|坏了的|坏的?|没用的|不用的|不要的|干净的?|普通的?|家用|家里的|空的?|小的?"
    r"|expired |old |broken |empty |unused |clean |used |a |an |the |some )"
)
_SOILED = re.compile(
    r"^(?:很脏的|肮脏的?|脏污的?|脏了的|脏的?|油腻的?|沾油的?|污染的?|被污染的|受污染的|沾有油污的|沾了油的|带油的"
    r"|dirty |greasy |soiled |oily |contaminated )"
)
LONGEST = 80
"""Characters of a name that are read."""


@lru_cache(maxsize=65536)
def plain(name: str) -> str:
    """Return a name in simplified characters and small letters, without what is in brackets.

    A name that is all in brackets keeps what is in them.
    """
    text = unicodedata.normalize("NFKC", name).strip().lower()
    bare = _ASIDE.sub("", text) or text
    if not is_chinese(bare):
        return re.sub(r"\s+", " ", re.sub(r"[^a-z0-9à-ÿ]+", " ", bare)).strip()[:LONGEST]
    return str(_simplifier().convert(_GAP.sub("", bare)))[:LONGEST]


def is_chinese(name: str) -> bool:
    """Whether Chinese characters stand in a name."""
    return bool(_CHINESE.search(name))


def without_neutral(name: str) -> str:
    """Return a plain name without words such as old or empty in front."""
    rest = _NEUTRAL.sub("", name)
    return rest if len(rest) > 1 else name


def without_soil(name: str) -> str | None:
    """Return a plain name without words such as dirty in front; None when there are none."""
    rest = _SOILED.sub("", name)
    return rest if rest and rest != name else None


@lru_cache(maxsize=65536)
def pinyin(name: str) -> str:
    """Return a plain Chinese name as it sounds, without tones and gaps."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(name)).replace("ü", "v")


@cache
def _simplifier() -> Any:
    import opencc

    return opencc.OpenCC("t2s")
