"""Ballots: B1 to B7.

Cost is powers. Of the generator and of the key they come from tables; what is left is two for each
proof of a ciphertext, which share their squarings with those of other values. ``(beta / g^M)^c``
is taken as ``beta^c g^(-M c)``, so that no quotient is raised. Whether elements are in the group is
asked for many ballots at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from nacl.exceptions import CryptoError

from citybricks.methods.ballot.digests import fingerprint, to_exponent
from citybricks.methods.ballot.documents import (
    Ballot,
    Ciphertext,
    DocumentError,
    HomomorphicAnswer,
    HomomorphicQuestion,
    NonHomomorphicAnswer,
    Proof,
)
from citybricks.methods.ballot.groups import Element
from citybricks.methods.ballot.verifying.checks import Refused
from citybricks.methods.ballot.verifying.powers import powers
from citybricks.methods.ballot.verifying.proofs import knows
from citybricks.methods.ballot.verifying.setup import Setup

_SIGNATURE = b',"signature":'
"""Cannot stand within a string of JSON, where quotes are escaped."""
_POWERS_REFUSE = frozenset({"Ed25519"})
"""Groups in which a power to an exponent that is not 0 refuses a base outside the subgroup."""


def check(setup: Setup, raw: bytes) -> Ballot:
    """Return a ballot that passes B1 to B7; whether it is on the board already is not asked.

    Parameters
    ----------
    setup
        The election.
    raw
        As it came.

    Raises
    ------
    Refused
        When it does not pass; the first check of those is named.
    """
    ballot, refused = check_all(setup, [raw])[0]
    if refused:
        raise refused[0]
    if ballot is None:
        raise AssertionError("a ballot that cannot be read is refused")
    return ballot


def check_all(
    setup: Setup, raws: Sequence[bytes]
) -> list[tuple[Ballot | None, tuple[Refused, ...]]]:
    """Check ballots together.

    Parameters
    ----------
    setup
        The election.
    raws
        Some dozens: membership of their elements is asked at once.

    Returns
    -------
    list
        For each its contents, None where they cannot be read, and what it does not pass.
    """
    read = [_read(setup, raw) for raw in raws]
    strange = _strangers(setup, [ballot for ballot, _ in read])
    found: list[tuple[Ballot | None, tuple[Refused, ...]]] = []
    for at, (raw, (ballot, refused)) in enumerate(zip(raws, read, strict=True)):
        if ballot is None:
            found.append((None, refused))
        else:
            found.append((ballot, tuple(_problems(setup, raw, ballot, strange.get(at)))))
    return found


def _read(setup: Setup, raw: bytes) -> tuple[Ballot | None, tuple[Refused, ...]]:
    try:
        return Ballot.parse(raw, setup.election), ()
    except DocumentError as error:
        return None, (Refused("B1", f"Ballot: {error}.", f"选票：{error.where} {error.zh}。"),)


# --- B5 ------------------------------------------------------------------------------------------
def _elements(ballot: Ballot) -> list[Element]:
    """Return the elements whose membership matters; that of the credential is its list's."""
    found = []
    for answer in ballot.answers:
        choices = [answer.choices] if isinstance(answer.choices, Ciphertext) else answer.choices
        for one in choices:
            found += [one.alpha, one.beta]
    return found


def _strangers(setup: Setup, ballots: Sequence[Ballot | None]) -> dict[int, Element]:
    """Return an element outside the group for each ballot, by its place, that holds one."""
    elements: list[Element] = []
    owners: list[int] = []
    for at, ballot in enumerate(ballots):
        if ballot is None or (setup.group.name in _POWERS_REFUSE and _raises_all(ballot)):
            continue
        own = _elements(ballot)
        elements += own
        owners += [at] * len(own)
    return {owners[at]: elements[at] for at in setup.group.strangers(elements)}


def _raises_all(ballot: Ballot) -> bool:
    """Say whether its proofs raise each element to an exponent that is not 0."""
    return all(
        isinstance(answer, HomomorphicAnswer)
        and len(answer.individual_proofs) == len(answer.choices)
        and all(
            proofs and all(proof.challenge for proof in proofs)
            for proofs in answer.individual_proofs
        )
        for answer in ballot.answers
    )


# --- one ballot ----------------------------------------------------------------------------------
def _problems(
    setup: Setup, raw: bytes, ballot: Ballot, stranger: Element | None
) -> Iterator[Refused]:
    """Yield what a ballot that can be read does not pass."""
    credential = setup.group.write(ballot.credential)
    for refused in _found(setup, raw, ballot, credential, stranger):
        yield refused.at(credential=credential)


def _found(
    setup: Setup, raw: bytes, ballot: Ballot, credential: str, stranger: Element | None
) -> Iterator[Refused]:
    election = setup.election
    if ballot.election_uuid != election.uuid or ballot.election_hash != setup.fingerprint:
        yield Refused("B2", "The ballot is for another election.", "选票属于另一次选举。")
    if credential not in setup.weights:
        yield Refused("B3", "The credential is not on the list.", "凭证不在名单上。")
    if stranger is not None:
        yield _outside()
        return
    try:
        yield from _proofs(setup, raw, ballot, credential)
    except CryptoError:
        yield _outside()


def _outside() -> Refused:
    return Refused("B5", "A number of the ballot is not in the group.", "选票中有元素不属于该群。")


