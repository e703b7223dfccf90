"""Shuffles: M2.

The commitments of a shuffle are in its proof, so its equations hold or fail as they stand, and a
random combination of them holds only if each does, but for 2^-128: two products of many powers.

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
from citybricks.methods.ballot.verifying.proofs import is_too_long
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
    if is_too_long(raw, sum(len(one) for one in before)):
        raise _refuse("it is longer than a shuffle of so many ballots", "超出应有长度")
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

        Each equation ``t = left^-c right`` is taken as ``t left^c = right`` and raised to a random
        weight, that of t3 being 1, and the sides are multiplied. On the left exponents are short.
        On the right those of each ciphertext are its response s' times a weight, so what they
        raise is multiplied together first and raised to s' once.
        """
        group, proof = self.setup.group, self.proof
        challenge, factors = self._challenge()
        weights = [secrets.randbits(_SOUND) for _ in range(4)]
        links = [secrets.randbits(_SOUND) for _ in self.before]
        r1, r2, r4, r5 = weights
        bases: list[Element] = [*proof.commitments, *self._committed(factors)]
        powers = [r1, r2, 1, r4, r5]
        powers += [challenge * one for one in powers]
        bases += [*proof.link_commitments, *proof.chain]
        powers += [*links, *(challenge * link for link in links)]
        left = group.multi_power(bases, powers)
        s1, s2, s3, s4 = proof.responses
        of_g = r1 * s1 + r2 * s2 + s3 - r5 * s4
        of_g += sum(link * one for link, one in zip(links, proof.link_responses, strict=True))
        right = group.multi_power(self._raised(links, r4, r5), proof.factor_responses)
        of_key = group.power(self.setup.election.public_key, -r4 * s4)
        return bool(left == group.product([right, group.generator_power(of_g), of_key]))

    def _committed(self, factors: Sequence[int]) -> list[Element]:
        """Return what the five equations of the whole raise to the challenge."""
        group, proof = self.setup.group, self.proof
        h, generators = group.generators(len(self.before))
        last = proof.chain[-1] if proof.chain else h
        return [
            group.divide(group.product(proof.permutation), group.product(generators)),
            group.divide(last, group.power(h, _product(factors, group.order))),
            group.multi_power(proof.permutation, factors),
            group.multi_power([one.beta for one in self.before], factors),
            group.multi_power([one.alpha for one in self.before], factors),
        ]

    def _raised(self, links: Sequence[int], r4: int, r5: int) -> list[Element]:
        """Return what the equations raise to the response s' of each ciphertext."""
        group = self.setup.group
        h, generators = group.generators(len(self.before))
        chain = [h, *self.proof.chain]
        return [
            group.product(
                [
                    generator,
                    group.power(one.beta, r4),
                    group.power(one.alpha, r5),
                    group.power(before, link),
                ]
            )
            for generator, one, before, link in zip(
                generators, self.after, chain, links, strict=False
            )
        ]

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
