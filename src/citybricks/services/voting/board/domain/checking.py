"""What the verifier says of documents before the board appends them."""

from __future__ import annotations

from functools import lru_cache

from citybricks.methods.ballot.digests import fingerprint
from citybricks.methods.ballot.documents import Ballot, EncryptedTally
from citybricks.methods.ballot.proving.setting import Setting
from citybricks.methods.ballot.proving.tallying import ranked
from citybricks.methods.ballot.verifying import ballots, decryption, setup, shuffles
from citybricks.methods.ballot.verifying.checks import Refused
from citybricks.methods.ballot.verifying.setup import Setup
from citybricks.services.voting.board.domain import appending
from citybricks.services.voting.board.domain.refusal import refused
from citybricks.services.voting.board.models import Board
from citybricks.services.voting.refusal import RefusedError


def read_setup(election: bytes, trustees: bytes, credentials: bytes) -> Setup:
    """Read and check the three documents of a setup.

    Raises
    ------
    RefusedError
        When a check of the setup fails.
    """
    try:
        found = setup.of(election, trustees, credentials)
        wrong = [one for one in setup.check(found) if not one.evidence.get("warning")]
    except Refused as error:
        raise _told(error) from None
    if wrong:
        raise _told(wrong[0])
    return found


def setup_of(board: Board) -> Setup:
    """Return the setup of a board; a process reads it once."""
    return _setup(board.uuid, board.events.get(height=0).hash)


@lru_cache(maxsize=16)
def _setup(uuid: str, _hash: str) -> Setup:
    event = Board.objects.get(pk=uuid).events.get(height=0)
    return setup.of(*(appending.data(event, at) for at in range(3)))


def setting_of(board: Board) -> Setting:
    """Return the election as those who add up and decrypt see it."""
    return Setting.of(appending.data(board.events.get(height=0)))


def check_ballot(of: Setup, raw: bytes) -> Ballot:
    """Check a ballot: all that can be said of it alone, B1 to B7.

    Raises
    ------
    RefusedError
        When a check fails.
    """
    most = of.election.most_ballot_bytes
    if len(raw) > most:
        raise refused("size", size=len(raw), most=most)
    try:
        return ballots.check(of, raw)
    except Refused as error:
        raise _told(error) from None


def check_shuffle(of: Setup, before: EncryptedTally, setting: Setting, payload: bytes) -> None:
    """Check a shuffle against what it shuffles.

    Raises
    ------
    RefusedError
        When its proof does not hold.
    """
    try:
        shuffles.check(of, ranked(setting, before), payload)
    except Refused as error:
        raise _told(error) from None


def check_share(of: Setup, tally: EncryptedTally, owner: int, payload: bytes) -> None:
    """Check a partial decryption against what it decrypts.

    Raises
    ------
    RefusedError
        When its proof does not hold.
    """
    try:
        decryption.check(of, tally.answers, owner, payload)
    except Refused as error:
        raise _told(error) from None


def _told(error: Refused) -> RefusedError:
    return RefusedError(error.check_id, error.en, error.zh)


def tracker_of(raw: bytes) -> str:
    """Return the tracker of a ballot."""
    return fingerprint(raw)
