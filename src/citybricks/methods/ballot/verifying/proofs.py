"""Equations that several documents are proved with, each side computed anew.

The challenge of a proof is in the document and its commitments are not: they are computed from
challenge and response, and their hash has to be the challenge. So no two proofs can be checked in
one equation; what can be shared are tables of the generator and of the election's key.

References
----------
.. [1] D. Bernhard, O. Pereira, B. Warinschi, "How not to prove yourself: pitfalls of the
   Fiat-Shamir heuristic", ASIACRYPT 2012. https://doi.org/10.1007/978-3-642-34961-4_38
"""

from __future__ import annotations

from citybricks.methods.ballot.digests import to_exponent
from citybricks.methods.ballot.documents import Proof, SignedMessage
from citybricks.methods.ballot.groups import Element, Group

_FRAME, _EACH = 64 << 10, 12_000
"""Bytes that a document about ciphertexts has at most, and more for each of them."""


def is_too_long(raw: bytes, ciphertexts: int) -> bool:
    """Say whether a document is longer than one about so many ciphertexts can be.

    What is too long is not read: to read it could take all memory there is.
    """
    return len(raw) > _FRAME + _EACH * ciphertexts


def knows(group: Group, key: Element, proof: Proof, prefix: str) -> bool:
    """Say whether a proof shows that the logarithm of a key is known, for a statement."""
    commitment = group.multiply(
        group.generator_power(proof.response), group.power(key, proof.challenge)
    )
    return proof.challenge == to_exponent(prefix, [group.write(commitment)], group.order)


def holds_key(group: Group, key: Element, proof: Proof) -> bool:
    """Say whether a trustee proved to hold the secret half of a public key."""
    return knows(group, key, proof, f"pok|{group.name}|{group.write(key)}|")


def is_signed(group: Group, key: Element, message: SignedMessage) -> bool:
    """Say whether a message is signed with a key."""
    return knows(group, key, message.signature, f"sigmsg|{message.message}|")
