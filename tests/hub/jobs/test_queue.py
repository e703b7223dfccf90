"""The functions of the queue, one connection at a time and several at once."""

from __future__ import annotations

import math
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.db.models import F

from citybricks.hub.jobs.domain import queue
from citybricks.hub.jobs.models import Job, Status

pytestmark = pytest.mark.django_db


def job(**fields: object) -> Job:
    return Job.objects.create(brick="count-up", version="1.0.0", key="0" * 32, **fields)


def claimed(worker: str = "w1", lease_seconds: float = 10.0) -> Job:
    found = queue.claim(worker=worker, lease_seconds=lease_seconds)
    assert found is not None
    return found


def is_renewed(job: Job, worker: str = "w1", **said: object) -> bool:
    said = {"progress": 0.5, "message": "", "lease_seconds": 10.0, **said}
    return queue.beat(job.pk, worker=worker, attempt=job.attempt, **said)


def is_finished(job: Job, worker: str = "w1", status: Status = Status.SUCCESSFUL) -> bool:
    return queue.finish(job.pk, worker=worker, attempt=job.attempt, status=status)


def let_leases_expire() -> None:
    Job.objects.update(lease=F("lease") - timedelta(hours=1))


def fresh(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def test_an_empty_queue_gives_nothing() -> None:
    assert queue.claim(worker="w1", lease_seconds=10) is None


def test_priority_goes_first_then_the_turn_then_age() -> None:
    late, turned, old, urgent = job(), job(turn=1), job(), job(priority=1)
    Job.objects.filter(pk__in=[old.pk, turned.pk]).update(created=F("created") - timedelta(days=1))
    assert [claimed().pk for _ in range(4)] == [urgent.pk, old.pk, late.pk, turned.pk]


def test_a_claimed_job_is_running_for_its_worker_and_for_nobody_else() -> None:
    job()
    found = fresh(claimed("w1"))
    assert (found.status, found.worker, found.attempt) == (Status.RUNNING, "w1", 1)
    assert found.started is not None
    assert queue.claim(worker="w2", lease_seconds=10) is None


def test_a_job_whose_lease_expired_goes_to_another_worker() -> None:
    job()
    first = claimed("w1")
    let_leases_expire()
    second = claimed("w2")
    assert (second.pk, second.attempt) == (first.pk, 2)
    assert not is_renewed(first, "w1")
    assert not is_finished(first, "w1")
    assert is_finished(second, "w2")


def test_a_heartbeat_renews_the_lease_and_writes_progress() -> None:
    job()
    found = claimed(lease_seconds=-1)
    assert is_renewed(found, message="x" * 999, log="a line\n")
    assert queue.claim(worker="w2", lease_seconds=10) is None
    assert (fresh(found).progress, fresh(found).message) == (0.5, "x" * 200)
    assert fresh(found).log.endswith("a line\n")


@pytest.mark.parametrize(
    ("said", "kept"), [(math.nan, 0.0), (-1.0, 0.0), (7.0, 1.0), (math.inf, 1.0)]
)
def test_progress_is_a_share_whatever_is_said(said: float, kept: float) -> None:
    job()
    found = claimed()
    assert is_renewed(found, progress=said)
    assert fresh(found).progress == kept


def test_one_worker_cannot_write_for_another_nor_for_its_own_earlier_attempt() -> None:
    job()
    first = claimed("w1")
    assert not is_renewed(first, "w2")
    assert not is_finished(first, "w2")
    let_leases_expire()
    second = claimed("w1")
    assert not is_finished(first, "w1")
    assert not queue.release(first.pk, worker="w1", attempt=first.attempt)
    assert is_finished(second, "w1")


def test_a_job_ends_once() -> None:
    job()
    found = claimed()
    assert is_finished(found)
    assert not is_finished(found, status=Status.FAILED)
    assert not queue.dismiss(fresh(found))
    assert not queue.release(found.pk, worker="w1", attempt=1, lost=True)
    assert fresh(found).status == Status.SUCCESSFUL
    assert fresh(found).progress == 1.0
    assert fresh(found).ended is not None


def test_a_job_whose_worker_vanished_three_times_has_failed_and_says_so() -> None:
    lost, waiting = job(), job()
    for attempt in (1, 2, 3):
        assert (found := claimed(f"w{attempt}")).pk == lost.pk
        assert found.attempt == attempt
        let_leases_expire()
    assert claimed("w4").pk == waiting.pk
    problems = fresh(lost).problems
    assert fresh(lost).status == Status.FAILED
    assert problems["en"][0]["message"].startswith("worker-lost")
    assert problems.keys() == {"en", "zh-Hans"}


def test_a_job_whose_process_died_three_times_has_failed_at_once() -> None:
    job()
    for attempt in (1, 2, 3):
        found = claimed()
        assert found.attempt == attempt
        assert queue.release(found.pk, worker="w1", attempt=attempt, lost=True)
    assert fresh(found).status == Status.FAILED
    assert "worker-lost" in fresh(found).problems["en"][0]["message"]


def test_a_job_that_is_given_back_has_lost_no_attempt() -> None:
    job()
    for _ in range(9):
        found = claimed()
        assert found.attempt == 1
        assert queue.release(found.pk, worker="w1", attempt=1)
    assert fresh(found).status == Status.ACCEPTED


def test_a_waiting_job_that_is_dismissed_never_starts() -> None:
    found = job()
    assert queue.dismiss(found)
    assert found.status == Status.DISMISSED
    assert queue.claim(worker="w1", lease_seconds=10) is None


def test_a_running_job_that_is_dismissed_is_lost_to_its_worker() -> None:
    job()
    found = claimed()
    assert queue.dismiss(fresh(found))
    assert not is_renewed(found)
    assert not is_finished(found)
    assert fresh(found).status == Status.DISMISSED


def test_the_audit_history_has_acceptance_and_end_and_no_heartbeats() -> None:
    job()
    found = claimed()
    is_renewed(found)
    is_finished(found)
    rows = found.history.order_by("history_id").values_list("history_type", "status")
    assert list(rows) == [("+", Status.ACCEPTED), ("~", Status.SUCCESSFUL)]


def test_removing_a_finished_job_leaves_its_audit_history() -> None:
    waiting, found = job(), (job(priority=1), claimed())[1]
    is_finished(found)
    queue.remove(waiting)
    queue.remove(found)
    assert list(Job.objects.all()) == [waiting]
    rows = Job.history.filter(id=found.pk).order_by("history_id").values_list("history_type")
    assert [kind for (kind,) in rows] == ["+", "~", "-"]


def test_the_run_log_tells_each_attempt_and_the_end() -> None:
    job()
    found = claimed()
    queue.release(found.pk, worker="w1", attempt=1, lost=True)
    is_finished(claimed())
    said = [line.partition(" ")[2] for line in fresh(found).log.splitlines()]
    assert said == ["attempt 1", "its process died", "attempt 2", "successful"]


@pytest.mark.django_db(transaction=True)
def test_a_claim_passes_over_what_another_worker_is_just_claiming() -> None:
    if not connection.features.has_select_for_update_skip_locked:
        pytest.skip("this database lets one transaction write at a time")
    first, second = job(), job()
    held, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Job.objects.select_for_update().get(pk=first.pk)
            held.set()
            go_on.wait(10)
        connections.close_all()

    with ThreadPoolExecutor() as pool:
        pool.submit(hold)
        held.wait(10)
        assert claimed().pk == second.pk
        go_on.set()


@pytest.mark.django_db(transaction=True)
def test_workers_that_claim_at_once_get_every_job_once() -> None:
    waiting = {job().pk for _ in range(40)}

    def claim_all(number: int) -> list[object]:
        got = []
        while found := queue.claim(worker=f"w{number}", lease_seconds=60):
            got.append(found.pk)
        connections.close_all()
        return got

    with ThreadPoolExecutor(4) as pool:
        got = [pk for each in pool.map(claim_all, range(4)) for pk in each]
    assert len(got) == 40
    assert set(got) == waiting


@pytest.mark.django_db(transaction=True)
def test_of_a_finish_and_a_dismissal_at_once_one_wins() -> None:
    for _ in range(10):
        found = (job(), claimed())[1]

        def finish(found: Job = found) -> bool:
            won = is_finished(found)
            connections.close_all()
            return won

        def dismiss(found: Job = found) -> bool:
            won = queue.dismiss(Job.objects.get(pk=found.pk))
            connections.close_all()
            return won

        with ThreadPoolExecutor(2) as pool:
            won = pool.submit(finish), pool.submit(dismiss)
            assert [each.result() for each in won].count(True) == 1
        assert found.history.exclude(status=Status.ACCEPTED).count() == 1
