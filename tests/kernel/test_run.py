"""Progress and cancellation reach a brick through one word, `track`."""

import threading
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citybricks import Cancelled, Run, cancelled, tell, track


@given(st.lists(st.integers(), max_size=50))
def test_tracking_yields_every_item_and_shares_that_rise_from_nothing_to_all(
    items: list[int],
) -> None:
    heard: list[float] = []
    with Run(lambda share, _: heard.append(share)).active():
        assert list(track(items)) == items
    assert heard == sorted(heard)
    assert heard[-1] == 1
    assert len(heard) == len(items) + 1


def test_progress_inside_an_item_is_that_items_share() -> None:
    heard: list[float] = []
    with Run(lambda share, _: heard.append(share)).active():
        for _ in track("ab"):
            list(track("cd"))
        list(track("e"))
    assert heard == [0, 0, 0.25, 0.5, 0.5, 0.5, 0.75, 1, 1, 0, 1]


def test_a_search_tells_the_share_of_it_that_is_done() -> None:
    heard: list[float] = []
    with Run(report=lambda share, _message: heard.append(share)).active():
        for _ in track("ab"):
            tell(0.5)
    assert heard == pytest.approx([0, 0.25, 0.5, 0.75, 1])


def test_a_dismissed_search_ends_where_it_tells() -> None:
    with Run(cancelled=lambda: True).active(), pytest.raises(Cancelled):
        tell(0.1)


def test_leaving_a_loop_early_leaves_no_trace() -> None:
    heard: list[float] = []
    with Run(lambda share, _: heard.append(share)).active():
        for _ in track("ab"):
            break
        list(track("c"))
    assert heard == [0, 0, 1]


def test_a_run_begins_at_nothing_whatever_an_earlier_one_left_behind() -> None:
    outer, inner = track("ab"), track("cd")
    next(outer), next(outer), next(inner)
    outer.close()
    inner.close()  # cleared away last, as after an error whose traceback is kept
    heard: list[float] = []
    with Run(lambda share, _: heard.append(share)).active():
        list(track("e"))
    assert heard == [0, 1]


def test_without_a_run_nobody_listens_and_nothing_is_cancelled() -> None:
    assert list(track([1, 2])) == [1, 2]
    assert not cancelled()


def after(count: int) -> Callable[[], bool]:
    asked = iter(range(1_000))
    return lambda: next(asked) >= count


def test_a_dismissed_run_stops_before_the_next_item() -> None:
    seen: list[int] = []
    with pytest.raises(Cancelled), Run(cancelled=after(3)).active():
        seen.extend(track(range(10)))
    assert seen == [0, 1, 2]


def test_a_run_dismissed_during_the_last_item_has_no_outcome() -> None:
    with pytest.raises(Cancelled), Run(cancelled=after(2)).active():
        list(track([1, 2]))


def test_a_long_call_can_ask_whether_anybody_still_waits() -> None:
    with Run(cancelled=lambda: True).active():
        assert cancelled()


def test_the_run_before_comes_back_when_another_ends() -> None:
    heard: list[str] = []
    outer = Run(lambda _, said: heard.append(f"outer {said}"))
    inner = Run(lambda _, said: heard.append(f"inner {said}"))
    with outer.active():
        with pytest.raises(ZeroDivisionError), inner.active():
            sum(1 / item for item in track([0], "a"))
        list(track([], "b"))
    assert heard == ["inner a", "outer b"]


def test_runs_in_two_threads_do_not_hear_each_other() -> None:
    heard: dict[str, list[float]] = {"a": [], "b": []}

    def work(name: str) -> None:
        with Run(lambda share, _: heard[name].append(share)).active():
            for _ in track(range(5)):
                time.sleep(0.001)

    threads = [threading.Thread(target=work, args=(name,)) for name in heard]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard["a"] == heard["b"] == [0, 0.2, 0.4, 0.6, 0.8, 1]
