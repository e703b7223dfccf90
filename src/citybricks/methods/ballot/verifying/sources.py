"""The file as it is read: hashed, and held against what it was before and what was signed of it."""

from __future__ import annotations

import hashlib
import io
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import BinaryIO


@contextmanager
def seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """Give a stream that can go back: itself, or for as long as needed a copy in a file."""
    if stream.seekable():
        yield stream
        return
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(stream, copy)
        copy.seek(0)
        yield copy


class Source(io.RawIOBase, BinaryIO):
    """An archive that is read from where it stands to its end.

    Parameters
    ----------
    stream
        At the first byte of the archive.
    previous
        An earlier copy of it.
    marks
        Lengths at which the hash of what was read is kept.
    """

    def __init__(
        self,
        stream: BinaryIO,
        previous: BinaryIO | None = None,
        marks: Collection[int] = (),
    ) -> None:
        super().__init__()
        self._stream, self._previous, self._marks = stream, previous, frozenset(marks)
        self._start = stream.tell()
        self._digest = hashlib.sha256()
        self.count = 0
        """Bytes that were read."""
        self.differs: int | None = None
        """The first byte that is not that of the earlier copy."""
        self.prefixes: dict[int, str] = {}
        """Hash of the first bytes, by how many, for those of the marks that a read ended at."""

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes; all that are left without a size."""
        found = self._stream.read(size)
        if self._previous is not None and self.differs is None:
            self._compare(found, self._previous.read(len(found)))
        self._digest.update(found)
        self.count += len(found)
        if self.count in self._marks:
            self.prefixes[self.count] = self._digest.hexdigest()
        return found

    def again(self, offset: int, size: int) -> bytes:
        """Return bytes that were read before; reading goes on where it was."""
        self._stream.seek(self._start + offset)
        found = self._stream.read(size)
        self._stream.seek(self._start + self.count)
        return found

    @property
    def sha256(self) -> str:
        """Hash of all that was read."""
        return self._digest.hexdigest()

    def cut_short(self) -> bool:
        """Say whether the earlier copy has more bytes than were read."""
        return self._previous is not None and bool(self._previous.read(1))

    def _compare(self, found: bytes, before: bytes) -> None:
        if not found.startswith(before):
            pairs = zip(found, before, strict=False)
            same = next((at for at, (a, b) in enumerate(pairs) if a != b), 0)
            self.differs = self.count + same
