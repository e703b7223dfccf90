"""The files of boards: bytes are appended and forced to disk; not one is ever written again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from citybricks.services.voting.board.domain import keys

CHUNK = 1 << 20


class BrokenBoardError(RuntimeError):
    """File and rows of a board do not agree; nothing is appended until somebody has looked."""


def path_of(uuid: str) -> Path:
    """Return where the archive of an election is."""
    return keys.folder() / f"{uuid}.bel"


def append(uuid: str, start: int, content: bytes) -> int:
    """Append bytes that begin at `start`, force them to disk, and return the new length.

    A part of them that is there already, as the power failed while it was written, is kept.

    Raises
    ------
    BrokenBoardError
        When the file is shorter than `start`, or holds something else behind it.
    """
    path = path_of(uuid)
    is_new = not path.exists()
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        there = os.fstat(handle).st_size - start
        if there < 0 or content[:there] != _read(handle, start, there):
            raise BrokenBoardError(_differs(uuid, start + there, start))
        written = there
        while written < len(content):
            written += os.write(handle, content[written:])
        os.fsync(handle)
    finally:
        os.close(handle)
    if is_new:
        _sync_folder(path.parent)
    return start + len(content)


def read(uuid: str, start: int, end: int) -> Iterator[bytes]:
    """Yield the bytes of a file from `start` up to `end`, in chunks.

    Raises
    ------
    BrokenBoardError
        When the file is shorter than that.
    """
    if start >= end:
        return
    path = path_of(uuid)
    if not path.exists():
        raise BrokenBoardError(_differs(uuid, 0, end))
    with path.open("rb") as file:
        file.seek(start)
        while start < end:
            chunk = file.read(min(CHUNK, end - start))
            if not chunk:
                raise BrokenBoardError(_differs(uuid, start, end))
            start += len(chunk)
            yield chunk


def check_length(uuid: str, least: int, most: int) -> None:
    """Look whether a file is as long as the rows say: what they have filed, or is on its way.

    Raises
    ------
    BrokenBoardError
        When it is not.
    """
    path = path_of(uuid)
    size = path.stat().st_size if path.exists() else 0
    if not least <= size <= most:
        raise BrokenBoardError(_differs(uuid, size, most))


def changed(uuid: str, height: int) -> str:
    """Say that an archive is not what the board has signed."""
    said = _(
        "The archive %(uuid)s.bel was changed: it does not have the hash that the board signed at "
        "height %(height)s. Nothing is appended; restore the file from a backup or a witness's "
        "copy, then run check_boards."
    )
    return said % {"uuid": uuid, "height": height}


def _read(handle: int, start: int, count: int) -> bytes:
    found = b""
    while len(found) < count and (more := os.pread(handle, count - len(found), start + len(found))):
        found += more
    return found


def _differs(uuid: str, size: int, known: int) -> str:
    said = _(
        "The archive %(uuid)s.bel and the database do not agree: the file has %(size)s bytes, "
        "the database knows %(known)s. Nothing is appended until they do; restore the one that is "
        "older from its backup, then run check_boards."
    )
    return said % {"uuid": uuid, "size": size, "known": known}


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
