"""One search box: a few words in any language find items in every language."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.matching.documents import Kind
from citybricks.methods.matching.matching import best_entries
from citybricks.methods.matching.pool import Pool, Query
from citybricks.methods.matching.prose import sentences
from citybricks.methods.matching.words import weighted

WORDS = 0.25
"""What the standard score of words counts beside that of one model's meaning."""
WRITTEN = 20.0
"""What having all the words counts beside that."""
SHARPNESS = 8
"""Power of the share of words that is had: half of them count next to nothing."""
ALIKE = 0.2
"""Similarity that one item at least must have, unless it has all of the words."""
ALL = 0.99
"""Share of the words from which an item is shown, however little else is alike."""
FEW = 30
"""Bytes up to which that is asked; of a sentence, half as much is."""
FAR = 3.0
"""How many times less alike than the best an item may be."""
SNIPPET = 200
"""Characters of a snippet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An item that was found.

    Parameters
    ----------
    language
        Primary subtag of the version that fits best; it may not be the reader's.
    text
        Of that version.
    sought
        What was typed.
    written
        Share of what was typed that is written there, or stands there in Chinese or English.
    """

    key: str
    score: float
    document: str
    language: str
    text: str
    sought: str
    written: float

    @property
    def snippet(self) -> str:
        """The sentence of the text with most of the words, or its first."""
        return _snippet(self.sought, self.text, self.language)


def search(
    text: str,
    pool: Pool,
    k: int = 20,
    kinds: Collection[Kind] = (),
    *,
    language: str | None = None,
) -> list[Hit]:
    """Return the items of a pool that have the words of a text, or mean much the same.

    Parameters
    ----------
    text
        What was typed; nothing is found for nothing.
    kinds
        Kinds of items to look for; all by default.
    language
        Primary subtag of the language it is in, where that is known.
    """
    query = pool.asked(text, language)
    if not query.text or not len(pool):
        return []
    score, written = rank(query, pool)
    best = best_entries(score, pool.item_of_entry, len(pool))
    wanted = [n for n, item in enumerate(pool.items) if not kinds or item.kind in kinds]
    entries = best[wanted]
    entries = entries[entries >= 0]
    entries = entries[np.isfinite(score[entries])]
    order = entries[np.argsort(-score[entries], kind="stable")][:k]
    return [_hit(pool, query, int(entry), score, written) for entry in order]


def rank(query: Query, pool: Pool) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
    """Return the score of each document, and the share of the words it has; shape (n_documents,).

    What fits too little to be shown has minus infinity.
    """
    scores, written = pool.scores(query), pool.coverage(query)
    total = scores.sense + WORDS * scores.words + WRITTEN * written**SHARPNESS
    fits = scores.similarity + ALIKE * written**SHARPNESS
    best = float(fits.max(initial=0.0))
    few = len(query.text.encode()) <= FEW
    alike = (fits >= best / FAR) & (best >= (ALIKE if few else ALIKE / 2))
    shown = alike | (written >= ALL)
    return np.where(shown, total, -np.inf), written


def _hit(
    pool: Pool,
    query: Query,
    entry: int,
    score: NDArray[np.float64],
    written: NDArray[np.float32],
) -> Hit:
    found = pool.entries[entry]
    return Hit(
        key=pool.items[pool.item_of_entry[entry]].key,
        score=float(score[entry]),
        document=found.document.key,
        language=found.language,
        text=found.document.text,
        sought=query.text,
        written=float(written[entry]),
    )


def _snippet(sought: str, text: str, language: str) -> str:
    parts = sentences(text)[:40]
    terms = weighted(sought, language, sought=True)
    best = max(
        parts,
        key=lambda part: sum(terms.get(term, 0) for term in weighted(part, language)),
        default="",
    )
    return best if len(best) <= SNIPPET else best[: SNIPPET - 1] + "…"
