"""Roll, board and log add up, or every difference is named by its row."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as some

from citybricks.methods.ballot.reconciling import (
    Cast,
    Channel,
    Difference,
    Entry,
    by_district,
    reconcile,
)

channels = some.sampled_from([None, "online", "paper", "postal"])
rolls = some.lists(channels, min_size=1, max_size=30).map(
    lambda marks: [Entry(f"V{at:03}", mark) for at, mark in enumerate(marks)]
)


def log_of(roll: list[Entry]) -> list[Entry]:
    return [entry for entry in roll if entry.channel in ("paper", "postal")]


def board_of(roll: list[Entry]) -> list[Cast]:
    online = [entry for entry in roll if entry.channel == "online"]
    return [Cast(f"key {at}", entry.weight) for at, entry in enumerate(online)]


@given(roll=rolls)
def test_what_fits_adds_up(roll: list[Entry]) -> None:
    found = reconcile(roll, board_of(roll), log_of(roll))
    assert found.adds_up
    assert found.eligible == found.online + found.paper + found.postal + found.none == len(roll)
    assert found.on_board == found.online
    assert found.in_log == {"paper": found.paper, "postal": found.postal}


@given(roll=rolls, data=some.data())
def test_a_lost_row_of_the_log_is_named_by_the_row_of_the_roll(
    roll: list[Entry], data: some.DataObject
) -> None:
    log = log_of(roll)
    if log:
        lost = data.draw(some.sampled_from(log))
        log.remove(lost)
        assert reconcile(roll, board_of(roll), log).differences == (
            Difference(
                "is marked on the roll but not in the log",
                "roll",
                roll.index(lost) + 1,
                lost.voter,
            ),
        )


@given(roll=rolls, more=some.integers(1, 3))
def test_ballots_that_nobody_is_marked_for_are_seen(roll: list[Entry], more: int) -> None:
    stuffed = [*board_of(roll), *(Cast(f"stuffed {at}") for at in range(more))]
    (difference,) = reconcile(roll, stuffed, log_of(roll)).differences
    assert difference.kind == "more voters on the board than marks on the roll"
    assert difference.found is not None
    assert difference.expected == difference.found - more


def test_who_votes_again_is_one_voter() -> None:
    roll = [Entry("A", "online"), Entry("B")]
    found = reconcile(roll, [Cast("key"), Cast("key"), Cast("key")], [])
    assert found.adds_up
    assert (found.on_board, found.ballots) == (1, 3)


ROLL = [
    Entry("1001", "online"),
    Entry("1002", "paper"),
    Entry("1003", "postal"),
    Entry("1004"),
    Entry("１００１", "online"),
]


@pytest.mark.parametrize(
    ("voter", "channel", "kind"),
    [
        ("1001", "paper", "is in the log though the roll says online"),
        ("1002", "postal", "is marked paper on the roll but postal in the log"),
        ("1003", "paper", "is marked postal on the roll but paper in the log"),
        ("1004", "paper", "is in the log but not marked on the roll"),
        ("9999", "paper", "is in the log but not on the roll"),
    ],
)
def test_a_row_of_the_log_that_does_not_fit_is_named(
    voter: str, channel: Channel, kind: str
) -> None:
    found = reconcile(ROLL[:4], [Cast("key")], [Entry(voter, channel)])
    assert Difference(kind, "log", 1, voter) in found.differences


def test_the_same_voter_written_in_another_width_is_one_voter() -> None:
    log = [Entry("1002", "paper"), Entry("1003", "postal"), Entry(" 1002 ", "paper")]
    found = reconcile(ROLL, [Cast("key")], log)
    assert found.eligible == 4
    assert [(one.kind, one.row) for one in found.differences] == [
        ("is on the roll twice", 5),
        ("is in the log twice", 3),
    ]


def test_weights_are_compared_where_numbers_agree() -> None:
    (difference,) = reconcile([Entry("A", "online", weight=3)], [Cast("key", 2)], []).differences
    assert (difference.expected, difference.found) == (3, 2)


def test_districts_in_which_few_voted_or_few_did_not_are_not_told() -> None:
    sizes = {"Oda": (40, 20), "Hoyodai": (40, 3), "Ekimae": (60, 52), "Daigaku": (90, 30)}
    roll = [
        Entry(f"{name} {at}", "online" if at < voted else None, district=name)
        for name, (eligible, voted) in sizes.items()
        for at in range(eligible)
    ]
    told = {one.name: one.voted for one in by_district(roll)}
    assert told == {"Daigaku": 30, "Ekimae": None, "Hoyodai": None, "Oda": 20}


def test_one_hidden_district_is_not_told_by_the_sum() -> None:
    counts = Counter({"A": 50, "B": 30, "C": 2})
    roll = [
        Entry(f"{name}{at}", "paper" if at < many else None, district=name)
        for name, many in counts.items()
        for at in range(100)
    ]
    assert [one.voted for one in by_district(roll)] == [50, None, None]
