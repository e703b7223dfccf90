"""Words on paper from which a trustee's seed comes back: twelve of 2048, with a checksum.

References
----------
.. [1] M. Palatinus, P. Rusnak, A. Voisine, S. Bowe, "BIP 39: Mnemonic code for generating
   deterministic keys", 2013. https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki
"""

from __future__ import annotations

import hashlib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Literal

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")
COUNT = 12
_BITS = 11
"""Of a word."""
_SEED, _CHECK = 128, 4
"""Bits of a seed and of its checksum."""


class WordsError(ValueError):
    """Words that no seed was written in.

    Parameters
    ----------
    en, zh
        What is wrong, in English and in simplified Chinese.
    """

    def __init__(self, en: str, zh: str) -> None:
        self.en, self.zh = en, zh
        super().__init__(en)


def written(seed: int, language: Language = "en") -> list[str]:
    """Return the words of a seed.

    Parameters
    ----------
    seed
        Of 128 bits.
    language
        Of the words.
    """
    bits = seed << _CHECK | _checksum(seed)
    known = _known(language)
    places = (bits >> _BITS * place & len(known) - 1 for place in reversed(range(COUNT)))
    return [known[place] for place in places]


def read(text: str) -> int:
    """Return the seed of words, in whichever language they are.

    Parameters
    ----------
    text
        Words with spaces between; Chinese ones may stand without.

    Raises
    ------
    WordsError
        When a word is in no list, there are not twelve, or the checksum does not fit.
    """
    words = unicodedata.normalize("NFKC", text).casefold().split()
    if words and not any(word.isascii() for word in words):
        words = list("".join(words))
    if len(words) != COUNT:
        raise WordsError(
            f"{len(words)} words, there should be {COUNT}", f"有 {len(words)} 个词，应为 {COUNT} 个"
        )
    bits = 0
    for place in _places(words):
        bits = bits << _BITS | place
    seed = bits >> _CHECK
    if bits & (1 << _CHECK) - 1 != _checksum(seed):
        raise WordsError(
            "these words do not belong together: one is wrong or two are swapped",
            "这些词不匹配：有一个词写错或两个词颠倒",
        )
    return seed


def _places(words: list[str]) -> list[int]:
    """Return the numbers of words in the list of their language."""
    language: Language = "en" if words[0].isascii() else "zh"
    known = {word: place for place, word in enumerate(_known(language))}
    for number, word in enumerate(words, 1):
        if word not in known:
            raise WordsError(
                f"word {number}, {word!r}, is not in the list",
                f"第 {number} 个词 {word!r} 不在词表中",
            )
    return [known[word] for word in words]


def _checksum(seed: int) -> int:
    return hashlib.sha256(seed.to_bytes(_SEED // 8)).digest()[0] >> (8 - _CHECK)


@cache
def _known(language: Language) -> list[str]:
    packaged = files("citybricks.methods.ballot.proving") / f"words_{language}.txt"
    return packaged.read_text("utf-8").split()
