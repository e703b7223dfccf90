"""Bricks that are hard on their workers; found by their ids here and on a cluster's workers."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from citybricks import Outcome, track
from citybricks.kernel import registry
from citybricks.kernel.blueprint import Blueprint
from citybricks.kernel.brick import Brick


class Ticked(Outcome):
    """How far it got."""

    ticks: int
    """Ticks of the clock."""


def tick(path: str, ticks: int, pause: float = 0.02) -> Ticked:
    """Write a line at every tick, busy in between.

    Parameters
    ----------
    path
        File that is written to.
    ticks
        How many.
    pause
        Seconds of work between them.
    """
    for at in track(range(ticks), "ticking"):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(f"{at}\n")
        until = time.monotonic() + pause
        while time.monotonic() < until:
            pass
    return Ticked(ticks=ticks)


def die(path: str, times: int, after: int = 0) -> Ticked:
    """Kill the process that runs it, a number of times.

    Parameters
    ----------
    path
        File in which deaths are counted.
    times
        How often it dies before it lives.
    after
        Handed on.
    """
    deaths = len(Path(path).read_text().splitlines()) if Path(path).exists() else 0
    if deaths < times:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write("died\n")
        time.sleep(0.3)  # what was said is on its way
        os.kill(os.getpid(), signal.SIGKILL)
    return Ticked(ticks=deaths + after)


TICK = Brick("restless-tick", "1.0.0", tick)
DIE = Brick("restless-die", "1.0.0", die)


def both(path: str, times: int, ticks: int) -> Ticked:
    """Two steps, one after the other.

    Parameters
    ----------
    path
        Files are named after it.
    times
        Deaths of the second.
    ticks
        Ticks of the first.
    """
    first = TICK(path, ticks)
    return DIE(path, times, first.ticks)


BOTH = Blueprint("restless-both", "1.0.0", both)
_BRICKS = {each.id: each for each in (TICK, DIE, BOTH)}
registry.sources.append(_BRICKS.get)
