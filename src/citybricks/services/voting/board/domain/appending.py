"""Append events: rows in one transaction that survives a power cut, then the file behind them.

The transaction writes the rows of the event, its head and the bytes themselves; when it is
committed, the bytes go to the file and are forced to disk. After a crash between the two the next
append, or `check_boards`, brings the file up to the rows. So the file never has to give up a byte.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from citybricks.methods.ballot.archive import BLOCK, Writer
from citybricks.methods.ballot.digests import sha256_hex
from citybricks.methods.ballot.strict_json import dumps
from citybricks.network.errands.domain.errands import owe
from citybricks.services.voting.board.domain import files
from citybricks.services.voting.board.domain.files import BrokenBoardError
from citybricks.services.voting.board.domain.heads import SignedHead, sign_head
from citybricks.services.voting.board.domain.prefixes import Prefixes
from citybricks.services.voting.board.models import Board, Event, Head, Pending, Report

log = logging.getLogger("citybricks.voting")

_NEXT = {
    "Setup": ("Ballot", "EndBallots"),
    "Ballot": ("Ballot", "EndBallots"),
    "EndBallots": ("EncryptedTally",),
    "EncryptedTally": ("Shuffle", "PartialDecryption"),
    "Shuffle": ("Shuffle", "EndShuffles"),
    "EndShuffles": ("PartialDecryption",),
    "PartialDecryption": ("PartialDecryption", "Result"),
    "Result": (),
}
_GATHERED = timedelta(seconds=20)
"""How long ballots are waited for before a board is verified anew."""
_prefixes = Prefixes()


class NoBoardError(LookupError):
    """There is no board of this election."""


class WrongTimeError(ValueError):
    """An event does not follow the last one.

    Parameters
    ----------
    kind
        What was to be appended.
    last
        What happened last.
    """

    def __init__(self, kind: str, last: str) -> None:
        self.kind, self.last = kind, last
        super().__init__(f"{kind} cannot follow {last}")


@contextmanager
def appending(uuid: str) -> Iterator[Board]:
    """Lock a board for one transaction that no power cut undoes.

    Raises
    ------
    NoBoardError
        When the election has no board.
    """
    settle(uuid)
    with _forced(), transaction.atomic():
        yield locked(uuid)


@contextmanager
def creating() -> Iterator[None]:
    """Make a board in one transaction that no power cut undoes."""
    with _forced(), transaction.atomic():
        yield


@contextmanager
def _forced() -> Iterator[None]:
    """Have SQLite force this commit to disk; PostgreSQL does so by itself."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=FULL")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=NORMAL")


def locked(uuid: str) -> Board:
    """Return a board that nobody else appends to until the transaction ends."""
    board = Board.objects.select_for_update().filter(pk=uuid).first()
    if board is None:
        raise NoBoardError(uuid)
    return board


def settle(uuid: str) -> None:
    """Bring the file of a board up to its rows.

    Raises
    ------
    BrokenBoardError
        When the file is not what the rows say.
    """
    if not Pending.objects.filter(board=uuid).exists():
        return
    if connection.in_atomic_block:  # rows that may yet be taken back are not filed
        return
    with transaction.atomic():
        board = locked(uuid)
        for pending in list(board.pending.all()):
            board.filed = files.append(uuid, pending.offset, bytes(pending.content))
        board.save(update_fields=["filed"])
        board.pending.all().delete()


def _settle_now(uuid: str) -> None:
    try:
        settle(uuid)
    except (OSError, BrokenBoardError):  # it is in the rows for certain, and tried again
        log.exception("the archive of a board could not be written: %s", uuid)


def content(board: Board, start: int, end: int) -> Iterator[bytes]:
    """Yield bytes of a board's archive from `start` up to `end`, in the file already or not."""
    yield from files.read(board.uuid, start, min(end, board.filed))
    if end <= board.filed:
        return
    for pending in board.pending.filter(offset__lt=end):
        raw = bytes(pending.content)
        first, last = max(start, board.filed) - pending.offset, end - pending.offset
        yield raw[max(first, 0) : last]


