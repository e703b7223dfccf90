"""Tell others how a job goes: each message is a row until it is delivered or given up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from citybricks.hub.jobs.models import Callback, Job, Status

ATTEMPTS = 5
"""How often a message is tried; the pauses double, from two seconds on."""
SEND_SECONDS = 5.0
"""Longest time an attempt may take."""
_SUBSCRIBED = {
    Status.RUNNING: "inProgressUri",
    Status.SUCCESSFUL: "successUri",
    Status.FAILED: "failedUri",
    Status.DISMISSED: "failedUri",
}


def owe(job: Job, status: Status) -> None:
    """Note that the job's subscriber is to be told of `status`, if it asked to."""
    uri = (job.request.get("subscriber") or {}).get(_SUBSCRIBED.get(status, ""))
    if uri:
        Callback.objects.create(job=job, uri=uri, status=status, due=timezone.now())


def deliver_next(send: Callable[[Callback], str]) -> bool:
    """Deliver one message that is due; False when there is none.

    Parameters
    ----------
    send
        Posts the message within `SEND_SECONDS`; returns an empty string, or what went wrong.
    """
    callback = _taken()
    if callback is None:
        return False
    answer = send(callback)
    again = timezone.now() + timedelta(seconds=2**callback.attempt)
    given_up = callback.attempt >= ATTEMPTS
    Callback.objects.filter(pk=callback.pk, attempt=callback.attempt).update(
        answer=answer[:200], due=again if answer and not given_up else None
    )
    return True


def _taken() -> Callback | None:
    """Take a message that is due, new ones first; should we die now, it is due again later."""
    now = timezone.now()
    due = Callback.objects.filter(due__lte=now).order_by("attempt", "due", "pk")
    if not due.exists():
        return None
    with transaction.atomic():
        callback = due.select_for_update(skip_locked=True).first()
        if callback is not None:
            callback.attempt += 1
            callback.due = now + timedelta(seconds=2 * SEND_SECONDS)
            callback.save()
    return callback
