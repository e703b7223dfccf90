"""Measure the peers of `benchmarks.kernel` in a process of their own: name and µs per node."""

from __future__ import annotations

import sys
import types
from importlib.util import find_spec
from time import process_time

CALLS = 300


def y(x: float) -> float:
    """Multiply: the first node."""
    return x * 2


def z(y: float) -> float:
    """Add: the second node."""
    return y + 1


def pipefunc_microseconds() -> float:
    """Run two functions as a pipefunc pipeline."""
    from pipefunc import Pipeline, pipefunc

    pipeline = Pipeline([pipefunc("y")(y), pipefunc("z")(z)])
    pipeline("z", x=1.0)
    start = process_time()
    for _ in range(CALLS):
        pipeline("z", x=1.0)
    return (process_time() - start) / CALLS / 2 * 1e6


def hamilton_microseconds() -> float:
    """Run two functions as a Hamilton dataflow."""
    from hamilton import base, driver

    module = types.ModuleType("dataflow")
    for function in (y, z):
        made = types.FunctionType(function.__code__, {"__name__": "dataflow"}, function.__name__)
        made.__annotations__ = {"x" if function is y else "y": float, "return": float}
        made.__module__ = "dataflow"
        setattr(module, function.__name__, made)
    sys.modules["dataflow"] = module
    flow = driver.Driver({}, module, adapter=base.SimplePythonGraphAdapter(base.DictResult()))
    flow.execute(["z"], inputs={"x": 1.0})
    start = process_time()
    for _ in range(CALLS):
        flow.execute(["z"], inputs={"x": 1.0})
    return (process_time() - start) / CALLS / 2 * 1e6


if __name__ == "__main__":
    for package, measure in (
        ("pipefunc", pipefunc_microseconds),
        ("hamilton", hamilton_microseconds),
    ):
        if find_spec(package):
            sys.stdout.write(f"{package} {measure()}\n")
