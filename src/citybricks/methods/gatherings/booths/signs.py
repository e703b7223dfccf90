"""Names of booths on a plan: broken into lines that fit a stand."""

from __future__ import annotations

import re
import unicodedata

_PIECE = re.compile(r"\s+|[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+|.")
_WIDE = 1.0
_NARROW = 0.56


def width(text: str) -> float:
    """Return roughly how wide a text is, in em."""
    return sum(_WIDE if unicodedata.east_asian_width(c) in "WF" else _NARROW for c in text)


def fit(text: str, wide: float, lines: int) -> tuple[str, ...]:
    """Break a text into lines; what does not fit ends in "…".

    Parameters
    ----------
    text
        Chinese may be broken anywhere, other scripts between words.
    wide
        Of a line. [em]
    lines
        Most of them.
    """
    written: list[str] = [""]
    for piece in _PIECE.findall(text.strip()):
        if width(written[-1] + piece) <= wide or not written[-1].strip():
            written[-1] += piece
        elif piece.strip():
            written.append(piece)
    if len(written) > lines:
        written = [*written[: lines - 1], written[lines - 1] + "…"]
    return tuple(_cut(line.strip(), wide) for line in written)


def _cut(line: str, wide: float) -> str:
    if width(line) <= wide:
        return line
    kept = line.rstrip("…")
    while kept and width(kept + "…") > wide:
        kept = kept[:-1]
    return kept.rstrip() + "…"
