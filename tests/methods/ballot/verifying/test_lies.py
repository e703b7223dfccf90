"""Whoever holds the server, or some keys, can write a board anew; what was changed is named."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from citybricks.methods.ballot.digests import sha256_hex
from citybricks.methods.ballot.documents import EncryptedTally, Shuffle
from citybricks.methods.ballot.proving.assembling import Made
from citybricks.methods.ballot.strict_json import dumps
from tests.methods.ballot.verifying.boards import PLANS, Board, Step, board, made, verified


@pytest.mark.parametrize("name", PLANS)
def test_an_honest_board_is_ok_and_its_result_is_told(name: str) -> None:
    raw, whole = made(name)
    report = verified(raw)
    assert (report.verdict, report.failed) == ("ok", ())
    assert report.result == json.loads(whole.result.write())["result"]


@pytest.mark.parametrize("name", PLANS)
def test_what_is_written_anew_unchanged_is_the_same_file(name: str) -> None:
    assert board(name).write() == made(name)[0]


def swap(board: Board, one: int, other: int) -> None:
    board.steps[one], board.steps[other] = board.steps[other], board.steps[one]


def at(board: Board, kind: str) -> int:
    return board.steps.index(board.one(kind))


def early_close(board: Board) -> None:
    swap(board, at(board, "EndBallots"), at(board, "EndBallots") - 1)


def drop_a_ballot(board: Board) -> None:
    board.steps.remove(board.of("Ballot")[-1])


def replay(board: Board) -> None:
    board.steps.insert(at(board, "EndBallots"), Step("Ballot", list(board.one("Ballot").data)))


def older_vote_counts_again(board: Board) -> None:
    """Move the first vote of the voter who voted again behind all others."""
    ballots = board.of("Ballot")
    board.steps.remove(ballots[0])
    board.steps.insert(at(board, "EndBallots"), ballots[0])


def twice(kind: str) -> Callable[[Board], None]:
    def change(board: Board) -> None:
        step = board.of(kind)[-1]
        board.steps.insert(board.steps.index(step), Step(kind, list(step.data)))

    return change


def without(kind: str) -> Callable[[Board], None]:
    return lambda board: board.without(kind)


def sized(**fields: int) -> Callable[[Board], None]:
    return lambda board: board.one("EncryptedTally").edit(lambda value: value.update(fields))


def other_result(board: Board) -> None:
    board.one("Result").edit(lambda value: value["result"][0].reverse())


def shorter_result(board: Board) -> None:
    board.one("Result").edit(lambda value: value["result"][0].pop())


def longer_result(board: Board) -> None:
    board.one("Result").edit(lambda value: value["result"].append([1]))


def beyond_the_order(board: Board) -> None:
    """Say a count that is the same logarithm, once around the group."""
    order = board.election.group.order

    def change(value: Any) -> None:
        value["result"][0][0] += order

    step = board.one("Result")
    value = json.loads(step.data[-1])
    change(value)
    step.data[-1] = json.dumps(value, separators=(",", ":")).encode()


def swapped_tally(board: Board) -> None:
    board.one("EncryptedTally").edit(lambda value: value[0].reverse(), 0)


def one_owner(kind: str) -> Callable[[Board], None]:
    def change(board: Board) -> None:
        for step in board.of(kind):
            step.edit(lambda value: value.update(owner=1))

    return change


def exchanged_owners(kind: str) -> Callable[[Board], None]:
    def change(board: Board) -> None:
        for step, owner in zip(board.of(kind), (2, 1), strict=True):
            step.edit(lambda value, owner=owner: value.update(owner=owner))

    return change


def nobody(kind: str) -> Callable[[Board], None]:
    return lambda board: board.one(kind).edit(lambda value: value.update(owner=9))


def bent_share(board: Board) -> None:
    def change(value: Any) -> None:
        factors = value["decryption_factors"][0]
        factors[0], factors[1] = factors[1], factors[0]

    board.one("PartialDecryption").edit(change, 0)


def shuffle_changed(change: Callable[[Any], None]) -> Callable[[Board], None]:
    return lambda board: board.of("Shuffle")[-1].edit(change, 0)


def dropped_from_shuffle(value: Any) -> None:
    value["ciphertexts"][0].pop()


def doubled_in_shuffle(value: Any) -> None:
    value["ciphertexts"][0][1] = value["ciphertexts"][0][0]


def outside_in_shuffle(value: Any) -> None:
    value["ciphertexts"][0][0]["alpha"] = f"{2**255 - 20:064x}"  # a point of order 2


def swapped_responses(value: Any) -> None:
    for one in (1, 0):
        value["proofs"][0][1][4 + one].reverse()


def data_of_nobody(board: Board) -> None:
    board.steps[-1].data.insert(0, b'"a note"')


def payload_of_before(board: Board) -> None:
    board.of("Ballot")[1].data = list(board.of("Ballot")[0].data)


def padded(kind: str, at: int, name: str) -> Callable[[Board], None]:
    """Make a document longer than it can be."""
    return lambda board: board.one(kind).edit(
        lambda value: value.update({name: ["7" * 600] * 1_000}), at
    )


COUNTED: dict[str, tuple[Callable[[Board], None], str]] = {
    "the poll is closed before the last ballot": (early_close, "A4"),
    "a ballot is taken out": (drop_a_ballot, "T1"),
    "a ballot is recorded again": (replay, "B8"),
    "a vote that was replaced is put last": (older_vote_counts_again, "T1"),
    "the setup stands twice": (twice("Setup"), "A4"),
    "the end of the poll stands twice": (twice("EndBallots"), "A4"),
    "the tally stands twice": (twice("EncryptedTally"), "A4"),
    "the result stands twice": (twice("Result"), "R1"),
    "the poll was never closed": (without("EndBallots"), "A4"),
    "there is no tally": (without("EncryptedTally"), "A4"),
    "nobody decrypted": (without("PartialDecryption"), "D2"),
    "fewer ballots are said to be counted": (sized(num_tallied=2), "T2"),
    "more weight is said to be counted": (sized(total_weight=4), "T2"),
    "the tally is of other choices": (swapped_tally, "T1"),
    "the result is another": (other_result, "R1"),
    "the result has fewer choices": (shorter_result, "R1"),
    "the result has more questions": (longer_result, "R1"),
    "a count goes once around the group": (beyond_the_order, "R1"),
    "one trustee decrypted for both": (one_owner("PartialDecryption"), "D2"),
    "trustees exchanged their decryptions": (exchanged_owners("PartialDecryption"), "D1"),
    "a stranger decrypted": (nobody("PartialDecryption"), "D2"),
    "a share is of other ciphertexts": (bent_share, "D1"),
    "a decryption is longer than it can be": (
        padded("PartialDecryption", 0, "decryption_factors"),
        "D1",
    ),
    "a result is longer than it can be": (padded("Result", -1, "result"), "R1"),
    "a record belongs to nothing": (data_of_nobody, "A4"),
    "a ballot stands for another": (payload_of_before, "B8"),
}
RANKED: dict[str, tuple[Callable[[Board], None], str]] = {
    "nobody shuffled": (without("Shuffle"), "M1"),
    "the shuffles never ended": (without("EndShuffles"), "A4"),
    "a shuffle is taken out": (lambda board: board.steps.remove(board.one("Shuffle")), "M2"),
    "a shuffle stands twice": (twice("Shuffle"), "M1"),
    "one trustee shuffled twice": (one_owner("Shuffle"), "M1"),
    "a stranger shuffled": (nobody("Shuffle"), "M1"),
    "a ranking is dropped": (shuffle_changed(dropped_from_shuffle), "M2"),
    "a ranking is doubled": (shuffle_changed(doubled_in_shuffle), "M2"),
    "a shuffled element is outside the group": (shuffle_changed(outside_in_shuffle), "M2"),
    "a shuffle is longer than it can be": (padded("Shuffle", 0, "proofs"), "M2"),
    "responses stand at other places": (shuffle_changed(swapped_responses), "M2"),
    "rankings are told in another order": (other_result, "R1"),
}


@pytest.mark.parametrize("lie", COUNTED)
def test_a_lie_about_counted_ballots_is_named(lie: str) -> None:
    change, check_id = COUNTED[lie]
    dishonest = board("counted")
    change(dishonest)
    report = verified(dishonest.write())
    assert report.verdict == "failed"
    assert check_id in report.failed


@pytest.mark.parametrize("lie", RANKED)
def test_a_lie_about_rankings_is_named(lie: str) -> None:
    change, check_id = RANKED[lie]
    dishonest = board("ranked")
    change(dishonest)
    report = verified(dishonest.write())
    assert report.verdict == "failed"
    assert check_id in report.failed


def test_one_shuffle_alone_is_a_warning() -> None:
    stream = io.BytesIO()
    Made(replace(PLANS["ranked"], shufflers=1)).write(stream)
    report = verified(stream.getvalue())
    assert (report.verdict, report.row("M1").status) == ("ok", "warn")


def test_a_wrong_share_is_spared_where_enough_others_are_right() -> None:
    changed = board("threshold")
    step = changed.of("PartialDecryption")[0]
    step.edit(lambda value: value["decryption_factors"][0].reverse(), 0)
    report = verified(changed.write())
    assert (report.verdict, report.row("D1").status) == ("ok", "warn")
    assert report.row("D1").evidence["owner"] == 1


def test_fewer_shares_than_the_threshold_open_nothing() -> None:
    changed = board("threshold")
    for step in changed.of("PartialDecryption")[1:]:
        changed.steps.remove(step)
    report = verified(changed.write())
    assert (report.verdict, "D2" in report.failed) == ("failed", True)


def test_a_weight_that_was_not_counted_is_named() -> None:
    changed = board("weighted")
    changed.one("EncryptedTally").edit(lambda value: value.update(total_weight=2))
    assert verified(changed.write()).failed == ("T2",)


def test_a_forged_tally_does_not_become_true_by_decrypting_it() -> None:
    """Trustees who add a vote of their own to the tally before they open it are found out."""
    dishonest = board("ranked")
    tally = dishonest.one("EncryptedTally")
    group = dishonest.election.group
    answers = EncryptedTally.parse(tally.data[0], group).answers
    tally.replace(EncryptedTally((answers[0][:-1],)).write(group), 0)
    assert "T1" in verified(dishonest.write()).failed


def test_a_chain_that_was_cut_is_named() -> None:
    raw = bytearray(made("counted")[0])
    whole = board("counted")
    without_last = Board(whole.steps[:-1], whole.timestamp).write()
    once_more = Board([*whole.steps[:-1], whole.steps[-1]], whole.timestamp).write()
    assert bytes(raw) == once_more
    # the result of another board, with its own parent, behind this one
    tail = made("weighted")[0]
    other = board("weighted")
    start = len(Board(other.steps[:-1], other.timestamp).write())
    report = verified(without_last + tail[start:])
    assert report.verdict == "failed"
    assert {"A3", "R1"} & set(report.failed)


def test_shuffles_are_bound_to_their_election() -> None:
    """A shuffle of another election does not become one of this by putting it there."""
    foreign = Shuffle.parse(board("ranked").one("Shuffle").data[0], board("ranked").election.group)
    dishonest = board("ranked")
    step = dishonest.of("Shuffle")[1]
    step.data[0] = foreign.write(dishonest.election.group)
    step.data[1] = dumps({"owner": 2, "payload": sha256_hex(step.data[0])})
    assert "M2" in verified(dishonest.write()).failed
