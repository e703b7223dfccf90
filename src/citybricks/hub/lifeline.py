"""Let a process die with the one that started it, even when that one is killed."""

from __future__ import annotations

import signal
import sys

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def die_with_parent(by: signal.Signals = signal.SIGKILL) -> None:
    """Ask the kernel to send this process a signal when its parent is gone.

    It works while the process is deep in C code and hears nothing else. It is Linux's own;
    elsewhere the closed pipe to the parent has to do.
    """
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(by))
