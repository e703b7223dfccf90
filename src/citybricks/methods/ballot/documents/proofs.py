"""What proofs and ciphertexts are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from citybricks.methods.ballot.documents.reading import Node
from citybricks.methods.ballot.groups import Element, Group


@dataclass(frozen=True, slots=True)
class Proof:
    """A challenge and the response to it."""

    challenge: int
    response: int

    @classmethod
    def of(cls, node: Node, group: Group) -> Proof:
        """Read it."""
        fields = node.fields("challenge", "response")
        return cls(fields["challenge"].exponent(group), fields["response"].exponent(group))

    def json(self) -> dict[str, Any]:
        """Return what is written."""
        return {"challenge": str(self.challenge), "response": str(self.response)}


@dataclass(frozen=True, slots=True)
class Ciphertext:
    """A message encrypted after ElGamal: ``alpha`` = g^r, ``beta`` = y^r m."""

    alpha: Element
    beta: Element

    @classmethod
    def of(cls, node: Node, group: Group) -> Ciphertext:
        """Read it."""
        fields = node.fields("alpha", "beta")
        return cls(fields["alpha"].element(group), fields["beta"].element(group))

    def json(self, group: Group) -> dict[str, Any]:
        """Return what is written."""
        return {"alpha": group.write(self.alpha), "beta": group.write(self.beta)}


@dataclass(frozen=True, slots=True)
class SignedMessage:
    """A text and its Schnorr signature."""

    message: str
    signature: Proof

    @classmethod
    def of(cls, node: Node, group: Group) -> SignedMessage:
        """Read it."""
        fields = node.fields("message", "signature")
        return cls(fields["message"].text(), Proof.of(fields["signature"], group))

    def json(self) -> dict[str, Any]:
        """Return what is written."""
        return {"message": self.message, "signature": self.signature.json()}


def proofs(node: Node, group: Group, count: int | None = None) -> tuple[Proof, ...]:
    """Read a list of proofs."""
    return tuple(Proof.of(one, group) for one in node.items(count))
