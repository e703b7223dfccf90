"""Shuffles: rankings leave in another order than they came, and a proof says that none was changed.

Each trustee re-encrypts and permutes what the one before has left, so that no single one of them
can tell which ranking is whose.

References
----------
.. [1] B. Terelius, D. Wikström, "Proofs of restricted shuffles", AFRICACRYPT 2010.
   https://doi.org/10.1007/978-3-642-12678-9_7
.. [2] R. Haenni, P. Locher, R. Koenig, E. Dubuis, "Pseudo-code algorithms for verifiable
   re-encryption mix-nets", FC 2017 workshops. https://doi.org/10.1007/978-3-319-70278-0_23
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from citybricks.methods.ballot.digests import sha256_hex
from citybricks.methods.ballot.documents import Ciphertext, Shuffle, ShuffleProof
from citybricks.methods.ballot.groups import Element, Group
from citybricks.methods.ballot.proving.chance import SECRET, Below
from citybricks.methods.ballot.proving.setting import Setting

_WIDE = 1 << 672
"""Nonces of factors are below: a factor times the challenge has 512 bits, and 160 more hide it."""


def shuffle(
    setting: Setting, tally: Sequence[Sequence[Ciphertext]], below: Below = SECRET
) -> Shuffle:
    """Shuffle the rankings of each question.

    Parameters
    ----------
    setting
        The election.
    tally
        Ciphertexts of each ranked question, shape (n_questions, n_ballots): those of the tally,
        or of the last shuffle.
    below
        Source of chance.

    Returns
    -------
    Shuffle
        As many ciphertexts, and a proof for each question.
    """
    shuffled = [_shuffle(setting, ciphertexts, below) for ciphertexts in tally]
    return Shuffle(tuple(after for after, _ in shuffled), tuple(proof for _, proof in shuffled))


def _shuffle(
    setting: Setting, before: Sequence[Ciphertext], below: Below
) -> tuple[tuple[Ciphertext, ...], ShuffleProof]:
    order = setting.group.order
    permutation = _permutation(len(before), below)
    drawn = [below(order) for _ in before]
    fresh = [_again(setting, one, exponent) for one, exponent in zip(before, drawn, strict=True)]
    after = tuple(fresh[place] for place in permutation)
    return after, _Prover(setting, before, after, permutation, drawn, below).proof()


def _permutation(count: int, below: Below) -> list[int]:
    """Return a permutation by the method of Fisher and Yates: all are as likely."""
    places = list(range(count))
    for last in range(count - 1, 0, -1):
        other = below(last + 1)
        places[last], places[other] = places[other], places[last]
    return places


def _again(setting: Setting, one: Ciphertext, exponent: int) -> Ciphertext:
    """Return an encryption of the same that looks like another."""
    group = setting.group
    return Ciphertext(
        group.multiply(one.alpha, group.generator_power(exponent)),
        group.multiply(one.beta, setting.key_power(exponent)),
    )


@dataclass(slots=True)
class _Chain:
    """The chained commitments, and their exponents of g and h, which only the prover knows."""

    of_g: list[int]
    of_h: list[int]
    elements: list[Element]


class _Prover:
    """Proves one shuffle; the letters are those of the references.

    Every base but the ciphertexts and the generators of this shuffle has a table. Powers of
    those are taken together, with nonces as exponents that are used once: `multi_power` takes a
    time that depends on them, so shuffling is for a machine whose clock no stranger reads.
    """

    def __init__(
        self,
        setting: Setting,
        before: Sequence[Ciphertext],
        after: Sequence[Ciphertext],
        permutation: Sequence[int],
        drawn: Sequence[int],
        below: Below,
    ) -> None:
        self.setting, self.group, self.order = setting, setting.group, setting.group.order
        self.before, self.after = before, after
        self.permutation, self.drawn, self.below = permutation, drawn, below
        self.h, self.generators = self.group.generators(len(before))
        self.h_power = self.group.table(self.h)

    def proof(self) -> ShuffleProof:
        """Return the proof that `after` holds what `before` holds."""
        masks, commitments = self._committed()
        statement = _statement(self.group, self.before, self.after, commitments)
        u = _factors(self.setting, statement, len(self.before))
        permuted = [u[place] for place in self.permutation]
        links = self._many()
        chain = self._chain(links, permuted)
        secrets = self._secrets(masks, links, u, permuted)
        nonces = [self.below(self.order) for _ in range(4)]
        link_nonces = self._many()
        factor_nonces = [self.below(min(self.order, _WIDE)) for _ in self.before]
        t = self._announced(nonces, factor_nonces)
        t_links = self._announced_links(chain, link_nonces, factor_nonces)
        c = _challenge(self.setting, (*t, *t_links), statement, chain.elements)

        def answers(nonces: Sequence[int], values: Sequence[int]) -> tuple[int, ...]:
            return tuple(
                (nonce + c * value) % self.order
                for nonce, value in zip(nonces, values, strict=True)
            )

        return ShuffleProof(
            commitments=t,
            link_commitments=tuple(t_links),
            responses=answers(nonces, secrets),
            link_responses=answers(link_nonces, links),
            factor_responses=answers(factor_nonces, permuted),
            permutation=tuple(commitments),
            chain=tuple(chain.elements),
        )

    def _many(self) -> list[int]:
        return [self.below(self.order) for _ in self.before]

    def _committed(self) -> tuple[list[int], list[Element]]:
        """Commit to the permutation: place i of it is hidden by the i-th generator."""
        masks = self._many()
        commitments: list[Element] = [None] * len(masks)
        for generator, place in zip(self.generators, self.permutation, strict=True):
            hidden = self.group.generator_power(masks[place])
            commitments[place] = self.group.multiply(hidden, generator)
        return masks, commitments

    def _g_and_h(self, of_g: int, of_h: int) -> Element:
        return self.group.multiply(self.group.generator_power(of_g), self.h_power(of_h))

    def _chain(self, links: Sequence[int], permuted: Sequence[int]) -> _Chain:
        """Commit to the products of the factors: each link is the one before, to a factor."""
        of_g, of_h = [0], [1]
        for link, factor in zip(links, permuted, strict=True):
            of_g.append((link + factor * of_g[-1]) % self.order)
            of_h.append(factor * of_h[-1] % self.order)
        elements = [self._g_and_h(g, h) for g, h in zip(of_g[1:], of_h[1:], strict=True)]
        return _Chain(of_g, of_h, elements)

    def _secrets(
        self,
        masks: Sequence[int],
        links: Sequence[int],
        u: Sequence[int],
        permuted: Sequence[int],
    ) -> list[int]:
        """Return what s1 to s4 answer for."""
        order = self.order
        behind = accumulate(reversed(permuted[1:]), lambda a, b: a * b % order, initial=1)
        rest = list(behind)[::-1] if permuted else []
        return [
            sum(masks) % order,
            _dot(links, rest) % order,
            _dot(masks, u) % order,
            _dot(self.drawn, u) % order,
        ]

    def _announced(self, nonces: Sequence[int], factors: Sequence[int]) -> tuple[Element, ...]:
        """Return t1, t2, t3, t41 and t42."""
        group = self.group
        betas = group.multi_power([one.beta for one in self.after], factors)
        alphas = group.multi_power([one.alpha for one in self.after], factors)
        return (
            group.generator_power(nonces[0]),
            group.generator_power(nonces[1]),
            group.multiply(
                group.generator_power(nonces[2]), group.multi_power(self.generators, factors)
            ),
            group.multiply(self.setting.key_power(-nonces[3]), betas),
            group.multiply(group.generator_power(-nonces[3]), alphas),
        )

    def _announced_links(
        self, chain: _Chain, nonces: Sequence[int], factors: Sequence[int]
    ) -> list[Element]:
        """Return the commitments for each link of the chain."""
        rows = zip(nonces, factors, chain.of_g[:-1], chain.of_h[:-1], strict=True)
        return [
            self._g_and_h((nonce + factor * g) % self.order, factor * h % self.order)
            for nonce, factor, g, h in rows
        ]


def _dot(one: Sequence[int], other: Sequence[int]) -> int:
    return sum(a * b for a, b in zip(one, other, strict=True))


def _listed(write: Callable[[Element], str], elements: Sequence[Element]) -> str:
    return "".join(f"{write(element)}," for element in elements)


def _statement(
    group: Group,
    before: Sequence[Ciphertext],
    after: Sequence[Ciphertext],
    commitments: Sequence[Element],
) -> str:
    both = [element for one in (*before, *after) for element in (one.alpha, one.beta)]
    return _listed(group.write, both) + _listed(group.write, commitments)


def _factors(setting: Setting, statement: str, count: int) -> list[int]:
    """Return a factor for each ciphertext that nobody could know before committing."""
    seed = sha256_hex(f"shuffle-challenges|{setting.fingerprint}|{statement}".encode())
    numbers = (sha256_hex(str(number).encode()) for number in range(count))
    return [int(sha256_hex((seed + one).encode()), 16) % setting.group.order for one in numbers]


def _challenge(
    setting: Setting, announced: Sequence[Element], statement: str, chain: Sequence[Element]
) -> int:
    write = setting.group.write
    hashed = hashlib.sha256(f"shuffle-challenge|{setting.fingerprint}|".encode())
    hashed.update(_listed(write, announced).encode())
    hashed.update(statement.encode())
    hashed.update((_listed(write, chain) + write(setting.key)).encode())
    return int.from_bytes(hashed.digest()) % setting.group.order
