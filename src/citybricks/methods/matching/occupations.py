"""Which occupation a job title is, among the names of a classification such as ESCO.

Half of the score is meaning, by the fast sentence model; half is spelling, by sequences of three
to five characters, as titles are short and differ in endings.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from citybricks.methods.matching.embedding import Array, Embedder, packaged
from citybricks.methods.matching.prose import plain

SEQUENCES = (3, 4, 5)
"""Lengths of the sequences of characters."""
SPELLING = 1.0
"""What likeness of spelling counts beside likeness of meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupation:
    """An occupation that was found, by the name that fits best."""

    key: str
    name: str
    score: float
    meaning: float
    spelling: float


class Occupations:
    """Names of occupations; one occupation may have many.

    Parameters
    ----------
    names
        Keys of occupations with their names, in any language.
    embedder
        A model; the fast one of the packaged by default.
    """

    def __init__(self, names: Sequence[tuple[str, str]], embedder: Embedder | None = None) -> None:
        self.names = tuple(names)
        self._embedder = embedder or packaged()[-1]
        texts = [plain(name) for _, name in self.names]
        self._vectors = self._embedder.passages([text.casefold() for text in texts])
        self._columns: dict[str, int] = {}
        counted = [Counter(sequences(text)) for text in texts]
        for counts in counted:
            for sequence in counts:
                self._columns.setdefault(sequence, len(self._columns))
        frequency = Counter(sequence for counts in counted for sequence in counts)
        rarest = [frequency[sequence] for sequence in self._columns]
        self._rarity = np.log((1 + len(texts)) / (1 + np.array(rarest, float))) + 1
        self._spelt = self._rows(counted)

    def scores(self, titles: Sequence[str]) -> tuple[Array, Array]:
        """Return likeness of meaning and of spelling: each of shape (n_titles, n_names)."""
        texts = [plain(title) for title in titles]
        rows = self._embedder.queries([text.casefold() for text in texts])
        spelt = self._rows([Counter(sequences(text)) for text in texts])
        spelling = (spelt @ self._spelt.T).toarray()
        return np.asarray(rows @ self._vectors.T), np.asarray(spelling, np.float32)

    def nearest(self, title: str, k: int = 10) -> list[Occupation]:
        """Return the occupations that a title fits best, each once; none for an empty title."""
        if not plain(title) or not self.names:
            return []
        (meaning,), (spelling,) = self.scores([title])
        score = meaning + SPELLING * spelling
        found: dict[str, Occupation] = {}
        for number in np.argsort(-score, kind="stable"):
            key, name = self.names[number]
            if key not in found:
                found[key] = Occupation(
                    key=key,
                    name=name,
                    score=float(score[number]),
                    meaning=float(meaning[number]),
                    spelling=float(spelling[number]),
                )
            if len(found) == k:
                break
        return list(found.values())

    def _rows(self, counted: Sequence[Counter[str]]) -> csr_array:
        """Return weights of known sequences as rows of length one."""
        data: list[float] = []
        columns: list[int] = []
        ends = [0]
        for counts in counted:
            known = [(self._columns[s], n) for s, n in counts.items() if s in self._columns]
            weights = np.array([(1 + np.log(n)) * self._rarity[c] for c, n in known])
            length = float(np.linalg.norm(weights)) or 1.0
            data.extend((weights / length).tolist())
            columns.extend(column for column, _ in known)
            ends.append(len(data))
        shape = (len(counted), len(self._columns))
        return csr_array((np.array(data), np.array(columns, int), np.array(ends)), shape=shape)


def sequences(text: str) -> list[str]:
    """Return the sequences of characters of a title, with the borders of words in them."""
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    padded = f" {folded} "
    return [padded[n : n + size] for size in SEQUENCES for n in range(len(padded) - size + 1)]
