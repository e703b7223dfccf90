"""Publish a plan, take in what people say of their meetings, and drop a plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from citybricks.network.content.given import text_up_to
from citybricks.network.content.text import Text
from citybricks.network.errands.domain.errands import owe
from citybricks.network.gatherings.fair.domain import telling
from citybricks.network.gatherings.fair.models import Fair, Meeting, Refusal, Request, Seat
from citybricks.network.gatherings.fair.vocabulary import (
    LIVE,
    PLACED,
    Answer,
    Asked,
    Stage,
    Standing,
)
from citybricks.network.life import NotPossibleError

REFILL = "fair.refill"
PAIR = 2
"""People that a meeting has at least."""
_LONGEST = 300


def placed(fair: Fair) -> QuerySet[Meeting]:
    """Return the meetings that take up a slot, with who sits there."""
    found = fair.meetings.filter(state__in=PLACED).select_related("slot", "request")
    return found.prefetch_related("seats__participant__user")


def publish(fair: Fair) -> None:
    """Make every planned meeting a published one, and tell everybody who meets somebody."""
    meetings = list(placed(fair).filter(state=Standing.DRAFT))
    stand(meetings, Standing.PUBLISHED)
    people = {s.participant_id: s.participant for one in meetings for s in one.seats.all()}
    telling.everybody(fair, "fair.published", people.values())


def finish(fair: Fair) -> None:
    """Nothing more is planned; what was published counts as held unless it was cancelled."""
    stand(list(placed(fair).filter(state=Standing.PUBLISHED)), Standing.HELD)


def drop(fair: Fair) -> None:
    """Drop a plan that nobody has seen."""
    fair.meetings.filter(state=Standing.DRAFT).delete()
    fair.refusals.all().delete()
    fair.edits.all().delete()
    fair.proposals.filter(taken=None).delete()
    Fair.objects.filter(pk=fair.pk).update(figures={}, planned=None)


def stand(meetings: list[Meeting], state: str) -> None:
    """Set where meetings stand."""
    for one in meetings:
        one.state = state
    if meetings:
        bulk_update_with_history(meetings, Meeting, ["state"], batch_size=500)


def seats_of(fair: Fair, participant: Any) -> QuerySet[Seat]:
    """Return somebody's seats at published meetings, by time, with who else sits there."""
    states = (Standing.PUBLISHED, Standing.HELD, Standing.CANCELLED)
    found = Seat.objects.filter(
        participant=participant, meeting__fair=fair, meeting__state__in=states
    )
    return (
        found.select_related("meeting__slot", "meeting__request")
        .prefetch_related("meeting__seats__participant__member")
        .order_by("meeting__slot__start")
    )


@transaction.atomic
def answer(seat: Seat, action: str, by: Any, words: str = "") -> Seat:
    """Say whether one comes to a published meeting; who does not gives its place free.

    Raises
    ------
    NotPossibleError
        When the meeting is not, or no longer, published.
    PermissionDenied
        When it is somebody else's seat.
    ValidationError
        When the words are too long.
    """
    fresh = Seat.objects.select_related("meeting__fair__gathering", "participant").get(pk=seat.pk)
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=fresh.meeting_id)
    if fresh.participant.user_id is None or fresh.participant.user_id != by.pk:
        raise PermissionDenied(f"{by} may not answer for seat {seat.pk}")
    wanted = {"accept": Answer.ACCEPTED, "decline": Answer.DECLINED}.get(action)
    over = fresh.meeting.fair.stage != Stage.PUBLISHED
    if wanted is None or over or meeting.state != Standing.PUBLISHED:
        raise NotPossibleError(action, meeting.state, ("accept", "decline"))
    fresh.answer, fresh.answered = wanted, timezone.now()
    try:
        fresh.words = text_up_to(words, _LONGEST)
    except ValidationError as error:
        raise ValidationError({"words": error.messages}) from error
    fresh.save()
    if wanted == Answer.DECLINED:
        _decline(fresh)
    return fresh


def _decline(seat: Seat) -> None:
    """Give a place free when fewer than two are left, and owe it to those who wait."""
    meeting = seat.meeting
    telling.given_up(meeting, seat.participant)
    if meeting.seats.exclude(answer=Answer.DECLINED).count() >= PAIR:
        return
    cancel([meeting])
    en, zh = "{name} cannot come to this meeting.", "{name} 无法出席这场会面。"
    name = seat.participant.name
    why = Text.of("en", en.format(name=name), zh_Hans=zh.format(name=name))
    set_aside(meeting.fair, meeting.request, "declined", why)
    owe_refill(meeting.fair)


def owe_refill(fair: Fair) -> None:
    """Have free places given to those who wait, in the background."""
    owe(REFILL, once=f"{REFILL}:{fair.pk}", background=False, number=fair.pk)


def set_aside(fair: Fair, request: Request, code: str, why: Text) -> None:
    """Leave a request out of the plan until an organiser takes it in again.

    Parameters
    ----------
    code
        ``declined`` or ``removed``.
    """
    Refusal.objects.filter(request=request).delete()
    Refusal.objects.create(fair=fair, request=request, code=code, why=why)


@transaction.atomic
def withdraw(participant: Any) -> None:
    """Take who does not come any more out of requests and meetings, and tell the others."""
    part = (
        Q(asker=participant) | Q(asked=participant) | Q(third=participant) | Q(fourth=participant)
    )
    for request in Request.objects.filter(part, state__in=LIVE).select_related("fair__gathering"):
        request.state = Asked.WITHDRAWN
        request.save()
    meetings = Meeting.objects.filter(seats__participant=participant, state__in=PLACED)
    for fair in Fair.objects.filter(gathering=participant.gathering_id):
        own = meetings.filter(fair=fair).select_related("fair__gathering")
        cancel(list(own.filter(state=Standing.PUBLISHED)))
        own.filter(state=Standing.DRAFT).delete()
        if fair.stage == Stage.PUBLISHED:
            owe_refill(fair)


def cancel(meetings: Iterable[Meeting]) -> None:
    """Cancel published meetings, and tell everybody who would have sat there."""
    gone = list(meetings)
    for one in gone:
        one.state, one.sequence, one.locked = Standing.CANCELLED, one.sequence + 1, False
    if not gone:
        return
    bulk_update_with_history(gone, Meeting, ["state", "sequence", "locked"], batch_size=500)
    found = Meeting.objects.filter(pk__in=[one.pk for one in gone])
    telling.changed(gone[0].fair, {"cancelled": found.prefetch_related("seats__participant__user")})
