"""The worker: leases jobs, hands them to child processes, keeps them alive, writes their end.

A dismissed run is asked to stop through `track`; a child that has not stopped after
`GRACE_SECONDS` is killed, so a long third-party call stops too.
"""

from __future__ import annotations

import os
import secrets
import socket
import time
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from math import inf
from multiprocessing.connection import wait
from typing import Any

import structlog
from django import db

from citybricks.hub.jobs.deliveries import courier
from citybricks.hub.jobs.domain import queue
from citybricks.hub.jobs.domain.problems import TOO_LONG, UNEXPECTED, described
from citybricks.hub.jobs.domain.steps import known_to
from citybricks.hub.jobs.models import Status
from citybricks.hub.jobs.slot import Slot, Task
from citybricks.hub.jobs.sweeping import sweeper

log = structlog.get_logger("citybricks.worker")

TICK_SECONDS = 0.1
"""How often a worker looks for work when its children say nothing."""
BEAT_SECONDS = 0.2
"""How often a running job's lease is renewed, and its dismissal noticed."""
GRACE_SECONDS = 0.3
"""How long a dismissed run has to stop by itself."""
AWAY_SECONDS = 3.0
"""The same for a run on a cluster, which has to stop what it has started there."""
_PAUSE_SECONDS = 1.0
"""Pause before what failed for a reason outside of us is tried again."""


class Worker:
    """Runs jobs in child processes.

    Parameters
    ----------
    slots
        How many jobs run at once.
    store_url
        Address of the run store.
    lease_seconds
        How long a job stays leased without a heartbeat.
    run_seconds
        Longest time a job may run.
    runner
        Where bricks run: ``inline``, ``threads``, or the address of a Dask scheduler.
    """

    def __init__(
        self,
        *,
        slots: int,
        store_url: str,
        lease_seconds: float,
        run_seconds: float,
        runner: str = "inline",
    ) -> None:
        self.name = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
        self.size = slots
        self.store_url = store_url
        self.lease_seconds = lease_seconds
        self.run_seconds = run_seconds
        self.runner = runner
        self.stopping = False
        self.slots: list[Slot] = []
        self.start_after = 0.0
        self.endings: deque[Callable[[], bool]] = deque()

    def stop(self, *_signal: object) -> None:
        """Give the jobs back to the queue and leave; safe in a signal handler."""
        self.stopping = True

    def work(self) -> None:
        """Work until `stop` is called."""
        log.info("worker started", worker=self.name, slots=self.size)
        courier()
        sweeper()
        try:
            while not self.stopping:
                self._guarded(self._turn)
        finally:
            self._leave()

    def _guarded(self, act: Callable[[], None]) -> None:
        """Act; while the database is away, wait for it: the leases outlast a restart."""
        try:
            act()
        except (db.OperationalError, db.InterfaceError) as error:
            log.warning("database not reachable", reason=str(error))
            db.connections.close_all()
            time.sleep(_PAUSE_SECONDS)

    def _turn(self) -> None:
        self._settle()
        self._staff()
        self._feed()
        self._listen(TICK_SECONDS)
        self._settle()
        for slot in list(self.slots):
            if slot.task:
                self._tend(slot, slot.task)

    def _settle(self) -> None:
        """Write how jobs ended; what cannot be written now is written once the database is back."""
        while self.endings:
            self.endings[0]()
            self.endings.popleft()

    def _staff(self) -> None:
        while len(self.slots) < self.size and time.monotonic() >= self.start_after:
            self.slots.append(Slot.start(self.store_url, self.runner))

    def _feed(self) -> None:
        for slot in self.slots:
            if slot.task or not slot.ready:
                continue
            job = queue.claim(worker=self.name, lease_seconds=self.lease_seconds)
            if job is None:
                return
            now = time.monotonic()
            slot.task = Task(job.pk, job.attempt, started=now, beaten=now)
            slot.send("run", str(job.pk), job.brick, job.key, known_to(job))
            log.info("job started", job=str(job.pk), brick=job.brick, attempt=job.attempt)

    def _listen(self, seconds: float) -> None:
        for slot, message in self._heard(seconds):
            if message is None:
                self._lost(slot)
            elif message[0] == "ready":
                slot.ready = True
            elif slot.task and message[1] == str(slot.task.id):
                self._hear(slot, slot.task, message)

    def _heard(self, seconds: float) -> Iterator[tuple[Slot, tuple[Any, ...] | None]]:
        """Yield what children say, None for one that is gone."""
        by_pipe = {slot.pipe: slot for slot in self.slots}
        for pipe in wait(list(by_pipe), seconds):
            slot = by_pipe[pipe]  # type: ignore[index] # only connections are waited for
            try:
                yield slot, slot.pipe.recv()
            except (EOFError, OSError):
                yield slot, None

    def _hear(self, slot: Slot, task: Task, message: tuple[Any, ...]) -> None:
        match message:
            case ("progress", _, share, said):
                task.tell(share, said)
                return
            case ("step", _, account):
                task.end_step(account)
                return
            case ("done", _):
                self._end(task, Status.SUCCESSFUL)
            case ("refused", _, problems):
                self._end(task, Status.FAILED, problems)
            case ("broken", _, kind, trace):
                log.error("brick broke", job=str(task.id), kind=kind, trace=trace)
                self._end(task, Status.FAILED, described(UNEXPECTED, kind=kind))
        slot.task = None

    def _end(self, task: Task, status: Status, problems: dict[str, Any] | None = None) -> None:
        log.info("job ended", job=str(task.id), status=str(status))
        write = partial(queue.finish, task.id, worker=self.name, attempt=task.attempt)
        self.endings.append(
            partial(write, status=status, problems=problems, log=task.log, steps=task.steps)
        )

    def _tend(self, slot: Slot, task: Task) -> None:
        now = time.monotonic()
        if now >= task.kill_at:
            self._drop(slot)
        elif now - task.started > self.run_seconds:
            self._drop(slot)
            self._end(task, Status.FAILED, described(TOO_LONG, seconds=self.run_seconds))
        elif task.kill_at == inf and now - task.beaten >= BEAT_SECONDS:
            self._beat(slot, task)
            task.beaten = now

    def _beat(self, slot: Slot, task: Task) -> None:
        mine = queue.beat(
            task.id,
            worker=self.name,
            attempt=task.attempt,
            lease_seconds=self.lease_seconds,
            progress=task.progress,
            message=task.message,
            log=task.log,
            steps=task.steps,
        )
        task.log = ""
        if not mine:
            slot.send("stop", str(task.id))
            away = "://" in self.runner
            task.kill_at = time.monotonic() + (AWAY_SECONDS if away else GRACE_SECONDS)

    def _lost(self, slot: Slot) -> None:
        """Give the job of a child that died by itself back to the queue; the attempt counts."""
        self._drop(slot)
        code = slot.process.exitcode
        log.warning("child lost", code=code, job=str(slot.task.id) if slot.task else "")
        if slot.task:
            self._release(slot.task, lost=True)
        if not slot.ready:
            self.start_after = time.monotonic() + _PAUSE_SECONDS

    def _drop(self, slot: Slot) -> None:
        slot.kill()
        self.slots.remove(slot)

    def _release(self, task: Task, *, lost: bool) -> None:
        release = partial(queue.release, task.id, worker=self.name, attempt=task.attempt)
        self.endings.append(partial(release, lost=lost))

    def _leave(self) -> None:
        self._listen(0)
        for slot in list(self.slots):
            self._drop(slot)
            if slot.task:
                self._release(slot.task, lost=False)
        self._guarded(self._settle)
        log.info("worker stopped", worker=self.name)
