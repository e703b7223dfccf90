"""Workers in processes of their own: what is dismissed, killed and interrupted."""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connection, connections
from django.utils import timezone

from citybricks.hub.jobs.domain import queue
from citybricks.hub.jobs.models import Callback, Job, Status
from citybricks.hub.jobs.runs import outcome_of
from tests.hub.jobs.conftest import Work, is_status, until
from tools.processes import cpu_seconds, is_alive, runners

Submit = Callable[..., Job]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("workers")]
ENDED = (Status.SUCCESSFUL, Status.FAILED, Status.DISMISSED)


def busy_runner(worker: int, seconds: float = 0.2) -> int:
    """Return the process of a worker that computes."""
    base = {pid: cpu_seconds(pid) for pid in until(lambda: runners(worker))}
    return until(
        lambda: next(
            (p for p in runners(worker) if cpu_seconds(p) > base.get(p, 0) + seconds), None
        )
    )


def test_a_job_is_run_and_its_outcome_kept(work: Work, submit: Submit) -> None:
    work()
    job = submit("count-up", steps=3)
    until(is_status(job, *ENDED))
    assert job.status == Status.SUCCESSFUL
    assert outcome_of(job).number == 3


def test_progress_and_its_messages_can_be_followed(work: Work, submit: Submit) -> None:
    work()
    job = submit("count-up", steps=10, pause=0.2)
    until(lambda: Job.objects.filter(pk=job.pk, progress__gt=0.2, message="counting").exists())
    until(is_status(job, *ENDED))
    assert [line.partition(" ")[2] for line in job.log.splitlines()] == [
        "attempt 1",
        "counting",
        "successful",
    ]


@pytest.mark.parametrize(
    ("name", "amount"),
    [
        ("spin", {"steps": 10**9}),
        ("hash-deaf", {"rounds": 2 * 10**9}),
        ("sum-deaf", {"terms": 10**12}),
    ],
)
def test_dismissing_a_job_stops_its_use_of_the_processor_within_a_second(
    work: Work, submit: Submit, name: str, amount: dict[str, int]
) -> None:
    worker = work()
    job = submit(name, **amount)
    runner = busy_runner(worker.pid)
    queue.dismiss(job)
    dismissed = time.monotonic()
    used, last = cpu_seconds(runner), dismissed
    while time.monotonic() < dismissed + 2.0:
        time.sleep(0.02)
        now = cpu_seconds(runner)
        if now > used:
            used, last = now, time.monotonic()
    print(f"\n{name}: computing stopped {last - dismissed:.2f} s after the dismissal")
    assert last - dismissed <= 1.0
    other = submit("count-up", steps=1)
    until(is_status(other, Status.SUCCESSFUL))
    job.refresh_from_db()
    assert job.status == Status.DISMISSED


@pytest.mark.long
def test_a_brick_whose_process_dies_fails_after_three_attempts(work: Work, submit: Submit) -> None:
    work()
    job = submit("crash")
    until(is_status(job, *ENDED))
    assert (job.status, job.attempt) == (Status.FAILED, 3)
    assert job.problems["en"][0]["message"].startswith("worker-lost")
    after = submit("count-up", steps=1)
    until(is_status(after, Status.SUCCESSFUL))


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("refuse", "cannot do it"),
        ("raise", "unexpected RuntimeError"),
        ("exit", "unexpected SystemExit"),
        ("cancel", "unexpected Cancelled"),
    ],
)
def test_a_brick_that_refuses_or_breaks_ends_its_job_with_the_reason(
    work: Work, submit: Submit, how: str, said: str
) -> None:
    work()
    job = submit("misbehave", how=how)
    until(is_status(job, *ENDED))
    assert (job.status, job.attempt) == (Status.FAILED, 1)
    assert said in job.problems["en"][0]["message"]
    assert job.problems["zh-Hans"][0]["message"]


def test_a_job_that_takes_too_long_is_stopped_and_says_so(work: Work, submit: Submit) -> None:
    worker = work(CITYBRICKS_RUN_SECONDS="1")
    job = submit("hash-deaf", rounds=2 * 10**9)
    runner = busy_runner(worker.pid)
    until(is_status(job, *ENDED))
    assert job.status == Status.FAILED
    assert "longer than the 1.0 seconds" in job.problems["en"][0]["message"]
    until(lambda: not is_alive(runner), 1)


@pytest.mark.parametrize("name", ["spin", "sum-deaf"])
def test_the_processes_of_a_killed_worker_die_with_it(
    work: Work, submit: Submit, name: str
) -> None:
    worker = work()
    submit(name, **{"spin": {"steps": 10**9}, "sum-deaf": {"terms": 10**12}}[name])
    runner = busy_runner(worker.pid)
    worker.kill()
    until(lambda: not is_alive(runner), 1)


def test_a_job_outlives_its_killed_worker(work: Work, submit: Submit) -> None:
    first = work()
    job = submit("count-up", steps=20, pause=0.1)
    until(lambda: Job.objects.filter(pk=job.pk, progress__gt=0.3).exists())
    first.kill()
    work()
    started = time.monotonic()
    until(is_status(job, *ENDED), 30)
    assert (job.status, job.attempt) == (Status.SUCCESSFUL, 2)
    assert time.monotonic() - started <= 2 + 2 + 5  # lease, run time, and five seconds


