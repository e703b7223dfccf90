"""What elections ask of the board: publish, close, tally, shuffles, shares, result."""

from __future__ import annotations

import time
from typing import Any

from citybricks.methods.ballot.archive import Writer
from citybricks.methods.ballot.digests import sha256_hex
from citybricks.methods.ballot.documents import SetupData
from citybricks.services.voting.board.domain import appending, checking, files, reading
from citybricks.services.voting.board.domain.appending import NoBoardError, WrongTimeError
from citybricks.services.voting.board.domain.ballots import Receipt, append_ballot
from citybricks.services.voting.board.domain.files import BrokenBoardError
from citybricks.services.voting.board.domain.heads import SignedHead
from citybricks.services.voting.board.domain.refusal import refused
from citybricks.services.voting.board.domain.tallying import (
    append_share,
    append_shuffle,
    current_tally,
    end_shuffles,
    finish,
    tally,
)
from citybricks.services.voting.board.models import Board
from citybricks.services.voting.refusal import RefusedError

__all__ = [
    "BrokenBoardError",
    "NoBoardError",
    "Receipt",
    "RefusedError",
    "WrongTimeError",
    "append_ballot",
    "append_share",
    "append_shuffle",
    "close",
    "current_tally",
    "end_shuffles",
    "finish",
    "index",
    "publish",
    "tally",
]


def publish(uuid: str, election: bytes, trustees: bytes, credentials: bytes) -> SignedHead:
    """Open a board with the documents of an election.

    Raises
    ------
    RefusedError
        When a check of the setup fails, or the election has a board or a file already.
    """
    setup = checking.read_setup(election, trustees, credentials)
    asked = setup.election
    if asked.uuid != uuid:
        reason = f"election.uuid is {asked.uuid!r}, not {uuid!r}"
        raise refused("document", reason=reason)
    names = SetupData(*(sha256_hex(each) for each in (election, trustees, credentials)))
    with appending.creating():
        if Board.objects.filter(pk=uuid).exists() or files.path_of(uuid).exists():
            raise refused("A4", kind="Setup", last="Setup")
        now = int(time.time())
        board = Board.objects.create(
            uuid=uuid,
            name=asked.name,
            group=setup.group.name,
            ranked=bool(asked.ranked),
            credentials=len(setup.credentials),
            timestamp=now,
            height=0,
            bytes=0,
        )
        data = [election, trustees, credentials, names.write()]
        return appending.put(board, "Setup", data, Writer(now), after=0)


def close(uuid: str) -> SignedHead:
    """Take no more ballots.

    Raises
    ------
    NoBoardError
        When the election has no board.
    WrongTimeError
        When it is closed.
    """
    with appending.appending(uuid) as board:
        return appending.append(board, "EndBallots", [])


def index(uuid: str) -> dict[str, Any]:
    """Return what there is to know of a board at a glance.

    Raises
    ------
    NoBoardError
        When the election has no board.
    """
    board = Board.objects.filter(pk=uuid).first()
    if board is None:
        raise NoBoardError(uuid)
    return reading.index_of(board)
