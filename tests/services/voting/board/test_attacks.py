"""The attacks of the specification that are the board's to stop (5.8)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from citybricks.methods.ballot import strict_json
from citybricks.methods.ballot.digests import fingerprint
from citybricks.methods.ballot.proving import credentials
from citybricks.methods.ballot.proving.proofs import prove
from citybricks.services.voting.board.domain import board
from citybricks.services.voting.board.models import Event
from citybricks.services.voting.roll.domain import permits
from tests.services.voting.board import scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> scene.Small:
    return scene.opened()


def refused(made: scene.Small, raw: bytes) -> str:
    """Return the check that refuses a ballot which comes with a permit that would do."""
    before = Event.objects.count()
    with pytest.raises(board.RefusedError) as caught:
        scene.cast(made.uuid, raw)
    assert Event.objects.count() == before
    return caught.value.code


def changed(raw: bytes, **fields: Any) -> bytes:
    return strict_json.dumps(json.loads(raw) | fields)


def test_a_ballot_is_not_taken_twice(made: scene.Small) -> None:
    raw = made.ballot(0, 1, 0)
    scene.cast(made.uuid, raw)
    assert refused(made, raw) == "B8"


def signed(made: scene.Small, voter: int, fields: dict[str, Any]) -> bytes:
    """Return a ballot with other contents, signed by a voter."""
    group = made.setting.group
    secret = credentials.exponent(group, made.uuid, made.credentials[voter])
    key = {"credential": group.write(group.generator_power(secret))}
    unsigned = {name: value for name, value in fields.items() if name != "signature"} | key
    digest = fingerprint(strict_json.dumps(unsigned))
    proof = prove(group, secret, [group.generator_power], f"sig|{digest}|")
    return strict_json.dumps(unsigned | {"signature": {"hash": digest, "proof": proof.json()}})


def test_a_ballot_copied_under_another_credential_is_refused(made: scene.Small) -> None:
    other = json.loads(made.ballot(1, 1, 0))["credential"]
    assert refused(made, changed(made.ballot(0, 1, 0), credential=other)) == "B4"


def test_a_copy_signed_with_ones_own_credential_is_refused(made: scene.Small) -> None:
    """Its proofs name the credential that it was made with."""
    assert refused(made, signed(made, 1, json.loads(made.ballot(0, 1, 0)))) == "B6"


def test_a_copy_encrypted_anew_under_ones_own_credential_is_refused(made: scene.Small) -> None:
    """Nobody can prove what is in a ciphertext of somebody else, however it is disguised."""
    group, fields = made.setting.group, json.loads(made.ballot(0, 1, 0))
    for choice in fields["answers"][0]["choices"]:
        drawn = group.random_exponent()
        for name, power in (("alpha", group.generator_power), ("beta", made.setting.key_power)):
            element = group.multiply(group.read(choice[name]), power(drawn))
            choice[name] = group.write(element)
    assert refused(made, signed(made, 1, fields)) == "B6"


def test_ballots_of_two_voters_never_have_the_same_tracker(made: scene.Small) -> None:
    """A booth that shows one tracker to two voters is caught: each receipt has its own height."""
    one = scene.cast(made.uuid, made.ballot(0, 1, 0))
    other = scene.cast(made.uuid, made.ballot(1, 1, 0))
    assert one.tracker != other.tracker
    assert one.head.height != other.head.height


def test_the_server_cannot_stuff_the_board_without_a_credential(made: scene.Small) -> None:
    stranger = scene.small()
    own = scene.Small(made.uuid, made.documents, made.setting, stranger.credentials, stranger.key)
    assert refused(made, own.ballot(0, 1, 0)) == "B3"


def test_whoever_has_credentials_cannot_stuff_the_board_without_permits(made: scene.Small) -> None:
    """The registrar knows every credential; it needs voters who show who they are."""
    voters = scene.enrol(made)
    answer = scene.post(made.uuid, "ballots", made.ballot(0, 1, 0), "made up")
    assert (answer.status_code, answer.json()["code"]) == (403, "permit")
    permit = permits.issue(voters[0])
    assert scene.post(made.uuid, "ballots", made.ballot(0, 1, 0), permit).status_code == 201
    again = scene.post(made.uuid, "ballots", made.ballot(1, 1, 0), permit)
    assert again.status_code == 403
    second = scene.post(made.uuid, "ballots", made.ballot(1, 1, 0), permits.issue(voters[0]))
    assert second.status_code == 403  # one voter, one credential
    assert board.index(made.uuid)["counts"]["ballots"] == 1


def test_a_permit_that_was_refused_a_bad_ballot_still_holds(made: scene.Small) -> None:
    permit = permits.issue(scene.enrol(made)[0])
    assert scene.post(made.uuid, "ballots", b"{}", permit).status_code == 422
    assert scene.post(made.uuid, "ballots", made.ballot(0, 1, 0), permit).status_code == 201


def test_answers_do_not_tell_who_is_on_the_roll(made: scene.Small) -> None:
    """Without a permit, nothing is said but that it does not do."""
    scene.enrol(made)
    answers = [
        scene.post(made.uuid, "ballots", made.ballot(voter, 1, 0), permit)
        for voter in range(3)
        for permit in ("", "V1", "x" * 32)
    ]
    assert {(one.status_code, one.content) for one in answers} == {(403, answers[0].content)}


def test_a_late_ballot_is_refused(made: scene.Small) -> None:
    board.close(made.uuid)
    permit = permits.issue(scene.enrol(made)[0])
    answer = scene.post(made.uuid, "ballots", made.ballot(0, 1, 0), permit)
    assert (answer.status_code, answer.json()["code"]) == (409, "A4")
    with pytest.raises(board.WrongTimeError):
        board.close(made.uuid)


def test_steps_cannot_be_taken_out_of_order(made: scene.Small) -> None:
    for step in (board.tally, board.end_shuffles, board.finish):
        with pytest.raises(board.WrongTimeError):
            step(made.uuid)
    with pytest.raises(board.NoBoardError):
        board.append_share(made.uuid, 1, b"{}")


def test_a_ballot_for_another_election_is_refused(made: scene.Small) -> None:
    raw = made.ballot(0, 1, 0)
    assert refused(made, changed(raw, election_hash="A" * 43)) == "B2"
    assert refused(made, changed(raw, election_uuid="1" * 14)) == "B2"


@pytest.mark.parametrize("name", [scene.COUNTED, scene.RANKED])
@pytest.mark.parametrize("element", ["0" * 63 + "1", "7" * 64, "f" * 64, "0" * 64])
def test_elements_outside_the_group_are_refused(name: str, element: str) -> None:
    """The identity, points of small order, numbers that are no points."""
    played = scene.archive(name)
    scene.publish(played)
    raw = played.of("Ballot")[0][0]
    fields = json.loads(raw)
    choices = fields["answers"][0]["choices"]
    (choices if isinstance(choices, dict) else choices[0])["alpha"] = element
    with pytest.raises(board.RefusedError) as caught:
        scene.cast(played.uuid, strict_json.dumps(fields))
    assert caught.value.code in {"B1", "B4", "B5", "B6"}


@pytest.mark.parametrize("times", [1, 2])
def test_an_element_with_a_part_of_small_order_is_refused(made: scene.Small, times: int) -> None:
    """Of Ed25519: the point (0, -1) of order two, in a ballot that its voter signs."""
    order_two = (2**255 - 20).to_bytes(32, "big").hex()
    fields = json.loads(made.ballot(1, 1, 0))
    for choice in fields["answers"][0]["choices"][:times]:
        choice["alpha"] = order_two
    assert refused(made, signed(made, 1, fields)) == "B5"


def test_proofs_of_another_number_are_refused(made: scene.Small) -> None:
    fields = json.loads(made.ballot(0, 1, 0))
    fields["answers"][0]["individual_proofs"].pop()
    assert refused(made, strict_json.dumps(fields)) in {"B4", "B6"}


BOMBS = {
    "deep": b"[" * 100_000,
    "deep objects": b'{"a":' * 30_000,
    "long": b'"' + b"x" * 2_000_000 + b'"',
    "digits": b'{"a":' + b"9" * 60_000 + b"}",
    "not UTF-8": b'{"a":"\xff"}',
    "float": b'{"a":1e400}',
    "twice": b'{"a":1,"a":2}',
    "nothing": b"",
    "null": b"null",
    "surrogate": b'{"a":"\\ud800"}',
    "spaces": b" " * 60_000 + b"{}",
}


@pytest.mark.parametrize("what", ["ballots", "spoil", "complaints", "heads/0/witness"])
@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_are_refused(made: scene.Small, what: str, bomb: str) -> None:
    answer = scene.post(made.uuid, what, BOMBS[bomb])
    assert answer.status_code in {413, 422}
    assert {"code", "en", "zh"} == set(answer.json())


@given(raw=st.binary(max_size=200))
def test_whatever_is_sent_is_answered(raw: bytes) -> None:
    uuid = _kept()
    with pytest.raises(board.RefusedError):
        scene.cast(uuid, raw)


def _kept() -> str:
    from citybricks.services.voting.board.models import Board

    found = Board.objects.first()
    return found.uuid if found else scene.opened().uuid


def test_a_cast_ballot_is_not_opened_and_an_opened_one_not_cast(made: scene.Small) -> None:
    raw = made.ballot(0, 1, 0)
    given = {
        "version": 1,
        "election_uuid": made.uuid,
        "election_hash": made.setting.fingerprint,
        "tracker": fingerprint(raw),
        "ballot": raw.decode(),
        "votes": [[1, 0]],
        "randomness": [["1", "2"]],
    }
    opened = scene.post(made.uuid, "spoil", strict_json.dumps(given))
    assert (opened.status_code, opened.json()["honest"]) == (201, False)
    assert refused(made, raw) == "spoiled"
    cast = made.ballot(1, 1, 0)
    scene.cast(made.uuid, cast)
    given |= {"tracker": fingerprint(cast), "ballot": cast.decode()}
    assert scene.post(made.uuid, "spoil", strict_json.dumps(given)).status_code == 409


def test_words_of_a_question_are_never_markup() -> None:
    words = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    made = scene.opened(name=words, answer=words)
    for page in ("board/", "dispute/"):
        answer = Client().get(f"/voting/{made.uuid}/{page}")
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text
        assert "&lt;script&gt;alert(1)" in answer.text
        assert "'unsafe-inline'" not in answer["Content-Security-Policy"]
    found = scene.get(made.uuid, "election")
    assert found["Content-Type"] == "application/json"
    assert found["X-Content-Type-Options"] == "nosniff"
