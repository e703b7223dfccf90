"""Plain text from what people paste, and its sentences."""

from __future__ import annotations

import html
import re

LONGEST = 20_000
"""Characters of a text that are read."""

SUMMARY = 400
"""Letters of about 60 words; a Chinese character counts as four."""

_UNSEEN = re.compile(r"(?si)<(script|style)\b.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_SPACE = re.compile(r"[^\S\n]+")
_END = re.compile(r"(?<=[。！？!?؟।])|(?<=[.;；])(?=\s)|\n")
_SHORTEST = 2


def plain(text: str) -> str:
    """Return a text without markup, scripts, control characters and lone surrogates.

    What comes after 20,000 characters is not read.
    """
    text = text[:LONGEST].encode("utf-8", "replace").decode("utf-8")
    if "<" in text:
        text = _TAG.sub(" ", _UNSEEN.sub(" ", text))
    if "&" in text:
        text = html.unescape(text).encode("utf-8", "replace").decode("utf-8")
    return _SPACE.sub(" ", _CONTROL.sub(" ", text)).strip()


def beginning(text: str) -> str:
    """Return the first sentences of a plain text, as long as a summary: about 60 words."""
    if _width(text) <= SUMMARY:
        return text
    begun = ""
    for sentence in sentences(text):
        if begun and _width(begun) + _width(sentence) > SUMMARY:
            break
        begun = f"{begun} {sentence}".strip()
    return begun[: SUMMARY * len(begun) // max(_width(begun), SUMMARY)]


def _width(text: str) -> int:
    """Return how long a text is, counted as for Latin letters."""
    return len(text) + 3 * sum(character > "\u2e80" for character in text)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text in any language, without blanks around them."""
    parts = (part.strip() for part in _END.split(plain(text)))
    return [part for part in parts if len(part) >= _SHORTEST]
