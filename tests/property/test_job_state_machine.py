"""The queue under any order of claims, heartbeats, ends, deaths and jumps of the clock."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

import pytest
from django.db.models import F
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from citybricks.hub.jobs.domain import queue
from citybricks.hub.jobs.models import Job, Status

LEASE = 10.0
ENDED = {Status.SUCCESSFUL, Status.FAILED, Status.DISMISSED}


class Hold:
    """What a worker believes to have: one attempt at one job."""

    def __init__(self, job: Job, worker: str) -> None:
        self.job: UUID = job.pk
        self.mine: dict[str, Any] = {"worker": worker, "attempt": job.attempt}


class Queue(RuleBasedStateMachine):
    """Workers whose beliefs may be out of date, and the one table that knows better."""

    holds = Bundle("holds")
    jobs: ClassVar[Bundle[UUID]] = Bundle("jobs")

    def __init__(self) -> None:
        super().__init__()
        Job.objects.all().delete()
        self.accepted: set[UUID] = set()
        self.ended: dict[UUID, str] = {}
        self.holder: dict[UUID, Hold] = {}

    def has(self, hold: Hold) -> bool:
        """Whether the worker still has what it believes to have."""
        return self.holder.get(hold.job) is hold

    def note_end(self, job: UUID) -> None:
        """Note an end that the queue has reported, and that there was none before."""
        assert job not in self.ended, "a job ended twice"
        self.holder.pop(job, None)
        self.ended[job] = Job.objects.get(pk=job).status

    def note_lost(self) -> None:
        """Note the jobs that the queue itself has given up."""
        for job in Job.objects.filter(status=Status.FAILED).exclude(pk__in=self.ended):
            assert job.attempt == 3
            assert "worker-lost" in job.problems["en"][0]["message"]
            self.note_end(job.pk)

    @initialize(target=jobs)
    def open(self) -> UUID:
        """The hub opens with one job, so that short runs too have something to do."""
        return self.accept(priority=0)

    @rule(target=jobs, priority=st.integers(0, 1))
    def accept(self, priority: int) -> UUID:
        job = Job.objects.create(brick="b", version="1.0.0", key="0" * 32, priority=priority)
        self.accepted.add(job.pk)
        return job.pk

    @rule(target=holds, worker=st.sampled_from(["w1", "w2"]))
    def claim(self, worker: str) -> Any:
        job = queue.claim(worker=worker, lease_seconds=LEASE)
        self.note_lost()
        if job is None:
            return multiple()
        assert job.pk not in self.ended
        assert 1 <= job.attempt <= 3
        hold = self.holder[job.pk] = Hold(job, worker)
        return hold

    @rule(hold=holds, progress=st.floats())
    def beat(self, hold: Hold, progress: float) -> None:
        said: dict[str, Any] = {"progress": progress, "message": "m", "lease_seconds": LEASE}
        assert queue.beat(hold.job, **hold.mine, **said) == self.has(hold)

    @rule(hold=holds, status=st.sampled_from([Status.SUCCESSFUL, Status.FAILED]))
    def finish(self, hold: Hold, status: Status) -> None:
        problems = {"en": [{"input": "", "message": "no"}]}
        finished = queue.finish(hold.job, **hold.mine, status=status, problems=problems)
        assert finished == self.has(hold)
        if finished:
            self.note_end(hold.job)
            assert self.ended[hold.job] == status

    @rule(hold=consumes(holds), lost=st.booleans())
    def release(self, hold: Hold, lost: bool) -> None:
        assert queue.release(hold.job, **hold.mine, lost=lost) == self.has(hold)
        if self.has(hold):
            del self.holder[hold.job]
        self.note_lost()

    @rule(hold=consumes(holds))
    def kill(self, hold: Hold) -> None:
        """A worker dies: it writes nothing any more."""

    @rule(job=jobs)
    def dismiss(self, job: UUID) -> None:
        if queue.dismiss(Job.objects.get(pk=job)):
            self.note_end(job)

    @rule(seconds=st.sampled_from([-2 * LEASE, LEASE / 2, 2 * LEASE]))
    def jump(self, seconds: float) -> None:
        """The clock of the database jumps: all leases are nearer, or farther."""
        Job.objects.update(lease=F("lease") - timedelta(seconds=seconds))

    @invariant()
    def nothing_is_lost_and_nothing_changes_after_its_end(self) -> None:
        status = dict(Job.objects.values_list("pk", "status"))
        assert status.keys() == self.accepted
        assert {job: s for job, s in status.items() if s in ENDED} == self.ended

    def teardown(self) -> None:
        """All workers die; a new one finishes what is left, and every job has ended once."""
        for _ in range(3 * len(self.accepted)):
            Job.objects.filter(status=Status.RUNNING).update(lease=F("lease") - timedelta(days=1))
            job = queue.claim(worker="last", lease_seconds=LEASE)
            self.note_lost()
            if job is None:
                break
            hold = self.holder[job.pk] = Hold(job, "last")
            self.finish(hold, Status.SUCCESSFUL)
        assert self.ended.keys() == self.accepted
        for job in Job.objects.all():
            ends = job.history.filter(status__in=ENDED)
            assert [row.status for row in ends] == [self.ended[job.pk]]
            assert job.log.count("successful") + job.log.count("failed") <= 1


@pytest.mark.django_db
def test_every_job_ends_exactly_once_whatever_happens() -> None:
    run_state_machine_as_test(Queue, settings=settings(deadline=None, stateful_step_count=30))
