"""Elections held with belenios-tool are opened by us with their keys: the results are the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from citybricks.methods.ballot.groups import Group
from citybricks.methods.ballot.proving import credentials
from citybricks.methods.ballot.proving.ballots import ballot
from citybricks.methods.ballot.proving.board import Board
from citybricks.methods.ballot.proving.channels import Sealed
from citybricks.methods.ballot.proving.decrypting import share
from citybricks.methods.ballot.proving.member import private_key
from citybricks.methods.ballot.proving.tallying import Urn, decrypt
from tests.conformance.official import DATA

GIVEN = DATA / "ballot"
NAMES = (
    "g1-v20-h",
    "g2-v20-threshold",
    "g3-v20-nh",
    "g4-v251-ed-h-blank-weights",
    "g5-v251-ed-nh",
)

pytestmark = pytest.mark.skipif(
    not GIVEN.is_dir(), reason=f"no archives in {GIVEN}; set CITYBRICKS_DATA"
)


def keys(folder: Path, group: Group) -> Iterator[int]:
    """Return the private keys in a folder: single ones, and those sealed in a ceremony."""
    for path in folder.glob("*.privkey"):
        yield int(json.loads(path.read_text()))
    for path in folder.glob("*.key"):
        sealed = Sealed.parse(path.with_suffix(".dkey").read_bytes().strip(), group)
        yield private_key(group, path.read_text().strip(), sealed)


def private_credentials(folder: Path) -> list[str]:
    """Return the credentials in a folder, in the order of votes.json."""
    text = (folder / "private_creds").read_text()
    if not text.startswith("{"):
        return [line.split()[1] for line in text.splitlines()]
    return list(json.loads(text).values())


def read(name: str) -> Board:
    """Read an archive; that its tally is what its ballots add up to is seen by then."""
    with (GIVEN / f"{name}.bel").open("rb") as stream:
        return Board.read(stream)


@pytest.mark.parametrize("name", NAMES)
def test_a_given_archive_is_opened_with_its_keys(name: str) -> None:
    board = read(name)
    assert board.tally is not None
    assert board.sized is not None
    group, shares = board.setting.group, {}
    for key in keys(GIVEN / "secrets" / name, group):
        owner = board.owner(group.generator_power(key))
        assert owner is not None
        shares[owner] = share(board.setting, board.tally, key)
    found = decrypt(board.setting, board.trustees, board.sized, board.tally, shares)
    assert (found.result, found.wrong) == (board.result, ())


@pytest.mark.parametrize("name", NAMES)
def test_given_votes_cast_again_by_us_have_the_same_result(name: str) -> None:
    board, folder = read(name), GIVEN / "secrets" / name
    setting = board.setting
    listed = private_credentials(folder)
    urn = Urn(setting, board.urn.credentials)
    for voter, choices in json.loads((folder / "votes.json").read_text()):
        urn.put(ballot(setting, listed[voter], choices))
    tally = urn.tally()
    assert board.sized is not None
    assert (urn.count, urn.weight) == (board.sized.num_tallied, board.sized.total_weight)
    shares = {}
    for key in keys(folder, setting.group):
        owner = board.owner(setting.group.generator_power(key))
        shares[owner or 0] = share(setting, tally, key)
    found = decrypt(setting, board.trustees, urn.sized(tally), tally, shares)
    assert board.result is not None
    for ours, theirs in zip(found.result.result, board.result.result, strict=True):
        assert sorted(ours) == sorted(theirs) if setting.election.ranked else ours == theirs


def test_given_credentials_have_the_public_parts_of_the_board() -> None:
    for name in NAMES:
        board = read(name)
        group, uuid = board.setting.group, board.setting.election.uuid
        given = private_credentials(GIVEN / "secrets" / name)
        public = {credentials.public_part(group, uuid, one) for one in given}
        assert public == {one.key for one in board.urn.credentials}
