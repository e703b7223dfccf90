"""Boards for tests: archives of Belenios, played again event by event."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from citybricks.methods.ballot.archive import Event, Record, read
from citybricks.methods.ballot.documents import (
    EncryptedTally,
    HomomorphicQuestion,
    Single,
    Trustees,
)
from citybricks.methods.ballot.groups import by_name
from citybricks.methods.ballot.proving import ballots as proving
from citybricks.methods.ballot.proving import decrypting, elections
from citybricks.methods.ballot.proving import trustees as keys
from citybricks.methods.ballot.proving.credentials import long_credential, public_list, public_part
from citybricks.methods.ballot.proving.setting import Setting
from citybricks.methods.ballot.strict_json import dumps
from citybricks.services.voting.board.domain import ballots, board
from citybricks.services.voting.roll.domain.checking import Person
from citybricks.services.voting.roll.models import Voter
from tests.conformance.official import DATA
from tests.services.voting.roll.scene import settle

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


@dataclass(frozen=True)
class Small:
    """An election with one trustee and a few voters, made for a test.

    Parameters
    ----------
    documents
        ``election.json``, ``trustees.json`` and ``public_credentials.json``.
    credentials
        Of its voters: secrets.
    key
        Of its trustee: a secret.
    """

    uuid: str
    documents: tuple[bytes, bytes, bytes]
    setting: Setting
    credentials: tuple[str, ...]
    key: int

    def ballot(self, voter: int, *choices: int) -> bytes:
        """Return a ballot of a voter, counted from 0."""
        made = proving.ballot(self.setting, self.credentials[voter], [choices])
        return made.write(self.setting.group)

    def share(self, raw: bytes) -> bytes:
        """Return the trustee's share of a tally."""
        tally = EncryptedTally.parse(raw, self.setting.group)
        return decrypting.share(self.setting, tally, self.key).write(self.setting.group)


def small(
    *,
    name: str = "Which bench?",
    voters: int = 3,
    answer: str = "Solar",
    group: str = "Ed25519",
    credential: Callable[[], str] = long_credential,
) -> Small:
    """Make an election that asks whether a bench is to be solar, wooden, or both."""
    where, uuid = by_name(group), elections.new_uuid()
    credentials = tuple(credential() for _voter in range(voters))
    parts = [(public_part(where, uuid, one), 1) for one in credentials]
    key = where.random_exponent()
    trustees = Trustees((Single(keys.public_key(where, key)),))
    question = HomomorphicQuestion(name, (answer, "Wood"), min=1, max=2)
    election = elections.election_json(
        where, trustees, [question], name=name, description="", uuid=uuid
    )
    listed = dumps([*public_list(where, parts)])
    documents = (election, trustees.write(where), listed)
    return Small(uuid, documents, Setting.of(election), credentials, key)


def opened(**given: Any) -> Small:
    """Make an election, and open its board."""
    made = small(**given)
    board.publish(made.uuid, *made.documents)
    return made


def enrol(made: Small) -> list[Voter]:
    """Put the voters of an election on a roll, with the election open."""
    people = tuple(
        Person(f"V{number}", f"Voter {number}", "", "en", 1, "North", "both")
        for number in range(len(made.credentials))
    )
    settled = settle(people=people, uuid=made.uuid)
    return [settled.voter(person.voter_id) for person in people]


def post(uuid: str, what: str, raw: bytes, permit: str = "", **headers: str) -> Any:
    """Send something to a board as a booth does."""
    sent = {"Authorization": f"Bearer {permit}"} if permit else {}
    return Client().post(
        f"/voting/api/elections/{uuid}/{what}",
        raw,
        content_type="application/json",
        headers=sent | headers,
    )


def get(uuid: str, what: str = "", **headers: str) -> Any:
    """Ask a board for something."""
    path = f"/voting/api/elections/{uuid}"
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Client().get(f"{path}/{what}" if what else path, headers=named)


def finish(made: Small) -> None:
    """Close an election, and take it to its result."""
    board.close(made.uuid)
    board.tally(made.uuid)
    board.append_share(made.uuid, 1, made.share(board.current_tally(made.uuid)))
    board.finish(made.uuid)
