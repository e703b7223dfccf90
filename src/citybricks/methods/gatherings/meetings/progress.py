"""How far a search is, told also while a program in the way of the clock is solved."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYetError
from dataclasses import dataclass
from typing import TypeVar

Report = Callable[[float], None]
"""Told the share that is done, twice a second or more; what it raises ends the search."""
Answer = TypeVar("Answer")

TICK_S = 0.25
"""Seconds between two reports while HiGHS is at work, which lets other threads run."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Tells the share that is done of one stage of a search."""

    report: Report | None
    start: float = 0.0
    width: float = 1.0

    def __call__(self, share: float) -> None:
        """Tell the share that is done of this stage."""
        if self.report is not None:
            self.report(self.start + self.width * share)

    def during(self, share: float, work: Callable[[], Answer]) -> Answer:
        """Return what some work answers, in a thread of its own; the share is told meanwhile."""
        if self.report is None:
            return work()
        pool = ThreadPoolExecutor(1)
        try:
            owed = pool.submit(work)
            while True:
                self(share)
                try:
                    return owed.result(TICK_S)
                except NotYetError:
                    if owed.done():
                        raise
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def within(self, start: float, width: float) -> Progress:
        """Return a stage of this stage."""
        return Progress(self.report, self.start + self.width * start, self.width * width)
