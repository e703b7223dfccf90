"""Which language a text is in, and Chinese characters in one form."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from functools import cache
from threading import Lock
from typing import Any

SITE_LANGUAGES = ("zh", "en", "pt", "ru", "ja", "es", "fr", "de", "it", "ko", "ar")
"""Primary subtags [1]_ of the languages that are recognised.

References
----------
.. [1] BCP 47, RFC 5646, section 2.2.1.
"""

_SCRIPTS = {
    "han": r"\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    "kana": r"\u3041-\u3096\u309d-\u30ff\u31f0-\u31ff\uff66-\uff9f",
    "hangul": r"\u1100-\u11ff\u3130-\u318f\uac00-\ud7af",
    "cyrillic": r"\u0400-\u052f",
    "arabic": r"\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff",
    "latin": r"A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\uff21-\uff5a",
}
_LETTERS = {name: re.compile(f"[{characters}]") for name, characters in _SCRIPTS.items()}
_ANY_LETTER = re.compile(r"[^\W\d_]")
_WRITTEN_IN = {
    "han": ("zh", "ja"),
    "kana": ("ja",),
    "hangul": ("ko",),
    "cyrillic": ("ru",),
    "arabic": ("ar",),
    "latin": ("en", "pt", "es", "fr", "de", "it"),
}
_CERTAIN = 0.5
"""Probability from which a guess among languages of one script is believed."""
_READ = 2_000
"""Characters a language is told from."""
_LOCK = Lock()
_IDENTIFY = Lock()


def primary(tag: str) -> str:
    """Return the primary subtag of a BCP 47 tag: ``zh`` of ``zh-Hant-MO``; nothing of ``und``."""
    subtag = re.split(r"[-_]", tag.strip().lower(), maxsplit=1)[0]
    return "" if subtag in {"und", "mul", "zxx", "mis"} or not subtag.isalpha() else subtag


def language_of(text: str, among: Sequence[str] = SITE_LANGUAGES) -> str | None:
    """Return the primary subtag of the language of a text, or nothing where it cannot be told.

    The script decides first; among the languages that share one, py3langid does.
    """
    text = text[:_READ]
    script = _script(text)
    if script is None:
        return None
    likely = [language for language in among if language in _WRITTEN_IN[script]]
    if script == "han":
        return "zh" if "zh" in likely else next(iter(likely), None)
    return _told_apart(text, tuple(likely)) if likely else None


def simplified(text: str) -> str:
    """Return a text with traditional Chinese characters in their simplified form."""
    return str(_opencc().convert(text)) if _LETTERS["han"].search(text) else text


def has_han(text: str) -> bool:
    """Tell whether there are Chinese characters in a text."""
    return bool(_LETTERS["han"].search(text))


def _script(text: str) -> str | None:
    letters = len(_ANY_LETTER.findall(text))
    counts = {name: len(pattern.findall(text)) for name, pattern in _LETTERS.items()}
    if not letters or sum(counts.values()) < letters / 2:
        return None
    japanese = counts["kana"] * 10 > counts["han"]
    counts["kana" if japanese else "han"] += 2 * counts["han"]  # a character says as much as three
    return max(counts, key=lambda name: counts[name])


def _told_apart(text: str, likely: tuple[str, ...]) -> str | None:
    if len(likely) == 1:
        return likely[0]
    with _IDENTIFY:
        language, probability = _identifier(likely).classify(text)
    return str(language) if probability >= _CERTAIN else None


@cache
def _identifier(likely: tuple[str, ...]) -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    made = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    made.set_languages(list(likely))
    return made


@cache
def _opencc() -> Any:
    with _LOCK, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import opencc

        return opencc.OpenCC("t2s")
