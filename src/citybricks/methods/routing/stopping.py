"""When a search ends: after iterations, or after CPU seconds; never by the clock on the wall."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import process_time

Report = Callable[[float], None]
"""Told the share of the search that is done, now and then; what it raises ends the search."""

EVERY = 64
"""Calls between two reports."""


@dataclass(slots=True)
class Stop:
    """Ends a search after a number of iterations or of CPU seconds, whichever is first.

    PyVRP calls it after each iteration (its `StoppingCriterion`). One that stops by iterations
    alone gives the same plan each time.

    Parameters
    ----------
    iterations
        Most iterations; no limit when None.
    cpu_s
        Most CPU seconds of this process; no limit when None.
    report
        Told how far the search is.

    Raises
    ------
    ValueError
        When neither limit is given.
    """

    iterations: int | None = None
    cpu_s: float | None = None
    report: Report | None = None
    done: int = field(default=0, init=False)
    _start: float = field(default=-1.0, init=False)

    def __post_init__(self) -> None:
        if self.iterations is None and self.cpu_s is None:
            raise ValueError("a search needs a limit: iterations or cpu_s")

    def __call__(self, best_cost: float = 0.0) -> bool:  # noqa: ARG002 - as PyVRP calls it
        """Count an iteration, and say whether the search is over."""
        if self._start < 0:
            self._start = process_time()
        share = self.share
        if self.report is not None and self.done % EVERY == 0:
            self.report(min(1.0, share))
        self.done += 1
        return share >= 1

    @property
    def share(self) -> float:
        """Share of the limit that is reached first that is used up."""
        by_count = self.done / self.iterations if self.iterations else float(self.iterations == 0)
        if not self.cpu_s:  # the clock is asked only where it matters
            return max(by_count, float(self.cpu_s == 0))
        spent = process_time() - self._start if self._start >= 0 else 0.0
        return max(by_count, spent / self.cpu_s)
