"""Check people in, note who came to a meeting, and give up a meeting that too few came to."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from citybricks.network.content.text import Text
from citybricks.network.gatherings.fair.domain import publishing
from citybricks.network.gatherings.fair.models import Fair, Meeting, Presence, Seat, Turnout
from citybricks.network.gatherings.fair.vocabulary import Stage, Standing

RUNS = (Stage.PUBLISHED, Stage.OVER)
"""Stages at which there is a day to run."""


def day_of(fair: Fair, instant: datetime) -> date:
    """Return the day of an instant on the clock of the gathering."""
    return instant.astimezone(ZoneInfo(fair.gathering.time_zone)).date()


def check_in(fair: Fair, participant: Any, day: date, by: Any) -> Presence:
    """Note that somebody is there; who is there already stays so."""
    found, _made = Presence.objects.get_or_create(
        fair=fair, participant=participant, day=day, defaults={"by": by}
    )
    return found


def check_out(fair: Fair, participant: Any, day: date) -> None:
    """Take a check-in back."""
    for one in Presence.objects.filter(fair=fair, participant=participant, day=day):
        one.delete()


@transaction.atomic
def turn_out(seat: Seat, by: Any, *, came: bool | None) -> None:
    """Note whether somebody came to a meeting; who came to it is there.

    Parameters
    ----------
    came
        None takes back what was noted.

    Raises
    ------
    ValidationError
        When the meeting was called off.
    """
    meeting = seat.meeting
    if meeting.state not in (Standing.PUBLISHED, Standing.HELD):
        raise ValidationError(_("This meeting does not take place."))
    if came is None:
        for one in Turnout.objects.filter(seat=seat):
            one.delete()
        return
    Turnout.objects.update_or_create(seat=seat, defaults={"came": came, "by": by})
    if came:
        check_in(meeting.fair, seat.participant, day_of(meeting.fair, meeting.slot.start), by)


def is_lost(meeting: Meeting) -> bool:
    """Whether too few came, or too few can still come."""
    seats = list(meeting.seats.all())
    missing = [seat for seat in seats if _missed(seat) or seat.answer == "declined"]
    return len(seats) - len(missing) < publishing.PAIR


def _missed(seat: Seat) -> bool:
    turnout = getattr(seat, "turnout", None)
    return turnout is not None and not turnout.came


@transaction.atomic
def give_up(meeting: Meeting) -> None:
    """Give up a meeting that too few came to: its table is free, and those who came are too.

    Raises
    ------
    ValidationError
        When it was called off already, or enough people are there.
    """
    fresh = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("fair__gathering", "request")
        .get(pk=meeting.pk)
    )
    if fresh.state != Standing.PUBLISHED:
        raise ValidationError(_("This meeting does not take place."))
    seats = list(fresh.seats.select_related("turnout", "participant"))
    if not is_lost(fresh):
        raise ValidationError(_("Say first who did not come."))
    missed = ", ".join(seat.participant.name for seat in seats if _missed(seat)) or "–"
    publishing.cancel([fresh])
    why = Text.of("en", f"{missed} did not come.", zh_Hans=f"{missed} 未到场。")
    publishing.set_aside(fresh.fair, fresh.request, "declined", why)
