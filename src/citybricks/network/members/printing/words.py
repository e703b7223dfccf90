"""The same words in Chinese and in the language beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import override

from citybricks.network.content.prose import prose
from citybricks.network.content.text import State, Text

ZH = "zh-Hans"
_ENDS = ("。", "！", "？", ". ", "! ", "? ", "\n")
_LONGER = 2.5
"""How many characters other languages take for one of Chinese."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words with their language."""

    text: str
    language: str

    @property
    def prose(self) -> SafeString:
        """Return them as paragraphs."""
        return prose(self.text)


@dataclass(frozen=True, slots=True)
class Pair:
    """The same in Chinese and in the other language; None where it is not said."""

    chinese: Said | None
    other: Said | None


class Bilingual:
    """Says everything twice.

    Parameters
    ----------
    other
        Language (BCP 47) beside Chinese.
    address
        Where the whole of what is shortened is read.
    """

    def __init__(self, other: str, address: str) -> None:
        self.other, self.address = other, address

    def both(self, say: Callable[[str], str]) -> Pair:
        """Say something in both languages."""
        found = []
        for tag in (ZH, self.other):
            with override(tag.lower()):
                found.append(Said(say(tag), tag))
        return Pair(*found)

    def label(self, words: Promise | str) -> Pair:
        """Say words of the pages in both languages."""
        return self.both(lambda _tag: str(words))

    def names(self, names: Mapping[str, str]) -> Pair:
        """Name something in both languages."""
        tag = "en" if "en" in names else next(iter(names), self.other)
        usual = Said(names.get(tag, ""), tag)
        chinese, other = (
            Said(names[tag], tag) if names.get(tag) else usual for tag in (ZH, self.other)
        )
        return Pair(chinese, other)

    def text(self, text: Text, most: int | None = None) -> Pair:
        """Say a member's text, in both languages where it is in both.

        Parameters
        ----------
        most
            Chinese characters there is room for, and for as much of the other language.
        """
        if not text:
            return Pair(None, None)
        chinese, other = text.shown(ZH), text.shown(self.other)
        longer = None if most is None else int(most * _LONGER)
        right = Said(self._cut(other.text, longer), other.language)
        if not chinese.language.startswith("zh"):
            return Pair(None, right)
        left = Said(self._cut(chinese.text, most), chinese.language)
        if other.state == State.UNTRANSLATED and other.language.startswith("zh"):
            return Pair(left, None)
        return Pair(left, right)

    def _cut(self, text: str, most: int | None) -> str:
        """Shorten a text at the end of a sentence."""
        if most is None or len(text) <= most:
            return text
        kept = text[:most]
        end = max(kept.rfind(mark) + len(mark.rstrip()) for mark in _ENDS)
        return kept[:end].rstrip() if end > most // 2 else kept.rstrip() + "…"
