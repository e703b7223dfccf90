"""What elections ask of the board: publish, close, tally, shuffles, shares, result."""

from __future__ import annotations

import time
from typing import Any

from django.db.models import Max

from citybricks.methods.ballot.archive import Writer
from citybricks.methods.ballot.digests import sha256_hex
from citybricks.methods.ballot.documents import (
    Ballot,
    EncryptedTally,
    Owned,
    PartialDecryption,
    SetupData,
    Shuffle,
    Sized,
)
from citybricks.methods.ballot.proving.setting import Setting
from citybricks.methods.ballot.proving.tallying import Urn, decrypt, shuffled
from citybricks.methods.ballot.verifying.setup import Setup
from citybricks.services.voting.board.domain import appending, checking, files
from citybricks.services.voting.board.domain.appending import NoBoardError, WrongTimeError
from citybricks.services.voting.board.domain.ballots import Receipt, append_ballot
from citybricks.services.voting.board.domain.files import BrokenBoardError
from citybricks.services.voting.board.domain.heads import SignedHead
from citybricks.services.voting.board.domain.refusal import RefusedError, refused
from citybricks.services.voting.board.models import Board

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

LEAST_SHUFFLES = 2
"""By different trustees, so that no one of them knows whose ranking is whose."""


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


def tally(uuid: str) -> SignedHead:
    """Add up what the last ballots of all credentials hold, still encrypted.

    Raises
    ------
    WrongTimeError
        When the board is not closed, or has its tally.
    """
    with appending.appending(uuid) as board:
        setup, setting = checking.setup_of(board), checking.setting_of(board)
        urn = Urn(setting, setup.credentials)
        ballots = board.events.filter(type="Ballot")
        last = ballots.values("credential").annotate(height=Max("height")).values("height")
        for event in ballots.filter(height__in=list(last.values_list("height", flat=True))):
            event.board = board
            urn.put(Ballot.parse(appending.data(event), setup.election))
        added = urn.tally()
        data = [added.write(setup.group), urn.sized(added).write()]
        return appending.append(board, "EncryptedTally", data)


def current_tally(uuid: str) -> bytes:
    """Return the encrypted tally as the last shuffle has left it: what trustees work on.

    Raises
    ------
    NoBoardError
        When the election has no board, or no tally yet.
    """
    board = Board.objects.filter(pk=uuid).first()
    if board is None:
        raise NoBoardError(uuid)
    setting = checking.setting_of(board)
    return _tally_of(board, setting).write(setting.group)


def _tally_of(board: Board, setting: Setting) -> EncryptedTally:
    event = board.events.filter(type="EncryptedTally").first()
    if event is None:
        raise NoBoardError(f"{board.uuid} has no tally yet")
    group = setting.group
    found = EncryptedTally.parse(appending.data(event), group)
    last = board.events.filter(type="Shuffle").last()
    if last is None:
        return found
    return shuffled(setting, found, Shuffle.parse(appending.data(last), group))


def append_shuffle(uuid: str, owner: int, payload: bytes) -> SignedHead:
    """Append the shuffle of a trustee.

    Raises
    ------
    RefusedError
        When its proof does not hold, or the trustee has shuffled.
    WrongTimeError
        When nothing is shuffled now.
    """
    with appending.appending(uuid) as board:
        setup, setting = checking.setup_of(board), checking.setting_of(board)
        _check_owner(setup, owner)
        checking.check_shuffle(setup, _tally_of(board, setting), setting, payload)
        return _append_owned(board, "Shuffle", owner, payload)


def end_shuffles(uuid: str) -> SignedHead:
    """Note that nothing is shuffled any more; the first share does so too.

    Raises
    ------
    WrongTimeError
        When fewer than two trustees have shuffled, or nothing is shuffled now.
    """
    with appending.appending(uuid) as board:
        return _end_shuffles(board)


def _end_shuffles(board: Board) -> SignedHead:
    trustees = len(checking.setup_of(board).trustees.keys)
    if board.events.filter(type="Shuffle").count() < min(LEAST_SHUFFLES, trustees):
        raise WrongTimeError("EndShuffles", board.last)
    return appending.append(board, "EndShuffles", [])


def append_share(uuid: str, owner: int, payload: bytes) -> SignedHead:
    """Append the partial decryption of a trustee.

    Raises
    ------
    RefusedError
        When its proof does not hold, or the trustee has given one.
    WrongTimeError
        When nothing is decrypted now.
    """
    with appending.appending(uuid) as board:
        setup, setting = checking.setup_of(board), checking.setting_of(board)
        if board.ranked and board.last in ("EncryptedTally", "Shuffle"):
            _end_shuffles(board)
        checking.check_share(setup, _tally_of(board, setting), owner, payload)
        return _append_owned(board, "PartialDecryption", owner, payload)


def _check_owner(setup: Setup, owner: int) -> None:
    count = len(setup.trustees.keys)
    if not 1 <= owner <= count:
        said = f"owner is {owner}; trustees are counted from 1 to {count}"
        raise refused("document", reason=said)


def _append_owned(board: Board, kind: str, owner: int, payload: bytes) -> SignedHead:
    if board.events.filter(type=kind, owner=owner).exists():
        raise refused("owner", owner=owner)
    owned = Owned(owner, sha256_hex(payload)).write()
    return appending.append(board, kind, [payload, owned], owner=owner)


def finish(uuid: str) -> SignedHead:
    """Put the shares together into the result.

    Raises
    ------
    TallyError
        When too few shares are there.
    WrongTimeError
        When there is no share yet, or there is a result.
    """
    with appending.appending(uuid) as board:
        setup, setting = checking.setup_of(board), checking.setting_of(board)
        group = setting.group
        event = board.events.filter(type="EncryptedTally").first()
        if event is None:
            raise WrongTimeError("Result", board.last)
        shares = {
            each.owner or 0: PartialDecryption.parse(appending.data(each), group)
            for each in board.events.filter(type="PartialDecryption")
        }
        sized = Sized.parse(appending.data(event, 1))
        current = _tally_of(board, setting)
        opened = decrypt(setting, setup.trustees, sized, current, shares)
        return appending.append(board, "Result", [opened.result.write()])


def index(uuid: str) -> dict[str, Any]:
    """Return what there is to know of a board at a glance.

    Raises
    ------
    NoBoardError
        When the election has no board.
    """
    from citybricks.services.voting.board.domain.reading import index_of

    board = Board.objects.filter(pk=uuid).first()
    if board is None:
        raise NoBoardError(uuid)
    return index_of(board)
