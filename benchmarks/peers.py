"""Measure the peers of `benchmarks.kernel` in a process of their own: name and µs per node."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from time import process_time

CALLS = 300
Flow = Sequence[Callable[..., float]]
"""Functions in order, each wired by the names of its parameters."""


def y(x: float) -> float:
    """Multiply: the first node."""
    return x * 2


def z(y: float) -> float:
    """Add: the second node."""
    return y + 1


def length(distance: float) -> float:
    """Lay a way along streets, as the first brick of the blueprint does."""
    return distance / 1000 * (1 + 30 / 100)


def time(length: float) -> float:
    """Ride by bus, as the second does."""
    return 5 + length * 3


def share(time: float) -> float:
    """Tell what is left of an hour, as the third does."""
    return max(0.0, 100 - time / 0.6)


def each(run: Callable[[], object], nodes: int) -> float:
    """Return the CPU microseconds of a node: the least over the rounds."""
    best = float("inf")
    for _ in range(7):
        start = process_time()
        for _ in range(CALLS):
            run()
        best = min(best, process_time() - start)
    return best / CALLS / nodes * 1e6


def pipefunc_microseconds(flow: Flow, given: dict[str, float]) -> float:
    """Run functions as a pipefunc pipeline."""
    from pipefunc import Pipeline, pipefunc

    pipeline = Pipeline([pipefunc(one.__name__)(one) for one in flow])
    return each(lambda: pipeline(flow[-1].__name__, **given), len(flow))


def hamilton_microseconds(flow: Flow, given: dict[str, float]) -> float:
    """Run functions as a Hamilton dataflow."""
    from hamilton import base, driver

    name = f"dataflow_{flow[-1].__name__}"
    module = types.ModuleType(name)
    for one in flow:
        made = types.FunctionType(one.__code__, {**globals(), "__name__": name}, one.__name__)
        (taken,) = (parameter for parameter in one.__annotations__ if parameter != "return")
        made.__annotations__ = {taken: float, "return": float}
        made.__module__ = name
        setattr(module, one.__name__, made)
    sys.modules[name] = module
    dataflow = driver.Driver({}, module, adapter=base.SimplePythonGraphAdapter(base.DictResult()))
    return each(lambda: dataflow.execute([flow[-1].__name__], inputs=given), len(flow))


FLOWS: dict[str, tuple[Flow, dict[str, float]]] = {
    "": ((y, z), {"x": 1.0}),
    "-of-three": ((length, time, share), {"distance": 1200.0}),
}

if __name__ == "__main__":
    for package, measure in (
        ("pipefunc", pipefunc_microseconds),
        ("hamilton", hamilton_microseconds),
    ):
        for which, (flow, given) in FLOWS.items() if find_spec(package) else ():
            sys.stdout.write(f"{package}{which} {measure(flow, given)}\n")
