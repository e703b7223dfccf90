"""Register for a gathering, and cancel."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from citybricks.network.gatherings.hosting.models import Gathering, Participant

Gone = list[Any]
_listeners: Gone = []


def when_cancelled(function: Any) -> Any:
    """Register what is done when a participant cancels: meetings are freed, people told."""
    _listeners.append(function)
    return function


@transaction.atomic
def register(gathering: Gathering, user: Any, *, member: Any = None, **given: Any) -> Participant:
    """Register a person, or change how they registered; who had cancelled comes again.

    Raises
    ------
    ValidationError
        When the gathering is not open.
    """
    if not gathering.is_open:
        raise ValidationError(_("One can register while a gathering is open; this one is not."))
    values = {"member": member, "email": user.email, **given}
    values["country"] = getattr(member, "country", "") or given.get("country", "")
    found = Participant.objects.select_for_update().filter(gathering=gathering, user=user).first()
    if found is None:
        return Participant.objects.create(gathering=gathering, user=user, **values)
    for name, value in values.items():
        setattr(found, name, value)
    if found.state == Participant.State.CANCELLED:
        found.state = Participant.State.REGISTERED
    found.save()
    return found


@transaction.atomic
def cancel(participant: Participant) -> None:
    """Note that somebody does not come."""
    kept = Participant.objects.select_for_update().get(pk=participant.pk)
    if not kept.is_coming:
        return
    kept.state = Participant.State.CANCELLED
    kept.save()
    for function in _listeners:
        function(kept)


@transaction.atomic
def confirm(gathering: Gathering, numbers: list[str]) -> int:
    """Confirm who has registered, and return how many were."""
    waiting = Participant.objects.select_for_update().filter(
        gathering=gathering, pk__in=numbers, state=Participant.State.REGISTERED
    )
    for one in waiting:
        one.state = Participant.State.CONFIRMED
        one.save()
    return len(waiting)
