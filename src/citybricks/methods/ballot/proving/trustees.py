"""Keys of single trustees: each holds one, and all of them are needed to decrypt.

Whoever may lose a key should be one of several by `ceremony` instead.
"""

from __future__ import annotations

from collections.abc import Iterable

from citybricks.methods.ballot.documents import (
    Single,
    Trustee,
    TrusteeKey,
    parse_commitments,
)
from citybricks.methods.ballot.groups import Element, Group
from citybricks.methods.ballot.proving.chance import SECRET, Below
from citybricks.methods.ballot.proving.proofs import prove


def public_key(group: Group, private_key: int, below: Below = SECRET) -> TrusteeKey:
    """Return the public key of a private one, with a proof that its owner knows that.

    Parameters
    ----------
    group
        Of the election.
    private_key
        Secret exponent in [0, order).
    below
        Source of chance.
    """
    element = group.generator_power(private_key)
    statement = f"pok|{group.name}|{group.write(element)}|"
    proof = prove(group, private_key, [group.generator_power], statement, below)
    return TrusteeKey(element, proof)


def election_key(group: Group, trustees: Iterable[Trustee]) -> Element:
    """Return the key that ballots are encrypted with: the product of the trustees' keys."""
    return group.product([key_of(group, one) for one in trustees])


def key_of(group: Group, trustee: Trustee) -> Element:
    """Return the key of a single trustee, or of those who share one."""
    if isinstance(trustee, Single):
        return trustee.key.public_key
    constants = [parse_commitments(one.message, group)[0] for one in trustee.coefexps]
    return group.product(constants)
