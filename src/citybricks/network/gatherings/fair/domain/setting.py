"""The fair of a gathering: its slots, its rules, and the pairs that the organisers decide on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from citybricks.network.gatherings.fair.models import Fair, Meeting, Pair, Request, Rule, Slot
from citybricks.network.gatherings.fair.vocabulary import LIVE, Bond, Origin, Restriction
from citybricks.network.gatherings.hosting.domain.zones import clock_in, from_wall, in_zone

Span = tuple[datetime, datetime]
MOST_SLOTS = 200
"""That one fair can have, as many as are planned at once."""


def fair_of(gathering: Any) -> Fair:
    """Return the fair of a gathering, which is made when it is first asked for."""
    fair, _made = Fair.objects.select_related("gathering").get_or_create(gathering=gathering)
    return fair


def spans_of_day(
    day: date,
    first: time,
    last: time,
    *,
    length: int,
    pause: int,
    lunch: tuple[time, time] | None,
    zone: str,
) -> list[Span]:
    """Return slots of a day as instants: as many as fit before and after lunch.

    Parameters
    ----------
    first, last
        From and until when, on the wall of the zone.
    length, pause
        Minutes of a slot, and between two.
    lunch
        From and until when nobody meets; None for no such time.
    zone
        IANA name.

    Raises
    ------
    ValidationError
        When a time does not exist in the zone that day, comes twice, or ends before it begins.
    """
    ends = [(first, last)] if lunch is None else [(first, lunch[0]), (lunch[1], last)]
    spans: list[Span] = []
    for start_wall, end_wall in ends:
        start, end = from_wall(day, start_wall, zone), from_wall(day, end_wall, zone)
        if end < start:
            raise ValidationError(
                _("%(end)s is before %(start)s; times have to follow each other.")
                % {"start": f"{start_wall:%H:%M}", "end": f"{end_wall:%H:%M}"}
            )
        while start + timedelta(minutes=length) <= end:
            spans.append((start, start + timedelta(minutes=length)))
            start += timedelta(minutes=length + pause)
    return spans


@transaction.atomic
def add_slots(fair: Fair, spans: Sequence[Span], tables: int) -> list[Slot]:
    """Add slots to a fair, all or none.

    Raises
    ------
    ValidationError
        When a time has no time zone, a slot ends before it begins, or overlaps another.
    """
    _check_times(spans)
    Fair.objects.select_for_update().get(pk=fair.pk)
    there = list(fair.slots.values_list("start", "end"))
    _check_apart([*there, *spans], fair.gathering.time_zone)
    if len(there) + len(spans) > MOST_SLOTS:
        raise ValidationError(
            _("There would be %(count)s slots; at most %(most)s are allowed.")
            % {"count": len(there) + len(spans), "most": MOST_SLOTS}
        )
    made = [Slot(fair=fair, start=start, end=end, tables=tables) for start, end in spans]
    return bulk_create_with_history(made, Slot)  # type: ignore[no-any-return] # untyped there


def _check_times(spans: Iterable[Span]) -> None:
    for start, end in spans:
        for instant in (start, end):
            if instant.tzinfo is None:
                raise ValidationError(
                    _("“%(value)s” has no time zone; write it with its offset, as %(better)s.")
                    % {
                        "value": instant.isoformat(sep=" ", timespec="minutes"),
                        "better": f"{instant.isoformat(timespec='minutes')}+08:00",
                    }
                )
        if end <= start:
            raise ValidationError(
                _("A slot ends at %(end)s, which is not after it begins (%(start)s).")
                % {"start": start.isoformat(), "end": end.isoformat()}
            )


def _check_apart(spans: Iterable[Span], zone: str) -> None:
    for (start, end), (following, after) in pairwise(sorted(spans)):
        if following < end:
            raise ValidationError(
                _("The slot %(one)s–%(end)s overlaps %(other)s–%(after)s; slots have to be apart.")
                % {
                    "one": in_zone(start, zone, printed=False),
                    "end": clock_in(end, zone),
                    "other": in_zone(following, zone, printed=False),
                    "after": clock_in(after, zone),
                }
            )


@transaction.atomic
def remove_slot(fair: Fair, number: int) -> None:
    """Remove a slot in which nobody meets.

    Raises
    ------
    ValidationError
        When meetings are planned there.
    """
    slot = fair.slots.filter(pk=number).first()
    if slot is None:
        return
    held = Meeting.objects.filter(slot=slot).count()
    if held:
        raise ValidationError(
            _("%(count)s meetings are planned in this slot; move them first.") % {"count": held}
        )
    slot.delete()


def days_of(gathering: Any) -> list[date]:
    """Return the days of a gathering."""
    count = (gathering.last_day - gathering.first_day).days + 1
    return [gathering.first_day + timedelta(days=at) for at in range(count)]


def add_rule(fair: Fair, kind: str, one: str = "", other: str = "") -> Rule:
    """Add a rule of who may not meet whom.

    Raises
    ------
    ValidationError
        When it names too few groups, or is there already.
    """
    if kind in (Restriction.SAME_MEMBER, Restriction.SAME_GROUP):
        one = other = ""
    elif not (one and other):
        raise ValidationError({"other": _("Choose both groups.")})
    if fair.rules.filter(kind=kind, one=one, other=other).exists():
        raise ValidationError({"kind": _("This rule is there already.")})
    return Rule.objects.create(fair=fair, kind=kind, one=one, other=other)


@transaction.atomic
def bind(fair: Fair, one: Any, other: Any, bond: str) -> Pair:
    """Decide that two people have to meet, or never do; who have to are asked for it as well.

    Raises
    ------
    ValidationError
        When they are one person, or it is decided already.
    """
    if one.pk == other.pk:
        raise ValidationError({"other": _("Nobody can meet themselves; choose another person.")})
    one, other = sorted((one, other), key=lambda person: person.pk)
    if fair.pairs.filter(one=one, other=other).exists():
        raise ValidationError({"other": _("Of these two it is decided already.")})
    pair = Pair.objects.create(fair=fair, one=one, other=other, bond=bond)
    if bond == Bond.MUST and not live_between(fair, (one.pk, other.pk)):
        Request.objects.create(
            fair=fair, asker=one, asked=other, origin=Origin.ORGANISER, priority=1
        )
    return pair


def live_between(fair: Fair, people: Iterable[str]) -> Request | None:
    """Return the request of exactly these people that is planned, whoever asked, or None."""
    wanted = set(people)
    asked = fair.requests.filter(state__in=LIVE, asker__in=wanted, asked__in=wanted)
    return next((one for one in asked if set(one.numbers) == wanted), None)


def now() -> datetime:
    """Return this instant."""
    return datetime.now(UTC)
