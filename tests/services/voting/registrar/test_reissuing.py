"""Another credential for who lost theirs: the old one is refused from then, for all to read."""

from __future__ import annotations

import json

import pytest

from citybricks.methods.ballot.groups import by_name
from citybricks.methods.ballot.proving.credentials import public_part
from citybricks.services.voting.board.models import Board, Event
from citybricks.services.voting.registrar.domain import (
    handing,
    making,
    public,
    reissuing,
    revocations,
)
from citybricks.services.voting.registrar.domain.reissuing import REASONS, ReissueError
from citybricks.services.voting.registrar.domain.sealing import WrongPassphraseError
from citybricks.services.voting.registrar.models import Registration, Spare
from citybricks.services.voting.roll.models import Revocation
from tests.services.voting.registrar.conftest import PASSPHRASE
from tests.services.voting.roll.scene import Scene

pytestmark = pytest.mark.django_db(databases=["default", "registrar"])


@pytest.fixture
def open_vote(waiting: Scene) -> tuple[Scene, dict[str, str]]:
    """An open election, and the public part of every voter's credential; letters are out."""
    made = making.make(waiting.election, PASSPHRASE, 1, "")
    held = parts(waiting, made)
    handing.confirm(made, handing.take_batch(made, None, "", "letters"), "")
    waiting.move("open")
    return waiting, held


def parts(scene: Scene, made: Registration) -> dict[str, str]:
    """Return public parts by voter, of the credentials that wait."""
    group, uuid = by_name(scene.election.group), scene.election.uuid
    vault = handing.unlock(made, PASSPHRASE)
    told = handing.letters(scene.election, made, vault, handing.waiting(made))
    return {one.voter: group.write(public_part(group, uuid, one.credential)) for one in told}


def reissue(scene: Scene, typed: str = "A1", reason: str = "lost") -> Revocation:
    return reissuing.reissue(scene.election, typed, reason, PASSPHRASE, "registrar@city.example")


def refusal(scene: Scene, typed: str = "A1", reason: str = "lost") -> str:
    """Return why no other credential is given; nothing has changed then."""
    before = Revocation.objects.count(), Spare.objects.count()
    with pytest.raises(ReissueError) as refused:
        reissue(scene, typed, reason)
    assert (Revocation.objects.count(), Spare.objects.count()) == before
    return refused.value.code


def test_a_voter_gets_a_spare_credential_and_the_old_one_is_refused(
    open_vote: tuple[Scene, dict[str, str]],
) -> None:
    scene, held = open_vote
    uuid = scene.election.uuid
    assert not revocations.is_revoked(uuid, held["A1"])
    assert reissue(scene, "ａ1").public == held["A1"]
    made = Registration.objects.get()
    new = parts(scene, made)
    assert list(new) == ["A1"]
    assert new["A1"] not in held.values()
    assert new["A1"] in json.loads(made.public)
    assert revocations.is_revoked(uuid, held["A1"])
    assert not revocations.is_revoked(uuid, new["A1"])
    assert not revocations.is_revoked(uuid, held["B2"])
    assert not revocations.is_revoked("another", held["A1"])


def test_the_letter_says_that_it_is_not_the_first(
    open_vote: tuple[Scene, dict[str, str]],
) -> None:
    scene, _held = open_vote
    reissue(scene)
    made = Registration.objects.get()
    vault = handing.unlock(made, PASSPHRASE)
    [letter] = handing.letters(scene.election, made, vault, handing.waiting(made))
    assert (letter.voter, letter.issue) == ("A1", 2)


def test_the_log_of_revocations_names_the_credential_and_no_voter(
    open_vote: tuple[Scene, dict[str, str]],
) -> None:
    scene, held = open_vote
    reissue(scene, reason="stolen")
    told = public.document(scene.election.uuid)
    assert told["credentials"] == {"voters": 3, "spares": 1}
    assert [(one["credential"], one["reason"]) for one in told["revoked"]] == [
        (held["A1"], "stolen")
    ]
    assert "A1" not in json.dumps(told["revoked"]).replace(held["A1"], "")


def test_a_credential_that_has_voted_is_not_replaced(
    open_vote: tuple[Scene, dict[str, str]],
) -> None:
    scene, held = open_vote
    uuid = scene.election.uuid
    board = Board.objects.create(
        uuid=uuid, ranked=False, credentials=4, timestamp=1, height=1, bytes=1
    )
    Event.objects.create(
        board=board, height=1, type="Ballot", offset=0, end=1, contents=[], credential=held["A1"]
    )
    assert refusal(scene) == "cast"
    reissue(scene, "B2")


def test_what_cannot_be_done_is_told(open_vote: tuple[Scene, dict[str, str]]) -> None:
    scene, _held = open_vote
    assert refusal(scene, "D4") == "nobody"
    assert refusal(scene, "Z9") == "nobody"
    assert refusal(scene, reason="bored") == "reason"
    reissue(scene)
    assert refusal(scene) == "waiting"
    assert refusal(scene, "B2") == "spare"
    scene.move("closed")
    assert refusal(scene, "B2") == "state"
    assert all(en != zh for en, zh in REASONS.values())


def test_nothing_is_revoked_without_the_passphrase(
    open_vote: tuple[Scene, dict[str, str]],
) -> None:
    scene, _held = open_vote
    with pytest.raises(WrongPassphraseError):
        reissuing.reissue(scene.election, "A1", "lost", "another passphrase", "")
    assert not Revocation.objects.exists()
