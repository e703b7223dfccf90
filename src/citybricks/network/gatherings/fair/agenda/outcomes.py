"""What came of meetings, told by those who were there; an accord may follow from it later."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from citybricks.network.gatherings.fair.models import Fair, Outcome, Seat
from citybricks.network.gatherings.fair.models.day import NextStep
from citybricks.network.gatherings.fair.vocabulary import Standing


def may_tell(seat: Seat, now: datetime) -> bool:
    """Whether a meeting has begun and was not called off."""
    meeting = seat.meeting
    begun = meeting.state == Standing.PUBLISHED and meeting.slot.start <= now
    return begun or meeting.state == Standing.HELD


@transaction.atomic
def tell(seat: Seat, values: dict[str, Any], now: datetime) -> Outcome:
    """Keep what somebody says came of a meeting; what they said before is replaced.

    Raises
    ------
    ValidationError
        When the meeting has not begun, or an agreement is meant and nothing says how it goes on.
    """
    if not may_tell(seat, now):
        raise ValidationError(_("This meeting has not begun, or does not take place."))
    if values.get("kind") and values.get("next_step") == NextStep.NOTHING:
        raise ValidationError(
            {"next_step": _("Say how it goes on, as an agreement is meant: anything but nothing.")}
        )
    kept, _made = Outcome.objects.update_or_create(
        meeting=seat.meeting, participant=seat.participant, defaults=values
    )
    return kept


def outcomes_of(fair: Fair) -> QuerySet[Outcome]:
    """Return what was told of a fair's meetings, by time of the meeting."""
    found = Outcome.objects.filter(meeting__fair=fair)
    found = found.select_related("meeting__slot", "meeting__request", "participant__member")
    return found.prefetch_related("meeting__seats__participant").order_by(
        "meeting__slot__start", "meeting", "ulid"
    )


def counts(fair: Fair) -> list[tuple[str, int]]:
    """Return how many people named each next step, in the order in which they are offered."""
    said = Counter(outcomes_of(fair).values_list("next_step", flat=True))
    return [(str(step.label), said[step.value]) for step in NextStep if said[step.value]]
