"""What was cast, added up as it comes: B8, B9, T1, T2.

The last ballot of each credential counts. Sums hold all ballots so far; when a credential votes
again its earlier ballot is taken out, read once more from the file, so that memory holds a few
numbers for each ballot and not its ciphertexts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from citybricks.methods.ballot.digests import sha256_hex
from citybricks.methods.ballot.documents import (
    Ballot,
    Ciphertext,
    DocumentError,
    EncryptedTally,
    HomomorphicAnswer,
    HomomorphicQuestion,
    Sized,
)
from citybricks.methods.ballot.groups import Element
from citybricks.methods.ballot.verifying.checks import Refused
from citybricks.methods.ballot.verifying.setup import Setup

Choices = tuple[tuple[Ciphertext, ...], ...]
_SHORT = 8
"""Bytes of a hash by which randomness is recognized."""


@dataclass(frozen=True, slots=True)
class Cast:
    """What is kept of a ballot once it was checked.

    Parameters
    ----------
    credential
        As the group writes it.
    choices
        Of each question.
    """

    credential: str
    choices: Choices

    @classmethod
    def of(cls, setup: Setup, ballot: Ballot) -> Cast:
        """Take it from a ballot."""
        found = tuple(
            answer.choices if isinstance(answer, HomomorphicAnswer) else (answer.choices,)
            for answer in ballot.answers
        )
        return cls(setup.group.write(ballot.credential), found)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the bytes of a ballot are in the file."""

    height: int
    offset: int
    size: int


