"""From the ballots on a board to the result.

Counted answers are multiplied while they are encrypted, so that only sums are ever decrypted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from citybricks.methods.ballot.digests import sha256_hex
from citybricks.methods.ballot.documents import (
    Ballot,
    Ciphertext,
    Credential,
    EncryptedTally,
    HomomorphicQuestion,
    NonHomomorphicQuestion,
    PartialDecryption,
    Result,
    Shuffle,
    Single,
    Sized,
    Trustees,
)
from citybricks.methods.ballot.groups import Element, Group
from citybricks.methods.ballot.proving.decrypting import is_right
from citybricks.methods.ballot.proving.logarithm import Logarithm
from citybricks.methods.ballot.proving.setting import Setting


class TallyError(ValueError):
    """A tally that cannot be made or decrypted, with the reason."""


@dataclass(slots=True)
class Urn:
    """The last ballot of each credential; ballots are put in one by one and forgotten.

    Parameters
    ----------
    setting
        The election.
    credentials
        Those of the board.
    """

    setting: Setting
    credentials: Iterable[Credential]
    _weights: dict[Element, int] = field(init=False)
    _last: dict[Element, tuple[tuple[Ciphertext, ...], ...]] = field(init=False)

    def __post_init__(self) -> None:
        """Look up weights by credential."""
        self._weights = {one.key: one.weight or 1 for one in self.credentials}
        self._last = {}

    def put(self, ballot: Ballot) -> None:
        """Take a ballot that was accepted; it replaces the one of the same credential.

        Raises
        ------
        TallyError
            When the credential is not on the board.
        """
        if ballot.credential not in self._weights:
            raise TallyError("a ballot is signed with a credential that is not on the board")
        self._last[ballot.credential] = tuple(
            one.choices if isinstance(one.choices, tuple) else (one.choices,)
            for one in ballot.answers
        )

    @property
    def count(self) -> int:
        """How many credentials have voted."""
        return len(self._last)

    @property
    def weight(self) -> int:
        """What they weigh together."""
        return sum(self._weights[credential] for credential in self._last)

    def tally(self) -> EncryptedTally:
        """Return products of counted answers, and sorted lists of ranked ones.

        Raises
        ------
        TallyError
            When a ranked ballot weighs more than 1.
        """
        return EncryptedTally(
            tuple(
                self._listed(at) if isinstance(question, NonHomomorphicQuestion) else self._sum(at)
                for at, question in enumerate(self.setting.election.questions)
            )
        )

    def sized(self, tally: EncryptedTally) -> Sized:
        """Return what the board says of a tally."""
        name = sha256_hex(tally.write(self.setting.group))
        return Sized(self.count, self.weight, name)

    def _sum(self, at: int) -> tuple[Ciphertext, ...]:
        question = self.setting.election.questions[at]
        rows = [answers[at] for answers in self._last.values()]
        weights = [self._weights[credential] for credential in self._last]
        columns = range(question.choices)
        return tuple(self._product([row[column] for row in rows], weights) for column in columns)

    def _product(self, ciphertexts: Sequence[Ciphertext], weights: Sequence[int]) -> Ciphertext:
        """Multiply ciphertexts; what weighs the same is multiplied first."""
        group = self.setting.group
        alphas, betas = [], []
        for weight in sorted(set(weights)):
            same = [one for one, its in zip(ciphertexts, weights, strict=True) if its == weight]
            alphas.append(group.power(group.product([one.alpha for one in same]), weight))
            betas.append(group.power(group.product([one.beta for one in same]), weight))
        return Ciphertext(group.product(alphas), group.product(betas))

    def _listed(self, at: int) -> tuple[Ciphertext, ...]:
        if any(self._weights[credential] != 1 for credential in self._last):
            raise TallyError("rankings cannot be weighed; every weight has to be 1")
        key = self.setting.group.sort_key
        given = [answers[at][0] for answers in self._last.values()]
        return tuple(sorted(given, key=lambda one: (key(one.alpha), key(one.beta))))


def ranked(setting: Setting, tally: EncryptedTally) -> tuple[tuple[Ciphertext, ...], ...]:
    """Return what is shuffled: the rankings of each question that has them."""
    return tuple(tally.answers[at] for at in setting.election.ranked)


def shuffled(setting: Setting, tally: EncryptedTally, shuffle: Shuffle) -> EncryptedTally:
    """Return a tally with its rankings as a shuffle has left them."""
    answers = list(tally.answers)
    for at, ciphertexts in zip(setting.election.ranked, shuffle.ciphertexts, strict=True):
        answers[at] = ciphertexts
    return EncryptedTally(tuple(answers))


@dataclass(frozen=True, slots=True)
class Decrypted:
    """A result, and the trustees whose shares were wrong and not used."""

    result: Result
    wrong: tuple[int, ...]
    """Owners, counted from 1."""


def decrypt(
    setting: Setting,
    trustees: Trustees,
    sized: Sized,
    tally: EncryptedTally,
    shares: Mapping[int, PartialDecryption],
) -> Decrypted:
    """Put shares together.

    Parameters
    ----------
    setting
        The election.
    trustees
        Of the board.
    sized
        How much the counted answers can add up to.
    tally
        After the last shuffle.
    shares
        By owner, counted from 1.

    Raises
    ------
    TallyError
        When too few shares are right; owners of missing and of wrong ones are named.
    CountError
        When a count is more than all voters weigh: a ballot on the board was not valid.
    """
    keys = trustees.keys
    wrong = tuple(
        owner
        for owner, given in sorted(shares.items())
        if not 0 < owner <= len(keys)
        or not is_right(setting, tally, keys[owner - 1].public_key, given)
    )
    right = {owner: given for owner, given in shares.items() if owner not in wrong}
    factors = _factors(setting.group, trustees, right, wrong)
    opened = _opened(setting.group, tally, factors)
    return Decrypted(_result(setting, sized.total_weight, opened), wrong)


def _factors(
    group: Group,
    trustees: Trustees,
    right: Mapping[int, PartialDecryption],
    wrong: Sequence[int],
) -> list[Element]:
    """Return what hides each ciphertext, flattened."""
    parts: list[list[Element]] = []
    first = 1
    for trustee in trustees.items:
        size = 1 if isinstance(trustee, Single) else len(trustee.verification_keys)
        needed = 1 if isinstance(trustee, Single) else trustee.threshold
        here = [owner for owner in range(first, first + size) if owner in right][:needed]
        if len(here) < needed:
            raise TallyError(_too_few(range(first, first + size), needed, here, wrong))
        indexes = [owner - first + 1 for owner in here]
        rows = [_flat(right[owner].decryption_factors) for owner in here]
        if isinstance(trustee, Single):
            parts += rows
        else:
            lambdas = [lagrange(group.order, indexes, index) for index in indexes]
            columns = zip(*rows, strict=True)
            parts.append([group.multi_power(column, lambdas) for column in columns])
        first += size
    return [group.product(column) for column in zip(*parts, strict=True)]


def _too_few(owners: range, needed: int, here: Sequence[int], wrong: Sequence[int]) -> str:
    bad = [str(owner) for owner in owners if owner in wrong]
    missing = [str(owner) for owner in owners if owner not in wrong and owner not in here]
    told = f"{len(here)} right shares of {needed} that are needed from trustees "
    told += f"{owners[0]} to {owners[-1]}" if len(owners) > 1 else f"{owners[0]}"
    told += f"; missing: {', '.join(missing)}" if missing else ""
    return told + (f"; wrong: {', '.join(bad)}" if bad else "")


def lagrange(order: int, indexes: Iterable[int], index: int) -> int:
    """Return the coefficient with which a value at an index counts for the value at 0."""
    result = 1
    for other in indexes:
        if other != index:
            result = result * other * pow(other - index, -1, order) % order
    return result


def _flat(rows: Iterable[Sequence[Element]]) -> list[Element]:
    return [element for row in rows for element in row]


def _opened(group: Group, tally: EncryptedTally, factors: Sequence[Element]) -> list[list[Element]]:
    left = iter(factors)
    return [[group.divide(one.beta, next(left)) for one in answer] for answer in tally.answers]


def _result(setting: Setting, total: int, opened: Sequence[Sequence[Element]]) -> Result:
    logarithm = Logarithm(setting.group, total)
    return Result(
        tuple(
            tuple(map(logarithm.of, elements))
            if isinstance(question, HomomorphicQuestion)
            else tuple(_numbers(setting.group, one, len(question.answers)) for one in elements)
            for question, elements in zip(setting.election.questions, opened, strict=True)
        )
    )


def _numbers(group: Group, element: Element, count: int) -> tuple[int, ...]:
    """Return the numbers in an element: the last `count`, as leading zeros leave no trace."""
    return tuple(([0] * count + group.extract(element))[-count:])
