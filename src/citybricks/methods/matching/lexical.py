"""BM25 over the terms of documents in one language.

The matrix is ours, not bm25s's, as terms here have weights: what only the dictionary says counts
less than what is written, in documents and in what is sought.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array

from citybricks.methods.matching.embedding import Array

SATURATION = 1.2
"""k₁ of BM25 [1]_.

References
----------
.. [1] Robertson, Zaragoza (2009). The Probabilistic Relevance Framework: BM25 and Beyond.
   doi:10.1561/1500000019, equation 3.15.
"""
Numbers = NDArray[np.intp]
LENGTH = 0.75
"""b of BM25."""


class Terms:
    """The terms of a document as numbers: a tenth of the memory of their words.

    Parameters
    ----------
    counts
        How often each term is in the document.
    """

    __slots__ = ("counts", "numbers")

    def __init__(self, counts: Mapping[str, float]) -> None:
        with _NUMBERING:
            numbers = [_NUMBERS.setdefault(term, len(_NUMBERS)) for term in counts]
        self.numbers = np.array(numbers, np.int32)
        self.counts = np.fromiter(counts.values(), np.float32, len(counts))


_NUMBERS: dict[str, int] = {}
_NUMBERING = Lock()
_NONE = np.empty(0, np.int32)


class Lexicon:
    """Documents of one language by their terms.

    Parameters
    ----------
    documents
        Terms of each document.
    """

    def __init__(self, documents: Sequence[Terms]) -> None:
        found = np.concatenate([_NONE, *(terms.numbers for terms in documents)])
        counts = np.concatenate([_NONE, *(terms.counts for terms in documents)])
        rows = np.repeat(np.arange(len(documents)), [len(terms.numbers) for terms in documents])
        shape = (len(documents), int(found.max(initial=-1)) + 1)
        weights = self._weights(counts.astype(np.float32), rows, found, shape)
        self._matrix = csc_array((weights, (rows, found)), shape=shape, dtype=np.float32)

    def _weights(
        self, counts: Array, rows: Numbers, found: Numbers, shape: tuple[int, int]
    ) -> Array:
        length = np.bincount(rows, counts, minlength=shape[0])
        relative = length / max(float(length.mean()) if len(length) else 1.0, 1e-9)
        damping = SATURATION * (1 - LENGTH + LENGTH * relative[rows])
        frequency = np.bincount(found, minlength=shape[1])
        self.rarity = np.log1p((shape[0] - frequency + 0.5) / (frequency + 0.5))
        return np.asarray(self.rarity[found] * counts * (SATURATION + 1) / (counts + damping))

    def _span(self, term: str) -> slice | None:
        """Return where a term's documents stand in the matrix; nothing where it has none."""
        column = _NUMBERS.get(term, -1)
        if not 0 <= column < self._matrix.shape[1]:
            return None
        start, stop = self._matrix.indptr[column : column + 2]
        return slice(start, stop) if stop > start else None

    def scores(self, sought: Mapping[str, float]) -> Array:
        """Return the BM25 of each document for weighted terms: shape (n_documents,)."""
        total = np.zeros(self._matrix.shape[0], np.float32)
        for term, weight in sought.items():
            if span := self._span(term):
                total[self._matrix.indices[span]] += weight * self._matrix.data[span]
        return total

    def rarity_of(self, term: str) -> float:
        """Return how rare a term is; zero for one that no document has."""
        return float(self.rarity[_NUMBERS[term]]) if self._span(term) else 0.0

    def coverage(self, words: Sequence[Mapping[str, float]]) -> Array:
        """Return the share of some words that each document has, rare ones counting more.

        Parameters
        ----------
        words
            For each word the terms that show a document to have it, and how surely: 0 to 1.
            A word that no document has counts as much as the rarest could.
        """
        count = self._matrix.shape[0]
        total, whole = np.zeros(count), 0.0
        for terms in words:
            rarity = max(self.rarity_of(term) for term in terms) or float(np.log1p(2 * count + 1))
            whole += rarity
            total += rarity * self._having(terms)
        return np.asarray(total / (whole or 1.0), np.float32)

    def _having(self, terms: Mapping[str, float]) -> NDArray[np.float64]:
        having = np.zeros(self._matrix.shape[0])
        for term, sure in terms.items():
            if span := self._span(term):
                rows = self._matrix.indices[span]
                having[rows] = np.maximum(having[rows], sure)
        return having
