"""Ballots and who may cast them: ``public_credentials.json``, ballots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from citybricks.methods.ballot import strict_json
from citybricks.methods.ballot.documents.elections import Election, HomomorphicQuestion, Question
from citybricks.methods.ballot.documents.proofs import Ciphertext, Proof, proofs
from citybricks.methods.ballot.documents.reading import Node, read
from citybricks.methods.ballot.groups import Element, Group

MOST_CREDENTIALS_BYTES = 1 << 28
_DIGITS = 15
"""Of a weight."""


@dataclass(frozen=True, slots=True)
class Credential:
    """The public half of a credential and how much its ballot weighs.

    Parameters
    ----------
    key
        The element.
    weight
        None where the document does not say, which is 1.
    """

    key: Element
    weight: int | None = None

    @classmethod
    def of(cls, node: Node, group: Group) -> Credential:
        """Read ``key`` or ``key,weight``."""
        key, comma, weight = node.text().partition(",")
        if not comma:
            return cls(node.element(group))
        plain = weight.isascii() and weight.isdigit() and len(weight) <= _DIGITS
        if not plain or str(int(weight)) != weight or weight == "0":
            raise node.error("not a weight of 1 or more", "权重不是大于等于 1 的整数")
        return cls(Node(key, node.parent, node.key).element(group), int(weight))

    def text(self, group: Group) -> str:
        """Return what is written."""
        key = group.write(self.key)
        return key if self.weight is None else f"{key},{self.weight}"


def parse_credentials(raw: bytes, group: Group) -> tuple[Credential, ...]:
    """Read ``public_credentials.json``.

    Raises
    ------
    DocumentError
        When it has another shape.
    """
    root = read(raw, "public_credentials", most_bytes=MOST_CREDENTIALS_BYTES)
    return tuple(Credential.of(one, group) for one in root.items())


def write_credentials(credentials: tuple[Credential, ...], group: Group) -> bytes:
    """Return the canonical bytes, in the order given."""
    written: list[Any] = [one.text(group) for one in credentials]
    return strict_json.dumps(written)


@dataclass(frozen=True, slots=True)
class HomomorphicAnswer:
    """Encrypted marks, each 0 or 1, and proofs that they are a valid answer.

    Parameters
    ----------
    choices
        The blank one first, where there is one.
    individual_proofs
        Of each choice: that it is 0 or 1.
    overall_proof
        That their sum is allowed.
    blank_proof
        That it is not blank, or nothing else is marked; None where it cannot be blank.
    """

    choices: tuple[Ciphertext, ...]
    individual_proofs: tuple[tuple[Proof, ...], ...]
    overall_proof: tuple[Proof, ...]
    blank_proof: tuple[Proof, ...] | None = None

    @classmethod
    def of(cls, node: Node, group: Group) -> HomomorphicAnswer:
        """Read it; how many proofs there should be is not looked at."""
        fields = node.fields("choices", "individual_proofs", "overall_proof", "blank_proof?")
        return cls(
            tuple(Ciphertext.of(one, group) for one in fields["choices"].items()),
            tuple(proofs(one, group) for one in fields["individual_proofs"].items()),
            proofs(fields["overall_proof"], group),
            proofs(fields["blank_proof"], group) if "blank_proof" in fields else None,
        )

    def json(self, group: Group) -> dict[str, Any]:
        """Return what is written."""
        found: dict[str, Any] = {
            "choices": [one.json(group) for one in self.choices],
            "individual_proofs": [[p.json() for p in some] for some in self.individual_proofs],
            "overall_proof": [one.json() for one in self.overall_proof],
        }
        if self.blank_proof is not None:
            found["blank_proof"] = [one.json() for one in self.blank_proof]
        return found


@dataclass(frozen=True, slots=True)
class NonHomomorphicAnswer:
    """An encrypted ranking or list of grades, and a proof that the voter knows it."""

    choices: Ciphertext
    proof: Proof

    @classmethod
    def of(cls, node: Node, group: Group) -> NonHomomorphicAnswer:
        """Read it."""
        fields = node.fields("choices", "proof")
        return cls(Ciphertext.of(fields["choices"], group), Proof.of(fields["proof"], group))

    def json(self, group: Group) -> dict[str, Any]:
        """Return what is written."""
        return {"choices": self.choices.json(group), "proof": self.proof.json()}


Answer = HomomorphicAnswer | NonHomomorphicAnswer


@dataclass(frozen=True, slots=True)
class Signature:
    """Of a ballot by its credential, over the hash of all that stands before it."""

    hash: str
    proof: Proof

    @classmethod
    def of(cls, node: Node, group: Group) -> Signature:
        """Read it."""
        fields = node.fields("hash", "proof")
        return cls(fields["hash"].text(), Proof.of(fields["proof"], group))

    def json(self) -> dict[str, Any]:
        """Return what is written."""
        return {"hash": self.hash, "proof": self.proof.json()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """A ballot.

    Parameters
    ----------
    election_hash
        Fingerprint of ``election.json``.
    credential
        The public half.
    signature
        None where it is missing.
    """

    election_uuid: str
    election_hash: str
    credential: Element
    answers: tuple[Answer, ...]
    signature: Signature | None = None

    @classmethod
    def parse(cls, raw: bytes, election: Election) -> Ballot:
        """Read a ballot; only its shape is looked at.

        Raises
        ------
        DocumentError
            When the bytes are not the canonical form of a ballot of the election.
        """
        group, questions = election.group, election.questions
        root = read(raw, most_bytes=election.most_ballot_bytes)
        fields = root.fields(
            "election_uuid", "election_hash", "credential", "answers", "signature?"
        )
        given = fields["answers"].items(len(questions))
        pairs = zip(given, questions, strict=True)
        return cls(
            election_uuid=fields["election_uuid"].text(),
            election_hash=fields["election_hash"].text(),
            credential=fields["credential"].element(group),
            answers=tuple(_answer(node, question, group) for node, question in pairs),
            signature=Signature.of(fields["signature"], group) if "signature" in fields else None,
        )

    def signed(self, group: Group) -> bytes:
        """Return the bytes that the signature is over: all fields but itself."""
        return strict_json.dumps(self._unsigned(group))

    def write(self, group: Group) -> bytes:
        """Return the canonical bytes."""
        signature = {} if self.signature is None else {"signature": self.signature.json()}
        return strict_json.dumps({**self._unsigned(group), **signature})

    def _unsigned(self, group: Group) -> dict[str, Any]:
        return {
            "election_uuid": self.election_uuid,
            "election_hash": self.election_hash,
            "credential": group.write(self.credential),
            "answers": [answer.json(group) for answer in self.answers],
        }


def _answer(node: Node, question: Question, group: Group) -> Answer:
    if isinstance(question, HomomorphicQuestion):
        return HomomorphicAnswer.of(node, group)
    return NonHomomorphicAnswer.of(node, group)
