"""Proofs that a number is known, without telling it.

All are of Schnorr's kind, made non-interactive by hashing the whole statement [1]_.

References
----------
.. [1] D. Bernhard, O. Pereira, B. Warinschi, "How not to prove yourself", ASIACRYPT 2012.
   https://doi.org/10.1007/978-3-642-34961-4_38
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from citybricks.methods.ballot.digests import to_exponent
from citybricks.methods.ballot.documents import Proof
from citybricks.methods.ballot.groups import Element, Group
from citybricks.methods.ballot.proving.chance import SECRET, Below

Power = Callable[[int], Element]
"""Powers of one base."""


def prove(
    group: Group, secret: int, bases: Sequence[Power], statement: str, below: Below = SECRET
) -> Proof:
    """Prove knowledge of an exponent that is the same for all bases.

    Parameters
    ----------
    group
        Of the bases.
    secret
        The exponent.
    bases
        Their powers, one commitment each.
    statement
        What is hashed before the commitments: a prefix and everything that is stated.
    below
        Source of chance.
    """
    drawn = below(group.order)
    commitments = [group.write(power(drawn)) for power in bases]
    challenge = to_exponent(statement, commitments, group.order)
    return Proof(challenge, (drawn - secret * challenge) % group.order)


def holds(
    group: Group, proof: Proof, pairs: Sequence[tuple[Element, Element]], statement: str
) -> bool:
    """Say whether a proof of `prove` is right.

    Parameters
    ----------
    group
        Of the elements.
    proof
        What is checked.
    pairs
        Each base and its power with the secret exponent.
    statement
        As in `prove`.
    """
    commitments = [
        group.write(
            group.multiply(group.power(base, proof.response), group.power(power, proof.challenge))
        )
        for base, power in pairs
    ]
    return to_exponent(statement, commitments, group.order) == proof.challenge


def sign(group: Group, key: int, message: str, below: Below = SECRET) -> Proof:
    """Sign a text with the secret of a verification key."""
    return prove(group, key, [group.generator_power], f"sigmsg|{message}|", below)


def signed_by(group: Group, key: Element, message: str, signature: Proof) -> bool:
    """Say whether the owner of a verification key has signed a text."""
    return holds(group, signature, [(group.generator, key)], f"sigmsg|{message}|")
