"""Shuffles: M2.

The commitments of a shuffle are in its proof, so its equations hold or fail as they stand, and a
random combination of them holds only if each does, but for 2^-128. All but three short products
become one product of many powers.

References
----------
.. [1] B. Terelius, D. Wikström, "Proofs of restricted shuffles", AFRICACRYPT 2010.
   https://doi.org/10.1007/978-3-642-12678-9_7
.. [2] R. Haenni, R. E. Koenig, P. Locher, E. Dubuis, "CHVote protocol specification",
   version 1.3.2. https://eprint.iacr.org/2017/325
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from nacl.exceptions import CryptoError

from citybricks.methods.ballot.digests import sha256_hex
from citybricks.methods.ballot.documents import Ciphertext, DocumentError, Shuffle, ShuffleProof
from citybricks.methods.ballot.groups import Element, Group
from citybricks.methods.ballot.verifying.checks import Refused
from citybricks.methods.ballot.verifying.setup import Setup

_SOUND = 128
"""Bits of a random weight."""


def check(setup: Setup, before: Sequence[Sequence[Ciphertext]], raw: bytes) -> Shuffle:
    """Return a shuffle whose proofs hold.

    Parameters
    ----------
    setup
        The election.
    before
        Of each ranked question: the ciphertexts that were shuffled.
    raw
        The document.

    Raises
    ------
    Refused
        When it is not canonical or a proof does not hold: M2.
    """
    try:
        shuffle = Shuffle.parse(raw, setup.group)
    except DocumentError as error:
        raise Refused("M2", f"Shuffle: {error}.", f"混洗：{error.where} {error.zh}。") from None
    if not len(before) == len(shuffle.ciphertexts) == len(shuffle.proofs):
        raise _refuse("it has another number of questions", "题数不符")
    whole = zip(before, shuffle.ciphertexts, shuffle.proofs, strict=True)
    for number, (one, other, proof) in enumerate(whole, 1):
        try:
            reason = _Argument(setup, tuple(one), other, proof).fault()
        except CryptoError:
            reason = ("an element is not in the group", "有元素不属于该群")
        if reason:
            raise _refuse(*reason).at(question=number)
    return shuffle


def _refuse(en: str, zh: str) -> Refused:
    return Refused("M2", f"Shuffle: {en}.", f"混洗：{zh}。")


@dataclass(frozen=True, slots=True)
class _Argument:
    """That some ciphertexts are others, in another order and encrypted anew."""

    setup: Setup
    before: tuple[Ciphertext, ...]
    after: tuple[Ciphertext, ...]
    proof: ShuffleProof

    def fault(self) -> tuple[str, str] | None:
        """Return why the argument does not hold; None when it does."""
        proof = self.proof
        sizes = {
            len(self.before),
            len(self.after),
            len(proof.link_commitments),
            len(proof.link_responses),
            len(proof.factor_responses),
            len(proof.permutation),
            len(proof.chain),
        }
        if len(sizes) != 1:
            return "it does not have as many of everything as there are ballots", "各部分数量不一致"
        if self.setup.group.strangers(self._elements()):
            return "an element is not in the group", "有元素不属于该群"
        if not self._holds():
            return "its proof does not hold", "证明不成立"
        return None

    def _elements(self) -> list[Element]:
        proof = self.proof
        found = [*proof.commitments, *proof.link_commitments, *proof.permutation, *proof.chain]
        for one in self.after:
            found += [one.alpha, one.beta]
        return found

    def _holds(self) -> bool:
        """Say whether a random combination of all equations does.

        With weights r1 to r5 and q_i: each equation ``t = left^-c right`` is written as
        ``1 = t^-1 left^-c right`` and raised to its weight; all of them are multiplied.
        """
        group, proof, q = self.setup.group, self.proof, self.setup.group.order
        challenge, factors = self._challenge()
        count = len(self.before)
        h, generators = group.generators(count)
        r = [secrets.randbits(_SOUND) for _ in range(5)]
        links = [secrets.randbits(_SOUND) for _ in range(count)]
        s, t = proof.responses, proof.commitments
        c_bar = group.divide(group.product(proof.permutation), group.product(generators))
        last = proof.chain[-1] if proof.chain else h
        c_hat = group.divide(last, group.power(h, _product(factors, q)))
        c_tilde = group.multi_power(proof.permutation, factors)
        a = group.multi_power([one.beta for one in self.before], factors)
        b = group.multi_power([one.alpha for one in self.before], factors)
        bases: list[Element] = [*t, c_bar, c_hat, c_tilde, a, b]
        powers = [-one for one in r] + [-challenge * one for one in r]
        of_g = r[0] * s[0] + r[1] * s[1] + r[2] * s[2] - r[4] * s[3]
        of_g += sum(w * one for w, one in zip(links, proof.link_responses, strict=True))
        of_h = 0
        for at, factor in enumerate(proof.factor_responses):
            after = self.after[at]
            bases += [generators[at], after.beta, after.alpha]
            powers += [r[2] * factor, r[3] * factor, r[4] * factor]
            # t_hat_i^-1 c_hat_i^-c g^s_hat_i c_hat_(i-1)^s'_i, where c_hat_0 = h
            bases += [proof.link_commitments[at], proof.chain[at]]
            next_one = links[at + 1] * proof.factor_responses[at + 1] if at + 1 < count else 0
            powers += [-links[at], next_one - challenge * links[at]]
            if at == 0:
                of_h = links[0] * factor
        left = group.multi_power(bases, powers)
        key = self.setup.election.public_key
        known = group.multiply(group.generator_power(of_g), group.power(key, -r[3] * s[3]))
        return bool(group.product([left, known, group.power(h, of_h)]) == group.identity)

    def _challenge(self) -> tuple[int, list[int]]:
        """Return the challenge of the proof, and the factor of each ciphertext."""
        group, proof, order = self.setup.group, self.proof, self.setup.group.order
        stated = _pairs(group, self.before) + _pairs(group, self.after)
        stated += _list(group, proof.permutation)
        phi = self.setup.fingerprint
        seed = sha256_hex(f"shuffle-challenges|{phi}|{stated}".encode())
        factors = [
            int(sha256_hex((seed + sha256_hex(str(at).encode())).encode()), 16) % order
            for at in range(len(self.before))
        ]
        shown = _list(group, proof.commitments) + _list(group, proof.link_commitments) + stated
        shown += _list(group, proof.chain) + group.write(self.setup.election.public_key)
        return int(sha256_hex(f"shuffle-challenge|{phi}|{shown}".encode()), 16) % order, factors


def _product(factors: Sequence[int], order: int) -> int:
    result = 1
    for factor in factors:
        result = result * factor % order
    return result


def _list(group: Group, elements: Sequence[Element]) -> str:
    return "".join(f"{group.write(one)}," for one in elements)


def _pairs(group: Group, ciphertexts: Sequence[Ciphertext]) -> str:
    return "".join(f"{group.write(one.alpha)},{group.write(one.beta)}," for one in ciphertexts)
