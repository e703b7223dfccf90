"""Vectors freed of what only says which language a text is in, and scores on one scale.

A multilingual model puts texts of one language near one another, whatever they are about. The
mean of a language, for a model and a role, is that part: it is subtracted. What remains of it is
levelled by standard scores within the documents of each language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.matching.embedding import Array, unit

Role = Literal["query", "passage"]
ENOUGH = 30
"""Texts of a language from which its own mean and spread are believed wholly."""
SPREAD = 0.1
"""Standard deviation of the similarity of texts that have nothing to do with one another."""


@dataclass(frozen=True, slots=True)
class Centring:
    """Mean vectors per model, role and primary language.

    A language nobody has a mean for is centred by the mean of the languages that have one.
    """

    means: Mapping[tuple[str, Role, str], Array]

    @classmethod
    def shipped(cls) -> Centring:
        """Return the means that come with this package, of sentences of Tatoeba."""
        return _shipped()

    def learned(self, model: str, role: Role, language: str, rows: NDArray[Any]) -> Centring:
        """Return means that know these vectors too: shape (n_texts, size).

        With fewer than 30, they are drawn towards what was known before.
        """
        share = min(1.0, len(rows) / ENOUGH)
        if not share or not language:
            return self
        size = np.shape(rows)[1]
        own = np.asarray(rows, np.float32).mean(axis=0)
        mean = share * own + (1 - share) * self.mean(model, role, language, size)
        return Centring({**self.means, (model, role, language): mean})

    def mean(self, model: str, role: Role, language: str, size: int) -> Array:
        """Return the mean of a language; of all where it is not known; zeros where none is."""
        if (model, role, language) in self.means:
            return self.means[model, role, language]
        known = [
            mean for (name, part, _), mean in self.means.items() if (name, part) == (model, role)
        ]
        return np.asarray(np.mean(known, axis=0) if known else np.zeros(size), np.float32)

    def centred(self, model: str, role: Role, language: str, rows: NDArray[Any]) -> Array:
        """Return vectors without the mean of their language, of length one again."""
        rows = np.asarray(rows, np.float32)
        there = np.any(rows != 0, axis=-1, keepdims=True)
        return unit(np.where(there, rows - self.mean(model, role, language, rows.shape[-1]), 0))


def standard(scores: Array, *, spread: float = SPREAD) -> Array:
    """Return standard scores; among fewer than 30, drawn towards a mean of zero and ``spread``."""
    share = min(1.0, len(scores) / ENOUGH)
    if not share:
        return scores
    mean = share * float(scores.mean())
    deviation = (share * float(scores.var()) + (1 - share) * spread**2) ** 0.5
    return np.asarray((scores - mean) / max(deviation, 1e-6), np.float32)


@cache
def _shipped() -> Centring:
    path = files("citybricks.methods.matching") / "priors.npz"
    if not path.is_file():
        return Centring({})
    with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
        means: dict[tuple[str, Role, str], Array] = {}
        for name in stored.files:
            model, role, language = name.split("|")
            means[model, role, language] = stored[name].astype(np.float32)
    return Centring(means)
