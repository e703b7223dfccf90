"""Many cities at once: CPU of driver and workers for each run, beside plain Dask.

Ten thousand runs of a blueprint of three bricks that do next to nothing, on a scheduler with two
workers in processes of their own; what counts is the processor time of all of them.

* As `spread` decides: it learns that the rows take less than one journey, and does them here.
* Sent away all the same, in chunks of about a hundred rows.
* The peer: ``client.map`` of the same function, one task a row, as Dask's manual begins.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import process_time
from typing import TYPE_CHECKING, Any

import psutil

from benchmarks.figure import Figure
from benchmarks.tiny import alone, tiny_journey
from citybricks.kernel.cluster import Cluster
from citybricks.kernel.spread import spread
from citybricks.kernel.store import canonical, digest

if TYPE_CHECKING:
    from distributed import LocalCluster

RUNS = 10_000
PEER_RUNS = 2_000
"""Rows of the peer, which takes long; its figure is for one."""
BAR = 0.5
"""Milliseconds of CPU a run may cost."""
SENT = {"task_seconds": 0.0015, "measure_seconds": 0.0}
"""What sends about a hundred rows away at a time, and nearly all of them."""


def documents(count: int) -> list[dict[str, float]]:
    """Return the rows; each is another."""
    return [{"distance": 100.0 + row / 7, "wait": row % 10 / 2} for row in range(count)]


@contextmanager
def local() -> Iterator[LocalCluster]:
    """Start a scheduler here, and two workers that know the bricks."""
    from distributed import Client, LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0"
    ) as made:
        with Client(made) as client:
            client.run(importlib.import_module, "benchmarks.tiny")
        yield made


def spent(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the CPU seconds of this process and all that it has started, and what was returned."""
    before = _cpu()
    result = work()
    return _cpu() - before, result


def _cpu() -> float:
    children = psutil.Process().children(recursive=True)
    times = [each.cpu_times() for each in children]
    return process_time() + sum(each.user + each.system for each in times)


def identity(found: Any) -> str:
    """Return the digest of results."""
    return digest(canonical([list(row.scalars or ()) for row in found]))


def main() -> None:
    """Measure and tell."""
    rows = documents(RUNS)
    spread(tiny_journey, rows[:100])
    here, inline = spent(lambda: spread(tiny_journey, rows))
    with local() as made:
        runner = Cluster(made.scheduler_address)
        try:
            spread(tiny_journey, rows[:500], runner=runner, **SENT)
            decided, as_decided = spent(lambda: spread(tiny_journey, rows, runner=runner))
            sent, away = spent(lambda: spread(tiny_journey, rows, runner=runner, **SENT))
            beside, mapped = spent(
                lambda: runner.client.gather(runner.client.map(alone, rows[:PEER_RUNS]))
            )
        finally:
            runner.stop()
    assert [row.scalars[0] for row in inline[:PEER_RUNS] if row.scalars] == mapped
    peer = {"peer": "Dask client.map", "peer_value": beside / PEER_RUNS * 1000}
    note = f"here alone {here / RUNS * 1000:.3f} ms"
    told = {"unit": "ms CPU", "at_most": BAR, "note": note, **peer}
    name = f"spread: one of {RUNS:,} runs of 3 bricks on 2 workers"
    Figure(name=name, value=decided / RUNS * 1000, **told).tell()
    Figure(name=f"{name}, sent in small chunks", value=sent / RUNS * 1000, **told).tell()
    others = {identity(as_decided), identity(away)} - {identity(inline)}
    Figure(
        name="spread: results that differ by runner", value=len(others), unit="", at_most=0
    ).tell()


if __name__ == "__main__":
    main()
