"""Boards for tests: archives of Belenios, played again event by event."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from citybricks.methods.ballot.archive import Event, Record, read
from citybricks.services.voting.board.domain import ballots, board
from tests.conformance.official import DATA

COUNTED, RANKED = "g4-v251-ed-h-blank-weights", "g5-v251-ed-nh"
"""Honest archives on Ed25519: with blank votes, weights and votes that replace others; ranked."""

OWNED = {"Shuffle": board.append_shuffle, "PartialDecryption": board.append_share}
ALONE = {
    "EndBallots": board.close,
    "EncryptedTally": board.tally,
    "EndShuffles": board.end_shuffles,
    "Result": board.finish,
}


@dataclass(frozen=True)
class Played:
    """An archive to play again: its events with their data."""

    uuid: str
    events: list[tuple[Event, list[bytes]]]
    hashes: list[str]

    def of(self, kind: str) -> list[list[bytes]]:
        """Return the data of all events of a type."""
        return [data for event, data in self.events if event.type == kind]


def archive(name: str) -> Played:
    """Read an archive that is given."""
    path = DATA / "ballot" / f"{name}.bel"
    if not path.exists():
        pytest.skip(f"{path} is not here; CITYBRICKS_DATA says where the data folder is")
    with path.open("rb") as file:
        records = list(read(file))[1:]
    events = list(_events(records))
    hashes = [record.hash for record in records if record.kind == "event"]
    return Played(json.loads(events[0][1][0])["uuid"], events, hashes)


def _events(records: list[Record]) -> Iterator[tuple[Event, list[bytes]]]:
    data: list[bytes] = []
    for record in records:
        if record.kind == "data":
            data.append(record.content)
        else:
            yield Event.read(record.content), data
            data = []


def let_through(election: str, permit: str, known_credential: bool) -> None:
    """Let every ballot through."""


def cast(uuid: str, raw: bytes) -> ballots.Receipt:
    """Cast a ballot with a permit that does."""
    return ballots.append_ballot(uuid, raw, "permit", let_through)


def publish(played: Played) -> None:
    """Open the board of an archive."""
    board.publish(played.uuid, *played.of("Setup")[0][:3])


def play(played: Played, *, until: str = "") -> None:
    """Do on a board what happened in an archive, up to before the first event of a type."""
    for event, data in played.events:
        if event.type == until:
            return
        _do(played, event.type, data)


def _do(played: Played, kind: str, data: list[bytes]) -> Any:
    uuid = played.uuid
    if kind == "Setup":
        return publish(played)
    if kind == "Ballot":
        return cast(uuid, data[0])
    if kind in OWNED:
        return OWNED[kind](uuid, json.loads(data[1])["owner"], data[0])
    return ALONE[kind](uuid)
