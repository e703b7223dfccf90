"""Take a signal on: who did what, when, on what evidence, and what is due next."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from citybricks.services.schoolhealth.signals.domain import clocks, life, telling
from citybricks.services.schoolhealth.signals.domain.clocks import Moment
from citybricks.services.schoolhealth.signals.domain.life import IncompleteError, Written
from citybricks.services.schoolhealth.signals.models import Signal, Transition
from citybricks.services.schoolhealth.signals.permissions import may
from citybricks.services.schoolhealth.signals.vocabulary import OPEN, State

NOTHING = Written()


def possible(signal: Signal, by: Any) -> list[str]:
    """Return what a person can do with a signal as it stands."""
    steps = life.LIFE.steps.get(signal.state, {})
    return [name for name, step in steps.items() if may(by, step.permission, signal)]


@transaction.atomic
def act(
    signal: Signal,
    action: str,
    by: Any | None,
    written: Written = NOTHING,
    *,
    into: Signal | None = None,
    at: datetime | None = None,
) -> Signal:
    """Move a signal on and write down who did it.

    Parameters
    ----------
    by
        Who does it; None for the service itself.
    written
        What is written down with it.
    into
        The signal that it is merged into.
    at
        When it was done; now when None.

    Raises
    ------
    NotPossibleError
        When the action cannot be done in the signal's state.
    PermissionDenied
        When the person may not.
    IncompleteError
        When something is missing that the action needs.
    """
    fresh = Signal.objects.select_for_update().get(pk=signal.pk)
    step = life.LIFE.step(fresh.state, action)
    if by is not None and not may(by, step.permission, fresh):
        raise PermissionDenied(f"{by} may not {action} {fresh.pk}")
    life.check(action, written)
    if action == "merge":
        _hang_under(fresh, into)
    _write(fresh, action, step.to, by, written, at or timezone.now())
    telling.moved(fresh, action, by)
    return fresh


def _write(
    signal: Signal, action: str, state: str, by: Any, written: Written, at: datetime
) -> None:
    done = moments(signal)
    if done and at < done[-1].at:
        raise IncompleteError("at", _("It cannot have been done before what was done last."))
    due = clocks.next_due(state, signal.detected_at, [*done, Moment(action, at)])
    Transition.objects.create(
        signal=signal,
        action=action,
        state=state,
        by=by,
        at=at,
        evidence=written.evidence.strip(),
        language=written.language if written.evidence.strip() else "",
        reason=written.reason if action == "discard" else "",
        next_due=due,
        likelihood=written.likelihood if action == "assess" else None,
        impact=written.impact if action == "assess" else None,
        confidence=written.confidence if action == "assess" else "",
    )
    signal.state, signal.next_due = State(state), due
    if action == "discard":
        signal.reason = written.reason
    signal.save()


def _hang_under(signal: Signal, parent: Signal | None) -> None:
    """Merge a signal, with those that were merged into it, into another that is open."""
    others = Signal.objects.select_for_update().filter(city=signal.city_id, state__in=OPEN)
    kept = others.exclude(pk=signal.pk).filter(pk=parent.pk).first() if parent else None
    if kept is None:
        raise IncompleteError("into", _("Choose another signal of the city that is open."))
    Signal.objects.filter(merged_into=signal).update(merged_into=kept)
    signal.merged_into = kept


def moments(signal: Signal) -> list[Moment]:
    """Return what was done with a signal, in order."""
    rows = signal.transitions.order_by("at", "pk").values_list("action", "at")
    return [Moment(action, at) for action, at in rows]
