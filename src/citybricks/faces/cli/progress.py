"""Watch a run from a terminal: a progress bar, and Ctrl-C that dismisses the run."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from citybricks.faces.cli.ending import Say
from citybricks.kernel.run import Run


@contextmanager
def watched(title: str, say: Say) -> Iterator[Run]:
    """Yield a run that draws its progress on stderr and that Ctrl-C dismisses.

    A second Ctrl-C interrupts at once, for a brick that does not look up from its work.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    console = Console(stderr=True)
    columns = TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn()
    dismissed = threading.Event()
    with (
        Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar,
        _dismissing(dismissed),
    ):
        task = bar.add_task(title, total=1.0)

        def report(share: float, message: str) -> None:
            bar.update(task, completed=share, description=say(message) if message else title)

        yield Run(report, dismissed.is_set)


@contextmanager
def _dismissing(dismissed: threading.Event) -> Iterator[None]:
    """Let the first Ctrl-C set the event; only the main thread may listen to signals."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.getsignal(signal.SIGINT)

    def dismiss(_signal: int, _frame: FrameType | None) -> None:
        if dismissed.is_set():
            raise KeyboardInterrupt
        dismissed.set()

    signal.signal(signal.SIGINT, dismiss)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def mention(text: str) -> None:
    """Write a line to stderr, beside what the command prints."""
    sys.stderr.write(f"{text}\n")
