"""An opened ballot is encrypted again: what differs from what its booth said is named."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from citybricks.methods.ballot import strict_json
from citybricks.methods.ballot.archive import Writer
from citybricks.methods.ballot.digests import fingerprint
from citybricks.methods.ballot.documents import (
    Ciphertext,
    DocumentError,
    HomomorphicQuestion,
    NonHomomorphicQuestion,
)
from citybricks.methods.ballot.proving.assembling import Made, Plan, Voter
from citybricks.methods.ballot.proving.ballots import ballot
from citybricks.methods.ballot.verifying.audit import check, contents
from citybricks.methods.ballot.verifying.command import main

PARK = HomomorphicQuestion("What first?", ("Park", "Library", "Lanes"), 1, 2, blank=True)
RANK = NonHomomorphicQuestion("Which order?", ("A", "B", "C"))
VOTES = [[0, 1, 0, 1], [2, 1, 3]]


@pytest.fixture(scope="module")
def made() -> Made:
    """An election with a counted and a ranked question."""
    return Made(Plan((PARK, RANK), [Voter(), Voter()], group="Ed25519", trustees=(1,)))


def opened(made: Made, votes: list[list[int]] = VOTES) -> dict[str, Any]:
    """Make a ballot, and say what an honest booth says of it."""
    drawn: list[int] = []

    def below(most: int) -> int:
        drawn.append(secrets.randbelow(most))
        return drawn[-1]

    sealed = ballot(made.setting, made.credentials[0], votes, below)
    power = made.group.generator_power
    secret = {made.group.write(power(number)): number for number in drawn}

    def numbers(given: Any) -> list[str]:
        ciphertexts = (given,) if isinstance(given, Ciphertext) else given
        return [str(secret[made.group.write(one.alpha)]) for one in ciphertexts]

    raw = sealed.write(made.group)
    return {
        "version": 1,
        "election_uuid": made.uuid,
        "election_hash": made.setting.fingerprint,
        "tracker": fingerprint(raw),
        "ballot": raw.decode(),
        "votes": [list(vote) for vote in votes],
        "randomness": [numbers(answer.choices) for answer in sealed.answers],
    }


def codes(made: Made, audit: dict[str, Any]) -> list[str]:
    """Return what is found, with its place."""
    found = check(made.election, audit)
    assert all(one.en and one.zh for one in found)
    return [f"{one.code} {one.question or ''}.{one.answer}" for one in found]


def test_an_honest_ballot_has_no_differences(made: Made) -> None:
    assert check(made.election, opened(made)) == []
    assert check(made.election, opened(made, [[1, 0, 0, 0], [0, 0, 0]])) == []


def test_what_the_ballot_holds_is_said_in_words(made: Made) -> None:
    assert contents(made.setting.election, VOTES) == [["Park", "Lanes"], ["2: A", "1: B", "3: C"]]
    assert contents(made.setting.election, [[1, 0, 0, 0], [0, 0, 0]])[0] == []


def test_another_vote_than_the_booth_said_is_named(made: Made) -> None:
    audit = opened(made)
    audit["votes"] = [[0, 0, 1, 1], [1, 2, 3]]
    assert codes(made, audit) == ["contents 1.1", "contents 1.2", "contents 2.None"]
    audit["votes"] = [[1, 0, 0, 0], VOTES[1]]
    assert codes(made, audit) == ["contents 1.0", "contents 1.1", "contents 1.3"]


def test_votes_that_the_question_does_not_allow_are_named(made: Made) -> None:
    audit = opened(made)
    for vote in ([0, 0, 0, 0], [0, 1, 1, 1], [1, 1, 0, 0], [0, 2, 0, 0]):
        audit["votes"] = [vote, VOTES[1]]
        assert codes(made, audit) == ["votes 1.None"]


def test_another_ballot_or_election_is_named(made: Made) -> None:
    audit, other = opened(made), opened(made)
    assert codes(made, audit | {"tracker": other["tracker"]}) == ["tracker .None"]
    assert codes(made, audit | {"election_uuid": "x"}) == ["election .None"]
    assert codes(made, audit | {"randomness": other["randomness"]})[0] == "contents 1.0"
    elsewhere = Made(Plan((PARK, RANK), [Voter()], group="Ed25519", trustees=(1,)))
    assert codes(elsewhere, audit) == ["election .None"]


def change(raw: str, edit: Callable[[dict[str, Any]], object]) -> str:
    """Change something in a ballot."""
    document: Any = strict_json.loads(raw.encode())
    edit(document)
    return strict_json.dumps(document).decode()


def test_a_ballot_that_the_board_would_refuse_is_named(made: Made) -> None:
    audit = opened(made)
    edits = {
        "B1": lambda it: it.update(more="x"),
        "B4": lambda it: it["signature"]["proof"].update(response="1"),
        "B6": lambda it: it["answers"][0]["individual_proofs"].reverse(),
    }
    for code, edit in edits.items():
        raw = change(audit["ballot"], edit)
        changed = audit | {"ballot": raw, "tracker": fingerprint(raw.encode())}
        found = codes(made, changed)
        assert found
        assert found[0].startswith("B")
        if code != "B6":
            assert found == [f"{code} .None"]


@pytest.mark.parametrize(
    "edit",
    [
        {"version": 2},
        {"tracker": 5},
        {"ballot": None},
        {"votes": [[0, 1, 0, 1]]},
        {"votes": [[0, 1, 0], [2, 1, 3]]},
        {"votes": [[0, True, 0, 1], [2, 1, 3]]},
        {"votes": [[0, -1, 0, 1], [2, 1, 3]]},
        {"randomness": "12"},
        {"randomness": [["1"], ["1"]]},
        {"randomness": [["01", "1", "1", "1"], ["1"]]},
        {"randomness": [["1", "1", "1", "²"], ["1"]]},
        {"randomness": [["1", "1", "1", "9" * 80], ["1"]]},
        {"more": 1},
    ],
)
def test_a_file_of_another_shape_is_named(made: Made, edit: dict[str, Any]) -> None:
    assert codes(made, opened(made) | edit) == ["shape .None"]


def test_an_election_that_is_none_is_refused(made: Made) -> None:
    with pytest.raises(DocumentError):
        check(b"{}", opened(made))


def test_the_verifier_says_what_to_compare(
    made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    board, file = tmp_path / "board.bel", tmp_path / "audit.json"
    board.write_bytes(b"".join(made.setup(Writer(0))))
    audit = opened(made)
    file.write_bytes(strict_json.dumps(audit))
    assert main([str(board), "--audit", str(file), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert audit["tracker"] in said
    assert "    Park\n    Lanes\n" in said
    audit["votes"] = [[0, 1, 1, 0], VOTES[1]]
    file.write_bytes(strict_json.dumps(audit))
    assert main([str(board), "--audit", str(file), "--lang", "zh"]) == 2
    assert "作了假" in capsys.readouterr().out
    file.write_bytes(b"[]")
    assert main([str(board), "--audit", str(file)]) == 1
