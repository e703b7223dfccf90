"""Credentials: what a voter types to sign a ballot, and what the board knows of it.

The registrar makes them, hands each to one voter, and publishes only their public parts, sorted,
so that no position leads from a part to a voter.

References
----------
.. [1] S. Glondu, "Belenios specification", sections on credentials of 2.0 (short) and 2.4 (long).
   https://www.belenios.org/specification.pdf
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from itertools import pairwise

from citybricks.methods.ballot.groups import Element, Group
from citybricks.methods.ballot.proving.chance import BASE58, SECRET, Below, base58

_LONG = (5, 6, 5, 6)
"""Characters between the dashes: 22, 128 bits."""
_SHORT = (3, 3, 3, 3, 3)
"""Characters between the dashes: 15, of which the last is a checksum; 82 bits."""
_CHECK = 53
_ROUNDS = 1000
"""Of PBKDF2, fixed by the protocol: short credentials were made for it."""


class CredentialError(ValueError):
    """A credential that nobody can have been given.

    Parameters
    ----------
    reason
        What is wrong with it; the credential itself is never told.
    """


def long_credential(below: Below = SECRET) -> str:
    """Return a new credential of 128 bits: what voters are given."""
    return _dashed(base58(sum(_LONG), below), _LONG)


def short_credential(below: Below = SECRET) -> str:
    """Return a new credential of 82 bits with a checksum, which version 2.0 reads."""
    drawn = base58(sum(_SHORT) - 1, below)
    return _dashed(drawn + BASE58[_CHECK - _value(drawn) % _CHECK], _SHORT)


def exponent(group: Group, uuid: str, credential: str) -> int:
    """Return the secret exponent of a credential in one election.

    Parameters
    ----------
    group
        Of the election.
    uuid
        Of the election.
    credential
        As it was handed to the voter, with its dashes.

    Raises
    ------
    CredentialError
        When it is neither a long nor a short credential, or was mistyped.
    """
    if _sizes(credential) == _LONG:
        halves = (f"derive_credential|{uuid}|{half}|{credential}" for half in (0, 1))
        digest = b"".join(hashlib.sha256(half.encode()).digest() for half in halves)
        return int.from_bytes(digest) % group.order
    if _sizes(credential) == _SHORT:
        text = credential.replace("-", "")
        if (_value(text[:-1]) + BASE58.index(text[-1])) % _CHECK:
            raise CredentialError("the last character does not fit the others: a typing error?")
        digest = hashlib.pbkdf2_hmac("sha256", credential.encode(), uuid.encode(), _ROUNDS, 32)
        return int.from_bytes(digest) % group.order
    raise CredentialError(
        "a credential has 22 characters as XXXXX-XXXXXX-XXXXX-XXXXXX or 15 as XXX-XXX-XXX-XXX-XXX"
    )


def public_part(group: Group, uuid: str, credential: str) -> Element:
    """Return what the board knows of a credential."""
    return group.generator_power(exponent(group, uuid, credential))


def public_list(group: Group, parts: Iterable[tuple[Element, int]]) -> list[str]:
    """Return the `public_credentials` of an election, sorted.

    Parameters
    ----------
    group
        Of the election.
    parts
        Public parts and weights. Where all weights are 1 they are not written.

    Raises
    ------
    ValueError
        When a part is given twice or a weight is below 1.
    """
    rows = sorted(parts, key=lambda row: group.sort_key(row[0]))
    for before, after in pairwise(rows):
        if before[0] == after[0]:
            raise ValueError(f"credential {group.write(after[0])[:20]}... is given twice")
    if any(weight < 1 for _, weight in rows):
        raise ValueError("a weight is at least 1")
    if all(weight == 1 for _, weight in rows):
        return [group.write(part) for part, _ in rows]
    return [f"{group.write(part)},{weight}" for part, weight in rows]


def _dashed(text: str, sizes: tuple[int, ...]) -> str:
    starts = [sum(sizes[:number]) for number in range(len(sizes) + 1)]
    return "-".join(text[start:end] for start, end in pairwise(starts))


def _sizes(credential: str) -> tuple[int, ...]:
    """Return the lengths between the dashes.

    Raises
    ------
    CredentialError
        When a character is not among those of credentials.
    """
    for character in credential:
        if character not in BASE58 and character != "-":
            raise CredentialError(
                f"{character!r} is in no credential: 0, O, I and l are left out, "
                "as they are mistaken for each other"
            )
    return tuple(map(len, credential.split("-")))


def _value(text: str) -> int:
    value = 0
    for character in text:
        value = value * len(BASE58) + BASE58.index(character)
    return value