def test_a_worker_that_is_told_to_stop_gives_its_job_back(work: Work, submit: Submit) -> None:
    first = work()
    job = submit("count-up", steps=20, pause=0.1)
    until(is_status(job, Status.RUNNING))
    told = time.monotonic()
    first.terminate()
    assert first.wait(5) == 0
    assert time.monotonic() - told < 2
    job.refresh_from_db()
    assert (job.status, job.attempt, job.worker) == (Status.ACCEPTED, 0, "")
    work()
    until(is_status(job, *ENDED))
    assert (job.status, job.attempt) == (Status.SUCCESSFUL, 1)


@pytest.mark.long
def test_an_idle_worker_starts_a_job_at_once_and_costs_next_to_nothing(
    work: Work, submit: Submit
) -> None:
    worker = work()
    until(is_status(submit("count-up", steps=1), Status.SUCCESSFUL))
    delays = []
    for seed in range(1, 6):
        job = submit("count-up", steps=1, seed=seed)
        until(is_status(job, Status.SUCCESSFUL))
        delays.append((job.started - job.created).total_seconds())
    used, since = cpu_seconds(worker.pid), time.monotonic()
    time.sleep(3)
    share = (cpu_seconds(worker.pid) - used) / (time.monotonic() - since)
    print(f"\nidle: {100 * share:.1f} % of a core; started after {1000 * max(delays):.0f} ms")
    assert share < 0.02
    assert sorted(delays)[2] <= 0.15


@pytest.mark.long
def test_a_subscriber_that_never_answers_holds_no_heartbeat_up(work: Work, submit: Submit) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        uri = f"http://127.0.0.1:{deaf.getsockname()[1]}/"
        asked = {"subscriber": {"inProgressUri": uri, "successUri": uri}}
        work(CITYBRICKS_PRIVATE_HREFS="true")
        job = submit("count-up", asked=asked, steps=40, pause=0.1)
        until(is_status(job, *ENDED))
        assert (job.status, job.attempt) == (Status.SUCCESSFUL, 1)
        until(lambda: Callback.objects.filter(attempt__gt=0).exclude(answer="").exists())


def test_a_worker_that_lost_its_lease_stops_and_does_not_overwrite(
    work: Work, submit: Submit
) -> None:
    worker = work()
    job = submit("count-up", steps=10**6, pause=0.01)
    until(is_status(job, Status.RUNNING))
    worker.send_signal(signal.SIGSTOP)
    Job.objects.filter(pk=job.pk).update(lease=timezone.now() - timedelta(hours=1))
    taken = queue.claim(worker="another", lease_seconds=60)
    assert taken is not None
    worker.send_signal(signal.SIGCONT)
    other = submit("count-up", steps=1)
    until(is_status(other, Status.SUCCESSFUL))
    job.refresh_from_db()
    assert (job.status, job.worker, job.attempt) == (Status.RUNNING, "another", 2)


@pytest.mark.long
def test_a_worker_waits_for_a_database_that_is_locked(work: Work, submit: Submit) -> None:
    work()
    job = submit("count-up", steps=10, pause=0.1)
    until(is_status(job, Status.RUNNING))
    held, go_on = Event(), Event()

    def hold() -> None:
        with connections["default"].cursor() as cursor:
            if connections["default"].vendor == "sqlite":
                cursor.execute("BEGIN EXCLUSIVE")
            else:
                cursor.execute("BEGIN")
                cursor.execute("LOCK TABLE jobs_job IN ACCESS EXCLUSIVE MODE")
            held.set()
            go_on.wait(10)
            cursor.execute("COMMIT")
        connections.close_all()

    thread = Thread(target=hold)
    thread.start()
    held.wait(10)
    time.sleep(1.5)
    go_on.set()
    thread.join()
    until(is_status(job, *ENDED))
    assert (job.status, job.attempt) == (Status.SUCCESSFUL, 1)


def test_a_worker_outlives_the_loss_of_its_connections(work: Work, submit: Submit) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("this database has no connections to lose")
    work()
    job = submit("count-up", steps=15, pause=0.1)
    knows = Job.objects.filter(pk=job.pk, progress__gt=0).exists  # the worker, that it has it
    until(knows, 60)
    with connection.cursor() as cursor:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
        mine = [connection.settings_dict["NAME"]]
        cursor.execute(f"{others} AND pid <> pg_backend_pid()", mine)
    until(is_status(job, *ENDED))
    assert (job.status, job.attempt) == (Status.SUCCESSFUL, 1)


@pytest.mark.long
def test_two_slots_of_a_worker_run_two_jobs_at_once(work: Work, submit: Submit) -> None:
    work(2)
    jobs = [submit("count-up", steps=20, pause=0.1, seed=seed) for seed in (1, 2)]
    until(lambda: Job.objects.filter(status=Status.RUNNING).count() == 2)
    for job in jobs:
        until(is_status(job, Status.SUCCESSFUL))


def test_a_brick_that_is_not_installed_any_more_fails_its_job(work: Work, submit: Submit) -> None:
    job = submit("count-up", steps=1)
    Job.objects.filter(pk=job.pk).update(brick="gone")
    work()
    until(is_status(job, *ENDED))
    assert job.status == Status.FAILED
