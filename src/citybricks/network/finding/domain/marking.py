"""Mark the words that were found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from citybricks.methods.matching.languages import has_han, simplified
from citybricks.methods.matching.prose import sentences
from citybricks.methods.matching.words import gloss, tokens, weighted

_WORD = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[^\W_\u3400-\u9fff\uf900-\ufaff]+")

_SENTENCES = 8
_TYPED = 12
"""Words that are marked as they were typed."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text: words that were found, or what is between them."""

    text: str
    found: bool = False


def marked(text: str, sought: str, language: str) -> Iterator[Part]:
    """Yield a text in parts: words that a search for `sought` finds, and what is between them.

    Parameters
    ----------
    language
        Primary subtag of the text's language, by whose rules words are alike.
    """
    terms = frozenset(weighted(sought, language))
    typed = frozenset(tokens(sought, language))
    yield from _parts(text, [*_words(text, terms, language), *_characters(text, typed)])


def marked_as_typed(text: str, sought: str, _language: str) -> Iterator[Part]:
    """Yield a text in parts, by no dictionary: where words stand as they were typed."""
    found = (re.finditer(re.escape(word), text, re.IGNORECASE) for word in typed_words(sought))
    yield from _parts(text, [place.span() for places in found for place in places])


def typed_words(sought: str) -> list[str]:
    """Return the words of what was typed, in small letters; of Chinese, characters in twos."""
    words: list[str] = []
    for run in _WORD.findall(sought.casefold()):
        twos = [first + second for first, second in pairwise(run)]
        words += twos if has_han(run) and twos else [run]
    return list(dict.fromkeys(words))[:_TYPED]


def _parts(text: str, spans: list[tuple[int, int]]) -> Iterator[Part]:
    end = 0
    for start, stop in _joined(spans):
        if start > end:
            yield Part(text[end:start])
        yield Part(text[start:stop], found=True)
        end = stop
    if end < len(text):
        yield Part(text[end:])


def _words(text: str, terms: frozenset[str], language: str) -> Iterator[tuple[int, int]]:
    """Yield where words stand that are sought, or that a Chinese word sought is in English."""
    for word in _WORD.finditer(text):
        if not has_han(word.group()) and not terms.isdisjoint(weighted(word.group(), language)):
            yield word.span()


def _characters(text: str, typed: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield where Chinese terms stand, and Chinese words that are a typed one in English."""
    han = {term for term in typed if has_han(term)}
    others = typed - han
    han = {term for term in han if len(term) > 1} or han
    if others:
        han |= {word.word for word in gloss(text) if _means(word.meanings, others)}
    plain = simplified(text)
    if len(plain) != len(text):
        plain = text
    for term in han:
        yield from (place.span() for place in re.finditer(re.escape(term), plain))


def _means(meanings: tuple[str, ...], typed: frozenset[str]) -> bool:
    return any(not typed.isdisjoint(tokens(meaning, "en")) for meaning in meanings)


def _joined(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield spans in order, those that touch as one."""
    last: tuple[int, int] | None = None
    for start, stop in sorted(spans):
        if last and start <= last[1]:
            last = last[0], max(last[1], stop)
            continue
        if last:
            yield last
        last = start, stop
    if last:
        yield last


Marks = Callable[[str, str, str], Iterator[Part]]
"""`marked` or `marked_as_typed`."""


def best_sentence(text: str, sought: str, language: str, marks: Marks = marked) -> str:
    """Return the sentence with most of what is sought, among the first of a text."""

    def share(sentence: str) -> int:
        return sum(len(part.text) for part in marks(sentence, sought, language) if part.found)

    return max(sentences(text)[:_SENTENCES], key=share, default="")
