"""Heads: what the board signs about itself, and what witnesses sign about it.

A head says how long the archive was and what its hash was at a height. Two heads of one board that
contradict each other prove, by its own signature, that it showed two histories.
"""

from __future__ import annotations

import builtins
import time
from dataclasses import asdict, dataclass

from citybricks.methods.ballot.strict_json import Json, dumps, loads
from citybricks.services.voting.board.domain import keys

BOARD, WITNESS = "board", "witness"
"""Names of the keys that sign heads and what was witnessed."""
MOST_BYTES = 2000


@dataclass(frozen=True, slots=True)
class SignedHead:
    """A head of a board; fields in the order in which they are written and signed."""

    uuid: str
    height: int
    event_hash: str
    bytes: int
    """Length of the archive up to and with the event."""
    sha256_prefix: str
    """Hash of that much of the archive, in hexadecimal digits."""
    time: int
    """When it was signed. [s since 1970]"""
    key_id: str
    """Ed25519 public key of the board, in hexadecimal digits."""
    sig: str

    @classmethod
    def read(cls, raw: builtins.bytes) -> SignedHead:
        """Read head.json.

        Raises
        ------
        ValueError
            When it has other fields, or is not signed by the key it names.
        """
        return cls.of(loads(raw, most_bytes=MOST_BYTES, depth=1))

    @classmethod
    def of(cls, value: Json) -> SignedHead:
        """Take a head from JSON.

        Raises
        ------
        ValueError
            As for `read`.
        """
        names = cls.__slots__
        if not isinstance(value, dict) or list(value) != list(names):
            raise ValueError(f"a head has the fields {', '.join(names)}, in this order")
        numbers = {"height", "bytes", "time"}
        for name, given in value.items():
            if type(given) is not (int if name in numbers else str):
                raise ValueError(f"{name} of a head is {str(given)[:40]!r}")
        head = cls(**value)
        if not keys.is_signed(head.message(), head.sig, head.key_id):
            raise ValueError("the head is not signed by the key it names")
        return head

    def json(self) -> dict[str, Json]:
        """Return the head as JSON."""
        return asdict(self)

    def message(self) -> builtins.bytes:
        """Return what is signed: the head without its signature."""
        return dumps({name: value for name, value in asdict(self).items() if name != "sig"})

    def contradicts(self, other: SignedHead) -> bool:
        """Whether one honest board cannot have signed both: they tell of two histories.

        What was appended stays, so the higher one is longer and later; at one height there is one
        event, one length and one hash. Heads of two boards say nothing about each other.
        """
        if (self.uuid, self.key_id) != (other.uuid, other.key_id):
            return False
        one, two = sorted((self, other), key=lambda head: head.height)
        if one.height == two.height:
            return one.content != two.content
        return one.bytes >= two.bytes or one.time > two.time

    @property
    def content(self) -> tuple[str, int, str]:
        """Return what is the same whenever the board is asked: event, length and hash."""
        return self.event_hash, self.bytes, self.sha256_prefix


def sign_head(
    uuid: str, *, height: int, event_hash: str, length: int, sha256: str, after: int = 0
) -> SignedHead:
    """Sign a head of a board of this hub, now.

    Parameters
    ----------
    uuid, height, event_hash, length, sha256
        What the head says.
    after
        Time of the head before; should the clock have been set back, that is its time too.
        [s since 1970]
    """
    now, key = max(int(time.time()), after), keys.public_key(BOARD)
    known = (uuid, height, event_hash, length, sha256, now, key)
    unsigned = SignedHead(*known, sig="")
    return SignedHead(*known, sig=keys.sign(BOARD, unsigned.message()))


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A head that a witness has seen and signed too; fields in the order in which it is written."""

    head: SignedHead
    witness: str
    """Address of the witness's hub."""
    key_id: str
    sig: str

    @classmethod
    def read(cls, raw: bytes) -> Witnessed:
        """Read witness.json.

        Raises
        ------
        ValueError
            When it has other fields, or one of the two signatures is not good.
        """
        value = loads(raw, most_bytes=2 * MOST_BYTES, depth=2)
        names = cls.__slots__
        if not isinstance(value, dict) or list(value) != list(names):
            raise ValueError(f"what a witness signs has the fields {', '.join(names)}")
        witness, key_id, sig = value["witness"], value["key_id"], value["sig"]
        if not (isinstance(witness, str) and isinstance(key_id, str) and isinstance(sig, str)):
            raise ValueError("witness, key_id and sig are text")  # noqa: TRY004 - of a file
        found = cls(SignedHead.of(value["head"]), witness, key_id, sig)
        if not keys.is_signed(found.message(), sig, key_id):
            raise ValueError("the head is not signed by the key of the witness")
        return found

    def json(self) -> dict[str, Json]:
        """Return what was witnessed as JSON."""
        said = {"witness": self.witness, "key_id": self.key_id, "sig": self.sig}
        return {"head": self.head.json(), **said}

    def message(self) -> bytes:
        """Return what the witness signs."""
        return dumps({name: value for name, value in self.json().items() if name != "sig"})


def witness_head(head: SignedHead, name: str) -> Witnessed:
    """Sign another board's head with this hub's key of witnesses."""
    key = keys.public_key(WITNESS)
    unsigned = Witnessed(head, name, key, "")
    return Witnessed(head, name, key, keys.sign(WITNESS, unsigned.message()))