def append(board: Board, kind: str, data: Sequence[bytes], **row: Any) -> SignedHead:
    """Append an event to a locked board and return the head that has it.

    Parameters
    ----------
    board
        As `appending` returned it.
    kind
        Type of the event.
    data
        Data that stand before it; the last is its payload.
    **row
        Further columns of `Event`.

    Raises
    ------
    WrongTimeError
        When it does not follow the last event.
    BrokenBoardError
        When the archive is not what the last head says.
    """
    if kind not in _NEXT[board.last] or (kind == "Shuffle" and not board.ranked):
        raise WrongTimeError(kind, board.last)
    last = head_of(board)
    _check(board, last)
    writer = Writer.resume(board.timestamp, parent=board.event_hash, height=board.height)
    return put(board, kind, data, writer, after=last.time, **row)


def put(
    board: Board, kind: str, data: Sequence[bytes], writer: Writer, *, after: int, **row: Any
) -> SignedHead:
    """Write an event behind what a board has: rows, bytes, head."""
    start = board.bytes
    if start == 0:  # an earlier setup may have been taken back
        _prefixes.forget(board.uuid)
    first = writer.header() if start == 0 else b""
    records = [writer.data(each) for each in data]
    raw = first + b"".join(records) + writer.event(kind, data[-1] if data else None)
    Pending.objects.create(board=board, offset=start, content=raw)
    board.last, board.height, board.event_hash = kind, writer.height, writer.parent or ""
    board.bytes = start + len(raw)
    board.save(update_fields=["last", "height", "event_hash", "bytes"])
    Event.objects.create(
        board=board,
        height=writer.height,
        type=kind,
        hash=board.event_hash,
        payload=sha256_hex(data[-1]) if data else "",
        offset=start,
        end=board.bytes,
        contents=_places(start + len(first), data),
        **row,
    )
    transaction.on_commit(partial(_settle_now, board.uuid))
    if kind != "Ballot" or Report.objects.filter(board=board, height=board.height - 1).exists():
        owe_report(board)  # the first since the last report; more are waited for
    return _signed(board, after)


def owe_report(board: Board) -> None:
    """Owe a verification, unless the latest is of what is on the board now."""
    if Report.objects.filter(board=board, height=board.height).exists():
        return
    once = f"voting_board.report:{board.uuid}"
    due = timezone.now() + _GATHERED
    owe("voting_board.report", due=due, once=once, background=True, uuid=board.uuid)


def _places(start: int, data: Sequence[bytes]) -> list[tuple[int, int]]:
    """Return first byte and size of each of the data of records that follow each other."""
    places = []
    for each in data:
        places.append((start + BLOCK, len(each)))
        start += BLOCK + len(each) + -len(each) % BLOCK
    return places


def _signed(board: Board, after: int) -> SignedHead:
    head = sign_head(
        board.uuid,
        height=board.height,
        event_hash=board.event_hash,
        length=board.bytes,
        sha256=_prefixes.sha256(board.uuid, board.bytes, partial(content, board)),
        after=after,
    )
    Head.objects.create(board=board, height=board.height, signed=written(head))
    return head


def written(head: SignedHead) -> str:
    """Return a head as it is kept and handed out."""
    return dumps(head.json()).decode()


def data(event: Event, at: int = 0) -> bytes:
    """Return one of the data of an event, the first by default."""
    start, size = event.contents[at]
    return b"".join(content(event.board, start, start + size))


def head_of(board: Board, height: int | None = None) -> SignedHead:
    """Return the head at a height, or the latest."""
    at = board.height if height is None else height
    return SignedHead.read(board.heads.get(height=at).signed.encode())


def _check(board: Board, head: SignedHead) -> None:
    """Look whether the archive is what was signed; bytes that were hashed once are not again."""
    files.check_length(board.uuid, board.filed, board.bytes)
    source = partial(content, board)
    found = _prefixes.sha256(board.uuid, board.bytes, source, expected=head.sha256_prefix)
    if (found, board.bytes) != (head.sha256_prefix, head.bytes):
        raise BrokenBoardError(files.changed(board.uuid, head.height))


def check_all(uuid: str) -> int:
    """Settle a board, hash its whole archive anew, and return its height.

    Raises
    ------
    NoBoardError
        When the election has no board.
    BrokenBoardError
        When file and rows do not agree, or the archive is not what the last head says.
    """
    settle(uuid)
    board = Board.objects.filter(pk=uuid).first()
    if board is None:
        raise NoBoardError(uuid)
    files.check_length(uuid, board.filed, board.filed)
    _prefixes.forget(uuid)
    _check(board, head_of(board))
    return board.height