def _proofs(setup: Setup, raw: bytes, ballot: Ballot, credential: str) -> Iterator[Refused]:
    if not _is_signed(setup, raw, ballot):
        yield Refused("B4", "The signature of the ballot does not hold.", "选票的签名不成立。")
    statement = f"{setup.fingerprint}|{credential}"
    pairs = zip(ballot.answers, setup.election.questions, strict=True)
    for number, (answer, question) in enumerate(pairs, 1):
        if isinstance(answer, NonHomomorphicAnswer):
            failed = [] if _is_known(setup, answer, statement) else ["B6"]
        elif isinstance(question, HomomorphicQuestion):
            failed = list(_Answer(setup, question, answer, statement).failed())
        for check_id in failed:
            what, zh = ("choices", "选项") if check_id == "B6" else ("number of marks", "所选数量")
            yield Refused(
                check_id,
                f"The proof about the {what} of question {number} does not hold.",
                f"第 {number} 题关于{zh}的证明不成立。",
                {"question": number},
            )


def _is_signed(setup: Setup, raw: bytes, ballot: Ballot) -> bool:
    signature = ballot.signature
    if signature is None:
        return False
    before = raw[: raw.rindex(_SIGNATURE)] + b"}"
    if signature.hash != fingerprint(before):
        return False
    return knows(setup.group, ballot.credential, signature.proof, f"sig|{signature.hash}|")


def _is_known(setup: Setup, answer: NonHomomorphicAnswer, statement: str) -> bool:
    group, one = setup.group, answer.choices
    key = group.write(setup.election.public_key)
    stated = f"{key},{group.write(one.alpha)},{group.write(one.beta)}"
    return knows(group, one.alpha, answer.proof, f"raweg|{statement}|{stated}|")


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer that is added up, and the statement that its proofs are bound to."""

    setup: Setup
    question: HomomorphicQuestion
    answer: HomomorphicAnswer
    statement: str

    def failed(self) -> Iterator[str]:
        """Yield the checks that it does not pass."""
        count = self.question.choices
        written = [self._text(one) for one in self.answer.choices]
        fits = len(written) == count == len(self.answer.individual_proofs)
        if not fits or not all(self._marks(at, text) for at, text in enumerate(written)):
            yield "B6"
        whole = f"{self.statement}|{','.join(written)}"
        if not fits or not (self._blank(whole) if self.question.blank else self._plain(whole)):
            yield "B7"

    def _marks(self, at: int, text: str) -> bool:
        """Prove that a choice is 0 or 1."""
        proofs = self.answer.individual_proofs[at]
        stated = f"prove|{self.statement}|{text}|"
        return self._interval(self.answer.choices[at], range(2), proofs, stated)

    def _plain(self, whole: str) -> bool:
        """Prove that the sum of all choices is allowed."""
        total = self._sum(self.answer.choices)
        allowed = range(self.question.min, self.question.max + 1)
        stated = f"prove|{whole}|{self._text(total)}|"
        no_blank = self.answer.blank_proof is None
        return no_blank and self._interval(total, allowed, self.answer.overall_proof, stated)

    def _blank(self, whole: str) -> bool:
        """Prove that blank is 0 or all others are; and blank is 1 or their sum is allowed."""
        blank, total = self.answer.choices[0], self._sum(self.answer.choices[1:])
        first, second = self.answer.blank_proof or (), self.answer.overall_proof
        allowed = range(self.question.min, self.question.max + 1)
        pairs = [(blank, 0), (total, 0)]
        others = [(blank, 1), *((total, value) for value in allowed)]
        return self._one_of(pairs, first, f"bproof0|{whole}|") and self._one_of(
            others, second, f"bproof1|{whole}|"
        )

    def _interval(
        self, one: Ciphertext, values: range, proofs: Sequence[Proof], stated: str
    ) -> bool:
        return self._one_of([(one, value) for value in values], proofs, stated)

    def _one_of(
        self, claims: Sequence[tuple[Ciphertext, int]], proofs: Sequence[Proof], stated: str
    ) -> bool:
        """Say whether a proof shows that one of the ciphertexts holds the value beside it."""
        if len(proofs) != len(claims):
            return False
        group = self.setup.group
        g, y, multiply = group.generator_power, self.setup.key_power, group.multiply
        parts = []
        raised = self._raised([one for one, _ in claims], [proof.challenge for proof in proofs])
        for (_, value), proof, (alpha, beta) in zip(claims, proofs, raised, strict=True):
            a = multiply(g(proof.response), alpha)
            b = multiply(y(proof.response), beta)
            if value:
                b = multiply(b, g(-value * proof.challenge))
            parts += [group.write(a), group.write(b)]
        total = sum(proof.challenge for proof in proofs) % group.order
        return total == to_exponent(stated, parts, group.order)

    def _raised(
        self, ciphertexts: Sequence[Ciphertext], challenges: Sequence[int]
    ) -> Iterator[tuple[Element, Element]]:
        """Yield each ciphertext to the power of its challenge; those that are one, together."""
        group = self.setup.group
        pairs = zip(ciphertexts, challenges, strict=True)
        for _, same in groupby(pairs, key=lambda pair: id(pair[0])):
            some = list(same)
            one, exponents = some[0][0], [challenge for _, challenge in some]
            alphas, betas = powers(group, one.alpha, exponents), powers(group, one.beta, exponents)
            yield from zip(alphas, betas, strict=True)

    def _sum(self, choices: Sequence[Ciphertext]) -> Ciphertext:
        product = self.setup.group.product
        return Ciphertext(
            product([one.alpha for one in choices]), product([one.beta for one in choices])
        )

    def _text(self, one: Ciphertext) -> str:
        write = self.setup.group.write
        return f"{write(one.alpha)},{write(one.beta)}"
