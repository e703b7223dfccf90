"""The witness's own copy of an archive: what a board can no longer deny to have shown.

Bytes behind those that the witness has agreed to are on trial: they are cut off again when they
are not what the head says.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from citybricks.methods.ballot.archive import ArchiveError, read
from citybricks.methods.ballot.digests import fingerprint
from citybricks.methods.ballot.documents import DocumentError, Election
from citybricks.services.voting.board.domain import files, keys
from citybricks.services.voting.board.domain.prefixes import Prefixes
from citybricks.services.voting.witness.models import Watched

_prefixes = Prefixes()


def path_of(watched: Watched) -> Path:
    """Return where the copy is."""
    folder = keys.folder() / "witnessed"
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder / f"{watched.pk}-{watched.uuid}.bel"


def sha256(watched: Watched, length: int) -> str:
    """Return the hash of the first `length` bytes of the copy."""
    return _prefixes.sha256(str(path_of(watched)), length, partial(_read, watched))


def cut(watched: Watched) -> None:
    """Leave what the witness has agreed to, and nothing behind it."""
    path = path_of(watched)
    _prefixes.forget_beyond(str(path), watched.bytes)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        os.ftruncate(handle, watched.bytes)
    finally:
        os.close(handle)


def extend(watched: Watched, more: bytes) -> None:
    """Write bytes to the end and force them to disk."""
    with path_of(watched).open("ab") as file:
        file.write(more)
        file.flush()
        os.fsync(file.fileno())


@dataclass(frozen=True, slots=True)
class Setup:
    """What voters encrypt with, as the witness was shown it: nobody can be shown another key."""

    fingerprint: str
    key: str


def setup_of(watched: Watched) -> Setup | None:
    """Return what stands in the copy; None while there is none, or it is no archive."""
    if not watched.bytes:
        return None
    with path_of(watched).open("rb") as file:
        try:
            raw = next(record.content for record in read(file) if record.kind == "data")
            election = Election.parse(raw)
        except (ArchiveError, DocumentError, StopIteration):
            return None
    return Setup(fingerprint(raw), election.group.write(election.public_key))


def hashes(watched: Watched, lengths: Iterable[int]) -> dict[int, str]:
    """Return the hashes of several prefixes; the copy is read once."""
    own, source = Prefixes(), partial(_read, watched)
    return {length: own.sha256("copy", length, source) for length in sorted(set(lengths))}


def _read(watched: Watched, start: int, end: int) -> Iterator[bytes]:
    with path_of(watched).open("rb") as file:
        file.seek(start)
        while start < end and (chunk := file.read(min(files.CHUNK, end - start))):
            start += len(chunk)
            yield chunk
