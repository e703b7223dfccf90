"""The process that runs bricks, spoken to through its pipe."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from citybricks.hub.jobs.child import REPORT_SECONDS, legible
from citybricks.hub.jobs.slot import Slot
from citybricks.kernel.registry import find
from citybricks.kernel.store import Store
from tests.hub.jobs.conftest import environment, until
from tools.processes import children, cpu_seconds, is_alive

Run = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def slot(trial: object) -> Iterator[Slot]:
    slot = Slot.start(settings.STORE, "inline")
    assert slot.pipe.poll(20)
    assert slot.pipe.recv() == ("ready",)
    yield slot
    slot.kill()


@pytest.fixture
def run(slot: Slot) -> Run:
    """Run a brick and return what the child says until it ends."""

    def run(name: str, *, stop_after: float | None = None, **inputs: Any) -> list[Any]:
        brick = find(name)
        key = Store(settings.STORE).accept(brick, brick.inputs(**inputs))
        slot.send("run", "job-1", name, key)
        if stop_after is not None:
            time.sleep(stop_after)
            slot.send("stop", "job-1")
        said = []
        while slot.pipe.poll(20):
            said.append(slot.pipe.recv())
            if said[-1][0] != "progress":
                break
        return said

    return run


def test_a_child_runs_one_job_after_another_and_keeps_the_outcomes(run: Run) -> None:
    store = Store(settings.STORE)
    for seed in (1, 2):
        assert run("count-up", steps=3, seed=seed)[-1] == ("done", "job-1")
        brick = find("count-up")
        key = store.accept(brick, brick.inputs(steps=3, seed=seed))
        assert store.run(key).get("outcome", brick.outputs).number == 3 + seed


def test_progress_is_told_at_a_bounded_rate_however_often_it_changes(run: Run) -> None:
    started = time.monotonic()
    said = run("misbehave", how="flood")
    told = [message for message in said if message[0] == "progress"]
    assert said[-1] == ("done", "job-1")
    assert 0 < len(told) <= 2 + (time.monotonic() - started) / REPORT_SECONDS


def test_the_last_thing_said_before_a_long_silence_is_told(run: Run) -> None:
    said = run("count-up", steps=2, pause=0.5)
    assert ("progress", "job-1", 0.5, "counting") in said


def test_a_refusal_comes_in_every_language_and_in_text_a_database_keeps(run: Run) -> None:
    (_, _, problems) = run("misbehave", how="refuse")[-1]
    assert problems.keys() == {"en", "zh-Hans"}
    assert problems["en"] == [{"input": "how", "message": "cannot do it\N{REPLACEMENT CHARACTER}?"}]


@pytest.mark.parametrize(
    ("how", "kind"), [("raise", "RuntimeError"), ("exit", "SystemExit"), ("cancel", "Cancelled")]
)
def test_whatever_a_brick_raises_ends_its_job_only(run: Run, how: str, kind: str) -> None:
    said = run("misbehave", how=how)[-1]
    assert said[:3] == ("broken", "job-1", kind)
    assert kind in said[3]
    assert run("count-up", steps=1, seed=9)[-1] == ("done", "job-1")


def test_a_brick_that_tracks_stops_when_it_is_told_to(run: Run) -> None:
    assert run("spin", steps=10**9, stop_after=0.3)[-1] == ("cancelled", "job-1")


def test_a_stop_for_an_earlier_job_does_not_stop_the_next(run: Run, slot: Slot) -> None:
    slot.send("stop", "job-0")
    assert run("count-up", steps=2, pause=0.2, seed=5)[-1] == ("done", "job-1")


def test_killing_a_slot_ends_what_the_brick_has_started_too(slot: Slot) -> None:
    brick = find("start-another")
    key = Store(settings.STORE).accept(brick, brick.inputs(seconds=60.0))
    slot.send("run", "job-1", brick.id, key)
    (grandchild,) = until(lambda: children(slot.process.pid or 0))
    slot.kill()
    until(lambda: not is_alive(grandchild), 1)


_PARENT = """
import sys, time
from citybricks.hub.jobs.slot import Slot
from citybricks.kernel.registry import find
from citybricks.kernel.store import Store
if __name__ == "__main__":
    store, name, amount = sys.argv[1:]
    brick = find(name)
    (field,) = brick.inputs.model_fields
    key = Store(store).accept(brick, brick.inputs(**{field: int(amount)}))
    slot = Slot.start(store, "inline")
    slot.pipe.recv()
    slot.send("run", "job-1", name, key)
    print(slot.process.pid, flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("name", ["spin", "hash-deaf", "sum-deaf"])
def test_a_child_dies_with_its_worker_even_in_c_code_that_hears_nothing(
    name: str, trial: object, tmp_path: Path
) -> None:
    script = tmp_path / "parent.py"
    script.write_text(_PARENT)
    command = [sys.executable, str(script), settings.STORE, name, str(2 * 10**9)]
    environ = {**environment(), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        before = cpu_seconds(child)
        until(lambda: cpu_seconds(child) > before + 0.2)
        os.kill(parent.pid, signal.SIGKILL)
        until(lambda: not is_alive(child), 1)


def test_text_is_made_legible_for_any_database() -> None:
    assert legible("北京\0 \ud800") == "北京\N{REPLACEMENT CHARACTER} ?"
