"""What stands on a board, as a trustee reads it before using a key.

A trustee decrypts nothing that a server hands over: it reads the archive, multiplies the ballots
itself, and so can only be asked for what the whole board adds up to. Whether the ballots on it
are right is for the verifier to find out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import BinaryIO

from citybricks.methods.ballot import archive
from citybricks.methods.ballot.archive import Event
from citybricks.methods.ballot.documents import (
    Ballot,
    Ciphertext,
    EncryptedTally,
    Owned,
    PartialDecryption,
    Result,
    SetupData,
    Shuffle,
    Sized,
    Trustees,
    parse_credentials,
)
from citybricks.methods.ballot.groups import Element
from citybricks.methods.ballot.proving.setting import Setting
from citybricks.methods.ballot.proving.tallying import Urn, ranked, shuffled

_ORDER = {name: number for number, name in enumerate(archive.EVENTS)}
_MANY = {"Ballot", "Shuffle", "PartialDecryption"}


class BoardError(ValueError):
    """A board that a trustee does not work on, with the reason."""


@dataclass(slots=True)
class Board:
    """An election as far as it has come; make one by `read`."""

    setting: Setting
    trustees: Trustees
    urn: Urn
    state: str = "Setup"
    """The last event."""
    sized: Sized | None = None
    tally: EncryptedTally | None = None
    """As the last shuffle has left it."""
    shufflers: list[int] = field(default_factory=list)
    shares: dict[int, PartialDecryption] = field(default_factory=dict)
    result: Result | None = None

    @classmethod
    def read(cls, stream: BinaryIO) -> Board:
        """Read an archive from its first byte.

        Parameters
        ----------
        stream
            Of the archive.

        Raises
        ------
        ArchiveError
            When it is no archive.
        DocumentError
            When a document has another shape.
        BoardError
            When events do not follow each other as they should.
        """
        return _Reader().read(stream)

    def owner(self, key: Element) -> int | None:
        """Return the number of the trustee with a public key, counted from 1; None if nobody."""
        keys = [one.public_key for one in self.trustees.keys]
        return keys.index(key) + 1 if key in keys else None

    def to_shuffle(self) -> tuple[tuple[Ciphertext, ...], ...]:
        """Return the rankings that are shuffled next.

        Raises
        ------
        BoardError
            When there is nothing to shuffle now.
        """
        if self.tally is None or self.state not in {"EncryptedTally", "Shuffle"}:
            raise BoardError(f"nothing is shuffled after {self.state}")
        if not self.setting.election.ranked:
            raise BoardError("no question is ranked, so there is nothing to shuffle")
        return ranked(self.setting, self.tally)

    def to_decrypt(self) -> EncryptedTally:
        """Return what is decrypted.

        Raises
        ------
        BoardError
            When the tally is not ready, or rankings would be opened that nobody has shuffled.
        """
        wanted = "EndShuffles" if self.setting.election.ranked else "EncryptedTally"
        if self.tally is None or self.state not in {wanted, "PartialDecryption"}:
            raise BoardError(f"nothing is decrypted after {self.state}, only after {wanted}")
        return self.tally


class _Reader:
    """Follows the events of an archive."""

    def __init__(self) -> None:
        self.data: dict[str, bytes] = {}
        self.parent: str | None = None
        self.height = -1

    def read(self, stream: BinaryIO) -> Board:
        board: Board | None = None
        for record in archive.read(stream):
            if record.kind == "data":
                self.data[record.hash] = record.content
            elif record.kind == "event":
                event = Event.read(record.content)
                self._check(board, event)
                board = self._happened(board, event)
                self.parent, self.height = record.hash, event.height
                self.data.clear()
        if board is None:
            raise BoardError("the board has no setup")
        return board

    def _check(self, board: Board | None, event: Event) -> None:
        if event.parent != self.parent or event.height != self.height + 1:
            raise BoardError(f"event {event.height} does not follow the one before it")
        last = -1 if board is None else _ORDER[board.state]
        now = _ORDER[event.type]
        again = now == last and event.type in _MANY
        if (board is None) != (event.type == "Setup") or not (now > last or again):
            before = "the beginning" if board is None else board.state
            raise BoardError(f"{event.type} after {before} at height {event.height}")

    def _payload(self, name: str | None) -> bytes:
        if name is None or name not in self.data:
            raise BoardError(f"event {self.height + 1} is about data that are not before it")
        return self.data[name]

    def _happened(self, board: Board | None, event: Event) -> Board:
        if board is None:
            return self._setup(event)
        if event.type == "Ballot":
            board.urn.put(Ballot.parse(self._payload(event.payload), board.setting.election))
        elif event.type == "EncryptedTally":
            self._tally(board, event)
        elif event.type == "Shuffle":
            self._shuffle(board, event)
        elif event.type == "PartialDecryption":
            owner, raw = self._owned(event)
            board.shares[owner] = PartialDecryption.parse(raw, board.setting.group)
        elif event.type == "Result":
            raw = self._payload(event.payload)
            board.result = Result.parse(raw, board.setting.election)
        board.state = event.type
        return board

    def _setup(self, event: Event) -> Board:
        named = SetupData.parse(self._payload(event.payload))
        setting = Setting.of(self._payload(named.election))
        credentials = parse_credentials(self._payload(named.credentials), setting.group)
        trustees = Trustees.parse(self._payload(named.trustees), setting.group)
        return Board(setting, trustees, Urn(setting, credentials))

    def _tally(self, board: Board, event: Event) -> None:
        """Make the tally and compare it with what the board says."""
        board.tally = board.urn.tally()
        board.sized = board.urn.sized(board.tally)
        if self._payload(event.payload) != board.sized.write():
            raise BoardError("the tally is not what the ballots add up to")

    def _shuffle(self, board: Board, event: Event) -> None:
        if board.tally is None:
            raise BoardError("a shuffle before there is a tally")
        owner, raw = self._owned(event)
        shuffle = Shuffle.parse(raw, board.setting.group)
        sizes = [len(one) for one in ranked(board.setting, board.tally)]
        if [len(one) for one in shuffle.ciphertexts] != sizes:
            raise BoardError("a shuffle with more or fewer rankings than there were")
        board.shufflers.append(owner)
        board.tally = shuffled(board.setting, board.tally, shuffle)

    def _owned(self, event: Event) -> tuple[int, bytes]:
        owned = Owned.parse(self._payload(event.payload))
        return owned.owner, self._payload(owned.payload)
