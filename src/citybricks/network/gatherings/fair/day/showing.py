"""What an organiser sees on the day: a slot, its tables, who is missing and who is idle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Min, Q, QuerySet

from citybricks.network.gatherings.fair.day.turning_up import day_of, is_lost
from citybricks.network.gatherings.fair.models import Fair, Meeting, Presence, Seat, Slot
from citybricks.network.gatherings.fair.vocabulary import PLACED
from citybricks.network.gatherings.hosting.domain.access import participants_of

STANDS = Q(state__in=("published", "held"))
MOST = 30
"""People who are listed at once."""


@dataclass(frozen=True, slots=True)
class Now:
    """A slot, and those before and after it.

    Parameters
    ----------
    runs
        Whether it is at this moment.
    """

    slot: Slot
    before: Slot | None
    after: Slot | None
    runs: bool


def now_at(slots: Sequence[Slot], instant: datetime, key: str = "") -> Now | None:
    """Return the slot of a key, or the one that runs or comes next, or the last.

    Parameters
    ----------
    slots
        In order of time.
    """
    if not slots:
        return None
    keys = [slot.key for slot in slots]
    coming = (at for at, slot in enumerate(slots) if slot.end > instant)
    at = keys.index(key) if key in keys else next(coming, len(slots) - 1)
    slot = slots[at]
    before = slots[at - 1] if at else None
    after = slots[at + 1] if at + 1 < len(slots) else None
    return Now(slot, before, after, slot.start <= instant < slot.end)


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody at a meeting: whether they are there, and whether they came to it."""

    seat: Seat
    person: Any
    here: bool
    came: bool | None


@dataclass(frozen=True, slots=True)
class AtTable:
    """A meeting with who sits there.

    Parameters
    ----------
    lost
        Whether too few came or can come.
    """

    meeting: Meeting
    place: str
    sittings: tuple[Sitting, ...]
    lost: bool

    @property
    def complete(self) -> bool:
        """Whether everybody came."""
        return all(one.came for one in self.sittings)


def tables(fair: Fair, slot: Slot) -> list[AtTable]:
    """Return the meetings of a slot by table, those online last."""
    here = present(fair, day_of(fair, slot.start))
    found = fair.meetings.filter(STANDS, slot=slot).select_related("request")
    rows = []
    for meeting in found.prefetch_related("seats__participant__member", "seats__turnout"):
        meeting.fair, meeting.slot = fair, slot
        sittings = tuple(
            Sitting(seat, seat.participant, seat.participant_id in here, _came(seat))
            for seat in meeting.seats.all()
        )
        rows.append(AtTable(meeting, fair.place(meeting.table), sittings, is_lost(meeting)))
    return sorted(rows, key=lambda row: (row.meeting.table is None, row.meeting.table or 0))


def _came(seat: Seat) -> bool | None:
    turnout = getattr(seat, "turnout", None)
    return None if turnout is None else turnout.came


def present(fair: Fair, day: date) -> frozenset[str]:
    """Return who is checked in on a day."""
    found = Presence.objects.filter(fair=fair, day=day)
    return frozenset(found.values_list("participant", flat=True))


def expected(fair: Fair, slots: Sequence[Slot], day: date, q: str = "") -> QuerySet[Any]:
    """Return who has a meeting on site on a day and is not checked in, who is due first first."""
    own = [slot.pk for slot in slots if day_of(fair, slot.start) == day]
    meets = Q(seats__meeting__fair=fair, seats__meeting__slot__in=own)
    placed = meets & Q(seats__meeting__state__in=PLACED)
    found = participants_of(fair.gathering).exclude(pk__in=present(fair, day))
    if q:
        found = found.filter(Q(name__icontains=q) | Q(organisation__icontains=q))
    else:
        found = found.filter(attendance="on-site")
    due = Min("seats__meeting__slot__start", filter=placed)
    return found.annotate(due=due).filter(due__isnull=False).order_by("due", "name")


def idle(fair: Fair, slot: Slot) -> list[Any]:
    """Return who is checked in and meets nobody in a slot."""
    here = present(fair, day_of(fair, slot.start))
    busy = Seat.objects.filter(meeting__in=fair.meetings.filter(STANDS, slot=slot))
    found = participants_of(fair.gathering).filter(pk__in=here)
    return list(found.exclude(pk__in=busy.values("participant")).order_by("name"))
