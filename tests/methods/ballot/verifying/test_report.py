"""What else is asked of a board: earlier copies, heads, trackers; and what is known already."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from nacl.signing import SigningKey

from citybricks.methods.ballot.digests import fingerprint, sha256_hex
from citybricks.methods.ballot.proving.ballots import ballot
from citybricks.methods.ballot.strict_json import dumps
from citybricks.methods.ballot.verifying import CHECKS, Cache, Report
from citybricks.methods.ballot.verifying.heads import among
from tests.methods.ballot.verifying.boards import Board, Step, board, made, verified

KEY, WITNESS = SigningKey(b"b" * 32), SigningKey(b"w" * 32)


def part(count: int, name: str = "counted") -> bytes:
    """Return the first events of an archive."""
    whole = board(name)
    return Board(whole.steps[:count], whole.timestamp).write()


def signed(fields: dict[str, Any], key: SigningKey) -> dict[str, Any]:
    said = {**fields, "key_id": key.verify_key.encode().hex()}
    return {**said, "sig": key.sign(dumps(said)).signature.hex()}


def head(raw: bytes, **changes: Any) -> dict[str, Any]:
    """Return a signed head of the archive as it is."""
    found = verified(raw)
    fields = {
        "uuid": found.uuid,
        "height": found.head["height"],
        "event_hash": found.head["event_hash"],
        "bytes": len(raw),
        "sha256_prefix": sha256_hex(raw),
        "time": 1_793_000_000,
    }
    return signed({**fields, **changes}, KEY)


# --- the report ----------------------------------------------------------------------------------
def test_a_report_has_a_row_for_each_check_in_two_languages() -> None:
    report = verified(made("counted")[0])
    assert [row.id for row in report.checks] == list(CHECKS)
    assert all(row.en and row.zh and row.en != row.zh for row in report.checks)
    json.dumps(report.json())


def test_a_board_without_a_result_is_never_ok() -> None:
    for count in range(1, len(board("ranked").steps)):
        report = verified(part(count, "ranked"))
        assert report.verdict == "incomplete"
        assert report.result is None


def test_the_head_says_what_was_read() -> None:
    raw = made("counted")[0]
    found = verified(raw).head
    assert (found["bytes"], found["sha256"]) == (len(raw), sha256_hex(raw))
    assert found["height"] == len(board("counted").steps) - 1


# --- P1 ------------------------------------------------------------------------------------------
def test_an_earlier_copy_is_a_prefix() -> None:
    raw = made("counted")[0]
    for count in (1, 3, len(board("counted").steps)):
        report = verified(raw, previous=io.BytesIO(part(count)))
        assert (report.verdict, report.row("P1").status) == ("ok", "pass")


def test_a_board_that_dropped_a_ballot_is_not_what_it_was() -> None:
    dropped = board("counted")
    dropped.steps = [*dropped.steps[:3], *dropped.steps[4:5]]
    report = verified(dropped.write(), previous=io.BytesIO(part(5)))
    assert report.failed == ("P1",)


def test_a_board_that_is_shorter_than_it_was_is_named() -> None:
    assert verified(part(3), previous=io.BytesIO(part(4))).failed == ("P1",)


# --- H1 ------------------------------------------------------------------------------------------
def test_heads_of_any_time_fit_the_board() -> None:
    given = [head(part(count)) for count in (1, 2, 4)]
    witnessed = signed({"head": given[1], "witness": "https://lyon.example"}, WITNESS)
    report = verified(made("counted")[0], heads=[*given, witnessed])
    assert (report.verdict, report.row("H1").status) == ("ok", "pass")
    assert report.row("H1").evidence["witnesses"] == ["https://lyon.example"]


@pytest.mark.parametrize(
    "changes",
    [
        {"event_hash": "0" * 64},
        {"sha256_prefix": "0" * 64},
        {"bytes": 512},
        {"height": 99},
        {"uuid": "anotherElection"},
    ],
)
def test_a_head_of_another_board_is_named(changes: dict[str, Any]) -> None:
    report = verified(made("counted")[0], heads=[head(part(2), **changes)])
    assert report.failed == ("H1",)


def test_a_split_view_is_found_by_the_head_of_the_other() -> None:
    other = board("counted")
    other.steps.insert(1, Step("Ballot", list(other.of("Ballot")[1].data)))
    report = verified(part(3), heads=[head(Board(other.steps[:3], other.timestamp).write())])
    assert report.failed == ("H1",)


def test_a_head_that_was_changed_is_not_signed() -> None:
    given = head(part(2)) | {"time": 0}
    assert verified(made("counted")[0], heads=[given]).failed == ("H1",)
    given = head(part(2))
    witnessed = signed({"head": given, "witness": "a"}, WITNESS) | {"witness": "b"}
    assert verified(made("counted")[0], heads=[witnessed]).failed == ("H1",)
    broken: list[dict[str, Any]]
    broken = [{}, {"sig": ""}, {**given, "height": "2"}, {**given, "sig": "zz"}, {"head": 1}]
    for one in broken:
        assert verified(made("counted")[0], heads=[one]).failed == ("H1",)


def test_heads_are_found_in_what_the_board_lists() -> None:
    given = head(part(2))
    witnessed = signed({"head": given, "witness": "a"}, WITNESS)
    listed = {"heads": [{"head": given, "witnesses": [witnessed]}]}
    assert among(listed) == [given, witnessed]
    assert among(given) == [given]
    assert among([given, witnessed]) == [given, witnessed]


# --- X1 ------------------------------------------------------------------------------------------
def test_a_tracker_is_found_counted_or_replaced() -> None:
    steps = board("counted").of("Ballot")
    statuses = [
        verified(made("counted")[0], tracker=fingerprint(step.data[-1]))
        .row("X1")
        .evidence["status"]
        for step in steps
    ]
    assert statuses == ["replaced", "counted", "counted", "counted"]


def test_a_tracker_that_is_not_there_fails() -> None:
    assert verified(made("counted")[0], tracker="A" * 43).failed == ("X1",)
    assert "X1" in verified(b"", tracker="A" * 43).failed


# --- what is known already -----------------------------------------------------------------------
def same(one: Report, other: Report) -> bool:
    left, right = one.json(), other.json()
    left.pop("timing")
    right.pop("timing")
    return left == right


@pytest.mark.parametrize("name", ["counted", "weighted", "threshold", "ranked"])
def test_what_passed_before_gives_the_same_report(name: str, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache.sqlite")
    raw = made(name)[0]
    first = verified(raw, cache=cache)
    again = verified(raw, cache=cache)
    assert same(first, again)
    assert (first.timing["cached"], again.timing["cached"]) == (0, first.counts["ballots"])
    assert same(first, verified(raw))


def test_a_board_that_grows_is_taken_up_where_it_was(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache.sqlite")
    whole = board("counted")
    for count in range(1, len(whole.steps) + 1):
        report = verified(part(count), cache=cache)
        assert report.failed == ()
        kinds = [step.kind for step in whole.steps[:count]]
        fresh = 1 if kinds[-1] == "Ballot" else 0
        assert report.counts["ballots"] - report.timing["cached"] == fresh
    assert report.verdict == "ok"


def test_another_board_of_the_same_election_is_read_anew(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache.sqlite")
    verified(made("counted")[0], cache=cache)
    dishonest = board("counted")
    dishonest.steps[1], dishonest.steps[2] = dishonest.steps[2], dishonest.steps[1]
    report = verified(dishonest.write(), cache=cache)
    assert report.verdict == "ok"  # another order of two voters is an honest board too
    assert report.head != verified(made("counted")[0]).head
    replayed = board("counted")
    replayed.steps.insert(5, Step("Ballot", list(replayed.steps[1].data)))
    assert "B8" in verified(replayed.write(), cache=cache).failed


def test_a_ballot_that_failed_is_not_remembered(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache.sqlite")
    dishonest = board("counted")
    dishonest.of("Ballot")[0].edit(lambda value: value["answers"][0]["individual_proofs"].reverse())
    for _ in range(2):
        assert {"B4", "B6"} <= set(verified(dishonest.write(), cache=cache).failed)


# --- in several processes ------------------------------------------------------------------------
@pytest.mark.long
def test_several_processes_find_what_one_does() -> None:
    whole = made("counted")[1]
    steps = board("counted").steps[:1]
    for number in range(600):
        credential = whole.credentials[number % 4]
        choices = [[0, 0, 0]]
        choices[0][number % 3] = 1
        raw = ballot(whole.setting, credential, choices).write(whole.group)
        steps.append(Step("Ballot", [raw]))
    honest = Board(steps, 1_793_000_000).write()
    assert same(verified(honest), verified(honest, workers=2))
    assert verified(honest, workers=2).verdict == "incomplete"
    steps[300].edit(lambda value: value["answers"][0]["overall_proof"].append({}))
    steps[301].edit(lambda value: value.update(election_uuid="another"))
    dishonest = Board(steps, 1_793_000_000).write()
    assert same(verified(dishonest), verified(dishonest, workers=2))
    assert {"B1", "B2"} <= set(verified(dishonest, workers=2).failed)


def test_progress_is_told() -> None:
    told: list[int] = []
    verified(made("counted")[0], progress=told.append)
    assert told == [1, 2, 3, 4]


def test_what_was_put_between_what_was_known_is_found(tmp_path: Path) -> None:
    """Data of nobody move the places of ballots that were read before."""
    cache = Cache(tmp_path / "cache.sqlite")
    assert verified(part(4), cache=cache).failed == ()
    dishonest = board("counted")
    dishonest.steps[1].data.insert(0, b'"' + b"x" * 5000 + b'"')
    report = verified(dishonest.write(), cache=cache)
    assert (report.verdict, "A4" in report.failed) == ("failed", True)


# --- S7 ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("count", "weight", "status"),
    [(2, 5, "pass"), (1, 3, "warn"), (1, 5, "fail"), (3, 5, "fail"), (2, 4, "fail")],
)
def test_credentials_are_as_many_as_voters_on_the_roll(
    count: int, weight: int, status: str
) -> None:
    roll = {"count": count, "total_weight": weight, "sha256": "0" * 64}
    report = verified(made("weighted")[0], roll=roll)
    assert report.row("S7").status == status
    assert report.verdict == ("failed" if status == "fail" else "ok")


def test_a_roll_without_count_is_refused() -> None:
    assert verified(made("weighted")[0], roll={"count": "2"}).failed == ("S7",)
