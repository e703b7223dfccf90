"""The board makes of an honest election what Belenios has made of it, byte for byte."""

from __future__ import annotations

import json

import pytest

from citybricks.services.voting.board.domain import board, reports
from citybricks.services.voting.board.models import Board
from tests.services.voting.board import scene

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", [scene.COUNTED, scene.RANKED])
def test_an_election_played_again_has_the_same_events_and_passes_every_check(name: str) -> None:
    played = scene.archive(name)
    scene.play(played)
    made = Board.objects.get(pk=played.uuid)
    assert list(made.events.values_list("hash", flat=True)) == played.hashes
    reports.make(played.uuid)
    made.refresh_from_db()
    report = json.loads(made.report.document)
    assert (made.report.verdict, made.report.height) == ("ok", made.height)
    assert {"id": "H1", "status": "pass"}.items() <= _row(report, "H1").items()
    assert report["result"] == json.loads(played.of("Result")[0][0])["result"]


def _row(report: dict[str, list[dict[str, str]]], check: str) -> dict[str, str]:
    return next(row for row in report["checks"] if row["id"] == check)


def test_a_small_election_goes_from_its_setup_to_its_result() -> None:
    made = scene.opened()
    scene.cast(made.uuid, made.ballot(0, 1, 0))
    scene.cast(made.uuid, made.ballot(1, 1, 1))
    scene.cast(made.uuid, made.ballot(0, 0, 1))  # counts in place of the first
    scene.finish(made)
    reports.make(made.uuid)
    found = Board.objects.get(pk=made.uuid)
    assert json.loads(found.report.document)["result"] == [[1, 2]]
    assert board.index(made.uuid)["counts"]["voters"] == 2


def test_a_share_of_somebody_else_is_refused_and_named() -> None:
    made = scene.opened()
    scene.cast(made.uuid, made.ballot(0, 1, 0))
    board.close(made.uuid)
    board.tally(made.uuid)
    other = scene.small()
    wrong = scene.Small(made.uuid, made.documents, made.setting, made.credentials, other.key)
    with pytest.raises(board.RefusedError, match="D1: Partial decryption of trustee 1"):
        board.append_share(made.uuid, 1, wrong.share(board.current_tally(made.uuid)))
    with pytest.raises(board.RefusedError, match="D2"):
        board.append_share(made.uuid, 2, wrong.share(board.current_tally(made.uuid)))


def test_rankings_are_not_decrypted_before_two_have_shuffled() -> None:
    played = scene.archive(scene.RANKED)
    scene.play(played, until="Shuffle")
    board.append_shuffle(played.uuid, 1, played.of("Shuffle")[0][0])
    share, owned = played.of("PartialDecryption")[0]
    with pytest.raises(board.WrongTimeError, match="EndShuffles cannot follow Shuffle"):
        board.append_share(played.uuid, json.loads(owned)["owner"], share)
    with pytest.raises(board.RefusedError, match="Trustee 1 has given this already"):
        board.append_shuffle(played.uuid, 1, played.of("Shuffle")[1][0])
    with pytest.raises(board.RefusedError, match="M2"):
        board.append_shuffle(played.uuid, 2, played.of("Shuffle")[0][0])
