"""Jobs that a worker runs on a Dask cluster: found there, watched, dismissed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import psutil
import pytest

from citybricks.hub.jobs.domain import queue
from citybricks.hub.jobs.models import Job, Status
from citybricks.hub.jobs.runs import outcome_of
from tests.hub.jobs.conftest import SITE, Work, is_status, until

Submit = Callable[..., Job]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("workers"),
    pytest.mark.filterwarnings("ignore"),  # Dask's own, when its processes are restarted
]
ENDED = (Status.SUCCESSFUL, Status.FAILED, Status.DISMISSED)


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """A scheduler with two workers that have the bricks installed."""
    from distributed import LocalCluster

    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(SITE))  # its processes start with the path of this one
        cluster = LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs=50
        )
    with cluster:
        yield cluster.scheduler_address


def used() -> dict[int, float]:
    """Return the CPU seconds that each process of the cluster's workers has taken so far."""
    taken = {}
    for child in psutil.Process().children(recursive=True):
        try:
            if "spawn_main" in " ".join(child.cmdline()):
                taken[child.pid] = sum(child.cpu_times()[:2])
        except psutil.Error:  # it has just ended
            continue
    return taken


def busiest(before: dict[int, float]) -> tuple[int, float]:
    """Return the process that computed most since then, and its CPU seconds since then."""
    since = {process: taken - before.get(process, 0.0) for process, taken in used().items()}
    return max(since.items(), key=lambda one: one[1])


def test_a_job_is_run_on_the_cluster_and_its_progress_seen(
    scheduler: str, work: Work, submit: Submit
) -> None:
    work(CITYBRICKS_RUNNER=scheduler)
    job = submit("count-up", steps=20, pause=0.1)
    until(lambda: Job.objects.filter(pk=job.pk, progress__gt=0.2, message="counting").exists())
    until(is_status(job, *ENDED))
    assert job.status == Status.SUCCESSFUL
    assert outcome_of(job).number == 20


@pytest.mark.parametrize(
    ("name", "amount"), [("spin", {"steps": 10**9}), ("hash-deaf", {"rounds": 2 * 10**9})]
)
def test_a_dismissed_job_stops_on_the_cluster_within_a_second_of_cpu(
    scheduler: str, work: Work, submit: Submit, name: str, amount: dict[str, int]
) -> None:
    work(CITYBRICKS_RUNNER=scheduler)
    taken = dismissed_after(submit(name, **amount))
    print(f"\n{name}: it computed for {taken:.2f} CPU s after the dismissal")
    other = submit("count-up", steps=1)
    until(is_status(other, Status.SUCCESSFUL))
    assert taken <= 1.0


def dismissed_after(job: Job) -> float:
    """Dismiss a job while it computes, and return for how many CPU seconds it went on."""
    before = used()
    until(lambda: busiest(before)[1] > 0.5)
    process = busiest(before)[0]
    dismissed = last = used()[process]
    queue.dismiss(job)
    ended = time.monotonic() + 3.0
    while time.monotonic() < ended:
        time.sleep(0.05)
        last = max(last, used().get(process, 0.0))
    job.refresh_from_db()
    assert job.status == Status.DISMISSED
    return last - dismissed


@pytest.mark.long
def test_a_scheduler_that_is_not_there_fails_the_job_in_words(work: Work, submit: Submit) -> None:
    work(CITYBRICKS_RUNNER="tcp://127.0.0.1:9")
    job = submit("count-up", steps=1)
    until(is_status(job, *ENDED), 40)
    assert job.status == Status.FAILED
    assert "tcp://127.0.0.1:9" in job.problems["zh-Hans"][0]["message"]
    assert "没有 Dask 调度器应答" in job.problems["zh-Hans"][0]["message"]
