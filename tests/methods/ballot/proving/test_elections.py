"""What cannot be asked is refused before anybody is asked, with what can be done about it."""

from __future__ import annotations

import pytest

from citybricks.methods.ballot.documents import (
    HomomorphicQuestion,
    NonHomomorphicQuestion,
    Question,
)
from citybricks.methods.ballot.groups import by_name
from citybricks.methods.ballot.proving.elections import (
    QuestionError,
    check,
    fingerprints_voters,
    new_uuid,
)
from tests.methods.ballot.proving.elections import BLANK, PARK, RANKED, YES


def many(count: int) -> NonHomomorphicQuestion:
    """Return a question with many answers to rank."""
    return NonHomomorphicQuestion("Rank", tuple(map(str, range(count))))


@pytest.mark.parametrize(
    ("group", "question", "weights", "reason"),
    [
        ("Ed25519", HomomorphicQuestion("?", ("A",), 2, 1), (), "from 2 to 1 of 1 answers"),
        ("Ed25519", HomomorphicQuestion("?", ("A",), 0, 2), (), "0 ≤ min ≤ max ≤ 1"),
        ("Ed25519", HomomorphicQuestion("?", (), 0, 0), (), "no answer to choose"),
        ("BELENIOS-2048", RANKED, (), "choose RFC-3526-2048 or Ed25519"),
        ("Ed25519", many(31), (), "31 answers are ranked, Ed25519 holds 30; choose RFC-3526-2048"),
        ("RFC-3526-2048", many(300), (), "holds 254$"),
        ("Ed25519", RANKED, (1, 2), "rankings cannot be weighed"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    group: str, question: Question, weights: tuple[int, ...], reason: str
) -> None:
    with pytest.raises(QuestionError, match=reason) as refused:
        check(by_name(group), [PARK, question], weights)
    assert refused.value.question == 2
    assert refused.value.zh


def test_an_election_asks_something() -> None:
    with pytest.raises(QuestionError, match="there is no question"):
        check(by_name("Ed25519"), [])


def test_what_can_be_asked_is_not_refused() -> None:
    check(by_name("Ed25519"), [PARK, BLANK, YES, RANKED, many(30)], (1, 1))
    check(by_name("BELENIOS-2048"), [PARK, BLANK, YES], (1, 5))


def test_rankings_that_may_give_voters_away_are_told() -> None:
    assert fingerprints_voters([PARK, RANKED, many(8)], 500) == (3,)
    assert fingerprints_voters([PARK, RANKED, many(8)], 5000) == ()
    assert fingerprints_voters([many(254)], 10**9) == (1,)


def test_an_identifier_has_14_characters_and_comes_once() -> None:
    assert len({new_uuid() for _ in range(50)}) == 50
    assert len(new_uuid()) == 14
