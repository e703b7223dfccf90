"""A witness looks in every interval, whatever happens, as long as there is a board to watch."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from citybricks.network.errands.domain.errands import run_due
from citybricks.network.errands.models import Errand
from citybricks.services.voting.witness.domain import rounds
from citybricks.services.voting.witness.models import Watched
from tests.services.voting.witness.lying import Lying, lying


def next_look() -> Errand | None:
    return Errand.objects.filter(name=rounds.LOOK, due__isnull=False).first()


def test_each_look_owes_the_next(board: Lying, watched: Watched) -> None:
    rounds.wake()
    for _round in range(3):
        Errand.objects.filter(name=rounds.LOOK).update(due=timezone.now())
        run_due(1)
        following = next_look()
        assert following
        assert following.due
        pause = following.due - timezone.now()
        assert timedelta() < pause <= timedelta(seconds=settings.ENVIRONMENT.head_seconds)
    assert Watched.objects.get().height == 2
    assert Errand.objects.filter(name=rounds.LOOK).count() == 1


def test_a_look_that_fails_stops_neither_the_others_nor_the_next(
    board: Lying, watched: Watched
) -> None:
    Watched.objects.create(city="Away", url="http://127.0.0.1:9/voting/api/elections/Nowhere1111")
    rounds.wake()
    run_due(1)
    assert Watched.objects.get(pk=watched.pk).height == 2
    away = Watched.objects.exclude(pk=watched.pk).get()
    assert "could not be fetched" in away.problem
    assert next_look()


@pytest.mark.django_db
def test_nothing_is_owed_without_a_board_to_watch() -> None:
    rounds.wake()
    run_due(1)
    assert next_look() is None


def test_the_command_looks_once_and_fails_on_evidence(
    board: Lying, watched: Watched, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("witness_boards")
    assert "height 2, as signed" in capsys.readouterr().out
    board.show(b"setup ballot BALLOT ", 2)
    with pytest.raises(SystemExit) as ended:
        call_command("witness_boards")
    assert ended.value.code == 2
    assert "split" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_a_slow_board_does_not_hold_up_the_others(board: Lying) -> None:
    board.seconds = 1.5
    with lying() as other:
        other.seconds = 1.5
        other.show(b"setup ", 0)
        for one in (board, other):
            Watched.objects.create(city="Tsukuba", url=one.board)
        started = time.monotonic()
        assert rounds.look_at_all() == 2
        assert time.monotonic() - started < 2.9
    assert set(Watched.objects.values_list("height", flat=True)) == {0, 2}
