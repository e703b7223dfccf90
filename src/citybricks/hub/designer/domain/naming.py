"""Names in a blueprint: free ones, and what makes a name of what somebody typed."""

from __future__ import annotations

import keyword
import re
from collections.abc import Collection

from citybricks.kernel.outcome import Outcome

LENGTH = 60
"""Longest name. [characters]"""


def word_of(text: str) -> str:
    """Return a text as the name of an input or output: letters, digits and ``_``."""
    kept = "".join(one if one.isalpha() or one.isdecimal() else "_" for one in text)
    word = re.sub("__+", "_", kept).strip("_")[:LENGTH]
    if not word.isidentifier():
        word = f"n{word}"[:LENGTH]
    if not word.isidentifier():
        word = "name"
    return f"{word[: LENGTH - 1]}_" if is_reserved(word) else word


def is_reserved(word: str) -> bool:
    """Whether Python or a model's own attributes have taken a name."""
    taken = keyword.iskeyword(word) or word.startswith(("_", "model_"))
    return taken or hasattr(Outcome, word)


def step_name_of(text: str) -> str:
    """Return a text as the name of a step: anything without ``.``, ``/`` and line breaks."""
    plain = "".join(" " if not one.isprintable() else one for one in text)
    return " ".join(re.sub(r"[./]+", " ", plain).split())[:LENGTH].strip()


def free(wanted: str, taken: Collection[str], between: str = "_") -> str:
    """Return a name that is not taken: the wanted one, or with a number behind."""
    name, number = wanted, 2
    while name in taken:
        tail = f"{between}{number}"
        name = wanted[: LENGTH - len(tail)] + tail
        number += 1
    return name
