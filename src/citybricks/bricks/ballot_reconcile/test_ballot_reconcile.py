"""Lists that tell the same add up; one that does not is named by its row."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from citybricks import BrickError
from citybricks.bricks.ballot_reconcile.brick import Reconciled, ballot_reconcile
from citybricks.kernel.translation import translator
from citybricks.types.files import File
from citybricks.views import page_of

EXAMPLE = json.loads((ballot_reconcile.folder / "example.json").read_text("utf-8"))["inputs"]

ROLL: list[dict[str, Any]] = [
    {"voter": "1001", "voted": "online"},
    {"voter": "1002", "voted": "paper"},
    {"voter": "1003", "voted": "postal"},
    {"voter": "1004"},
]
BOARD = [{"credential": "key"}]
LOG = [{"voter": "1002", "channel": "paper"}, {"voter": "1003", "channel": "postal"}]


def reconcile(roll: Any = ROLL, board: Any = BOARD, log: Any = LOG, **more: Any) -> Reconciled:
    given = {"roll": roll, "board": board, "log": log, **more}
    return ballot_reconcile.run({name: value for name, value in given.items() if value})


def test_lists_that_tell_the_same_add_up() -> None:
    outcome = reconcile()
    assert outcome.adds_up
    marked = outcome.channels.frame.set_index("channel")["marked"]
    assert marked.to_dict() == {"online": 1, "paper": 1, "postal": 1, "no vote": 1}
    assert outcome.eligible == marked.sum()
    assert outcome.turnout.value == 75


def test_the_mistakes_of_the_example_are_all_found() -> None:
    outcome = ballot_reconcile.run(EXAMPLE)
    assert not outcome.adds_up
    assert outcome.differences.frame["difference"].tolist() == [
        "is marked on the roll but not in the log",
        "is in the log but not on the roll",
        "is in the log but not marked on the roll",
        "is in the log though the roll says online",
        "more voters on the board than marks on the roll",
    ]
    assert outcome.replaced == 2


@given(marks=some.lists(some.sampled_from([None, "online", "paper", "postal"]), min_size=1))
def test_eligible_is_the_sum_of_all_ways(marks: list[str | None]) -> None:
    roll = [{"voter": str(at), "voted": mark} for at, mark in enumerate(marks)]
    board = [{"credential": str(at)} for at, mark in enumerate(marks) if mark == "online"]
    log = [
        {"voter": str(at), "channel": mark}
        for at, mark in enumerate(marks)
        if mark in ("paper", "postal")
    ]
    outcome = reconcile(roll, board, log)
    assert outcome.adds_up
    assert outcome.channels.frame["marked"].sum() == outcome.eligible == len(marks)
    assert outcome.voted == len(board) + len(log)


def test_without_a_log_whoever_is_marked_is_named() -> None:
    outcome = reconcile(log=None)
    assert outcome.differences.frame[["source", "row", "voter"]].to_numpy().tolist() == [
        ["roll", 2, "1002"],
        ["roll", 3, "1003"],
    ]


def test_a_vote_without_a_mark_is_a_number_and_names_nobody() -> None:
    (found,) = reconcile(board=[*BOARD, {"credential": "other"}]).differences.frame.to_dict(
        "records"
    )
    assert (found["voter"], found["expected"], found["found"]) == ("", 1, 2)


def test_who_votes_again_is_one_voter() -> None:
    outcome = reconcile(board=BOARD * 3)
    assert outcome.adds_up
    assert outcome.replaced == 2


def test_districts_of_few_are_left_out() -> None:
    roll = [
        {"voter": f"{name}{at}", "district": name, **({"voted": "paper"} if at < many else {})}
        for name, many in {"A": 30, "B": 12, "C": 2}.items()
        for at in range(50)
    ]
    districts = reconcile(roll).districts.frame.set_index("district")
    assert districts["turnout"].dropna().to_dict() == {"A": 60}
    assert districts["voted"].isna().tolist() == [False, True, True]
    all_told = reconcile(roll, fewest=1).districts.frame
    assert all_told["voted"].tolist() == [30, 12, 2]


def test_a_channel_that_does_not_exist_is_refused_by_row_and_column() -> None:
    with pytest.raises(ValueError, match=r"roll\.0\.voted") as caught:
        reconcile([{"voter": "1", "voted": "telepathy"}])
    assert "telepathy" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "column", "lists"),
    [
        ("roll", "voter", {"roll": [{"voter": " "}]}),
        ("board", "credential", {"board": [{"credential": "\t"}]}),
        ("log", "voter", {"log": [{"voter": "　", "channel": "paper"}]}),
    ],
)
def test_a_name_of_nothing_is_refused(name: str, column: str, lists: dict[str, Any]) -> None:
    with pytest.raises(BrickError) as caught:
        reconcile(**lists)
    assert caught.value.input == f"{name}.0.{column}"


def test_numbers_of_voters_in_a_csv_keep_their_zeros() -> None:
    roll = File.named("roll.csv", b"voter,voted,district\n007,online,Oda\n08,,Oda\n")
    outcome = ballot_reconcile.run({"roll": roll, "board": BOARD})
    assert outcome.adds_up
    assert outcome.eligible == 2


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_a_page_says_whether_it_adds_up(language: str) -> None:
    words = translator(language, *ballot_reconcile.texts)
    page = page_of(ballot_reconcile, reconcile()).html(words, language)
    assert words("Roll, board and log tell the same.") in page
    page = page_of(ballot_reconcile, reconcile(log=None)).html(words, language)
    assert words("is marked on the roll but not in the log") in page
