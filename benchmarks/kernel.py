"""What the kernel adds to a function: microseconds per run, seconds per start, beside peers.

Peers, installed when missing: pipefunc and Hamilton, which wire functions by the names of their
parameters and run each as a node.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from resource import RUSAGE_CHILDREN, getrusage
from typing import Any

from benchmarks import peers as beside_us
from benchmarks.figure import Figure, seconds
from benchmarks.tiny import tiny_journey
from citybricks import Outcome, brick
from citybricks.types import Metres, People, Percent


class Fill(Outcome):
    """What a benchmark brick returns."""

    value: float


@brick(id="fill", version="1.0.0")
def fill(
    depth: Metres, width: Metres = 2.0, people: People = 4, share: Percent = 50, name: str = "a"
) -> Fill:
    """Multiply.

    Parameters
    ----------
    depth
        Depth.
    width
        Width.
    people
        People.
    share
        Share.
    name
        Name.
    """
    return Fill(value=depth * width * people * share + len(name))


def peers() -> dict[str, float]:
    """Return the CPU microseconds that peers take to run one function as a node."""
    for package, name in (("pipefunc", "pipefunc"), ("hamilton", "sf-hamilton")):
        if not find_spec(package):
            command = [sys.executable, "-m", "pip", "install", "-q", name]
            subprocess.run(command, check=False)
    script = __file__.replace("kernel.py", "peers.py")
    done = subprocess.run([sys.executable, script], stdout=subprocess.PIPE, text=True, check=False)
    found = (line.split() for line in done.stdout.splitlines())
    return {name: float(value) for name, value in found}


def start(*command: str) -> float:
    """Return the CPU seconds of a whole process: the least of five."""
    best = float("inf")
    for _ in range(5):
        before = getrusage(RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *command], stdout=subprocess.DEVNULL, check=True)
        after = getrusage(RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        best = min(best, spent)
    return best


def joined(beside: dict[str, float]) -> None:
    """Tell what each brick of a blueprint of three costs beside a plain call of what it does."""
    way, ride, saved = beside_us.FLOWS["-of-three"][0]
    plain = seconds(lambda: saved(ride(way(1200.0))), calls=20_000)
    eager = seconds(lambda: tiny_journey(1200.0), calls=20_000)
    for peer in ("pipefunc", "hamilton"):
        known = beside.get(f"{peer}-of-three")
        Figure(
            name=f"a brick in a blueprint of 3, called: overhead beside {peer}",
            value=(eager - plain) / 3 * 1e6,
            unit="µs CPU",
            at_most=10,
            peer=peer if known else f"{peer} not installed",
            peer_value=known,
            note="outcomes are checked; the peers check nothing",
        ).tell()


def main() -> None:
    """Measure and tell."""
    document: dict[str, Any] = {"depth": 1.5, "width": 3.0, "people": 10, "share": 20, "name": "b"}
    plain = seconds(lambda: fill.function(1.5), calls=20_000)
    called = seconds(lambda: fill(1.5), calls=20_000)
    ran = seconds(lambda: fill.run(document), calls=20_000)
    beside = peers()
    Figure(
        name="brick.run on a JSON document: overhead",
        value=(ran - plain) * 1e6,
        unit="µs CPU",
        at_most=25,
        peer="pipefunc" if "pipefunc" in beside else "pipefunc not installed",
        peer_value=beside.get("pipefunc"),
    ).tell()
    Figure(
        name="calling a brick: overhead",
        value=(called - plain) * 1e6,
        unit="µs CPU",
        at_most=10,
        peer="Hamilton" if "hamilton" in beside else "Hamilton not installed",
        peer_value=beside.get("hamilton"),
    ).tell()
    joined(beside)
    Figure(
        name="citybricks --help",
        value=start("-m", "citybricks", "--help"),
        unit="s CPU",
        at_most=0.6,
    ).tell()
    Figure(
        name="import citybricks",
        value=start("-c", "import citybricks") - start("-c", "pass"),
        unit="s CPU",
        at_most=0.25,
    ).tell()


if __name__ == "__main__":
    main()
