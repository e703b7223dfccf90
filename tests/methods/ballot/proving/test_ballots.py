"""Ballots say what the voter chose, to nobody."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from citybricks.methods.ballot.archive import Writer
from citybricks.methods.ballot.documents import Ballot
from citybricks.methods.ballot.proving.assembling import Made, Plan, Threshold, Voter
from citybricks.methods.ballot.proving.ballots import ChoiceError, ballot
from citybricks.methods.ballot.proving.credentials import CredentialError
from citybricks.methods.ballot.verifying.ballots import check
from citybricks.methods.ballot.verifying.setup import of
from tests.methods.ballot.proving.elections import BLANK, PARK, RANKED, SHAPES, YES, repeated, tool


@pytest.fixture(scope="module")
def made() -> Made:
    return Made(Plan([PARK, BLANK, RANKED], [Voter(), Voter()], "Ed25519", trustees=(1,)))


RIGHT = [[0, 1, 0], [0, 1, 1, 0], [3, 1, 2]]


def test_the_same_choice_looks_different_each_time(made: Made) -> None:
    first, second = (ballot(made.setting, made.credentials[0], RIGHT) for _ in range(2))
    assert first.credential == second.credential
    assert first.answers[0] != second.answers[0]


def test_a_ballot_can_be_read_back(made: Made) -> None:
    raw = ballot(made.setting, made.credentials[0], RIGHT).write(made.group)
    assert Ballot.parse(raw, made.setting.election).write(made.group) == raw


def test_chance_is_the_only_thing_that_tells_two_ballots_apart(made: Made) -> None:
    one, same = (ballot(made.setting, made.credentials[0], RIGHT, repeated(7)) for _ in range(2))
    assert one == same


@pytest.mark.parametrize(
    ("question", "choices", "reason"),
    [
        (0, [0, 0, 0], "0 answers chosen, from 1 to 1 are allowed"),
        (0, [1, 1, 0], "2 answers chosen"),
        (0, [2, 0, 0], "a 0 or 1 for each of 3 answers"),
        (0, [1, 0], "a 0 or 1 for each of 3 answers"),
        (1, [1, 0, 1, 0], "blank and an answer at once"),
        (1, [0, 0, 0, 0], "0 answers chosen, from 1 to 2"),
        (1, [1, 0, 0], "led by one for blank"),
        (2, [1, 2], "one number from 0 to 255 for each of 3"),
        (2, [1, 2, 256], "one number from 0 to 255"),
    ],
)
def test_what_a_question_does_not_allow_is_refused(
    made: Made, question: int, choices: Sequence[int], reason: str
) -> None:
    given: list[Sequence[int]] = list(RIGHT)
    given[question] = choices
    with pytest.raises(ChoiceError, match=reason) as refused:
        ballot(made.setting, made.credentials[0], given)
    assert refused.value.question == question + 1


def test_each_question_has_to_be_answered(made: Made) -> None:
    with pytest.raises(ChoiceError, match="there are 3 questions and 1 answers"):
        ballot(made.setting, made.credentials[0], RIGHT[:1])


def test_a_mistyped_credential_signs_nothing(made: Made) -> None:
    with pytest.raises(CredentialError, match="a typing error"):
        ballot(made.setting, "kP8-ipZ-K5L-gc7-65A", RIGHT)


def test_a_ballot_of_belenios_tool_counts_in_our_election(tmp_path: Path) -> None:
    voters = [Voter([[[1, 0, 0], [0, 1]]]), Voter()]
    plan = Plan([PARK, YES], voters, trustees=(Threshold(3, 2),), short=True)
    made = Made(plan)
    (tmp_path / f"{made.uuid}.bel").write_bytes(b"".join(made.setup(Writer(plan.timestamp))))
    (tmp_path / "credential").write_text(made.credentials[1])
    (tmp_path / "choice.json").write_text(json.dumps([[0, 0, 1], [1, 0]]))
    read = ("--dir", tmp_path, "--privcred", tmp_path / "credential")
    command = (tool(), "election", "generate-ballot", *read, "--ballot", tmp_path / "choice.json")
    done = subprocess.run(command, capture_output=True, check=True)
    trustees = made.trustees.write(made.group)
    theirs = check(of(made.election, trustees, made.public_credentials), done.stdout.strip())
    ours = list(made.ballots())
    made.ballots = lambda: iter([*ours, theirs])  # type: ignore[method-assign]
    assert all(made.records())
    assert made.result.result == ((1, 0, 1), (1, 1))


def test_a_ranked_ballot_cannot_be_weighed() -> None:
    plan = replace(SHAPES["ranked, two shuffles"], group="Ed25519", voters=[Voter(weight=2)])
    with pytest.raises(ValueError, match="rankings cannot be weighed"):
        Made(plan)


def test_rankings_are_refused_in_a_group_that_cannot_hold_them() -> None:
    with pytest.raises(ValueError, match="choose RFC-3526-2048 or Ed25519"):
        Made(Plan([RANKED], [Voter()], "BELENIOS-2048"))