@dataclass
class Urn:
    """Ballots that were cast.

    Parameters
    ----------
    setup
        The election.
    again
        Reads the bytes of an earlier ballot.
    """

    setup: Setup
    again: Callable[[int, int], bytes]
    ballots: int = 0
    last: dict[str, Place] = field(default_factory=dict)
    hashes: set[str] = field(default_factory=set)
    _alphas: set[str] = field(default_factory=set)
    _sums: list[list[Ciphertext]] = field(default_factory=list)
    _ranked: dict[int, dict[str, Ciphertext]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with nothing."""
        if not self._sums:
            one = self.setup.group.identity
            for at, question in enumerate(self.setup.election.questions):
                homomorphic = isinstance(question, HomomorphicQuestion)
                self._sums.append([Ciphertext(one, one)] * question.choices if homomorphic else [])
                if not homomorphic:
                    self._ranked[at] = {}

    # --- as they come ----------------------------------------------------------------------------
    def replayed(self, digest: str) -> bool:
        """Note the hash of a ballot; say whether it was there before."""
        before = digest in self.hashes
        self.hashes.add(digest)
        return before

    def put(self, cast: Cast, place: Place) -> Refused | None:
        """Count a ballot; return B9 when it shares what it should not."""
        self.ballots += 1
        shared = self._shared(cast)
        before = self.last.get(cast.credential)
        weight = self.weight(cast.credential)
        for at, choices in enumerate(cast.choices):
            if at in self._ranked:
                self._ranked[at][cast.credential] = choices[0]
            else:
                self._add(at, choices, weight)
        if before is not None:
            self._take_out(before, weight)
        self.last[cast.credential] = place
        return shared

    def weight(self, credential: str) -> int:
        """Return the weight of a credential; 1 when it is not on the list."""
        return self.setup.weights.get(credential, 1)

    def _add(self, at: int, choices: Sequence[Ciphertext], weight: int) -> None:
        group, sums = self.setup.group, self._sums[at]
        for number, one in enumerate(choices[: len(sums)]):
            alpha = group.power(one.alpha, weight) if weight != 1 else one.alpha
            beta = group.power(one.beta, weight) if weight != 1 else one.beta
            before = sums[number]
            sums[number] = Ciphertext(
                group.multiply(before.alpha, alpha), group.multiply(before.beta, beta)
            )

    def _take_out(self, place: Place, weight: int) -> None:
        raw = self.again(place.offset, place.size)
        try:
            choices = Cast.of(self.setup, Ballot.parse(raw, self.setup.election)).choices
        except DocumentError:
            raise RuntimeError("the file changed while it was read") from None
        for at, one in enumerate(choices):
            if at not in self._ranked:
                self._add(at, one, -weight)

    def _shared(self, cast: Cast) -> Refused | None:
        """Return B9 when the randomness of a choice was seen before, or is none."""
        found = None
        for one in (one for choices in cast.choices for one in choices):
            written = self.setup.group.write(one.alpha)
            short = sha256_hex(written.encode())[: 2 * _SHORT]
            if short in self._alphas:
                found = Refused(
                    "B9",
                    "A ballot shares an encrypted choice or its randomness with another.",
                    "有选票与另一张选票共用密文或随机数。",
                    {"credential": cast.credential},
                )
            elif one.alpha == self.setup.group.identity:
                found = Refused(
                    "B9",
                    "A choice of a ballot is not hidden: it was encrypted without randomness.",
                    "有选票的选项未加随机数，等于公开。",
                    {"credential": cast.credential},
                )
            self._alphas.add(short)
        return found

    # --- when all are there ----------------------------------------------------------------------
    @property
    def total_weight(self) -> int:
        """Weight of all who voted."""
        return sum(self.weight(credential) for credential in self.last)

    def tally(self) -> EncryptedTally:
        """Return the tally that should be published."""
        found: list[tuple[Ciphertext, ...]] = []
        for at, sums in enumerate(self._sums):
            if at in self._ranked:
                # numbers of a finite field by size, points of Ed25519 by their bytes
                found.append(tuple(sorted(self._ranked[at].values(), key=_order)))
            else:
                found.append(tuple(sums))
        return EncryptedTally(tuple(found))

    # --- from one reading to the next ------------------------------------------------------------
    def state(self) -> dict[str, Any]:
        """Return all that was counted, for JSON."""
        group = self.setup.group

        def written(one: Ciphertext) -> list[str]:
            return [group.write(one.alpha), group.write(one.beta)]

        return {
            "ballots": self.ballots,
            "last": [[key, at.height, at.offset, at.size] for key, at in self.last.items()],
            "hashes": sorted(self.hashes),
            "alphas": sorted(self._alphas),
            "sums": [[written(one) for one in sums] for sums in self._sums],
            "ranked": [
                [at, key, *written(one)]
                for at, some in self._ranked.items()
                for key, one in some.items()
            ],
        }

    @classmethod
    def resume(cls, setup: Setup, again: Callable[[int, int], bytes], state: dict[str, Any]) -> Urn:
        """Go on from what was counted before."""
        read = setup.group.read
        urn = cls(
            setup,
            again,
            state["ballots"],
            {key: Place(*at) for key, *at in state["last"]},
            set(state["hashes"]),
            set(state["alphas"]),
            [[Ciphertext(read(a), read(b)) for a, b in sums] for sums in state["sums"]],
            {at: {} for at in setup.election.ranked},
        )
        for at, key, alpha, beta in state["ranked"]:
            urn._ranked[at][key] = Ciphertext(read(alpha), read(beta))
        return urn


def _order(one: Ciphertext) -> tuple[Element, Element]:
    return one.alpha, one.beta


def check(urn: Urn, sized: bytes, raw: bytes) -> Iterator[Refused]:
    """Yield what is wrong with a published tally: T1, T2.

    Parameters
    ----------
    urn
        All ballots.
    sized, raw
        The two documents.
    """
    if urn.tally().write(urn.setup.group) != raw:
        yield Refused(
            "T1",
            "The encrypted tally is not made of the last ballot of each credential.",
            "加密计票结果不等于各凭证最后一张选票之积。",
        )
    try:
        stated = Sized.parse(sized)
    except DocumentError as error:
        yield Refused("T2", f"Tally: {error}.", f"计票：{error.where} {error.zh}。")
        return
    if stated.encrypted_tally != sha256_hex(raw):
        yield Refused("T1", "The tally names another document.", "计票结果指向另一份文件。")
    for name, given, true in (
        ("num_tallied", stated.num_tallied, len(urn.last)),
        ("total_weight", stated.total_weight, urn.total_weight),
    ):
        if given != true:
            yield Refused(
                "T2", f"{name} is {given}, should be {true}.", f"{name} 为 {given}，应为 {true}。"
            )
