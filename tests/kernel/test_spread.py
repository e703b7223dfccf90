"""One brick is run on many rows; what came of each is the same wherever it was run."""

import json
import pickle
import threading
import time
from collections.abc import Iterator
from typing import Annotated, Any

import pytest
from annotated_types import Ge, Le

from citybricks import BrickError, Cancelled, Outcome, Run, track
from citybricks.kernel import registry
from citybricks.kernel.brick import Brick
from citybricks.kernel.cluster import Cluster
from citybricks.kernel.runner import Runner, Threads
from citybricks.kernel.spread import Chunk, Ran, spread
from citybricks.types import Indicator, Metres, Unit
from tests.kernel.joined import SPAN

ALL_AWAY = {"task_seconds": 0.0005, "measure_seconds": 0.0}


class Slept(Outcome):
    """Nothing much."""

    share: Indicator
    """Of the number."""
    number: int
    """The same number."""


def sleep(number: Annotated[int, Ge(0), Le(1000)], seconds: Annotated[float, Unit("s")]) -> Slept:
    """Rest a while.

    Parameters
    ----------
    number
        Given back.
    seconds
        How long.
    """
    if number == 13:
        raise BrickError(
            "number", "{number} is no number for {share:.1f} of us", number=13, share=0.5
        )
    for _ in track(range(5), "Resting"):
        time.sleep(seconds / 5)
    return Slept(share=Indicator(sdg="11.2.1", value=number / 2, unit="%"), number=number)


SLEEP = Brick("sample-sleep", "1.0.0", sleep)


@pytest.fixture(autouse=True)
def findable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bricks be found by their ids."""
    known = {brick.id: brick for brick in (SLEEP, SPAN)}
    monkeypatch.setattr(registry, "sources", [known.get])


@pytest.fixture(params=["inline", "threads", "cluster"])
def runner(request: pytest.FixtureRequest) -> Iterator[Runner | None]:
    """Return where tasks are done."""
    if request.param == "inline":
        yield None
    elif request.param == "threads":
        threads = Threads(2)
        yield threads
        threads.stop()
    else:
        cluster = Cluster(request.getfixturevalue("scheduler"))
        yield cluster
        cluster.stop()


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """Return the address of a scheduler whose workers are threads of this process."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address=":0"
    ) as made:
        yield made.scheduler_address


def documents(count: int, seconds: float = 0.0) -> list[dict[str, Any]]:
    """Return rows; every thirteenth is refused by the signature, one by the brick."""
    return [{"number": -row if row % 13 == 5 else row, "seconds": seconds} for row in range(count)]


def written(found: list[Ran]) -> str:
    return json.dumps(found)


def test_what_came_of_each_row_is_the_same_wherever_it_was_run(runner: Runner | None) -> None:
    rows = documents(60, 0.0005)
    found = spread(SLEEP, rows, runner=runner, **ALL_AWAY)
    assert written(found) == written([spread(SLEEP, [row])[0] for row in rows])
    assert found[2].scalars == ((1.0, "%", "11.2.1", ""), 2)


def test_a_refused_row_stays_with_its_row_and_speaks_every_language(runner: Runner | None) -> None:
    found = spread(SLEEP, documents(20), runner=runner, **ALL_AWAY)
    assert [at for at, row in enumerate(found) if row.refusals] == [5, 13, 18]
    (refused,) = found[5].refusals
    assert (refused.input, refused.said(str)) == ("number", "must be at least 0, not -5")
    assert refused.said(lambda text: text.replace("must be", "ist")) == "ist at least 0, not -5"
    assert found[13].refusals[0].said(str) == "13 is no number for 0.5 of us"
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own


def test_progress_rises_to_the_whole_and_says_one_thing(runner: Runner | None) -> None:
    told: list[tuple[float, str]] = []
    lock = threading.Lock()

    def report(share: float, message: str) -> None:
        with lock:
            told.append((share, message))

    spread(SLEEP, documents(30, 0.001), Run(report), runner=runner, **ALL_AWAY)
    assert told[-1][0] == pytest.approx(1)
    assert all(0 <= share <= 1 for share, _ in told)
    assert {message for _, message in told} == {"Running the brick row by row"}


def test_a_dismissed_run_stops_at_once(runner: Runner | None) -> None:
    begun = time.monotonic()
    run = Run(cancelled=lambda: time.monotonic() - begun > 0.3)
    with pytest.raises(Cancelled):
        spread(SLEEP, documents(200, 0.2), run, runner=runner, measure_seconds=0.1)
    assert time.monotonic() - begun < 1


def test_no_rows_come_to_nothing(runner: Runner | None) -> None:
    assert spread(SLEEP, [], runner=runner) == []


class Watched(Threads):
    """Threads that remember what they were given."""

    def __init__(self) -> None:
        super().__init__(2)
        self.tasks: list[Chunk] = []

    def start(self, task: Any, run: Run, ended: Any) -> None:
        self.tasks.append(task)
        super().start(task, run, ended)


def test_rows_that_take_no_time_are_done_here() -> None:
    watched = Watched()
    spread(SPAN, [{"left": float(row)} for row in range(500)], runner=watched)
    watched.stop()
    assert watched.tasks == []


def test_rows_travel_in_chunks_of_half_a_second_of_work() -> None:
    watched = Watched()
    spread(SLEEP, documents(60, 0.05), runner=watched)
    watched.stop()
    assert watched.tasks
    sizes = [len(task.documents) for task in watched.tasks]
    assert all(6 <= size <= 11 for size in sizes[:-1]), sizes


def test_equal_rows_have_one_key_and_others_another() -> None:
    chunks = [
        Chunk(at, SLEEP, documents(3, seconds)) for at, seconds in ((0, 0.1), (9, 0.1), (0, 0.2))
    ]
    assert chunks[0].key == chunks[1].key != chunks[2].key


class Broken(Threads):
    """Threads whose first task is lost as one is whose worker dies."""

    def start(self, task: Any, run: Run, ended: Any) -> None:
        from citybricks.kernel.runner import Ended

        if task.start == 1:
            ended(Ended(task.name, 0.0, error=BrickError("", "the worker died")))
        else:
            super().start(task, run, ended)


def test_rows_whose_worker_died_say_so_and_the_others_go_on() -> None:
    broken = Broken(1)
    found = spread(SLEEP, documents(5, 0.01), runner=broken, task_seconds=0.02, measure_seconds=0)
    broken.stop()
    lost = [row.refusals[0].message for row in found if row.refusals and not row.refusals[0].input]
    assert set(lost) == {"the worker died"}
    assert found[0].scalars
    assert found[4].scalars


def test_an_error_of_the_program_is_no_refusal() -> None:
    def break_down(radius: Metres) -> Slept:
        """Break.

        Parameters
        ----------
        radius
            Of nothing.
        """
        raise ZeroDivisionError

    broken = Brick("sample-broken", "1.0.0", break_down)
    for where in (None, Threads(1)):
        with pytest.raises(ZeroDivisionError):
            spread(broken, [{"radius": 1.0}] * 3, runner=where, **ALL_AWAY)
