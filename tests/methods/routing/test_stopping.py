"""A search ends when it has used what it was given."""

from __future__ import annotations

import pytest

from citybricks.methods.routing.stopping import EVERY, Stop


def test_a_search_ends_after_its_iterations() -> None:
    stop = Stop(iterations=10)
    assert [stop() for _ in range(12)].index(True) == 10


def test_a_search_ends_after_its_cpu_seconds() -> None:
    stop = Stop(cpu_s=0.02)
    while not stop():
        sum(range(1000))
    assert stop.done > 1


def test_a_search_of_nothing_ends_at_once() -> None:
    assert Stop(iterations=0)()
    assert Stop(cpu_s=0.0)()


def test_a_search_without_a_limit_is_refused() -> None:
    with pytest.raises(ValueError, match="iterations or cpu_s"):
        Stop()


def test_it_is_told_how_far_a_search_is() -> None:
    told: list[float] = []
    stop = Stop(iterations=3 * EVERY, report=told.append)
    while not stop():
        pass
    assert told == pytest.approx([0, 1 / 3, 2 / 3, 1])


def test_what_the_report_raises_ends_the_search() -> None:
    def dismissed(_share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Stop(iterations=5, report=dismissed)()
