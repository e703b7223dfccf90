"""How long a text is, alike for languages with and without spaces between words."""

from __future__ import annotations

import re
from math import ceil

_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
"""Characters of Chinese and of Japanese, two of which count as a word."""
_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")


def words(text: str) -> int:
    """Return how many words a text has; two Chinese or Japanese characters count as one."""
    characters = len(_UNSPACED.findall(text))
    return ceil(characters / 2) + len(_WORD.findall(_UNSPACED.sub(" ", text)))
