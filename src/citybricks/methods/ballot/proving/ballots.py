"""Ballots: choices encrypted, with proofs that they are choices, signed with a credential.

Who encrypts knows all exponents, so every power is one of the generator or of the election's key,
and both have tables; commitments of branches that do not hold are made up, as the proof allows.

References
----------
.. [1] R. Cramer, R. Gennaro, B. Schoenmakers, "A secure and optimally efficient multi-authority
   election scheme", EUROCRYPT '97. https://doi.org/10.1007/3-540-69053-0_9
.. [2] P. Gaudry, "Some ZK security proofs for Belenios", 2017. https://hal.science/hal-01576379
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from citybricks.methods.ballot.digests import fingerprint, to_exponent
from citybricks.methods.ballot.documents import (
    Ballot,
    Ciphertext,
    HomomorphicAnswer,
    HomomorphicQuestion,
    NonHomomorphicAnswer,
    NonHomomorphicQuestion,
    Proof,
    Signature,
)
from citybricks.methods.ballot.groups import Element
from citybricks.methods.ballot.proving import credentials
from citybricks.methods.ballot.proving.chance import SECRET, Below
from citybricks.methods.ballot.proving.proofs import prove
from citybricks.methods.ballot.proving.setting import Setting

_MOST_NUMBER = 255


class ChoiceError(ValueError):
    """Choices that a question does not allow.

    Parameters
    ----------
    question
        Which one, counted from 1.
    reason
        What is allowed.
    """

    def __init__(self, question: int, reason: str) -> None:
        self.question, self.reason = question, reason
        super().__init__(f"question {question}: {reason}")


def ballot(
    setting: Setting, credential: str, choices: Sequence[Sequence[int]], below: Below = SECRET
) -> Ballot:
    """Encrypt and sign choices.

    Parameters
    ----------
    setting
        The election.
    credential
        As it was handed to the voter.
    choices
        Of each question a number for each answer: 0 or 1 where answers are counted, led by
        1 for blank and 0 for not where that may be; else any from 0 to 255, such as ranks.
    below
        Source of chance.

    Raises
    ------
    ChoiceError
        When a question does not allow them.
    CredentialError
        When nobody can have been given the credential.
    """
    secret = credentials.exponent(setting.group, setting.election.uuid, credential)
    return _Voter(setting, secret, below).ballot(choices)


@dataclass(frozen=True, slots=True)
class _Encrypted:
    """A number, how it was hidden, and what is seen of it."""

    number: int = field(repr=False)
    exponent: int = field(repr=False)
    ciphertext: Ciphertext

    def off(self, number: int) -> tuple[int, int]:
        """Return the branch that states the number: the exponent, and how far it is off."""
        return self.exponent, self.number - number


class _Voter:
    """Who encrypts one ballot."""

    def __init__(self, setting: Setting, secret: int, below: Below) -> None:
        self.setting, self.group, self.order = setting, setting.group, setting.group.order
        self.secret, self.below = secret, below
        self.public: Element = self.group.generator_power(secret)
        self.statement = f"{setting.fingerprint}|{self.group.write(self.public)}"

    def ballot(self, choices: Sequence[Sequence[int]]) -> Ballot:
        """Return the signed ballot."""
        election = self.setting.election
        if len(choices) != len(election.questions):
            reason = f"there are {len(election.questions)} questions and {len(choices)} answers"
            raise ChoiceError(min(len(choices), len(election.questions)) + 1, reason)
        answers = tuple(
            self._ranked(number, question, chosen)
            if isinstance(question, NonHomomorphicQuestion)
            else self._counted(number, question, chosen)
            for number, (question, chosen) in enumerate(
                zip(election.questions, choices, strict=True), 1
            )
        )
        unsigned = Ballot(
            election_uuid=election.uuid,
            election_hash=self.setting.fingerprint,
            credential=self.public,
            answers=answers,
        )
        return replace(unsigned, signature=self._signature(unsigned))

    def _signature(self, unsigned: Ballot) -> Signature:
        digest = fingerprint(unsigned.signed(self.group))
        bases = [self.group.generator_power]
        proof = prove(self.group, self.secret, bases, f"sig|{digest}|", self.below)
        return Signature(digest, proof)

    # --- answers that are counted --------------------------------------------------------------
    def _counted(
        self, number: int, question: HomomorphicQuestion, chosen: Sequence[int]
    ) -> HomomorphicAnswer:
        _check_counted(number, question, chosen)
        encrypted = [self._encrypt(one) for one in chosen]
        every = (text for one in encrypted for text in self._written(one.ciphertext))
        all_statement = f"{self.statement}|{','.join(every)}"
        proofs = tuple(
            self._interval(self.statement, one, range(2), one.number) for one in encrypted
        )
        ciphertexts = tuple(one.ciphertext for one in encrypted)
        total = self._sum(encrypted[1:] if question.blank else encrypted)
        allowed = range(question.min, question.max + 1)
        if not question.blank:
            overall = self._interval(all_statement, total, allowed, total.number - question.min)
            return HomomorphicAnswer(ciphertexts, proofs, overall, None)
        blank = encrypted[0]
        neither = self._one_of(
            [blank.off(0), total.off(0)], blank.number, f"bproof0|{all_statement}|"
        )
        either = self._one_of(
            [blank.off(1), *(total.off(one) for one in allowed)],
            0 if blank.number else 1 + total.number - question.min,
            f"bproof1|{all_statement}|",
        )
        return HomomorphicAnswer(ciphertexts, proofs, either, neither)

    def _encrypt(self, number: int) -> _Encrypted:
        """Hide a number in the exponent of the generator."""
        drawn = self.below(self.order)
        beta = self.setting.key_power(drawn)
        if number:
            beta = self.group.multiply(beta, self.group.generator_power(number))
        return _Encrypted(number, drawn, Ciphertext(self.group.generator_power(drawn), beta))

    def _sum(self, encrypted: Sequence[_Encrypted]) -> _Encrypted:
        product = Ciphertext(
            self.group.product([one.ciphertext.alpha for one in encrypted]),
            self.group.product([one.ciphertext.beta for one in encrypted]),
        )
        exponent = sum(one.exponent for one in encrypted) % self.order
        return _Encrypted(sum(one.number for one in encrypted), exponent, product)

    def _written(self, ciphertext: Ciphertext) -> tuple[str, str]:
        return self.group.write(ciphertext.alpha), self.group.write(ciphertext.beta)

    def _interval(
        self, statement: str, one: _Encrypted, allowed: range, true: int
    ) -> tuple[Proof, ...]:
        """Prove that an encrypted number is one of those allowed."""
        alpha, beta = self._written(one.ciphertext)
        branches = [one.off(number) for number in allowed]
        return self._one_of(branches, true, f"prove|{statement}|{alpha},{beta}|")

    def _one_of(
        self, branches: Sequence[tuple[int, int]], true: int, statement: str
    ) -> tuple[Proof, ...]:
        """Prove that one of several encrypted numbers is what its branch states.

        Parameters
        ----------
        branches
            The exponent that hides each, and how far the number is off the stated one.
        true
            Index of the branch that is off by 0.
        statement
            What is hashed before the commitments.
        """
        proofs, commitments, nonce = [], [], 0
        for at, (exponent, off) in enumerate(branches):
            challenge, response = self.below(self.order), self.below(self.order)
            if at == true:
                challenge, nonce = 0, response
            made_up = response + exponent * challenge
            commitments.append(self.group.generator_power(made_up))
            commitments.append(self._key_and_generator(made_up, off * challenge))
            proofs.append(Proof(challenge, response))
        hashed = to_exponent(statement, map(self.group.write, commitments), self.order)
        challenge = (hashed - sum(proof.challenge for proof in proofs)) % self.order
        response = (nonce - branches[true][0] * challenge) % self.order
        proofs[true] = Proof(challenge, response)
        return tuple(proofs)

    def _key_and_generator(self, of_key: int, of_generator: int) -> Element:
        power = self.setting.key_power(of_key)
        if not of_generator:
            return power
        return self.group.multiply(power, self.group.generator_power(of_generator))

    # --- answers that are ranked ---------------------------------------------------------------
    def _ranked(
        self, number: int, question: NonHomomorphicQuestion, chosen: Sequence[int]
    ) -> NonHomomorphicAnswer:
        if len(chosen) != len(question.answers) or not all(
            0 <= one <= _MOST_NUMBER for one in chosen
        ):
            reason = f"one number from 0 to 255 for each of {len(question.answers)} answers"
            raise ChoiceError(number, reason)
        drawn = self.below(self.order)
        alpha = self.group.generator_power(drawn)
        beta = self.group.multiply(self.setting.key_power(drawn), self.group.embed(chosen))
        write = self.group.write
        stated = f"{write(self.setting.key)},{write(alpha)},{write(beta)}"
        proof = prove(
            self.group,
            drawn,
            [self.group.generator_power],
            f"raweg|{self.statement}|{stated}|",
            self.below,
        )
        return NonHomomorphicAnswer(Ciphertext(alpha, beta), proof)


def _check_counted(number: int, question: HomomorphicQuestion, chosen: Sequence[int]) -> None:
    wanted = len(question.answers) + bool(question.blank)
    if len(chosen) != wanted or not all(one in (0, 1) for one in chosen):
        lead = ", led by one for blank" if question.blank else ""
        reason = f"a 0 or 1 for each of {len(question.answers)} answers{lead}"
        raise ChoiceError(number, reason)
    total = sum(chosen[1:] if question.blank else chosen)
    if question.blank and chosen[0]:
        if total:
            raise ChoiceError(number, "blank and an answer at once")
    elif not question.min <= total <= question.max:
        reason = f"{total} answers chosen, from {question.min} to {question.max} are allowed"
        raise ChoiceError(number, reason)
