"""The queue under any order of claims, heartbeats, ends, deaths and jumps of the clock."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db.models import F
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from citybricks.hub.jobs.domain import queue
from citybricks.hub.jobs.models import Job, Status

LEASE = 10.0
WORKERS = st.sampled_from(["w1", "w2"])
ANY = st.integers(0, 99)
ENDED = {Status.SUCCESSFUL, Status.FAILED, Status.DISMISSED}


class Hold:
    """What a worker believes to have: one attempt at one job."""

    def __init__(self, job: Job, worker: str) -> None:
        self.job: UUID = job.pk
        self.mine: dict[str, Any] = {"worker": worker, "attempt": job.attempt}


class Queue(RuleBasedStateMachine):
    """Workers whose beliefs may be out of date, and the one table that knows better."""

    def __init__(self) -> None:
        super().__init__()
        Job.objects.all().delete()
        self.accepted: list[UUID] = []
        self.holds: list[Hold] = []
        self.ended: dict[UUID, str] = {}
        self.holder: dict[UUID, Hold] = {}

    def note_end(self, job: UUID) -> None:
        """Note an end that the queue has reported, and that there was none before."""
        assert job not in self.ended, "a job ended twice"
        self.holder.pop(job, None)
        self.ended[job] = Job.objects.get(pk=job).status

    def note_lost(self) -> None:
        """Note the jobs that the queue itself has given up."""
        lost = Job.objects.filter(status=Status.FAILED, problems__has_key="en")
        for job in lost.exclude(pk__in=self.ended):
            assert job.attempt == 3
            assert "worker-lost" in job.problems["en"][0]["message"]
            self.note_end(job.pk)

    @initialize()
    def open(self) -> None:
        """The hub opens with jobs, so that short runs too have something to do."""
        for _ in range(4):
            self.accept()

    @rule()
    def accept(self) -> None:
        priority = len(self.accepted) % 2
        job = Job.objects.create(brick="b", version="1.0.0", key="0" * 32, priority=priority)
        self.accepted.append(job.pk)

    @rule(worker=WORKERS)
    def claim(self, worker: str) -> None:
        job = queue.claim(worker=worker, lease_seconds=LEASE)
        self.note_lost()
        if job is not None:
            assert job.pk not in self.ended
            assert 1 <= job.attempt <= 3
            self.holder[job.pk] = Hold(job, worker)
            self.holds.append(self.holder[job.pk])

    @rule(worker=WORKERS)
    def claim_what_another_let_lapse(self, worker: str) -> None:
        self.jump(2 * LEASE)
        self.claim(worker)

    @rule(seconds=st.sampled_from([-2 * LEASE, LEASE / 2]))
    def jump(self, seconds: float) -> None:
        """The clock of the database jumps: all leases are nearer, or farther."""
        Job.objects.update(lease=F("lease") - timedelta(seconds=seconds))

    @rule(which=ANY, write=st.sampled_from(["beat", "successful", "failed", "lost", "back", "die"]))
    def write(self, which: int, write: str) -> None:
        """A worker writes what it believes; what is not its own any more is not changed."""
        if not self.holds:
            return
        hold = self.holds[which % len(self.holds)]
        has = self.holder.get(hold.job) is hold
        if write == "beat":
            said: dict[str, Any] = {"progress": 0.5, "message": "m", "lease_seconds": LEASE}
            assert queue.beat(hold.job, **hold.mine, **said) == has
        elif write in ENDED:
            assert queue.finish(hold.job, **hold.mine, status=Status(write)) == has
            if has:
                self.note_end(hold.job)
        else:
            self.holds.remove(hold)
            if write == "die":
                return
            assert queue.release(hold.job, **hold.mine, lost=write == "lost") == has
            if has:
                del self.holder[hold.job]
            self.note_lost()

    @rule(which=st.integers(0, 9))
    def dismiss(self, which: int) -> None:
        if which >= len(self.accepted):
            return
        job = self.accepted[which]
        assert queue.dismiss(Job.objects.get(pk=job)) == (job not in self.ended)
        if job not in self.ended:
            self.note_end(job)

    @invariant()
    def nothing_is_lost_and_nothing_changes_after_its_end(self) -> None:
        status = dict(Job.objects.values_list("pk", "status"))
        assert status.keys() == set(self.accepted)
        assert {job: s for job, s in status.items() if s in ENDED} == self.ended

    def teardown(self) -> None:
        """All workers die; a new one finishes what is left, and every job has ended once."""
        for _ in range(3 * len(self.accepted)):
            Job.objects.filter(status=Status.RUNNING).update(lease=F("lease") - timedelta(days=1))
            job = queue.claim(worker="last", lease_seconds=LEASE)
            self.note_lost()
            if job is None:
                break
            self.holds = [Hold(job, "last")]
            self.holder[job.pk] = self.holds[0]
            self.write(0, "successful")
        assert self.ended.keys() == set(self.accepted)
        for job in Job.objects.all():
            ends = job.history.filter(status__in=ENDED)
            assert [row.status for row in ends] == [self.ended[job.pk]]
            assert job.log.count("successful") + job.log.count("failed") <= 1


@pytest.mark.django_db
def test_every_job_ends_exactly_once_whatever_happens() -> None:
    run_state_machine_as_test(Queue, settings=settings(deadline=None, stateful_step_count=30))
