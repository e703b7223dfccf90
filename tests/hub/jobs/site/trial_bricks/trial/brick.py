"""Bricks for trying the queue."""

import hashlib
import itertools
import os
import signal
import subprocess
import sys
import time

from citybricks.kernel.brick import brick
from citybricks.kernel.errors import BrickError
from citybricks.kernel.outcome import Outcome
from citybricks.kernel.run import Cancelled, track


class Counted(Outcome):
    """What was counted to."""

    number: int


@brick(id="count-up", version="1.0.0")
def count_up(steps: int, pause: float = 0.0, seed: int = 0) -> Counted:
    """Count, and say how far it is.

    Parameters
    ----------
    steps
        How far.
    pause
        Seconds between steps.
    seed
        Makes the run another one.
    """
    for _ in track(range(steps), "counting"):
        time.sleep(pause)
    return Counted(number=steps + seed)


@brick(id="spin", version="1.0.0")
def spin(steps: int) -> Counted:
    """Compute without end in small steps, and listen.

    Parameters
    ----------
    steps
        How many.
    """
    for _ in track(range(steps), "spinning"):
        hashlib.pbkdf2_hmac("sha256", b"", b"", 10_000)
    return Counted(number=steps)


@brick(id="hash-deaf", version="1.0.0")
def hash_deaf(rounds: int) -> Counted:
    """Compute in one long call of a C library that lets other threads run.

    Parameters
    ----------
    rounds
        How long.
    """
    hashlib.pbkdf2_hmac("sha256", b"", b"", rounds)
    return Counted(number=rounds)


@brick(id="sum-deaf", version="1.0.0")
def sum_deaf(terms: int) -> Counted:
    """Compute in one long call that lets no other thread of the process run.

    Parameters
    ----------
    terms
        How long.
    """
    return Counted(number=sum(itertools.repeat(1, terms)))


@brick(id="start-another", version="1.0.0")
def start_another(seconds: float) -> Counted:
    """Leave the computing to another process, as solvers do.

    Parameters
    ----------
    seconds
        How long.
    """
    loop = f"import time\nend = time.time() + {seconds}\nwhile time.time() < end: pass"
    subprocess.run([sys.executable, "-c", loop], check=True)
    return Counted(number=0)


@brick(id="crash", version="1.0.0")
def crash(seed: int = 0) -> Counted:
    """Die as C code does.

    Parameters
    ----------
    seed
        Makes the run another one.
    """
    os.kill(os.getpid(), signal.SIGSEGV)
    return Counted(number=seed)


@brick(id="misbehave", version="1.0.0")
def misbehave(how: str) -> Counted:
    """Raise what no brick should, or refuse.

    Parameters
    ----------
    how
        What to do.
    """
    match how:
        case "refuse":
            raise BrickError("how", "cannot do {this}", this="it\0\ud800")
        case "exit":
            sys.exit(3)
        case "cancel":
            raise Cancelled
        case "flood":
            for step in range(1_000_000):
                next(iter(track([step], f"message {step} \0")))
        case _:
            raise RuntimeError(how)
    return Counted(number=0)
