"""Post callbacks: the rim of `citybricks.hub.jobs.domain.callbacks`."""

from __future__ import annotations

import threading

import httpx
import structlog
from django import db
from django.conf import settings

from citybricks.faces.href import Limits, post
from citybricks.hub.jobs.domain.callbacks import SEND_SECONDS, deliver_next
from citybricks.hub.jobs.models import Callback
from citybricks.hub.ogc.documents import callback_body

log = structlog.get_logger("citybricks.callbacks")

_IDLE_SECONDS = 0.5


def courier() -> threading.Thread:
    """Start a thread that delivers what is due, so that a slow subscriber holds nobody else up."""
    thread = threading.Thread(target=_deliver, name="courier", daemon=True)
    thread.start()
    return thread


def _deliver() -> None:
    pause = threading.Event()
    while True:
        try:
            while deliver_next(_send):
                pass
        except db.Error as error:  # the worker's own loop says what it means
            log.debug("database not reachable", reason=str(error))
            db.connections.close_all()
        pause.wait(_IDLE_SECONDS)


def _send(callback: Callback) -> str:
    limits = Limits(seconds=SEND_SECONDS, allow_private=settings.ENVIRONMENT.private_hrefs)
    try:
        status = post("subscriber", callback.uri, callback_body(callback), limits)
    except Exception as error:  # noqa: BLE001 - the edge: no subscriber stops the courier
        return str(error) or type(error).__name__
    return "" if httpx.codes.is_success(status) else f"answered {status}"
