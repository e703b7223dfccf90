"""The process that does what is owed, so that neither web server nor workers wait for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog
from django import db

from citybricks.network.errands.domain import queue
from citybricks.network.errands.domain.errands import LEASE_SECONDS, owe_dailies, run_due
from citybricks.network.errands.models import Errand

log = structlog.get_logger("citybricks.errands")

_IDLE_SECONDS = 0.5
_AWAY_SECONDS = 1.0
_DAILIES_SECONDS = 60.0


class Tender:
    """Does errands until it is told to stop."""

    def __init__(self) -> None:
        self.stopped = threading.Event()
        self.dailies_at = 0.0

    def stop(self, *_signal: object) -> None:
        """Leave after the errand at hand; safe in a signal handler."""
        self.stopped.set()

    def tend(self, first: Callable[[], object] = bool) -> None:
        """Do what is due, again and again; while the database is away, wait for it.

        Parameters
        ----------
        first
            What is done once, before anything that is owed.
        """
        log.info("tending started")
        while not self.stopped.is_set() and not self._done(first):
            pass
        while not self.stopped.is_set():
            self._done(self._turn)
        log.info("tending stopped")

    def _done(self, act: Callable[[], object]) -> bool:
        """Act; False when the database was away, after a pause."""
        try:
            act()
        except (db.OperationalError, db.InterfaceError) as error:
            log.warning("database not reachable", reason=str(error))
            db.connections.close_all()
            self.stopped.wait(_AWAY_SECONDS)
            return False
        return True

    def _turn(self) -> None:
        if time.monotonic() >= self.dailies_at:
            owe_dailies()
            self.dailies_at = time.monotonic() + _DAILIES_SECONDS
        if not run_due(1, kept):
            self.stopped.wait(_IDLE_SECONDS)


@contextmanager
def kept(errand: Errand) -> Iterator[None]:
    """Renew the lease of an errand, from a thread, until the end of the block."""
    ended = threading.Event()

    def renew() -> None:
        try:
            while not ended.wait(LEASE_SECONDS / 3):
                queue.keep(errand, lease_seconds=LEASE_SECONDS)
        except db.Error as error:
            log.warning("lease not renewed", errand=str(errand), reason=str(error))
        finally:
            db.connections.close_all()

    thread = threading.Thread(target=renew, name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
