"""The queue of errands: claim, keep, end.

waiting → running (worker, lease) → done | waiting again after a pause | given up.

A running errand belongs to the claim that leased it: `worker` names the claim, and every later
write is guarded by it. What was owed once more while it ran waits again instead of being done.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from citybricks.network.errands.models import Errand

ATTEMPTS = 8
"""How often an errand that fails, or whose process dies, is tried."""
FIRST_PAUSE = timedelta(seconds=10)
"""Pause after the first failure; each later one is four times as long, up to `LONGEST_PAUSE`."""
LONGEST_PAUSE = timedelta(hours=6)
_LOST = "lost: its process died {attempts} times while doing it"


def claim(*, worker: str, lease_seconds: float) -> Errand | None:
    """Lease the errand that is due longest, or whose worker fell silent; None when there is none.

    What is done in the background gives way to the rest. One that was lost `ATTEMPTS` times is
    given up.
    """
    if not _ready().exists():  # without a lock: idle processes disturb nobody
        return None
    with transaction.atomic():
        first = _ready().order_by("background", "due", "pk").select_for_update(skip_locked=True)
        while errand := first.first():
            if errand.attempt < ATTEMPTS:
                return _leased(errand, worker, lease_seconds)
            problem = errand.problem or _LOST.format(attempts=errand.attempt)
            _write(Errand.objects.filter(pk=errand.pk), due=None, problem=problem)
    return None


def _ready() -> QuerySet[Errand]:
    free = Q(lease__isnull=True) | Q(lease__lt=Now())
    return Errand.objects.filter(free, due__lte=timezone.now())


def _leased(errand: Errand, worker: str, lease_seconds: float) -> Errand:
    errand.worker = f"{worker}:{secrets.token_hex(4)}"
    errand.attempt += 1
    Errand.objects.filter(pk=errand.pk).update(
        worker=errand.worker,
        attempt=errand.attempt,
        lease=Now() + timedelta(seconds=lease_seconds),
    )
    return errand


def keep(errand: Errand, *, lease_seconds: float) -> bool:
    """Renew the lease; False when the errand is this claim's no more."""
    lease = Now() + timedelta(seconds=lease_seconds)
    return _mine(errand).update(lease=lease) == 1


def finish(errand: Errand) -> bool:
    """Write that it is done; False when it is this claim's no more."""
    return _end(errand, due=None, done=timezone.now(), problem="")


def fail(errand: Errand, problem: str) -> bool:
    """Write what went wrong, and when it is tried again, if it is."""
    return _end(errand, due=again(errand.attempt), problem=problem[-4000:])


def release(errand: Errand) -> bool:
    """Give it back as it was claimed."""
    return _write(_mine(errand), attempt=errand.attempt - 1)


def again(attempt: int) -> datetime | None:
    """Return when to try once more after a failed attempt; None when that was the last."""
    if attempt >= ATTEMPTS:
        return None
    pause = FIRST_PAUSE * int(4 ** (attempt - 1))
    return timezone.now() + min(pause, LONGEST_PAUSE)


def _mine(errand: Errand) -> QuerySet[Errand]:
    return Errand.objects.filter(pk=errand.pk, worker=errand.worker)


def _end(errand: Errand, **changes: Any) -> bool:
    """Write an end, unless it was owed once more meanwhile: then it waits for its new date."""
    return _write(_mine(errand).filter(owed=errand.owed), **changes) or _write(_mine(errand))


def _write(errands: QuerySet[Errand], **changes: Any) -> bool:
    return errands.update(worker="", lease=None, **changes) == 1
