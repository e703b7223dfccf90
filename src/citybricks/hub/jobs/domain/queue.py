"""The queue: accept, claim, keep alive, finish, dismiss.

accepted → running (worker, attempt, lease) → successful | failed | dismissed.

A running job belongs to the worker that leased it. Every later write carries the guard
``status=running, worker=me, attempt=mine``: when it changes no row, the job was dismissed or
given to another, and this worker stops. So each outcome is written once, by one worker.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Concat, Now
from django.utils import timezone

from citybricks.hub.jobs.domain.callbacks import owe
from citybricks.hub.jobs.domain.problems import WORKER_LOST, described
from citybricks.hub.jobs.models import UNFINISHED, Job, Status

ATTEMPTS = 3
"""How often a job whose worker vanished is tried."""


def claim(*, worker: str, lease_seconds: float) -> Job | None:
    """Lease the first job that waits, or whose worker fell silent; None when there is none.

    Higher priority goes first, then whose turn it is (`Job.turn`), then the older. A job that
    was lost `ATTEMPTS` times has failed with ``worker-lost``.
    """
    if not _waiting().exists():  # without a lock: idle workers disturb nobody
        return None
    with transaction.atomic():
        first = _waiting().select_for_update(skip_locked=True)
        while job := first.order_by("-priority", "turn", "created").first():
            if job.attempt < ATTEMPTS:
                return _leased(job, worker, lease_seconds)
            _end(Job.objects.filter(pk=job.pk), Status.FAILED, problems=_lost(job))
    return None


def _waiting() -> QuerySet[Job]:
    silent = Q(status=Status.RUNNING, lease__lt=Now())
    return Job.objects.filter(Q(status=Status.ACCEPTED) | silent)


def _until(seconds: float) -> CombinedExpression:
    """By the database's clock, as those of workers differ."""
    return Now() + timedelta(seconds=seconds)


def _leased(job: Job, worker: str, lease_seconds: float) -> Job:
    job.status, job.worker = Status.RUNNING, worker
    job.attempt += 1
    job.started = job.updated = timezone.now()
    job.progress, job.message = 0.0, ""
    Job.objects.filter(pk=job.pk).update(
        status=job.status,
        worker=worker,
        attempt=job.attempt,
        started=job.started,
        updated=job.updated,
        lease=_until(lease_seconds),
        progress=0.0,
        message="",
        log=_with(_line(f"attempt {job.attempt}")),
    )
    owe(job, Status.RUNNING)
    return job


def _line(text: str) -> str:
    return f"{timezone.now():%Y-%m-%dT%H:%M:%SZ} {text}\n"


def _with(lines: str) -> Concat:
    return Concat(F("log"), Value(lines))


def _lost(job: Job) -> dict[str, Any]:
    return described(WORKER_LOST, attempts=job.attempt)


def _mine(job_id: uuid.UUID, worker: str, attempt: int) -> QuerySet[Job]:
    return Job.objects.filter(pk=job_id, status=Status.RUNNING, worker=worker, attempt=attempt)


def beat(
    job_id: uuid.UUID,
    *,
    worker: str,
    attempt: int,
    lease_seconds: float,
    progress: float,
    message: str,
    log: str = "",
    steps: dict[str, Any] | None = None,
) -> bool:
    """Renew the lease and write progress; False when the job is this worker's no more."""
    changes: dict[str, Any] = {
        "lease": _until(lease_seconds),
        "updated": timezone.now(),
        "progress": min(max(0.0, progress), 1.0),  # in this order NaN is 0
        "message": message[:200],
    }
    if log:
        changes["log"] = _with(log)
    if steps:
        changes["steps"] = steps
    return _mine(job_id, worker, attempt).update(**changes) == 1


def finish(
    job_id: uuid.UUID,
    *,
    worker: str,
    attempt: int,
    status: Status,
    problems: dict[str, Any] | None = None,
    log: str = "",
    steps: dict[str, Any] | None = None,
) -> bool:
    """Write how the job ended; False when it is this worker's no more, and nothing is written."""
    mine = _mine(job_id, worker, attempt)
    return _end(mine, status, problems=problems, log=log, steps=steps)


@transaction.atomic
def release(job_id: uuid.UUID, *, worker: str, attempt: int, lost: bool = False) -> bool:
    """Give a job back to the queue; an attempt that was `lost` counts, one put back does not.

    A job whose last attempt was lost has failed with ``worker-lost``.
    """
    job = _mine(job_id, worker, attempt).select_for_update().first()
    if job is None:
        return False
    if lost and attempt >= ATTEMPTS:
        return _end(Job.objects.filter(pk=job_id), Status.FAILED, problems=_lost(job))
    Job.objects.filter(pk=job_id).update(
        status=Status.ACCEPTED,
        lease=None,
        worker="",
        attempt=attempt if lost else attempt - 1,
        updated=timezone.now(),
        log=_with(_line("its process died" if lost else "given back")),
    )
    return True


def dismiss(job: Job) -> bool:
    """Dismiss a job that is not finished; its worker stops at its next heartbeat."""
    unfinished = Job.objects.filter(pk=job.pk, status__in=UNFINISHED)
    done = _end(unfinished, Status.DISMISSED)
    job.refresh_from_db()
    return done


def hold(key: str) -> None:
    """Let nobody else take on or delete a job with this run until the transaction ends.

    SQLite lets only one transaction write anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [key])


def remove(job: Job) -> None:
    """Remove a finished job, and with it its results, from what anybody can see."""
    Job.objects.filter(pk=job.pk).exclude(status__in=UNFINISHED).delete()
    job.status = Status.DISMISSED


@transaction.atomic
def _end(
    jobs: QuerySet[Job],
    status: Status,
    *,
    problems: dict[str, Any] | None = None,
    log: str = "",
    steps: dict[str, Any] | None = None,
) -> bool:
    """End the one job in `jobs`, if it is still there once it is locked."""
    job = jobs.select_for_update().first()
    if job is None:
        return False
    job.status, job.ended, job.lease = status, timezone.now(), None
    job.problems = problems or {}
    job.steps = steps or job.steps
    job.log += log + _line(status)
    if status == Status.SUCCESSFUL:
        job.progress = 1.0
    job.save()
    owe(job, status)
    return True
