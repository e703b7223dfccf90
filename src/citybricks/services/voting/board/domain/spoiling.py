"""Audited ballots: opened by whoever made them, checked, and never to be cast.

What the ballot held and with which numbers is looked at and forgotten: the board keeps that a
ballot was audited and whether it held what was said, so that no audit tells of a vote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from citybricks.methods.ballot.documents import (
    Ballot,
    Ciphertext,
    DocumentError,
    Election,
    HomomorphicAnswer,
    HomomorphicQuestion,
)
from citybricks.methods.ballot.documents.reading import Node, read
from citybricks.methods.ballot.groups import Element
from citybricks.methods.ballot.verifying.setup import Setup
from citybricks.services.voting.board.domain import appending, checking
from citybricks.services.voting.board.domain.refusal import RefusedError, refused
from citybricks.services.voting.board.models import Board, Spoiled

FIELDS = ("version", "election_uuid", "election_hash", "tracker", "ballot", "votes", "randomness")
"""Of audit.json, in this order."""
_DEPTH = 4


@dataclass(frozen=True, slots=True)
class Audit:
    """A ballot with what its booth said that it holds, and the numbers that hide it."""

    tracker: str
    ballot: bytes
    votes: tuple[tuple[int, ...], ...]
    randomness: tuple[tuple[int, ...], ...]

    @classmethod
    def parse(cls, raw: bytes, election: Election) -> Audit:
        """Read audit.json.

        Raises
        ------
        DocumentError
            When it has another shape.
        """
        root = read(raw, "audit", most_bytes=most_bytes(election), depth=_DEPTH)
        fields = root.fields(*FIELDS)
        count = len(election.questions)

        def numbers(node: Node) -> tuple[int, ...]:
            return tuple(one.exponent(election.group) for one in node.items())

        votes = fields["votes"].items(count)
        return cls(
            fields["tracker"].text(),
            fields["ballot"].text().encode(),
            tuple(tuple(one.integer() for one in vote.items()) for vote in votes),
            tuple(numbers(one) for one in fields["randomness"].items(count)),
        )


def most_bytes(election: Election) -> int:
    """Return how large an audit may be: the ballot as a text, and as much again."""
    return 3 * election.most_ballot_bytes


def spoil(uuid: str, raw: bytes) -> Spoiled:
    """Check an audited ballot and note that it must never be cast.

    Only who has the credential can audit, as the ballot is signed with it.

    Raises
    ------
    NoBoardError
        When the election has no board.
    RefusedError
        When it is no audit of a ballot of this election, or the ballot was cast.
    """
    board = Board.objects.filter(pk=uuid).first()
    if board is None:
        raise appending.NoBoardError(uuid)
    setup = checking.setup_of(board)
    election = setup.election
    try:
        audit = Audit.parse(raw, election)
    except DocumentError as error:
        raise RefusedError("document", str(error), f"{error.where}：{error.zh}") from None
    ballot = checking.check_ballot(setup, audit.ballot)
    tracker = checking.tracker_of(audit.ballot)
    honest = audit.tracker == tracker and is_honest(setup, ballot, audit)
    with appending.appending(uuid) as board:
        if board.events.filter(tracker=tracker).exists():
            raise refused("cast")
        return board.spoiled.get_or_create(tracker=tracker, defaults={"honest": honest})[0]


def is_honest(setup: Setup, ballot: Ballot, audit: Audit) -> bool:
    """Whether a ballot holds what was said, for every ciphertext of it."""
    questions = setup.election.questions
    for at, answer in enumerate(ballot.answers):
        given = answer.choices
        ciphertexts = given if isinstance(answer, HomomorphicAnswer) else (given,)
        contents = _contents(setup, questions[at], audit.votes[at])
        if not _opens(setup, ciphertexts, contents, audit.randomness[at]):  # type: ignore[arg-type] # one of the two
            return False
    return True


def _contents(setup: Setup, question: Any, vote: Sequence[int]) -> list[Element]:
    group = setup.group
    try:
        if not isinstance(question, HomomorphicQuestion):
            return [group.embed(vote)]
    except ValueError:
        return []
    return [group.generator_power(number) for number in vote]


def _opens(
    setup: Setup,
    ciphertexts: Sequence[Ciphertext],
    contents: Sequence[Element],
    randomness: Sequence[int],
) -> bool:
    group, key = setup.group, setup.key_power
    if not len(ciphertexts) == len(contents) == len(randomness):
        return False
    return all(
        group.generator_power(number) == ciphertext.alpha
        and group.multiply(key(number), content) == ciphertext.beta
        for ciphertext, content, number in zip(ciphertexts, contents, randomness, strict=True)
    )
