"""Texts of the benchmarks as vectors, kept between runs, and how well rankings do."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.matching import embedding
from citybricks.methods.matching.embedding import Array, Embedder, Reads, packaged

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("CITYBRICKS_DATA", ROOT.parent / "shared" / "data")) / "hub"
KEPT = ROOT / ".bench" / "vectors"
READER = sha256(Path(embedding.__file__).read_bytes()).hexdigest()
"""Vectors are made anew when the code that makes them has changed."""


class Remembered:
    """A model whose vectors are kept in a file, so that a second run is quick."""

    def __init__(self, model: Embedder) -> None:
        self.model = model
        self.name: str = model.name
        self.size: int = model.size
        self.reads: Reads = model.reads
        self._path = KEPT / f"{model.name}.npz"
        self._rows: dict[str, Array] = {}
        if self._path.exists():
            with np.load(self._path) as stored:
                self._rows = dict(zip(stored["keys"].tolist(), stored["rows"], strict=True))
        self._before = len(self._rows)
        self._used: set[str] = set()

    def queries(self, texts: Sequence[str]) -> Array:
        """Return vectors of what is sought."""
        return self._of("query", texts, self.model.queries)

    def passages(self, texts: Sequence[str]) -> Array:
        """Return vectors of where it is sought."""
        return self._of("passage", texts, self.model.passages)

    def _of(self, role: str, texts: Sequence[str], encode: Callable[..., Array]) -> Array:
        keys = [sha256(f"{READER}|{role}|{text}".encode()).hexdigest()[:24] for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._rows}
        self._used.update(keys)
        if new:
            self._rows.update(zip(new, encode(list(new.values())), strict=True))
        return np.array([self._rows[key] for key in keys], np.float32).reshape(-1, self.size)

    def keep(self) -> None:
        """Write what was new."""
        if len(self._rows) > self._before:
            KEPT.mkdir(parents=True, exist_ok=True)
            used = {key: self._rows[key] for key in sorted(self._used)}
            np.savez(self._path, keys=np.array([*used]), rows=np.array([*used.values()]))


@contextmanager
def remembered() -> Iterator[tuple[Remembered, ...]]:
    """Give the packaged models with what they have read before; remember what they read now."""
    models = tuple(Remembered(model) for model in packaged())
    yield models
    for model in models:
        model.keep()


def places(scores: NDArray[np.floating], right: Sequence[int]) -> NDArray[np.intp]:
    """Return the place, from 0, of the right one for each query; ties count against it.

    Parameters
    ----------
    scores
        Shape (n_queries, n_documents).
    right
        The document each query is about.
    """
    own = scores[np.arange(len(right)), np.asarray(right)][:, None]
    return np.asarray((scores >= own).sum(axis=1) - 1)


def average_precision(scores: NDArray[np.floating], relevant: NDArray[np.bool_]) -> float:
    """Return the mean over the queries of the average precision; shapes as in :func:`places`."""
    order = np.argsort(-scores, axis=1, kind="stable")
    hits = np.take_along_axis(relevant, order, axis=1)
    precision = hits.cumsum(axis=1) / np.arange(1, hits.shape[1] + 1)
    return float(((precision * hits).sum(axis=1) / hits.sum(axis=1)).mean())


def fused(*scores: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return the reciprocal rank fusion of rankings, with the usual constant of 60."""
    total = np.zeros(scores[0].shape)
    for one in scores:
        rank = np.argsort(np.argsort(-one, axis=1, kind="stable"), axis=1)
        total += 1 / (61 + rank)
    return total
