"""Where steps run, and how long they took the last time."""

import queue
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from citybricks import Run
from citybricks.kernel import runner
from citybricks.kernel.runner import SMALL_SECONDS, Ended, Threads, note, runner_of, took
from citybricks.kernel.store import Store
from tests.kernel.joined import SPAN


class Errand:
    """A task of a test."""

    def __init__(self, name: str, work: Callable[[], Any]) -> None:
        self.name = self.key = name
        self.work = work

    def here(self, _run: Run) -> Any:
        return self.work()

    def away(self) -> Callable[[Run], Any]:
        raise NotImplementedError


def test_threads_tell_of_every_end() -> None:
    threads, ended = Threads(2), queue.SimpleQueue[Ended]()

    def fail() -> None:
        raise KeyError("x")

    threads.start(Errand("good", lambda: 3), Run(), ended.put)
    threads.start(Errand("bad", fail), Run(), ended.put)
    found = {one.name: one for one in (ended.get(timeout=5), ended.get(timeout=5))}
    assert found["good"].result == 3
    assert found["good"].error is None
    assert isinstance(found["bad"].error, KeyError)
    assert all(one.seconds >= 0 for one in found.values())
    threads.stop()


def test_stopped_threads_start_nothing_more() -> None:
    threads, ended, go = Threads(1), queue.SimpleQueue[Ended](), threading.Event()
    threads.start(Errand("running", lambda: go.wait(5)), Run(), ended.put)
    threads.start(Errand("waiting", lambda: 3), Run(), ended.put)
    threads.stop()
    go.set()
    assert ended.get(timeout=5).name == "running"
    with pytest.raises(queue.Empty):
        ended.get(timeout=0.2)


def test_there_are_as_many_threads_as_processors_unless_said() -> None:
    assert Threads(3).size == 3
    assert Threads().size >= 1


def test_a_setting_names_a_runner() -> None:
    assert runner_of("") is None
    assert runner_of("inline") is None
    assert isinstance(runner_of("threads"), Threads)
    with pytest.raises(ValueError, match="moon is no place to run: inline, threads"):
        runner_of("moon")


def test_how_long_a_brick_took_is_noted_when_it_matters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "_took", {})
    store = Store(tmp_path)
    assert took(store, SPAN) is None
    note(store, SPAN, 0.01)
    note(store, SPAN, 0.02)  # as small as before: no need to write it
    assert store.noted(SPAN.id, SPAN.version) == 0.01
    assert took(store, SPAN) == 0.02
    note(store, SPAN, 2 * SMALL_SECONDS)
    assert store.noted(SPAN.id, SPAN.version) == 2 * SMALL_SECONDS


def test_what_another_process_has_noted_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store(tmp_path).note(SPAN.id, SPAN.version, 7.0)
    monkeypatch.setattr(runner, "_took", {})
    assert took(None, SPAN) is None
    assert took(Store(tmp_path), SPAN) == 7.0
    folder = tmp_path / "timings"
    (folder / f"{SPAN.id}@{SPAN.version}").write_text("broken")
    monkeypatch.setattr(runner, "_took", {})
    assert took(Store(tmp_path), SPAN) is None
