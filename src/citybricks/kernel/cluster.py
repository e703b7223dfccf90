"""Do tasks on the workers of a Dask scheduler.

A task is known to the scheduler by its content, so equal work of two blueprints is done once. It
learns that nobody waits for it any more from its worker: when the last future is released, the
scheduler tells the worker, and `track` stops the task (`Future.cancel` alone lets it run on,
dask/distributed #4694).
"""

from __future__ import annotations

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
CONNECT_SECONDS = 10
REPORT_SECONDS = 0.1
"""Progress is told this often; what happens in between is not."""
_PROGRESS, _STARTED = "progress", "started"


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
        When no scheduler answers.
    """

    def __init__(self, address: str) -> None:
        from distributed import Client

        self.client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        self.futures: dict[str, Future[Any]] = {}
        self.size = max(1, sum(self.client.nthreads().values()))

    def start(self, task: Task, run: Run, ended: Callable[[Ended], None]) -> None:
        """Start a task on a worker."""
        waiting = _Waiting(self, task, ended)
        topic = f"citybricks-{task.key}"
        self.client.subscribe_topic(topic, partial(_hear, run, waiting))
        future = self.client.submit(_perform, task.away(), topic, key=topic, retries=0)
        self.futures[task.name] = future
        future.add_done_callback(waiting.done)

    def give_up(self, name: str) -> None:
        """Let go of a task; it stops when nobody else waits for it."""
        future = self.futures.pop(name, None)
        if future is not None:
            future.cancel()

    def stop(self) -> None:
        """Let go of everything, and leave."""
        for name in list(self.futures):
            self.give_up(name)
        self.client.close()


class _Waiting:
    """A task whose end is waited for."""

    def __init__(self, cluster: Cluster, task: Task, ended: Callable[[Ended], None]) -> None:
        self.cluster, self.task, self.ended = cluster, task, ended
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
    elif kind == _PROGRESS:
        run.report(*said)


def _perform(work: Callable[[Run], Any], topic: str) -> Any:
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
    return work(Run(report=report, cancelled=cancelled))
