"""Complaints: what somebody says is wrong, signed with their credential, and answers to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from citybricks.methods.ballot.digests import fingerprint, to_exponent
from citybricks.methods.ballot.documents import DocumentError, Proof
from citybricks.methods.ballot.documents.reading import read
from citybricks.methods.ballot.groups import Element, Group
from citybricks.methods.ballot.strict_json import dumps
from citybricks.services.voting.board.domain import checking
from citybricks.services.voting.board.domain.refusal import refused
from citybricks.services.voting.board.models import Answer, Board, Claim, Complaint
from citybricks.services.voting.refusal import RefusedError

MOST_BYTES = 16 << 10
MOST_TEXT = 2000
"""Characters in which somebody says what happened."""
FIELDS = ("uuid", "tracker", "credential", "claim", "text", "signature")
"""Of complaint.json, in this order."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A complaint that its credential has signed."""

    uuid: str
    tracker: str
    credential: str
    claim: str
    text: str
    signature: Proof

    @classmethod
    def parse(cls, raw: bytes, group: Group) -> Signed:
        """Read complaint.json; whether the signature holds is not looked at.

        Raises
        ------
        DocumentError
            When it has another shape.
        """
        fields = read(raw, "complaint", most_bytes=MOST_BYTES, depth=2).fields(*FIELDS)
        said = {name: fields[name].text() for name in FIELDS[:-1]}
        return cls(**said, signature=Proof.of(fields["signature"], group))

    def statement(self) -> str:
        """Return what is hashed before the commitment."""
        return statement({name: getattr(self, name) for name in FIELDS[:-1]})


def statement(said: dict[str, Any]) -> str:
    """Return what a signature is over: the fingerprint of all fields but itself."""
    return f"complaint|{fingerprint(dumps(said))}|"


def file_signed(board: Board, raw: bytes) -> Complaint:
    """Take a signed complaint in.

    Raises
    ------
    RefusedError
        When it has another shape, is of another election, or is not signed by a credential of it.
    """
    setup = checking.setup_of(board)
    group = setup.group
    try:
        signed = Signed.parse(raw, group)
        _check_words(board, signed)
    except DocumentError as error:
        raise RefusedError("document", str(error), f"{error.where}：{error.zh}") from None
    if signed.credential not in setup.weights:
        raise refused("signature")
    if not _is_signed(group, group.read(signed.credential), signed):
        raise refused("signature")
    known = board.complaints.filter(document=raw.decode()).first()
    return known or Complaint.objects.create(
        board=board,
        claim=signed.claim,
        text=signed.text,
        tracker=signed.tracker,
        document=raw.decode(),
    )


def _check_words(board: Board, signed: Signed) -> None:
    if signed.uuid != board.uuid:
        raise DocumentError("uuid", f"is not {board.uuid}", f"不是 {board.uuid}")
    if signed.claim not in Claim.values:
        known = ", ".join(Claim.values)
        raise DocumentError("claim", f"is none of {known}", f"不是以下之一：{known}")
    if len(signed.text) > MOST_TEXT:
        raise DocumentError("text", f"has more than {MOST_TEXT} characters", f"超过 {MOST_TEXT} 字")


def _is_signed(group: Group, key: Element, signed: Signed) -> bool:
    proof = signed.signature
    commitment = group.multiply(
        group.power(group.generator, proof.response), group.power(key, proof.challenge)
    )
    hashed = to_exponent(signed.statement(), [group.write(commitment)], group.order)
    return hashed == proof.challenge


def file_plain(board: Board, *, claim: str, text: str, tracker: str) -> Complaint:
    """Take in a complaint that nobody signed, as somebody without a credential makes it."""
    return Complaint.objects.create(board=board, claim=claim, text=text, tracker=tracker)


def answer(complaint: Complaint, text: str, by: Any) -> Answer:
    """Answer a complaint."""
    return Answer.objects.create(complaint=complaint, text=text, by=by)


def shown(complaint: Complaint) -> bool:
    """Whether everybody reads the complaint's words: they are signed, or were answered."""
    return bool(complaint.document) or complaint.answers.exists()


def json_of(complaint: Complaint) -> dict[str, Any]:
    """Return a complaint as programs read it."""
    given = [{"given": one.given.isoformat(), "text": one.text} for one in complaint.answers.all()]
    return {
        "id": complaint.ulid,
        "claim": complaint.claim,
        "filed": complaint.filed.isoformat(),
        "signed": bool(complaint.document),
        "complaint": complaint.document or None,
        "answers": given,
    }
