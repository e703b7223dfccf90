"""Heads that the board signed and witnesses signed after it: H1.

A head says how long the archive was at a height and what its hash was. Whoever keeps one can show
that the board was another one for somebody else.
"""

from __future__ import annotations

import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nacl.exceptions import CryptoError
from nacl.signing import VerifyKey

from citybricks.methods.ballot import strict_json
from citybricks.methods.ballot.verifying.checks import Refused
from citybricks.methods.ballot.verifying.report import Ledger

_HEAD = ("uuid", "height", "event_hash", "bytes", "sha256_prefix", "time", "key_id", "sig")
_WITNESS = ("head", "witness", "key_id", "sig")
_NUMBERS = frozenset({"height", "bytes", "time"})


@dataclass(frozen=True, slots=True)
class Head:
    """A signed head.

    Parameters
    ----------
    bytes
        Length of the archive up to and with the event.
    sha256_prefix
        Hash of that much of it.
    time
        When it was signed. [s since 1970]
    key_id
        Ed25519 public key of the board, in hexadecimal digits.
    witness
        Who signed it after the board; empty for nobody.
    """

    uuid: str
    height: int
    event_hash: str
    bytes: int
    sha256_prefix: str
    time: int
    key_id: str
    witness: str = ""


def read(given: Mapping[str, Any]) -> Head:
    """Return a head.

    Parameters
    ----------
    given
        ``head.json``, or ``witness.json`` that holds one.

    Raises
    ------
    Refused
        When it has another shape or a signature does not hold: H1.
    """
    witness = ""
    if "head" in given:
        _check_fields(given, _WITNESS)
        if not isinstance(given["head"], dict):
            raise _refuse("a witness has not signed a head", "见证人签署的不是板头")
        _check_signature(given, "of the witness", "见证人的")
        witness, given = given["witness"], given["head"]
    _check_fields(given, _HEAD)
    _check_signature(given, "of the board", "公告板的")
    return Head(**{name: given[name] for name in _HEAD[:-1]}, witness=witness)


def _check_fields(given: Mapping[str, Any], names: Sequence[str]) -> None:
    for name in names:
        kind = int if name in _NUMBERS else dict if name == "head" else str
        if type(given.get(name)) is not kind:
            raise _refuse(f"{name} is missing or of another type", f"{name} 缺失或类型不符")
    if list(given) != list(names):
        raise _refuse(f"the fields are not {', '.join(names)}", f"字段应为 {', '.join(names)}")


def _check_signature(given: Mapping[str, Any], whose: str, zh: str) -> None:
    signed = strict_json.dumps({name: value for name, value in given.items() if name != "sig"})
    try:
        key = VerifyKey(binascii.unhexlify(given["key_id"]))
        key.verify(signed, binascii.unhexlify(given["sig"]))
    except (ValueError, CryptoError):
        raise _refuse(f"the signature {whose} does not hold", f"{zh}签名不成立") from None


def _refuse(en: str, zh: str, **evidence: Any) -> Refused:
    return Refused("H1", f"Head: {en}.", f"板头：{zh}。", evidence)


def among(value: Any) -> list[dict[str, Any]]:
    """Return all heads in JSON: one, a list, or a page of the board's list of heads.

    Raises
    ------
    Refused
        When there is something else in it: H1.
    """
    if isinstance(value, list):
        return [one for part in value for one in among(part)]
    if isinstance(value, dict) and "sig" in value:
        return [value]
    if isinstance(value, dict) and set(value) <= {"head", "heads", "witnesses"}:
        return [one for part in value.values() for one in among(part)]
    raise _refuse("neither a head nor what a witness signed", "既不是板头，也不是见证文件")


class Kept:
    """Heads that somebody kept, held against a board while it is read.

    Parameters
    ----------
    given
        Contents of ``head.json`` and ``witness.json`` files.
    ledger
        Where it is noted what does not fit.
    """

    def __init__(self, given: Sequence[Mapping[str, Any]], ledger: Ledger) -> None:
        self._ledger = ledger
        self._heads: list[Head] = []
        self._seen: dict[int, tuple[str, int]] = {}
        for one in given:
            try:
                self._heads.append(read(one))
            except Refused as refused:
                ledger.fail(refused)
        self._heights = {one.height for one in self._heads}

    @property
    def lengths(self) -> set[int]:
        """Lengths of the archive that heads have a hash of."""
        return {one.bytes for one in self._heads}

    def note(self, height: int, event_hash: str, end: int) -> None:
        """Take note of an event and of the byte behind it."""
        if height in self._heights:
            self._seen.setdefault(height, (event_hash, end))

    def check(self, uuid: str, prefixes: Mapping[int, str]) -> None:
        """Note what heads say that is not so on the board.

        Parameters
        ----------
        uuid
            Of the election.
        prefixes
            Hash of the first bytes of the archive, by how many.
        """
        for one in self._heads:
            reason = self._fault(one, uuid, prefixes)
            if reason:
                where = {"height": one.height, "hash": one.event_hash, "key_id": one.key_id}
                witness = {"witness": one.witness} if one.witness else {}
                self._ledger.fail(_refuse(*reason).at(**where, **witness))
        if self._heads:
            witnesses = sorted({one.witness for one in self._heads if one.witness})
            keys = sorted({one.key_id for one in self._heads})
            count = len(self._heads)
            self._ledger.passed("H1", heads=count, witnesses=witnesses, keys=keys)

    def _fault(self, one: Head, uuid: str, prefixes: Mapping[int, str]) -> tuple[str, str] | None:
        if one.uuid != uuid:
            return "it is of another election", "属于另一次选举"
        if one.height not in self._seen:
            return (
                f"the board ends before height {one.height}, which was signed",
                f"公告板未到已签名的高度 {one.height}",
            )
        said = one.event_hash, one.bytes, one.sha256_prefix
        if said != (*self._seen[one.height], prefixes.get(one.bytes)):
            return (
                f"another board was signed at height {one.height}",
                f"高度 {one.height} 处签名的是另一份公告板",
            )
        return None
