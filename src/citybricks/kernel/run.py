"""Progress and cancellation: the only things a brick may know about its run."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


class Cancelled(Exception):  # noqa: N818 - it is not an error
    """The run was dismissed; raised at the next step of `track`."""


def _say_nothing(_share: float, _message: str) -> None:
    """Report to nobody."""


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Run:
    """Where a run reports to and how it learns that nobody waits for it any more.

    Parameters
    ----------
    report
        Called with the share done, 0 to 1, and what is being done.
    cancelled
        Says whether the run was dismissed.
    """

    report: Callable[[float, str], None] = _say_nothing
    cancelled: Callable[[], bool] = _never

    @contextmanager
    def active(self) -> Iterator[None]:
        """Make this the run that `track` reports to, in this thread or task.

        It begins at 0, also where a loop that was left by an error has not been cleared away yet.
        """
        token, window = _current.set(self), _window.set((0.0, 1.0))
        try:
            yield
        finally:
            _window.reset(window)
            _current.reset(token)


_current: ContextVar[Run] = ContextVar("run", default=Run())  # noqa: B039 - frozen
_window: ContextVar[tuple[float, float]] = ContextVar("window", default=(0.0, 1.0))
"""Where the share of the `track` around this one starts, and how wide it is."""


def current() -> Run:
    """Return the run that `track` reports to, in this thread or task."""
    return _current.get()


def cancelled() -> bool:
    """Whether the run was dismissed: the ``stop=`` callback for a long third-party call."""
    return _current.get().cancelled()


def tell(share: float, message: str = "") -> None:
    """Report the share that is done of work that is not a sequence: a search.

    Parameters
    ----------
    share
        From 0 to 1; inside an item of `track` that item's share.
    message
        What is being done, in English; it is the message id of its translations.

    Raises
    ------
    Cancelled
        When the run was dismissed.
    """
    run = _current.get()
    if run.cancelled():
        raise Cancelled
    start, width = _window.get()
    run.report(start + width * share, message)


def track(items: Sequence[T], message: str = "") -> Iterator[T]:
    """Yield `items`, reporting progress and stopping when the run is dismissed.

    Inside an item of another `track`, progress is that item's share of it.

    Parameters
    ----------
    items
        What is worked through.
    message
        What is being done, in English; it is the message id of its translations.

    Raises
    ------
    Cancelled
        When the run was dismissed since the last step.
    """
    run = _current.get()
    start, width = _window.get()
    try:
        for done, item in enumerate(items):
            if run.cancelled():
                raise Cancelled
            run.report(start + width * done / len(items), message)
            _window.set((start + width * done / len(items), width / len(items)))
            yield item
    finally:
        _window.set((start, width))
    if run.cancelled():
        raise Cancelled
    run.report(start + width, message)
