"""SHA-256 of archives that only grow: each byte is hashed once by a process."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

Source = Callable[[int, int], Iterable[bytes]]
"""Returns the bytes from one up to another."""


class _Hash(Protocol):
    def update(self, content: bytes, /) -> None: ...
    def hexdigest(self) -> str: ...
    def copy(self) -> _Hash: ...


@dataclass
class Prefixes:
    """Hashes of prefixes, by the name of what they are of; kept for the life of the process."""

    _kept: dict[str, tuple[int, _Hash]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def sha256(self, name: str, length: int, source: Source, *, expected: str = "") -> str:
        """Return the hash of the first `length` bytes, in hexadecimal digits.

        Parameters
        ----------
        name
            Of what is hashed.
        length
            Of the prefix. [bytes]
        source
            Where its bytes come from.
        expected
            The hash it should have: when what was kept leads to another one (it was of bytes that
            a transaction took back), everything is hashed anew.
        """
        found = self._continued(name, length, source)
        if expected and found != expected:
            self.forget(name)
            found = self._continued(name, length, source)
        return found

    def forget(self, name: str) -> None:
        """Start anew with a name."""
        with self._lock:
            self._kept.pop(name, None)

    def forget_beyond(self, name: str, length: int) -> None:
        """Start anew with a name of which more was hashed than stays."""
        if self._kept.get(name, (0, None))[0] > length:
            self.forget(name)

    def _continued(self, name: str, length: int, source: Source) -> str:
        with self._lock:
            start, running = self._kept.get(name, (0, hashlib.sha256()))
        if start > length:
            start, running = 0, hashlib.sha256()
        running = running.copy()
        for chunk in source(start, length):
            running.update(chunk)
        with self._lock:
            self._kept[name] = (length, running)
        return running.hexdigest()
