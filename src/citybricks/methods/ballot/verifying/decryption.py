"""Partial decryptions: D1, D2."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from citybricks.methods.ballot.digests import to_exponent
from citybricks.methods.ballot.documents import (
    Ciphertext,
    DocumentError,
    PartialDecryption,
    Pedersen,
    Single,
    Trustees,
)
from citybricks.methods.ballot.groups import Element, Group
from citybricks.methods.ballot.verifying.checks import Refused
from citybricks.methods.ballot.verifying.powers import powers
from citybricks.methods.ballot.verifying.proofs import is_too_long
from citybricks.methods.ballot.verifying.setup import Setup

_MANY = 64
"""Powers of a key for which it gets a table."""
Tally = Sequence[Sequence[Ciphertext]]
Elements = Sequence[Sequence[Element]]


def check(setup: Setup, tally: Tally, owner: int, raw: bytes) -> PartialDecryption:
    """Return a partial decryption whose proofs hold.

    Parameters
    ----------
    setup
        The election.
    tally
        Of each question: the ciphertexts to open, ranked ones after the last shuffle.
    owner
        Whose it is, from 1.
    raw
        The document.

    Raises
    ------
    Refused
        When it is not canonical or a proof does not hold: D1. When there is no such trustee: D2.
    """
    (found,) = check_all(setup, tally, [(owner, raw)])
    if isinstance(found, Refused):
        raise found
    return found


def check_all(
    setup: Setup, tally: Tally, given: Sequence[tuple[int, bytes]]
) -> list[PartialDecryption | Refused]:
    """Check partial decryptions together, which costs less than one after the other.

    Parameters
    ----------
    setup, tally
        See `check`.
    given
        Owners and documents.

    Returns
    -------
    list
        For each what it says, or why it is refused.
    """
    found = [_read(setup, tally, owner, raw) for owner, raw in given]
    readable = {at: one for at, one in enumerate(found) if isinstance(one, PartialDecryption)}
    keys = {at: setup.trustees.keys[given[at][0] - 1].public_key for at in readable}
    for at in _failing(setup, tally, keys, readable):
        found[at] = _refuse(given[at][0], "its proof does not hold", "证明不成立")
    return found


def _read(setup: Setup, tally: Tally, owner: int, raw: bytes) -> PartialDecryption | Refused:
    if not 1 <= owner <= len(setup.trustees.keys):
        where = {"owner": owner}
        return Refused("D2", f"There is no trustee {owner}.", f"没有第 {owner} 位受托人。", where)
    if is_too_long(raw, sum(len(one) for one in tally)):
        return _refuse(owner, "it is longer than one of this tally", "超出应有长度")
    try:
        share = PartialDecryption.parse(raw, setup.group)
    except DocumentError as error:
        return _refuse(owner, str(error), f"{error.where} {error.zh}")
    parts: tuple[Sequence[Sequence[object]], ...]
    parts = (tally, share.decryption_factors, share.decryption_proofs)
    shape, *shapes = ([len(one) for one in part] for part in parts)
    if shapes != [shape, shape]:
        return _refuse(owner, "it is not of the ciphertexts of the tally", "与计票密文不对应")
    return share


def _refuse(owner: int, en: str, zh: str) -> Refused:
    return Refused(
        "D1",
        f"Partial decryption of trustee {owner}: {en}.",
        f"第 {owner} 位受托人的部分解密：{zh}。",
        {"owner": owner},
    )


@dataclass(slots=True)
class _Share:
    """What is needed again and again to check one partial decryption."""

    share: PartialDecryption
    stated: str
    key_power: Callable[[int], Element]

    def holds(self, group: Group, raised: Element, question: int, at: int) -> bool:
        """Say whether a proof holds, given the ciphertext to the power of its response."""
        proof = self.share.decryption_proofs[question][at]
        factor = self.share.decryption_factors[question][at]
        a = group.multiply(group.generator_power(proof.response), self.key_power(proof.challenge))
        b = group.multiply(raised, group.power(factor, proof.challenge))
        written = [group.write(a), group.write(b)]
        return proof.challenge == to_exponent(self.stated, written, group.order)


def _failing(
    setup: Setup,
    tally: Tally,
    keys: Mapping[int, Element],
    shares: Mapping[int, PartialDecryption],
) -> set[int]:
    """Return the places of shares of which a proof does not hold."""
    group, failing = setup.group, set()
    held: dict[int, _Share] = {}
    for at, share in shares.items():
        factors = [one for some in share.decryption_factors for one in some]
        if group.strangers(factors):
            failing.add(at)
            continue
        stated = f"decrypt|{setup.fingerprint}|{group.write(keys[at])}|"
        held[at] = _Share(share, stated, _key_power(group, keys[at], len(factors)))
    for question, ciphertexts in enumerate(tally):
        for place, one in enumerate(ciphertexts):
            proofs = {at: its.share.decryption_proofs[question][place] for at, its in held.items()}
            responses = [proof.response for proof in proofs.values()]
            for at, raised in zip(proofs, powers(group, one.alpha, responses), strict=True):
                if not held[at].holds(group, raised, question, place):
                    failing.add(at)
                    del held[at]
    return failing


def _key_power(group: Group, key: Element, count: int) -> Callable[[int], Element]:
    """Return powers of a key to challenges, from a table where it pays."""
    # a table has a row for each byte of the order, of which a challenge fills 32
    worth = count >= _MANY and group.order.bit_length() <= 8 * 32
    return group.table(key) if worth else lambda exponent: group.power(key, exponent)


def missing(trustees: Trustees, owners: Sequence[int]) -> Refused | None:
    """Return D2 when the trustees who decrypted are not enough.

    Parameters
    ----------
    trustees
        All of them.
    owners
        Numbers of those whose decryptions hold, from 1.
    """
    before = 0
    for item in trustees.items:
        size = 1 if isinstance(item, Single) else len(item.certs)
        needed = 1 if isinstance(item, Single) else item.threshold
        there = sum(before < owner <= before + size for owner in owners)
        if there < needed:
            absent = [one for one in range(before + 1, before + size + 1) if one not in owners]
            return Refused(
                "D2",
                f"{there} of the {needed} decryptions that are needed of trustees"
                f" {before + 1} to {before + size} are there.",
                f"第 {before + 1} 至 {before + size} 位受托人需要 {needed} 份部分解密，"
                f"现有 {there} 份。",
                {"absent": absent},
            )
        before += size
    return None


def opened(setup: Setup, tally: Tally, shares: Mapping[int, PartialDecryption]) -> Elements:
    """Return what is in each ciphertext, from enough shares that hold.

    Parameters
    ----------
    setup
        The election.
    tally
        Of each question: the ciphertexts.
    shares
        By owner, from 1; see `missing`.
    """
    group = setup.group
    weights = _lagrange(setup.trustees, sorted(shares), group.order)
    found = []
    for question, ciphertexts in enumerate(tally):
        plain = []
        for at, one in enumerate(ciphertexts):
            factors = [
                group.power(shares[owner].decryption_factors[question][at], weight)
                if weight != 1
                else shares[owner].decryption_factors[question][at]
                for owner, weight in weights.items()
            ]
            plain.append(group.divide(one.beta, group.product(factors)))
        found.append(plain)
    return found


def _lagrange(trustees: Trustees, owners: Sequence[int], order: int) -> dict[int, int]:
    """Return the exponent of each share that is needed: 1 for a single trustee."""
    weights: dict[int, int] = {}
    before = 0
    for item in trustees.items:
        if isinstance(item, Pedersen):
            size = len(item.certs)
            there = [one - before for one in owners if before < one <= before + size]
            chosen = there[: item.threshold]
            for j in chosen:
                weights[before + j] = _coefficient(j, chosen, order)
            before += size
        else:
            before += 1
            weights[before] = 1
    return weights


def _coefficient(j: int, chosen: Sequence[int], order: int) -> int:
    result = 1
    for k in chosen:
        if k != j:
            result = result * k * pow(k - j, -1, order) % order
    return result
