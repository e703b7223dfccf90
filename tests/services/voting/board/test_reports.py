"""A board is verified again when it has grown, and only then."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone

from citybricks.methods.ballot.strict_json import dumps
from citybricks.network.errands.domain.errands import run_due
from citybricks.network.errands.models import Errand
from citybricks.services.voting.board.domain import appending, keys, reports, witnessing
from citybricks.services.voting.board.domain.heads import WITNESS, witness_head
from citybricks.services.voting.board.models import Board, Report, Witness
from citybricks.services.voting.refusal import RefusedError
from tests.services.voting.board import scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> scene.Small:
    return scene.opened()


def owed() -> int:
    return Errand.objects.filter(name="voting_board.report", due__isnull=False).count()


def do_what_is_owed() -> None:
    Errand.objects.filter(name="voting_board.report", due__isnull=False).update(due=timezone.now())
    run_due()


def test_many_ballots_are_verified_by_one_report(made: scene.Small) -> None:
    assert owed() == 1
    do_what_is_owed()
    assert (Report.objects.get().height, owed()) == (0, 0)
    for voter in range(3):
        scene.cast(made.uuid, made.ballot(voter, 1, 0))
        assert owed() == 1
    do_what_is_owed()
    assert (Report.objects.get().height, owed()) == (3, 0)


def test_ballots_that_passed_are_not_verified_again(made: scene.Small) -> None:
    scene.cast(made.uuid, made.ballot(0, 1, 0))
    reports.make(made.uuid)
    scene.cast(made.uuid, made.ballot(1, 1, 0))
    reports.make(made.uuid)
    assert json.loads(Report.objects.get().document)["timing"]["cached"] == 1


def test_the_report_is_served_with_a_tag(made: scene.Small) -> None:
    assert scene.get(made.uuid, "report").status_code == 404
    reports.make(made.uuid)
    answer = scene.get(made.uuid, "report")
    assert answer.json()["verdict"] == "incomplete"
    assert scene.get(made.uuid, "report", If_None_Match=answer["ETag"]).status_code == 304


def test_a_board_that_was_changed_fails(made: scene.Small) -> None:
    scene.cast(made.uuid, made.ballot(0, 1, 0))
    pending = Board.objects.get(pk=made.uuid).pending.last()
    assert pending
    content = bytearray(pending.content)
    content[content.index(b'"challenge":"') + 20] ^= 1
    pending.content = bytes(content)
    pending.save()
    reports.make(made.uuid)
    assert Report.objects.get().verdict == "failed"


def test_heads_that_a_known_witness_signed_are_checked_too(made: scene.Small) -> None:
    board = Board.objects.get(pk=made.uuid)
    signed = witness_head(appending.head_of(board), "https://witness.example")
    raw = dumps(signed.json())
    with pytest.raises(RefusedError, match="does not know this witness"):
        witnessing.take(board, 0, raw)
    Witness.objects.create(name="Tianjin", key_id=keys.public_key(WITNESS))
    for _time in range(2):
        answer = scene.post(made.uuid, "heads/0/witness", raw)
        assert answer.status_code == 201
    assert scene.get(made.uuid, "heads/latest").json()["witnesses"] == [signed.json()]
    reports.make(made.uuid)
    row = next(r for r in json.loads(Report.objects.get().document)["checks"] if r["id"] == "H1")
    assert row["status"] == "pass"
    assert row["evidence"]["heads"] == 2
    assert row["evidence"]["witnesses"] == ["https://witness.example"]


def test_what_a_witness_signed_of_another_head_is_refused(made: scene.Small) -> None:
    board = Board.objects.get(pk=made.uuid)
    Witness.objects.create(name="Tianjin", key_id=keys.public_key(WITNESS))
    other = scene.opened()
    head = appending.head_of(Board.objects.get(pk=other.uuid))
    for raw, code in (
        (dumps(witness_head(head, "w").json()), "head"),
        (dumps(witness_head(appending.head_of(board), "w").json() | {"witness": "x"}), "document"),
        (dumps(head.json()), "document"),
    ):
        assert scene.post(made.uuid, "heads/0/witness", raw).json()["code"] == code
    assert scene.get(made.uuid, "heads/latest").json()["witnesses"] == []
