"""Remove what nobody needs any more: uploads that waited in a form and never became a run."""

from __future__ import annotations

import threading
from datetime import timedelta

import structlog
from django.conf import settings
from django.utils import timezone

from citybricks.hub.jobs.runs import store

log = structlog.get_logger("citybricks.sweeping")

_EVERY_SECONDS = 3600.0


def sweep() -> int:
    """Remove uploads older than the days they are kept, and return how many."""
    return store().forget_files(
        timezone.now() - timedelta(days=settings.ENVIRONMENT.keep_upload_days)
    )


def sweeper() -> threading.Thread:
    """Start a thread that sweeps every hour."""
    thread = threading.Thread(target=_sweep_on, name="sweeper", daemon=True)
    thread.start()
    return thread


def _sweep_on() -> None:
    pause = threading.Event()
    while True:
        try:
            gone = sweep()
        except OSError as error:
            log.warning("run store not reachable", reason=str(error))
        else:
            log.debug("swept", uploads=gone)
        pause.wait(_EVERY_SECONDS)
