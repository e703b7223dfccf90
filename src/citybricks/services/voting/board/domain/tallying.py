"""From the closed board to the result: tally, shuffles, shares.

What takes long is worked out before the board is locked, from what cannot change any more; then it
is looked whether that is still so.
"""

from __future__ import annotations

from citybricks.methods.ballot.digests import sha256_hex
from citybricks.methods.ballot.documents import (
    Ballot,
    EncryptedTally,
    Owned,
    PartialDecryption,
    Shuffle,
    Sized,
)
from citybricks.methods.ballot.proving.setting import Setting
from citybricks.methods.ballot.proving.tallying import Urn, decrypt, shuffled
from citybricks.methods.ballot.verifying.setup import Setup
from citybricks.services.voting.board.domain import appending, checking
from citybricks.services.voting.board.domain.appending import NoBoardError, WrongTimeError
from citybricks.services.voting.board.domain.heads import SignedHead
from citybricks.services.voting.board.domain.refusal import refused
from citybricks.services.voting.board.models import Board, Event

LEAST_SHUFFLES = 2
"""By different trustees, so that no one of them knows whose ranking is whose."""
_SHUFFLED = ("EncryptedTally", "Shuffle")
"""Last events behind which rankings are shuffled."""


def tally(uuid: str) -> SignedHead:
    """Add up what the last ballots of all credentials hold, still encrypted.

    Raises
    ------
    NoBoardError
        When the election has no board.
    WrongTimeError
        When the board is not closed, or has its tally.
    """
    board = _board(uuid)
    if board.last != "EndBallots":
        raise WrongTimeError("EncryptedTally", board.last)
    setup, setting = checking.setup_of(board), checking.setting_of(board)
    urn = Urn(setting, setup.credentials)
    ballots = board.events.filter(type="Ballot")
    last = dict(ballots.order_by("height").values_list("credential", "height"))
    counted = set(last.values())
    for event in ballots.iterator(chunk_size=500):
        if event.height in counted:
            event.board = board
            urn.put(Ballot.parse(appending.data(event), setup.election))
    added = urn.tally()
    data = [added.write(setup.group), urn.sized(added).write()]
    with appending.appending(uuid) as locked:
        return appending.append(locked, "EncryptedTally", data)


def _board(uuid: str) -> Board:
    board = Board.objects.filter(pk=uuid).first()
    if board is None:
        raise NoBoardError(uuid)
    return board


def current_tally(uuid: str) -> bytes:
    """Return the encrypted tally as the last shuffle has left it: what trustees work on.

    Raises
    ------
    NoBoardError
        When the election has no board, or no tally yet.
    """
    board = _board(uuid)
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
    NoBoardError
        When the election has no board, or no tally yet.
    RefusedError
        When its proof does not hold, or the trustee has shuffled.
    WrongTimeError
        When nothing is shuffled now, or somebody else has shuffled meanwhile.
    """
    board = _board(uuid)
    setup, setting = checking.setup_of(board), checking.setting_of(board)
    _check_owner(setup, owner)
    _refuse_again(board, "Shuffle", owner)
    checking.check_shuffle(setup, _tally_of(board, setting), setting, payload)
    with appending.appending(uuid) as locked:
        if locked.height != board.height:
            raise WrongTimeError("Shuffle", locked.last)
        return _append_owned(locked, "Shuffle", owner, payload)


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
    _check_shuffled(board)
    return appending.append(board, "EndShuffles", [])


def _check_shuffled(board: Board) -> None:
    trustees = len(checking.setup_of(board).trustees.keys)
    if _shuffles(board) < min(LEAST_SHUFFLES, trustees):
        raise WrongTimeError("EndShuffles", board.last)


def append_share(uuid: str, owner: int, payload: bytes) -> SignedHead:
    """Append the partial decryption of a trustee.

    Raises
    ------
    NoBoardError
        When the election has no board, or no tally yet.
    RefusedError
        When its proof does not hold, or the trustee has given one.
    WrongTimeError
        When nothing is decrypted now.
    """
    board = _board(uuid)
    setup = checking.setup_of(board)
    if board.ranked and board.last in _SHUFFLED:
        _check_shuffled(board)
    _refuse_again(board, "PartialDecryption", owner)
    before = _shuffles(board)
    current = _tally_of(board, checking.setting_of(board))
    checking.check_share(setup, current, owner, payload)
    with appending.appending(uuid) as locked:
        if _shuffles(locked) != before:
            raise WrongTimeError("PartialDecryption", locked.last)
        if locked.ranked and locked.last in _SHUFFLED:
            _end_shuffles(locked)
        return _append_owned(locked, "PartialDecryption", owner, payload)


def _shuffles(board: Board) -> int:
    return board.events.filter(type="Shuffle").count()


def _check_owner(setup: Setup, owner: int) -> None:
    count = len(setup.trustees.keys)
    if not 1 <= owner <= count:
        said = f"owner is {owner}; trustees are counted from 1 to {count}"
        raise refused("document", reason=said)


def _refuse_again(board: Board, kind: str, owner: int) -> None:
    if board.events.filter(type=kind, owner=owner).exists():
        raise refused("owner", owner=owner)


def _append_owned(board: Board, kind: str, owner: int, payload: bytes) -> SignedHead:
    _refuse_again(board, kind, owner)
    owned = Owned(owner, sha256_hex(payload)).write()
    return appending.append(board, kind, [payload, owned], owner=owner)


def finish(uuid: str) -> SignedHead:
    """Put the shares together into the result.

    Raises
    ------
    NoBoardError
        When the election has no board.
    TallyError
        When too few shares are there.
    WrongTimeError
        When there is no share yet, or there is a result.
    """
    board = _board(uuid)
    if board.last != "PartialDecryption":
        raise WrongTimeError("Result", board.last)
    setup, setting = checking.setup_of(board), checking.setting_of(board)
    shares = {
        each.owner or 0: PartialDecryption.parse(appending.data(each), setting.group)
        for each in board.events.filter(type="PartialDecryption")
    }
    sized = Sized.parse(appending.data(_first(board, "EncryptedTally"), 1))
    opened = decrypt(setting, setup.trustees, sized, _tally_of(board, setting), shares)
    with appending.appending(uuid) as locked:
        return appending.append(locked, "Result", [opened.result.write()])


def _first(board: Board, kind: str) -> Event:
    return board.events.filter(type=kind)[0]
