"""What the verifier says of documents before the board appends them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from citybricks.methods.ballot.digests import fingerprint
from citybricks.methods.ballot.documents import (
    Ballot,
    Credential,
    DocumentError,
    EncryptedTally,
    Trustees,
    parse_credentials,
)
from citybricks.methods.ballot.proving.setting import Setting
from citybricks.services.voting.board.domain import appending
from citybricks.services.voting.board.domain.refusal import RefusedError, refused
from citybricks.services.voting.board.models import Board


@dataclass(frozen=True)
class Setup:
    """What an election begins with, read once by a process."""

    setting: Setting
    trustees: Trustees
    credentials: tuple[Credential, ...]
    weights: Mapping[str, int]
    """By credential, as it is written."""


def read_setup(election: bytes, trustees: bytes, credentials: bytes) -> Setup:
    """Read and check the three documents of a setup.

    Raises
    ------
    RefusedError
        When a check of the setup fails.
    """
    try:
        setting = Setting.of(election)
        read = parse_credentials(credentials, setting.group)
        group = setting.group
        return Setup(
            setting,
            Trustees.parse(trustees, group),
            read,
            {group.write(one.key): one.weight or 1 for one in read},
        )
    except DocumentError as error:
        raise RefusedError(
            "S1", f"{error.where}: {error.en}", f"{error.where}：{error.zh}"
        ) from None


def setup_of(board: Board) -> Setup:
    """Return the setup of a board."""
    return _setup(board.uuid, board.events.get(height=0).payload)


@lru_cache(maxsize=16)
def _setup(uuid: str, _payload: str) -> Setup:
    event = Board.objects.get(pk=uuid).events.get(height=0)
    return read_setup(*(appending.data(event, at) for at in range(3)))


def check_ballot(setup: Setup, raw: bytes) -> Ballot:
    """Check a ballot: all that can be said of it alone.

    Raises
    ------
    RefusedError
        When a check of ballots fails.
    """
    election = setup.setting.election
    most = election.most_ballot_bytes
    if len(raw) > most:
        raise refused("size", size=len(raw), most=most)
    try:
        ballot = Ballot.parse(raw, election)
    except DocumentError as error:
        raise RefusedError("B1", str(error), f"{error.where}：{error.zh}") from None
    return ballot


def tracker_of(raw: bytes) -> str:
    """Return the tracker of a ballot."""
    return fingerprint(raw)


def check_shuffle(setup: Setup, before: EncryptedTally, owner: int, payload: bytes) -> None:
    """Check a shuffle against what it shuffles.

    Raises
    ------
    RefusedError
        When its proof does not hold.
    """


def check_share(setup: Setup, tally: EncryptedTally, owner: int, payload: bytes) -> None:
    """Check a partial decryption against what it decrypts.

    Raises
    ------
    RefusedError
        When its proof does not hold.
    """
