"""One measured figure, its bar, and how it is told to `python -m benchmarks`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import pairwise
from time import process_time


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A measured value, what it must not exceed or fall below, and the peer's value."""

    name: str
    value: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None
    peer: str = ""
    peer_value: float | None = None
    note: str = ""

    @property
    def holds(self) -> bool:
        """Whether the bar is met."""
        below = self.at_most is None or self.value <= self.at_most
        return below and (self.at_least is None or self.value >= self.at_least)

    def tell(self) -> None:
        """Print the figure as a line of JSON."""
        sys.stdout.write(json.dumps(asdict(self)) + "\n")
        sys.stdout.flush()


def seconds(work: Callable[[], object], *, rounds: int = 7, calls: int = 1) -> float:
    """Return the CPU seconds of one call: the least over the rounds, as others use the machine."""
    best = float("inf")
    for _ in range(rounds):
        start = process_time()
        for _ in range(calls):
            work()
        best = min(best, (process_time() - start) / calls)
    return best


@contextmanager
def lines() -> Iterator[list[str]]:
    """Collect lines of a table and print them with their columns in line."""
    rows: list[str] = []
    yield rows
    cells = [row.split("\t") for row in rows]
    for first, second in pairwise(cells):
        assert len(first) == len(second), (first, second)
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        written = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        sys.stdout.write(written.rstrip() + "\n")
