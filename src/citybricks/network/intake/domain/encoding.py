"""Find out how the text of a table is encoded: UTF-8, GB18030 or Shift_JIS.

UTF-8 tells itself. The other two do not: most bytes of one can be read as the other. What is read
wrongly shows, as it is made of characters that nobody uses: Japanese taken for GB18030 becomes
characters outside GB 2312, Chinese taken for Shift_JIS becomes half-width katakana.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

LABELS = {"utf-8": "UTF-8", "gb18030": "GB18030", "shift_jis": "Shift_JIS", "utf-16": "UTF-16"}
"""Encodings that are read, as people call them."""
_CODECS = {"utf-8": "utf-8-sig", "gb18030": "gb18030", "shift_jis": "cp932", "utf-16": "utf-16"}
"""As spreadsheets write them; cp932 is the Shift_JIS of Windows."""
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SAMPLE = 200_000
_HALF_WIDTH = 0.3
"""How usual katakana of half the width are, which have one byte."""


class EncodingError(ValueError):
    """Bytes that are no text in an encoding that is read."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and how it was encoded.

    Parameters
    ----------
    text
        Without a byte order mark.
    encoding
        A key of `LABELS`.
    """

    text: str
    encoding: str


def decoded(content: bytes, encoding: str = "") -> Decoded:
    """Return the text of bytes.

    Parameters
    ----------
    content
        The whole file.
    encoding
        A key of `LABELS`; empty: it is found out.

    Raises
    ------
    EncodingError
        When the bytes are no text in the encoding, or in any.
    """
    if encoding:
        if (text := _read(content, encoding)) is None:
            raise EncodingError(LABELS.get(encoding, encoding))
        return Decoded(text, encoding)
    if content.startswith(_MARKS) and (text := _read(content, "utf-16")) is not None:
        return Decoded(text, "utf-16")
    if (text := _read(content, "utf-8")) is not None:
        return Decoded(text, "utf-8")
    read = {name: _read(content, name) for name in ("gb18030", "shift_jis")}
    usual = {name: _usual(text, name) for name, text in read.items() if text is not None}
    if not usual or not any(usual.values()):
        raise EncodingError(", ".join(LABELS.values()))
    best = max(usual, key=usual.__getitem__)
    return Decoded(str(read[best]), best)


def _read(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(_CODECS[encoding])
    except (UnicodeDecodeError, KeyError):
        return None


def _usual(text: str, encoding: str) -> float:
    """Return which part of what is not ASCII are characters that people use in an encoding."""
    found = Counter(character for character in text[:_SAMPLE] if ord(character) > 127)  # noqa: PLR2004 - ASCII
    whole = sum(found.values())
    good = sum(count * _usualness(character, encoding) for character, count in found.items())
    return good / whole if whole else 0.0


def _usualness(character: str, encoding: str) -> float:
    """Return whether a character is in the national standard that an encoding grew from."""
    codec = {"gb18030": "gb2312", "shift_jis": "shift_jis"}[encoding]
    try:
        return 1.0 if len(character.encode(codec)) > 1 else _HALF_WIDTH
    except UnicodeEncodeError:
        return 0.0
