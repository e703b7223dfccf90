"""What is owed is done: once per key, again after a failure, daily."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, transaction
from django.db.models import F
from django.utils import timezone

from citybricks.network.errands import sweeping
from citybricks.network.errands.domain import errands, queue
from citybricks.network.errands.domain.errands import owe, owe_dailies, run_due
from citybricks.network.errands.models import Errand
from tests.network.errands.conftest import Trial

pytestmark = pytest.mark.django_db


def later() -> None:
    """Let ten days pass for everything that waits."""
    Errand.objects.update(due=F("due") - timedelta(days=10), lease=F("lease") - timedelta(days=10))


def test_what_is_owed_is_done_once(trial: Trial) -> None:
    owe("trial", number=1)
    assert (run_due(), run_due()) == (1, 0)
    assert trial.calls == [{"number": 1}]
    assert Errand.objects.get().done is not None


def test_what_is_owed_for_later_waits(trial: Trial) -> None:
    owe("trial", due=timezone.now() + timedelta(days=3))
    assert run_due() == 0
    later()
    assert run_due() == 1


def test_what_is_due_longest_is_done_first(trial: Trial) -> None:
    now = timezone.now()
    owe("trial", due=now - timedelta(hours=1), number=2)
    owe("trial", due=now - timedelta(hours=2), number=1)
    run_due()
    assert [call["number"] for call in trial.calls] == [1, 2]


def test_what_somebody_waits_for_is_done_before_the_background(trial: Trial) -> None:
    owe("trial", once="a", background=True, number=1)
    owe("trial", once="b", background=True, number=2)
    owe("trial", once="b", background=False, number=3)  # somebody waits for it by now
    run_due()
    assert [call["number"] for call in trial.calls] == [3, 1]


def test_what_is_owed_again_for_later_stays_in_the_background(trial: Trial) -> None:
    owe("trial", once="a", background=True)
    owe("trial", once="a", due=timezone.now() + timedelta(days=3))
    assert Errand.objects.get().background


def test_a_transaction_that_is_undone_owes_nothing(trial: Trial) -> None:
    with transaction.atomic():
        owe("trial")
        transaction.set_rollback(True)
    assert not Errand.objects.exists()


def test_a_name_nobody_registered_is_refused_with_the_names_there_are(trial: Trial) -> None:
    with pytest.raises(LookupError, match=r"'other'.*known: trial"):
        owe("other")


def test_of_one_key_there_is_one_errand_with_the_last_date_and_arguments(trial: Trial) -> None:
    owe("trial", once="mail:7", due=timezone.now() + timedelta(days=1), number=1)
    owe("trial", once="mail:7", number=2)
    owe("trial", once="mail:8", number=3)
    assert run_due() == 2
    assert sorted(call["number"] for call in trial.calls) == [2, 3]


def test_a_key_can_be_owed_again_once_it_is_done(trial: Trial) -> None:
    for _ in range(3):
        owe("trial", once="mail:7")
        run_due()
    assert len(trial.calls) == 3


def test_what_is_owed_while_it_runs_is_done_once_more(trial: Trial) -> None:
    owe("trial", once="embed", number=1)
    errand = queue.claim(worker="w", lease_seconds=60)
    assert errand is not None
    owe("trial", once="embed", number=2)
    assert run_due() == 0, "two ran at the same time"
    assert queue.finish(errand)
    assert run_due() == 1
    assert trial.calls == [{"number": 2}]


def test_a_failure_is_tried_again_after_growing_pauses_and_kept_in_the_end(trial: Trial) -> None:
    trial.failing = ValueError("no such harbour")
    owe("trial")
    pauses = []
    for _ in range(queue.ATTEMPTS - 1):
        before = timezone.now()
        assert run_due() == 1
        errand = Errand.objects.get()
        assert errand.due is not None
        pauses.append((errand.due - before).total_seconds())
        assert run_due() == 0
        later()
    assert run_due() == 1
    later()
    assert run_due() == 0
    errand = Errand.objects.get()
    assert (errand.due, errand.done, errand.attempt) == (None, None, queue.ATTEMPTS)
    assert "no such harbour" in errand.problem
    assert pauses == sorted(pauses)
    assert pauses[0] < 60
    assert pauses[-1] > 3600


def test_a_failure_that_passes_leaves_no_problem(trial: Trial) -> None:
    trial.failing = ValueError("later")
    owe("trial")
    run_due()
    trial.failing = None
    later()
    run_due()
    errand = Errand.objects.get()
    assert errand.done
    assert not errand.problem


def test_one_failure_holds_up_nothing_else(trial: Trial) -> None:
    owe("trial", number=1)
    trial.failing = ValueError("bad")
    owe("trial", number=2)
    assert run_due() == 2


def test_while_the_database_is_away_no_attempt_fails(trial: Trial) -> None:
    trial.failing = OperationalError("server closed the connection")
    owe("trial")
    with pytest.raises(OperationalError):
        run_due()
    assert not Errand.objects.get().problem


def test_an_errand_whose_process_always_dies_is_given_up(trial: Trial) -> None:
    owe("trial")
    for _ in range(queue.ATTEMPTS):
        assert queue.claim(worker="w", lease_seconds=60)
        later()
    assert queue.claim(worker="w", lease_seconds=60) is None
    assert "died 8 times" in Errand.objects.get().problem


def test_whoever_fell_silent_writes_nothing_any_more(trial: Trial) -> None:
    owe("trial")
    silent = queue.claim(worker="w", lease_seconds=60)
    later()
    assert silent is not None
    again = queue.claim(worker="w", lease_seconds=60)
    assert again is not None
    assert not queue.finish(silent)
    assert not queue.keep(silent, lease_seconds=60)
    assert queue.keep(again, lease_seconds=60)
    assert queue.finish(again)


def test_what_is_daily_is_owed_once_a_day_from_its_hour_on(
    trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errands, "_hours", {"trial": 5})
    days = []
    for day, hour in [(1, 4), (1, 5), (1, 23), (2, 4), (2, 6), (5, 9), (5, 10)]:
        now = datetime(2027, 3, day, hour, 30, tzinfo=UTC)
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        owe_dailies()
        owe_dailies()
        days += [(day, hour)] * run_due()
    assert days == [(1, 4), (1, 5), (2, 6), (5, 9)]  # first that of the day before


def test_done_errands_are_swept_after_a_while_and_failed_ones_stay(trial: Trial) -> None:
    owe("trial")
    run_due()
    owe("trial")
    run_due()
    trial.failing = ValueError("bad")
    owe("trial")
    for _ in range(queue.ATTEMPTS):
        run_due()
        later()
    old = Errand.objects.filter(done__isnull=False).first()
    Errand.objects.filter(pk=old.pk if old else "").update(done=timezone.now() - timedelta(days=31))
    sweeping.sweep()
    assert Errand.objects.count() == 2
    assert Errand.objects.filter(done__isnull=True).count() == 1
