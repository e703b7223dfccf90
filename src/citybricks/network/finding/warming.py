"""Be ready for the first search: models, dictionaries and the pool, read before anybody asks."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

import structlog
from django.db import Error, connections
from django.urls import reverse

from citybricks.methods.matching.searching import search
from citybricks.network.finding.domain import readiness
from citybricks.network.finding.domain.marking import marked
from citybricks.network.finding.domain.pooling import keeper

log = structlog.get_logger("citybricks.finding")

_NICENESS = 10
"""Requests that need nothing of it go first."""


def warm(*others: Callable[[], object]) -> threading.Thread:
    """Read everything in a thread; until it is done, searches find what is written.

    Parameters
    ----------
    *others
        What else is to be ready, called before.
    """
    readiness.begin()
    thread = threading.Thread(target=_warm, args=others, name="warm", daemon=True)
    thread.start()
    return thread


def _warm(*others: Callable[[], object]) -> None:
    os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
    try:
        reverse("search")  # every page's code is read with the addresses
        for other in others:
            other()
        for words in ("a lamp in the street", "街道上的路灯"):
            search(words, keeper().current())
            list(marked("路灯 street", words, "en"))
    except Error as error:
        log.warning("not ready for search", reason=str(error))
    finally:
        readiness.end()
        connections.close_all()
