"""A trustee reads the board before a key is used, and does what the whole board adds up to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pytest

from citybricks.methods.ballot.archive import ArchiveError, Event, Writer, read
from citybricks.methods.ballot.digests import sha256_hex
from citybricks.methods.ballot.documents import Owned, Shuffle
from citybricks.methods.ballot.proving.assembling import Made, Plan, Voter
from citybricks.methods.ballot.proving.board import Board, BoardError
from tests.methods.ballot.proving.elections import PARK, RANKED

TIME = 1_793_000_000
VOTERS = [Voter([[[1, 0, 0], [1, 2, 3]]]), Voter([[[0, 1, 0], [3, 2, 1]]])]


@pytest.fixture(scope="module")
def made() -> Made:
    return Made(Plan([PARK, RANKED], VOTERS, "Ed25519", trustees=(1, 1), timestamp=TIME))


@pytest.fixture(scope="module")
def whole(made: Made) -> list[tuple[Event, list[bytes]]]:
    """Every event with the data before it."""
    events, data = [], []
    for record in read(BytesIO(b"".join(made.records()))):
        if record.kind == "data":
            data.append(record.content)
        elif record.kind == "event":
            events.append((Event.read(record.content), data))
            data = []
    return events


def played(events: list[tuple[Event, list[bytes]]]) -> BytesIO:
    """Write events into an archive, one after the other."""

    def records() -> Iterator[bytes]:
        writer = Writer(TIME)
        yield writer.header()
        for event, data in events:
            yield from map(writer.data, data)
            payload = next((one for one in data if sha256_hex(one) == event.payload), None)
            yield writer.event(event.type, payload)

    return BytesIO(b"".join(records()))


def test_a_whole_board_is_read(made: Made, whole: list[tuple[Event, list[bytes]]]) -> None:
    board = Board.read(played(whole))
    assert (board.state, board.result) == ("Result", made.result)
    assert (board.shufflers, sorted(board.shares)) == ([1, 2], [1, 2])
    assert board.owner(made.trustees.keys[1].public_key) == 2
    assert board.owner(made.group.generator) is None


def test_rankings_are_not_opened_before_they_are_shuffled(
    whole: list[tuple[Event, list[bytes]]],
) -> None:
    names = [event.type for event, _ in whole]
    tallied, ended = names.index("EncryptedTally") + 1, names.index("EndShuffles") + 1
    with pytest.raises(BoardError, match="only after EndShuffles"):
        Board.read(played(whole[:tallied])).to_decrypt()
    assert len(Board.read(played(whole[:tallied])).to_shuffle()[0]) == 2
    board = Board.read(played(whole[:ended]))
    assert len(board.to_decrypt().answers) == 2
    with pytest.raises(BoardError, match="nothing is shuffled after EndShuffles"):
        board.to_shuffle()


def test_a_tally_of_fewer_ballots_is_not_worked_on(
    whole: list[tuple[Event, list[bytes]]],
) -> None:
    first = next(at for at, (event, _) in enumerate(whole) if event.type == "Ballot")
    with pytest.raises(BoardError, match="not what the ballots add up to"):
        Board.read(played(whole[:first] + whole[first + 1 :]))


@pytest.mark.parametrize("moved", ["Setup", "EndBallots", "EncryptedTally", "Result"])
def test_events_in_another_order_are_not_worked_on(
    whole: list[tuple[Event, list[bytes]]], moved: str
) -> None:
    at = next(at for at, (event, _) in enumerate(whole) if event.type == moved)
    for events in (
        [*whole[:at], *whole[at + 1 :], whole[at]],
        [*whole[: at + 1], whole[at], *whole[at + 1 :]],
    ):
        if events != whole:
            with pytest.raises(BoardError):
                Board.read(played(events))


def test_a_shuffle_that_loses_a_ranking_is_not_worked_on(
    made: Made, whole: list[tuple[Event, list[bytes]]]
) -> None:
    at = next(at for at, (event, _) in enumerate(whole) if event.type == "Shuffle")
    event, (raw, _) = whole[at]
    shuffle = Shuffle.parse(raw, made.group)
    fewer = replace(shuffle, ciphertexts=(shuffle.ciphertexts[0][1:],)).write(made.group)
    owned = Owned(1, sha256_hex(fewer)).write()
    changed = (replace(event, payload=sha256_hex(owned)), [fewer, owned])
    with pytest.raises(BoardError, match="more or fewer rankings"):
        Board.read(played([*whole[:at], changed]))


def test_a_file_without_a_setup_is_no_board() -> None:
    with pytest.raises(BoardError, match="no setup"):
        Board.read(BytesIO(Writer(TIME).header()))
    with pytest.raises(ArchiveError):
        Board.read(BytesIO(b"PK"))
