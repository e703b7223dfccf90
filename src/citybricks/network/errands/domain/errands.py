"""Owe work and do it: registered functions of JSON arguments, each done at least once.

A function may be called more than once for one errand (its process can die after the work and
before that is written), so it has to be *idempotent*: it looks at what is there already.
"""

from __future__ import annotations

import os
import socket
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import structlog
from django import db
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from citybricks.network.errands.domain import queue
from citybricks.network.errands.models import Errand

log = structlog.get_logger("citybricks.errands")

LEASE_SECONDS = 60.0
"""How long an errand stays with a process that fell silent."""
Function = TypeVar("Function", bound=Callable[..., object])
_functions: dict[str, Callable[..., object]] = {}
_hours: dict[str, int] = {}


def errand(name: str) -> Callable[[Function], Function]:
    """Register a function under the name by which it is owed, as ``exchange.remind``."""

    def register(function: Function) -> Function:
        _functions[name] = function
        return function

    return register


def daily(name: str, *, hour_utc: int) -> Callable[[Function], Function]:
    """Register a function without arguments that is owed once a day, from an hour in UTC on."""
    _hours[name] = hour_utc
    return errand(name)


def owe(
    name: str,
    *,
    due: datetime | None = None,
    once: str = "",
    background: bool | None = None,
    **arguments: Any,
) -> None:
    """Note that a registered function is to be called, in the caller's transaction.

    Parameters
    ----------
    name
        As it is registered.
    due
        When; None for now.
    once
        At most one unfinished errand has this key; owing it again replaces date and arguments.
        One that runs meanwhile is done once more, so that nothing is missed.
    background
        Whether it gives way to all else that is due, as nobody waits for it; None leaves it as it
        was owed before.
    **arguments
        JSON values for the function.

    Raises
    ------
    LookupError
        When no function has this name.
    """
    _function(name)
    owed = {"name": name, "arguments": arguments, "due": due or timezone.now()}
    while not (once and _replaced(once, owed, background=background)):
        try:
            with transaction.atomic():
                Errand.objects.create(once=once, background=bool(background), **owed)
        except IntegrityError:
            continue  # somebody owed it at the same moment
        return


def _function(name: str) -> Callable[..., object]:
    if name not in _functions:
        raise LookupError(f"no errand is called {name!r}; known: {', '.join(sorted(_functions))}")
    return _functions[name]


def _replaced(once: str, owed: dict[str, Any], *, background: bool | None) -> bool:
    unfinished = Errand.objects.filter(once=once, due__isnull=False)
    if background is False:  # somebody waits for it now
        owed = {**owed, "background": False}
    return unfinished.update(owed=F("owed") + 1, attempt=0, problem="", **owed) > 0


def owe_dailies() -> None:
    """Owe what is to be done today and is not owed yet; a day that was missed is not made up."""
    now = timezone.now()
    for name, hour in _hours.items():
        due = now.astimezone(UTC).replace(hour=hour, minute=0, second=0, microsecond=0)
        due -= timedelta(days=due > now)
        once = f"daily:{name}:{due:%Y-%m-%d}"
        if not Errand.objects.filter(once=once).exists():
            owe(name, due=due, once=once)


Keeping = Callable[[Errand], AbstractContextManager[object]]


def run_due(limit: int = 100, keeping: Keeping = nullcontext) -> int:
    """Do what is due, at most `limit` errands, and return how many were tried.

    Parameters
    ----------
    limit
        After how many to return.
    keeping
        Keeps the lease of an errand while it runs.
    """
    worker = f"{socket.gethostname()[:40]}:{os.getpid()}"
    for number in range(limit):
        errand = queue.claim(worker=worker, lease_seconds=LEASE_SECONDS)
        if errand is None:
            return number
        with keeping(errand):
            _do(errand)
    return limit


def _do(errand: Errand) -> None:
    try:
        _function(errand.name)(**errand.arguments)
    except (db.OperationalError, db.InterfaceError):
        raise  # the database is away: the lease runs out, and the errand is done again
    except Exception as error:  # noqa: BLE001 - the edge: no errand stops the others
        log.warning("errand failed", errand=str(errand), attempt=errand.attempt, reason=str(error))
        queue.fail(errand, "".join(traceback.format_exception(error)))
    else:
        queue.finish(errand)
