"""Steps of a blueprint run beside each other, are dismissed, and refuse from where they run."""

import threading
import time
from collections.abc import Iterator
from typing import Annotated

import pytest
from annotated_types import Ge

from citybricks import BrickError, Cancelled, Outcome, Run, track
from citybricks.kernel import runner as runners
from citybricks.kernel.blueprint import Blueprint
from citybricks.kernel.brick import Brick
from citybricks.kernel.execute import execute
from citybricks.kernel.runner import Threads, note
from citybricks.types import Unit
from tests.kernel.joined import FOUND


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget how long bricks took."""
    monkeypatch.setattr(runners, "_took", {})


class Slept(Outcome):
    """How long."""

    seconds: Annotated[float, Ge(0), Unit("s")]
    """As it was asked to."""


STARTS: list[tuple[float, float]] = []
"""When naps started and ended."""


def nap(seconds: Annotated[float, Ge(0), Unit("s")]) -> Slept:
    """Sleep in small portions."""
    begun = time.monotonic()
    try:
        for _ in track(range(int(seconds * 100)), "Sleeping"):
            time.sleep(0.01)
    finally:
        STARTS.append((begun, time.monotonic()))
    return Slept(seconds=seconds)


NAP = Brick("sample-nap", "1.0.0", nap)


class Naps(Outcome):
    """Two naps."""

    one: Annotated[float, Ge(0), Unit("s")]
    """The first."""
    other: Annotated[float, Ge(0), Unit("s")]
    """The second."""


def two_naps(seconds: Annotated[float, Ge(0), Unit("s")]) -> Naps:
    """Sleep twice, one beside the other."""
    return Naps(one=NAP(seconds).seconds, other=NAP(0.3).seconds)


NAPS = Blueprint("two-naps", "1.0.0", two_naps)


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let naps be found, and known to take long."""
    monkeypatch.setitem(FOUND, NAP.id, NAP)
    STARTS.clear()
    note(None, NAP, 1.0)
    yield
    until = time.monotonic() + 5
    while threading.active_count() > 1 and time.monotonic() < until:
        if not any(each.name.startswith("step") for each in threading.enumerate()):
            break
        time.sleep(0.01)


@pytest.mark.usefixtures("naps")
def test_steps_that_need_nothing_of_each_other_run_beside_each_other() -> None:
    outcome = execute(NAPS, NAPS.inputs(seconds=0.3), runner=Threads(2))
    assert outcome == Naps(one=0.3, other=0.3)
    (begun, ended), (begun_too, ended_too) = STARTS
    assert max(begun, begun_too) < min(ended, ended_too)


@pytest.mark.usefixtures("naps")
@pytest.mark.parametrize("size", [None, 2], ids=["inline", "threads"])
def test_a_run_that_is_dismissed_stops_within_a_second(size: int | None) -> None:
    dismissed = threading.Event()
    threading.Timer(0.2, dismissed.set).start()
    begun = time.monotonic()
    with pytest.raises(Cancelled):
        execute(
            NAPS,
            NAPS.inputs(seconds=30.0),
            Run(cancelled=dismissed.is_set),
            runner=Threads(size) if size else None,
        )
    assert time.monotonic() - begun < 1.2
    until = time.monotonic() + 1
    while len(STARTS) < (2 if size else 1) and time.monotonic() < until:
        time.sleep(0.01)
    assert all(ended - begun < 1.2 for begun, ended in STARTS)
    assert len(STARTS) == (2 if size else 1)


@pytest.mark.usefixtures("naps")
def test_a_step_that_refuses_in_a_thread_is_named_and_the_others_are_given_up() -> None:
    def refuse(seconds: Annotated[float, Ge(0), Unit("s")]) -> Slept:
        """Refuse."""
        raise BrickError("seconds", "nobody sleeps {seconds} s", seconds=seconds)

    never = Brick("sample-refuse", "1.0.0", refuse)
    note(None, never, 1.0)

    def restless(seconds: Annotated[float, Ge(0), Unit("s")]) -> Naps:
        """Sleep, and refuse to."""
        return Naps(one=never(3.0).seconds, other=NAP(seconds).seconds)

    made = Blueprint("restless", "1.0.0", restless)
    dismissed = threading.Event()
    with pytest.raises(BrickError, match=r"^sample-refuse\.seconds: nobody sleeps 3\.0 s$"):
        execute(
            made,
            made.inputs(seconds=0.2),
            Run(cancelled=dismissed.is_set),
            runner=Threads(2),
        )
    dismissed.set()
