"""Shares of a decryption: what a trustee's private key makes of each ciphertext, with a proof."""

from __future__ import annotations

from citybricks.methods.ballot.documents import EncryptedTally, PartialDecryption, Proof
from citybricks.methods.ballot.groups import Element
from citybricks.methods.ballot.proving.chance import SECRET, Below
from citybricks.methods.ballot.proving.proofs import holds, prove
from citybricks.methods.ballot.proving.setting import Setting


def share(
    setting: Setting, tally: EncryptedTally, private_key: int, below: Below = SECRET
) -> PartialDecryption:
    """Return the share of one trustee.

    Parameters
    ----------
    setting
        The election.
    tally
        With what the last shuffle has left of the ranked questions; see `tallying.shuffled`.
    private_key
        Of a single trustee, or the sum that a threshold trustee got from the ceremony.
    below
        Source of chance.
    """
    group = setting.group
    statement = _statement(setting, group.generator_power(private_key))

    def one(alpha: Element) -> tuple[Element, Proof]:
        def power(exponent: int) -> Element:
            return group.secret_power(alpha, exponent)

        bases = [group.generator_power, power]
        return power(private_key), prove(group, private_key, bases, statement, below)

    rows = [[one(ciphertext.alpha) for ciphertext in answer] for answer in tally.answers]
    return PartialDecryption(
        tuple(tuple(factor for factor, _ in row) for row in rows),
        tuple(tuple(proof for _, proof in row) for row in rows),
    )


def is_right(
    setting: Setting, tally: EncryptedTally, key: Element, given: PartialDecryption
) -> bool:
    """Say whether a share was made of this tally with the private half of a key.

    Parameters
    ----------
    setting
        The election.
    tally
        As in `share`.
    key
        The trustee's public key, or its verification key.
    given
        The share.
    """
    shape = [len(answer) for answer in tally.answers]
    factors, proofs = given.decryption_factors, given.decryption_proofs
    if [len(one) for one in factors] != shape or [len(one) for one in proofs] != shape:
        return False
    flat = [factor for row in factors for factor in row]
    if setting.group.strangers(flat):
        return False
    statement, generator = _statement(setting, key), (setting.group.generator, key)
    alphas = [one.alpha for answer in tally.answers for one in answer]
    proven = [proof for row in proofs for proof in row]
    return all(
        holds(setting.group, proof, [generator, (alpha, factor)], statement)
        for alpha, factor, proof in zip(alphas, flat, proven, strict=True)
    )


def _statement(setting: Setting, key: Element) -> str:
    return f"decrypt|{setting.fingerprint}|{setting.group.write(key)}|"
