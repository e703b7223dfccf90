"""Ballots that the booth's script makes are those of the protocol, for whoever checks them."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from citybricks.methods.ballot.digests import fingerprint
from citybricks.methods.ballot.documents import HomomorphicQuestion, Question
from citybricks.methods.ballot.verifying import audit, ballots, setup
from citybricks.methods.ballot.verifying.checks import Refused
from tests.services.voting.booth.conftest import MakeBallot
from tests.services.voting.booth.small_board import BLANK, GRADE, PICK, RANK, SCORE, Election

pytestmark = pytest.mark.xdist_group("booth")

MANY = HomomorphicQuestion("Up to three", tuple("ABCDE"), 0, 3)
VOTES = {
    "picked": (PICK, [0, 0, 1, 0]),
    "two of four": (BLANK, [0, 1, 0, 1, 0]),
    "blank": (BLANK, [1, 0, 0, 0, 0]),
    "none": (MANY, [0, 0, 0, 0, 0]),
    "three": (MANY, [1, 0, 1, 0, 1]),
    "score": (SCORE, [0] * 10 + [1]),
    "ranked": (RANK, [2, 3, 1, 3]),
    "blank ranking": (RANK, [0, 0, 0, 0]),
    "graded": (GRADE, [5, 1]),
}
CHOSEN = ["picked", "two of four", "blank", "none", "three", "score"]


def cast(election: Election, make_ballot: MakeBallot, voter: int, votes: list[list[int]]) -> str:
    """Make a ballot of a voter and put it on the board; return its tracker."""
    made = make_ballot(election.election, election.credentials[voter], votes)
    election.cast.append(made["ballot"].encode())
    tracker: str = made["tracker"]
    return tracker


def belenios(folder: Path) -> str:
    """Have Belenios verify the archive in a folder; return what it says."""
    tool = shutil.which("belenios-tool")
    if tool is None:
        pytest.skip("belenios-tool is not installed: apt-get install belenios-tool")
    command = [tool, "election", "verify", "--dir", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.mark.parametrize(
    ("group", "short"),
    [("BELENIOS-2048", True), ("RFC-3526-2048", False), ("Ed25519", True), ("Ed25519", False)],
)
def test_our_verifier_accepts_every_kind_of_answer(
    make_ballot: MakeBallot, group: str, short: bool
) -> None:
    kinds = CHOSEN if group == "BELENIOS-2048" else list(VOTES)
    questions, votes = zip(*(VOTES[kind] for kind in kinds), strict=True)
    election = Election(questions, 1, group=group, short=short)
    tracker = cast(election, make_ballot, 0, list(votes))
    trustees = election.trustees.write(election.group)
    board = setup.of(election.election, trustees, election.public_credentials)
    ballots.check(board, election.cast[0])
    assert tracker == fingerprint(election.cast[0])


@pytest.mark.parametrize(
    ("group", "questions"),
    [
        ("BELENIOS-2048", (BLANK, MANY)),
        pytest.param("RFC-3526-2048", (BLANK, MANY, RANK), marks=pytest.mark.long),
    ],
    ids=["chosen", "ranked"],
)
def test_belenios_counts_what_was_voted(
    make_ballot: MakeBallot, group: str, questions: tuple[Question, ...], tmp_path: Path
) -> None:
    election = Election(questions, 3, group=group, short=True)
    votes = {
        BLANK.question: [[0, 1, 0, 1, 0], [1, 0, 0, 0, 0], [0, 0, 0, 1, 0], [0, 1, 0, 0, 0]],
        MANY.question: [[1, 0, 1, 0, 1], [0, 0, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 0, 0, 1]],
        RANK.question: [[2, 3, 1, 3], [0, 0, 0, 0], [1, 2, 4, 3], [4, 3, 2, 1]],
    }
    for number in range(4):  # the last is the first voter's second ballot
        cast(election, make_ballot, number % 3, [votes[one.question][number] for one in questions])
    election.archive(tmp_path)
    told = belenios(tmp_path)
    assert "all checks passed" in told
    assert "no result" not in told
    counted = {
        BLANK.question: [1, 1, 0, 1, 0],
        MANY.question: [0, 1, 0, 0, 1],
        RANK.question: [[0, 0, 0, 0], [1, 2, 4, 3], [4, 3, 2, 1]],
    }
    result = json.loads(election.result.write())["result"]
    shown = [sorted(one) if isinstance(one[0], list) else one for one in result]
    assert shown == [counted[one.question] for one in questions]


def test_belenios_accepts_a_ranking(make_ballot: MakeBallot, tmp_path: Path) -> None:
    election = Election((RANK,), 1, group="RFC-3526-2048", short=True)
    cast(election, make_ballot, 0, [[2, 3, 1, 3]])
    election.archive(tmp_path, tallied=False)
    assert "all checks passed" in belenios(tmp_path)


def test_a_ballot_is_bound_to_its_election_and_its_credential(make_ballot: MakeBallot) -> None:
    election, other = Election((PICK,), 2), Election((PICK,), 2)
    cast(election, make_ballot, 0, [[0, 1, 0, 0]])
    for changed, code in ((other, "B2"), (election, "B4")):
        board = setup.of(
            changed.election,
            changed.trustees.write(changed.group),
            changed.public_credentials,
        )
        raw = election.cast[0]
        if changed is election:  # another voter's credential beside the same proofs
            ballot = json.loads(raw)
            mine, its = election.listed()
            theirs = its if election.group.write(mine.key) == ballot["credential"] else mine
            ballot["credential"] = election.group.write(theirs.key)
            raw = json.dumps(ballot, separators=(",", ":")).encode()
        with pytest.raises(Refused) as refused:
            ballots.check(board, raw)
        assert refused.value.check_id == code


def test_an_audit_of_the_booth_is_checked_by_another_program(make_ballot: MakeBallot) -> None:
    election = Election((BLANK, RANK), 1)
    votes = [[0, 1, 0, 1, 0], [2, 3, 1, 3]]
    made = make_ballot(election.election, election.credentials[0], votes)
    opened = {
        "version": 1,
        "election_uuid": election.uuid,
        "election_hash": election.setting.fingerprint,
        "tracker": made["tracker"],
        "ballot": made["ballot"],
        "votes": votes,
        "randomness": made["randomness"],
    }
    assert audit.check(election.election, opened) == []
    flipped = opened | {"votes": [[0, 0, 1, 1, 0], [2, 3, 1, 3]]}
    found = [
        (one.code, one.question, one.answer) for one in audit.check(election.election, flipped)
    ]
    assert found == [("contents", 1, 1), ("contents", 1, 2)]


@pytest.mark.parametrize("group", ["BELENIOS-2048", "RFC-3526-2048", "Ed25519"])
@pytest.mark.parametrize(("choices", "most", "count"), [(5, 150, 5), (50, 1500, 2)])
def test_choices_are_encrypted_in_a_moment(
    make_ballot: MakeBallot, group: str, choices: int, most: float, count: int
) -> None:
    answers = tuple(f"Answer {number}" for number in range(choices))
    election = Election((HomomorphicQuestion("Which", answers, 1, 1),), 1, group=group)
    vote = [1] + [0] * (choices - 1)
    made = make_ballot(election.election, election.credentials[0], [vote], count)
    print(group, choices, made["milliseconds"])
    assert made["milliseconds"] <= most
