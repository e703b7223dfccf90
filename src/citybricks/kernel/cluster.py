"""Do tasks on the workers of a Dask scheduler.

A task is known to the scheduler by its content, so equal work of two blueprints is done once. It
learns that nobody waits for it any more from its worker: when the last future is released, the
scheduler tells the worker, and `track` stops the task (`Future.cancel` alone lets it run on,
dask/distributed #4694).
"""

from __future__ import annotations

import os
import pickle
import signal
import threading
import time
from collections.abc import Callable
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any

from citybricks.kernel.errors import BrickError
from citybricks.kernel.run import Run
from citybricks.kernel.runner import Ended, Task

if TYPE_CHECKING:
    from distributed import Future

ATTEMPTS = 3
"""How often a task is tried whose worker dies."""
CONNECT_SECONDS = 5
REPORT_SECONDS = 0.1
"""Progress is told this often; what happens in between is not."""
GRACE_SECONDS = 0.15
"""How long a task that nobody waits for has to stop by itself, before its worker is ended."""
LISTEN_SECONDS, LISTEN_TIMES = 0.05, 8
"""How often the scheduler is asked whether somebody else waits for a task, and how many times."""
_PROGRESS, _STARTED, _OVER = "progress", "started", "over"


class Cluster:
    """Does tasks on a Dask cluster.

    Parameters
    ----------
    address
        Of the scheduler, such as ``tcp://host:8786``. Its workers have citybricks installed, and
        reach the run store under the address it has here.

    Raises
    ------
    OSError
        When no scheduler answers, or its workers do not have citybricks.
    """

    def __init__(self, address: str) -> None:
        from distributed import Client

        self.client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        self.futures: dict[str, Future[Any]] = {}
        self.waiting: dict[str, _Waiting] = {}
        self._check_workers()
        self.size = max(1, sum(self.client.nthreads().values()))

    def _check_workers(self) -> None:
        """Refuse workers that would not understand what they are sent."""
        versions: Any = self.client.get_versions(packages=["citybricks"])
        found = versions["workers"]
        lacking = [one for one, said in found.items() if not said["packages"].get("citybricks")]
        if lacking:
            self.client.close()
            raise OSError(f"citybricks is not installed on the workers {', '.join(lacking)}")

    def start(self, task: Task, run: Run, ended: Callable[[Ended], None]) -> None:
        """Start a task on a worker."""
        topic = f"citybricks-{task.key}"
        waiting = _Waiting(self, task, ended, topic)
        self.client.subscribe_topic(topic, partial(_hear, run, waiting))
        # As bytes: what cannot be read on a worker has to fail there, not break its connection.
        work = pickle.dumps(task.away())
        future = self.client.submit(_perform, work, topic, key=topic, retries=0)
        self.futures[task.name], self.waiting[task.name] = future, waiting
        future.add_done_callback(waiting.done)

    def give_up(self, name: str) -> None:
        """Let go of a task; it stops when nobody else waits for it."""
        future = self.futures.pop(name, None)
        if future is not None:
            future.cancel()

    def stop(self) -> None:
        """Let go of everything, and leave; a worker that does not hear of it starts anew."""
        left = [self.waiting[name] for name in self.futures]
        # Asked of the scheduler: a worker that does not listen may not have told of its start.
        places = self._places([one.topic for one in left]) if left else {}
        for name in list(self.futures):
            self.give_up(name)
        end = time.monotonic() + GRACE_SECONDS
        deaf = [one for one in left if not one.gone.wait(max(0.0, end - time.monotonic()))]
        running = [one for one in deaf if places.get(one.topic)]
        alone = [places[one.topic] for one in running if not self._is_wanted(one.topic)]
        if alone:
            self.client.run(_end_process, workers=alone, nanny=True, on_error="ignore")
        self.client.close()

    def _places(self, keys: list[str]) -> dict[str, str]:
        """Return the addresses of the workers that have tasks, by the keys of these."""
        places: dict[str, str] = self.client.run_on_scheduler(_places, keys=keys)
        return places

    def _is_wanted(self, key: str) -> bool:
        """Whether anybody else waits for a task, once the scheduler has heard that we do not."""
        for _ in range(LISTEN_TIMES):
            if not self.client.run_on_scheduler(_is_wanted, key=key):
                return False
            time.sleep(LISTEN_SECONDS)
        return True


class _Waiting:
    """A task whose end is waited for."""

    def __init__(
        self, cluster: Cluster, task: Task, ended: Callable[[Ended], None], topic: str
    ) -> None:
        self.cluster, self.task, self.ended, self.topic = cluster, task, ended, topic
        self.gone = threading.Event()
        self.begun = perf_counter()
        self.starts = 0
        self.over = False

    def started(self) -> None:
        """Count an attempt; one that follows the death of the last allowed is not waited for."""
        self.starts += 1
        if self.starts > ATTEMPTS and not self.over:
            self.over = True
            self.cluster.give_up(self.task.name)
            self._end(error=_lost())

    def done(self, future: Future[Any]) -> None:
        """Tell how it ended."""
        if self.over:
            return
        self.over = True
        self.cluster.futures.pop(self.task.name, None)
        if future.status == "finished":
            self._end(result=future.result())
        elif future.status == "error":
            self._end(error=_plain(future.exception()))

    def _end(self, **how: Any) -> None:
        self.ended(Ended(self.task.name, perf_counter() - self.begun, **how))


def _plain(error: BaseException | None) -> BaseException:
    from distributed.scheduler import KilledWorker

    return _lost() if error is None or isinstance(error, KilledWorker) else error


def _lost() -> BrickError:
    message = "the worker died {attempts} times while it ran this step"
    return BrickError("", message, attempts=ATTEMPTS)


def _hear(run: Run, waiting: _Waiting, event: tuple[float, Any]) -> None:
    """Take in what a task says of itself."""
    kind, *said = event[1]
    if kind == _STARTED:
        waiting.started()
    elif kind == _OVER:
        waiting.gone.set()
    elif kind == _PROGRESS:
        run.report(*said)


def _perform(work: bytes, topic: str) -> Any:
    """Do a task, on a worker."""
    from distributed import get_worker

    worker = get_worker()
    key = worker.get_current_task()
    told = 0.0

    def report(share: float, message: str) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told > REPORT_SECONDS:
            told = now
            worker.log_event(topic, (_PROGRESS, share, message))

    def cancelled() -> bool:
        task = worker.state.tasks.get(key)
        return task is None or task.state == "cancelled"

    worker.log_event(topic, (_STARTED,))
    try:
        do: Callable[[Run], Any] = pickle.loads(work)  # noqa: S301 - from `start`
        return do(Run(report=report, cancelled=cancelled))
    finally:
        worker.log_event(topic, (_OVER,))


def _end_process(dask_worker: Any) -> None:
    """End a worker that does not listen; its nanny, where this runs, starts another."""
    os.kill(dask_worker.pid, signal.SIGKILL)


def _places(keys: list[str], dask_scheduler: Any) -> dict[str, str]:
    """Return which workers have tasks; on the scheduler."""
    found = {key: dask_scheduler.tasks.get(key) for key in keys}
    return {k: t.processing_on.address for k, t in found.items() if t and t.processing_on}


def _is_wanted(key: str, dask_scheduler: Any) -> bool:
    """Whether anybody waits for a task; on the scheduler."""
    task = dask_scheduler.tasks.get(key)
    return bool(task and task.who_wants)
