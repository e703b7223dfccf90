"""Audits: whether a ballot that its booth opened holds what the booth said (Benaloh's challenge).

A booth that was told to open a ballot instead of casting it gives away the numbers that hide its
contents (``audit.json``). Who encrypts the same contents with the same numbers again must get the
same ballot. Whether the contents are what the voter chose, and the tracker the one that she saw
before, only she can say: `contents` tells her what to compare.

References
----------
.. [1] J. Benaloh. Simple verifiable elections. EVT 2006, section 3.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from citybricks.methods.ballot.digests import fingerprint
from citybricks.methods.ballot.documents import (
    Ballot,
    Ciphertext,
    Credential,
    DocumentError,
    Election,
    HomomorphicQuestion,
    Question,
    Trustees,
)
from citybricks.methods.ballot.groups import Element
from citybricks.methods.ballot.verifying import ballots
from citybricks.methods.ballot.verifying.checks import Refused
from citybricks.methods.ballot.verifying.setup import Setup

FIELDS = ("version", "election_uuid", "election_hash", "tracker", "ballot", "votes", "randomness")
VERSION = 1
_MOST = 255
"""Largest rank or grade."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a ballot is not what its booth said.

    Parameters
    ----------
    code
        ``shape``, ``election``, ``tracker``, ``votes`` (not allowed by the question), ``contents``
        (another content than was said), or the check that the ballot does not pass.
    en, zh
        What is wrong, in English and in simplified Chinese.
    question, answer
        Where, counted from 1; None where it is the whole. The blank vote is answer 0.
    """

    code: str
    en: str
    zh: str
    question: int | None = None
    answer: int | None = None


def check(election_raw: bytes, audit: Mapping[str, Any]) -> list[Difference]:
    """Return how an opened ballot differs from what its booth said.

    Parameters
    ----------
    election_raw
        Bytes of ``election.json``, from another source than the booth.
    audit
        ``audit.json``.

    Returns
    -------
    list of Difference
        Empty when the booth was honest with this ballot.

    Raises
    ------
    DocumentError
        When ``election.json`` has another shape.
    """
    election, hashed = Election.parse(election_raw), fingerprint(election_raw)
    if shape := _shape(audit, election):
        return [shape]
    if (audit["election_uuid"], audit["election_hash"]) != (election.uuid, hashed):
        return [Difference("election", "It is of another election.", "它属于另一次选举。")]
    raw = audit["ballot"].encode()
    if fingerprint(raw) != audit["tracker"]:
        en, zh = "The tracker is not that of the ballot.", "追踪码与选票不符。"
        return [Difference("tracker", en, zh)]
    try:
        ballot = _valid(election, hashed, raw)
    except Refused as refused:
        return [Difference(refused.check_id, refused.en, refused.zh)]
    return list(_differences(election, ballot, audit))


def contents(election: Election, votes: Sequence[Sequence[int]]) -> list[list[str]]:
    """Return in words what votes say, for each question: what to compare with what one chose.

    Parameters
    ----------
    election
        What was asked.
    votes
        Of ``audit.json``.

    Returns
    -------
    list of list of str
        The answers that were chosen (none: a blank vote), or each answer with its rank or grade.
    """
    return [
        _chosen(question, vote)
        if isinstance(question, HomomorphicQuestion)
        else [f"{number}: {answer}" for number, answer in zip(vote, question.answers, strict=True)]
        for question, vote in zip(election.questions, votes, strict=True)
    ]


def _chosen(question: HomomorphicQuestion, vote: Sequence[int]) -> list[str]:
    marks = vote[1:] if question.blank else vote
    return [answer for answer, mark in zip(question.answers, marks, strict=True) if mark]


# --- shape ---------------------------------------------------------------------------------------
def _shape(audit: Mapping[str, Any], election: Election) -> Difference | None:
    """Look whether the numbers that are compared later are there."""

    def refuse(what: str) -> Difference:
        return Difference("shape", f"{what}: not as in audit.json", f"{what}：与 audit.json 不符")

    if tuple(audit) != FIELDS or audit["version"] != VERSION:
        return refuse("version")
    for name in FIELDS[1:5]:
        if not isinstance(audit[name], str):
            return refuse(name)
    counts = [question.choices for question in election.questions]
    if not _is_table(audit["randomness"], counts, lambda one: _is_exponent(one, election)):
        return refuse("randomness")
    answers = [
        question.choices if isinstance(question, HomomorphicQuestion) else len(question.answers)
        for question in election.questions
    ]
    if not _is_table(audit["votes"], answers, lambda one: type(one) is int and 0 <= one <= _MOST):
        return refuse("votes")
    return None


def _is_table(rows: object, counts: Sequence[int], is_right: Any) -> bool:
    return (
        isinstance(rows, list)
        and len(rows) == len(counts)
        and all(
            isinstance(row, list) and len(row) == count and all(map(is_right, row))
            for row, count in zip(rows, counts, strict=True)
        )
    )


def _is_exponent(text: object, election: Election) -> bool:
    """Say whether it is a number below the order of the group, written in the one way."""
    most = len(str(election.group.order))
    plain = isinstance(text, str) and text.isascii() and text.isdigit() and len(text) <= most
    return plain and str(int(str(text))) == text and int(str(text)) < election.group.order


# --- the ballot ----------------------------------------------------------------------------------
def _valid(election: Election, hashed: str, raw: bytes) -> Ballot:
    """Check the ballot as the board would, were its credential on the list."""
    try:
        credential = Credential(Ballot.parse(raw, election).credential)
    except DocumentError as error:
        raise Refused("B1", f"Ballot: {error}.", f"选票：{error.where} {error.zh}。") from None
    if not election.group.is_member(credential.key):
        raise Refused("B5", "The credential is not in the group.", "凭证不属于该群。")
    return ballots.check(Setup(election, Trustees(()), (credential,), hashed, ""), raw)


def _differences(
    election: Election, ballot: Ballot, audit: Mapping[str, Any]
) -> Iterator[Difference]:
    power = election.group.table(election.public_key)
    for at, (question, answer) in enumerate(zip(election.questions, ballot.answers, strict=True)):
        vote, number = audit["votes"][at], at + 1
        expected = _elements(election, question, vote)
        if expected is None:
            yield Difference(
                "votes", "These choices are not allowed.", "所选内容不在允许范围之内。", number
            )
            continue
        given = answer.choices
        ciphertexts = (given,) if isinstance(given, Ciphertext) else given
        for place, (ciphertext, content, secret) in enumerate(
            zip(ciphertexts, expected, audit["randomness"][at], strict=True)
        ):
            if not _opens(election, power, ciphertext, content, int(secret)):
                yield _other(question, number, place)


def _elements(election: Election, question: Question, vote: Sequence[int]) -> list[Element] | None:
    """Return what is encrypted for a vote; None when the question does not allow it."""
    group = election.group
    if not isinstance(question, HomomorphicQuestion):
        try:
            return [group.embed(vote)]
        except ValueError:
            return None
    blank, marks = (vote[0], vote[1:]) if question.blank else (0, vote)
    fits = sum(marks) == 0 if blank else question.min <= sum(marks) <= question.max
    if not fits or any(mark > 1 for mark in vote):
        return None
    return [group.generator_power(mark) for mark in vote]


def _opens(
    election: Election, power: Any, ciphertext: Ciphertext, content: Element, secret: int
) -> bool:
    group = election.group
    return bool(
        group.generator_power(secret) == ciphertext.alpha
        and group.multiply(power(secret), content) == ciphertext.beta
    )


def _other(question: Question, number: int, place: int) -> Difference:
    if not isinstance(question, HomomorphicQuestion):
        en, zh = "The ranking in the ballot is another.", "选票中的排序与所说不符。"
        return Difference("contents", en, zh, number)
    answer = place if question.blank else place + 1
    name = question.answers[answer - 1] if answer else ""
    en = f"“{name}” is not marked as was said." if name else "The blank vote is not as was said."
    zh = f"“{name}”的选择与所说不符。" if name else "空白票与所说不符。"
    return Difference("contents", en, zh, number, answer)
