"""Elections: what is asked, checked before anybody is asked, and how a board begins."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from citybricks.methods.ballot.archive import Writer
from citybricks.methods.ballot.digests import sha256_hex
from citybricks.methods.ballot.documents import (
    Election,
    HomomorphicQuestion,
    NonHomomorphicQuestion,
    Question,
    SetupData,
    Trustees,
)
from citybricks.methods.ballot.groups import NAMES, Group, by_name
from citybricks.methods.ballot.proving import trustees as keys
from citybricks.methods.ballot.proving.chance import SECRET, Below, base58

_UUID = 14


class QuestionError(ValueError):
    """A question that cannot be asked.

    Parameters
    ----------
    question
        Which one, counted from 1.
    en, zh
        What is wrong and what is allowed, in English and in simplified Chinese.
    """

    def __init__(self, question: int, en: str, zh: str) -> None:
        self.question, self.en, self.zh = question, en, zh
        super().__init__(f"question {question}: {en}")


def new_uuid(below: Below = SECRET) -> str:
    """Return a new identifier of an election: 14 characters, 82 bits."""
    return base58(_UUID, below)


def check(group: Group, questions: Sequence[Question], weights: Iterable[int] = ()) -> None:
    """See that questions can be asked and answered in a group.

    Parameters
    ----------
    group
        In which ballots are encrypted.
    questions
        At least one.
    weights
        Of the voters; what is ranked cannot be weighed.

    Raises
    ------
    QuestionError
        When one cannot be asked, with what to do about it.
    """
    if not questions:
        raise QuestionError(1, "there is no question", "没有问题")
    weighed = any(weight != 1 for weight in weights)
    for number, question in enumerate(questions, 1):
        if not question.answers:
            raise QuestionError(number, "there is no answer to choose", "没有可选答案")
        if isinstance(question, HomomorphicQuestion):
            _check_limits(number, question)
        else:
            _check_ranked(group, number, question, weighed)


def _check_limits(number: int, question: HomomorphicQuestion) -> None:
    low, high, count = question.min, question.max, len(question.answers)
    if not 0 <= low <= high <= count:
        raise QuestionError(
            number,
            f"from {low} to {high} of {count} answers: should be 0 ≤ min ≤ max ≤ {count}",
            f"{count} 个答案中选 {low} 至 {high} 个：应满足 0 ≤ 最少 ≤ 最多 ≤ {count}",
        )


def _check_ranked(
    group: Group, number: int, question: NonHomomorphicQuestion, weighed: bool
) -> None:
    count = len(question.answers)
    if not group.most_values:
        raise QuestionError(
            number,
            f"{group.name} cannot hold rankings; choose RFC-3526-2048 or Ed25519",
            f"{group.name} 不能容纳排序；请选择 RFC-3526-2048 或 Ed25519",
        )
    if count > group.most_values:
        others = [name for name in NAMES if by_name(name).most_values >= count]
        told = f"; choose {others[0]}" if others else ""
        said = f"；请选择 {others[0]}" if others else ""
        raise QuestionError(
            number,
            f"{count} answers are ranked, {group.name} holds {group.most_values}{told}",
            f"需排序 {count} 个答案，{group.name} 最多容纳 {group.most_values} 个{said}",
        )
    if weighed:
        raise QuestionError(
            number,
            "rankings cannot be weighed; every weight has to be 1",
            "排序不能加权；所有权重必须为 1",
        )


def fingerprints_voters(questions: Sequence[Question], voters: int) -> tuple[int, ...]:
    """Return the ranked questions whose rankings may give their voters away.

    Where there are many more rankings than voters, somebody can be made to vote in a pattern
    that nobody else uses, and be recognised when all rankings are opened.

    Returns
    -------
    tuple of int
        Their numbers, counted from 1.
    """
    return tuple(
        number
        for number, question in enumerate(questions, 1)
        if isinstance(question, NonHomomorphicQuestion)
        and math.factorial(min(len(question.answers), 20)) > 10 * voters
    )


def election_json(
    group: Group,
    trustees: Trustees,
    questions: Sequence[Question],
    *,
    name: str,
    description: str,
    uuid: str,
    administrator: str | None = None,
    credential_authority: str | None = None,
) -> bytes:
    """Return ``election.json``: from here on nothing in it can change.

    Parameters
    ----------
    group
        In which ballots are encrypted.
    trustees
        Who decrypts.
    questions
        What is asked; see `check`.
    name, description
        Shown to voters.
    uuid
        Of `new_uuid`.
    administrator, credential_authority
        Who holds the election, and who hands out credentials.

    Raises
    ------
    QuestionError
        When a question cannot be asked.
    """
    check(group, questions)
    return Election(
        uuid=uuid,
        name=name,
        description=description,
        group=group,
        public_key=keys.election_key(group, trustees.items),
        questions=tuple(questions),
        administrator=administrator,
        credential_authority=credential_authority,
    ).write()


def setup_records(
    writer: Writer, election: bytes, trustees: bytes, public_credentials: bytes
) -> Iterator[bytes]:
    """Return the records with which a board opens.

    Parameters
    ----------
    writer
        Of the archive; nothing may be written by it yet.
    election, trustees, public_credentials
        The documents.
    """
    documents = (election, trustees, public_credentials)
    setup = SetupData(*map(sha256_hex, documents)).write()
    yield writer.header()
    for one in (*documents, setup):
        yield writer.data(one)
    yield writer.event("Setup", setup)
