"""A linear classifier of names by their letters: runs of one to three characters, and words.

What a thing is, is said by the end of its Chinese name (瓶, 纸, 壳, 药), what it is made of by its
beginning; the ends of a name are letters of their own here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.waste.sorting.names import is_chinese

_RUNS = 3
_PIECE = (3, 5)
_SHARPNESS = 2.5
"""Turns margins into shares that come true about as often as they say."""


def pieces(name: str) -> list[str]:
    """Return the letters, runs of letters and words by which a plain name is known."""
    if is_chinese(name):
        held = f"^{name}$"
        return [held[at : at + n] for n in range(1, _RUNS + 1) for at in range(len(held) - n + 1)]
    found = [f"{word} " for word in name.split()]
    for word in name.split():
        held = f"^{word}$"
        found += [
            held[at : at + n]
            for n in range(_PIECE[0], _PIECE[1] + 1)
            for at in range(len(held) - n + 1)
        ]
    return [*found, f"{name.rsplit(maxsplit=1)[-1]}$$"] if found else []


class Classifier:
    """Classes of names, learnt from names whose class is known; the same names, the same answer.

    Parameters
    ----------
    known
        Plain names and their classes, of at least two classes.
    """

    def __init__(self, known: Mapping[str, str]) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.svm import LinearSVC

        self._words = TfidfVectorizer(analyzer=pieces, sublinear_tf=True)
        letters = self._words.fit_transform(list(known))
        self._model = LinearSVC(C=1.0, random_state=0).fit(letters, list(known.values()))
        self._latin = {word for name in known if not is_chinese(name) for word in name.split()}
        chinese = [name for name in known if is_chinese(name)]
        self._endings = {name[-1] for name in chinese}
        self._pairs = {pair for name in chinese for pair in _pairs(name)}
        self._parts = {(part, one) for name, one in known.items() for part in _parts(name)}
        self.classes: tuple[str, ...] = tuple(self._model.classes_.tolist())

    def shares(self, names: Sequence[str]) -> NDArray[np.float64]:
        """Return how much speaks for each class: shape (n_names, n_classes), rows add up to 1."""
        if not names:
            return np.zeros((0, len(self.classes)))
        margins: Any = self._model.decision_function(self._words.transform(names))
        if margins.ndim == 1:
            margins = np.column_stack([-margins, margins])
        raised = np.exp(_SHARPNESS * (margins - margins.max(axis=1, keepdims=True)))
        shares: NDArray[np.float64] = raised / raised.sum(axis=1, keepdims=True)
        return shares

    def knows(self, name: str) -> bool:
        """Whether anything in a name was seen before: a word, a pair of signs, or its ending."""
        if not is_chinese(name):
            return any(word in self._latin for word in name.split())
        return name[-1] in self._endings or any(pair in self._pairs for pair in _pairs(name))

    def has_part_of(self, name: str, of: str) -> bool:
        """Whether a word or a pair of signs of a name was seen in names of a class."""
        return any((part, of) in self._parts for part in _parts(name))


def _parts(name: str) -> list[str]:
    return _pairs(name) if is_chinese(name) else name.split()


def _pairs(name: str) -> list[str]:
    return [name[at : at + 2] for at in range(len(name) - 1)]
