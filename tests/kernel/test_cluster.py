"""On a cluster a blueprint yields what it yields here, stops when told, and outlives workers."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from citybricks.kernel import registry, runner
from citybricks.kernel.brick import Brick
from citybricks.kernel.cluster import ATTEMPTS, Cluster
from citybricks.kernel.errors import BrickError, NoSuchBrick
from citybricks.kernel.execute import execute
from citybricks.kernel.perform import perform
from citybricks.kernel.run import Cancelled, Run
from citybricks.kernel.runner import note, runner_of
from citybricks.kernel.store import Store
from tests.kernel.restless import BOTH, DIE, TICK

pytestmark = pytest.mark.filterwarnings("ignore")  # Dask's own, when its processes are killed


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A scheduler with two workers, each a process with a nanny."""
    from distributed import LocalCluster

    cluster = LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        dashboard_address=":0",
        preload=["tests.kernel.restless"],
        silence_logs=50,
    )
    with cluster:
        yield cluster.scheduler_address


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture(autouse=True)
def _worth_a_task(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bricks have taken a second the last time."""
    monkeypatch.setattr(runner, "_took", {})
    for brick in (TICK, DIE):
        note(None, brick, 1.0)


def grows(path: Path, seconds: float) -> bool:
    """Whether a file is written to within some seconds."""
    before = path.stat().st_size
    time.sleep(seconds)
    return path.stat().st_size > before


def until_there(path: Path, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not path.exists() and time.monotonic() < end:
        time.sleep(0.05)
    assert path.exists()


def inputs(brick: Any, **given: Any) -> Any:
    return brick.inputs.model_validate(given)


def test_the_outcome_is_the_same_byte_for_byte(address: str, store: Store, tmp_path: Path) -> None:
    given = inputs(BOTH, path=str(tmp_path / "a"), times=0, ticks=3)
    there = Store(tmp_path / "there")
    outcomes = []
    for where, kept in (("inline", store), (address, there)):
        key = kept.accept(BOTH, given)
        perform(BOTH, key, kept, where=where)
        outcomes.append(kept.run(key).read("outcome.json"))
        (tmp_path / "a").unlink()
    assert outcomes[0] == outcomes[1]


def test_progress_comes_from_the_workers(address: str, store: Store, tmp_path: Path) -> None:
    told: list[tuple[float, str]] = []
    run = Run(report=lambda share, message: told.append((share, message)))
    given = inputs(TICK, path=str(tmp_path / "a"), ticks=50)
    execute(TICK, given, run, runner=Cluster(address), store=store)
    shares = [share for share, message in told if message == "ticking"]
    assert len(shares) > 3
    assert shares == sorted(shares)


def test_a_dismissed_run_stops_on_its_worker_within_a_second(
    address: str, store: Store, tmp_path: Path
) -> None:
    path, dismissed, stopped = tmp_path / "a", threading.Event(), threading.Event()
    given = inputs(BOTH, path=str(path), times=0, ticks=3000)

    def go() -> None:
        with pytest.raises(Cancelled):
            execute(BOTH, given, Run(cancelled=dismissed.is_set), runner=Cluster(address),
                    store=store)  # fmt: skip
        stopped.set()

    threading.Thread(target=go).start()
    until_there(path)
    assert grows(path, 0.5)
    dismissed.set()
    assert stopped.wait(1)
    time.sleep(0.5)
    assert not grows(path, 0.5)


def test_work_that_another_still_waits_for_goes_on(
    address: str, store: Store, tmp_path: Path
) -> None:
    path, dismissed = tmp_path / "a", threading.Event()
    given = inputs(TICK, path=str(path), ticks=150)
    ended: list[str] = []

    def go(cancelled: Any) -> None:
        try:
            execute(TICK, given, Run(cancelled=cancelled), runner=Cluster(address), store=store)
            ended.append("whole")
        except Cancelled:
            ended.append("dismissed")

    both = [threading.Thread(target=go, args=(one,)) for one in (dismissed.is_set, lambda: False)]
    for one in both:
        one.start()
    until_there(path)
    time.sleep(1)
    dismissed.set()
    for one in both:
        one.join(30)
    assert ended == ["dismissed", "whole"]
    assert len(path.read_text().splitlines()) == 150  # done once


def test_a_step_whose_worker_dies_is_run_again(address: str, store: Store, tmp_path: Path) -> None:
    path = str(tmp_path / "a")
    given = inputs(BOTH, path=path, times=1, ticks=0)
    assert execute(BOTH, given, runner=Cluster(address), store=store).ticks == 1


def test_after_three_deaths_the_run_fails_and_names_the_step(
    address: str, store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "a"
    given = inputs(BOTH, path=str(path), times=99, ticks=0)
    with pytest.raises(BrickError, match="restless-die: the worker died 3 times"):
        execute(BOTH, given, runner=Cluster(address), store=store)
    assert len(path.read_text().splitlines()) in (ATTEMPTS, ATTEMPTS + 1)


def test_what_a_step_refuses_is_said_as_it_is_here(
    address: str, store: Store, tmp_path: Path
) -> None:
    given = inputs(TICK, path=str(tmp_path / "no" / "folder"), ticks=1)
    with pytest.raises(FileNotFoundError):
        execute(TICK, given, runner=Cluster(address), store=store)


def test_a_brick_that_the_workers_do_not_have_is_said(
    address: str, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Brick("only-here", "1.0.0", TICK.function)
    monkeypatch.setattr(registry, "sources", [*registry.sources, {"only-here": here}.get])
    with pytest.raises(NoSuchBrick, match="only-here"):
        execute(here, inputs(here, path=str(tmp_path / "a"), ticks=1), runner=Cluster(address),
                store=store)  # fmt: skip


def test_a_scheduler_that_does_not_answer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("citybricks.kernel.cluster.CONNECT_SECONDS", 1)
    with pytest.raises(BrickError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        runner_of("tcp://127.0.0.1:9")
    with pytest.raises(BrickError, match="somewhere is no place to run"):
        runner_of("somewhere")
