"""What the page of a plan shows: load of tables, who meets whom when, and refusals."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from citybricks.network.gatherings.fair.domain.availability import free_of, profiles_of
from citybricks.network.gatherings.fair.models import Fair, Meeting, Refusal, Seat, Slot
from citybricks.network.gatherings.fair.vocabulary import PLACED
from citybricks.network.gatherings.hosting.domain.access import called_like, participants_of
from citybricks.network.gatherings.hosting.domain.zones import clock_in, day_in


@dataclass(frozen=True, slots=True)
class Load:
    """How full a slot is; heights are in the chart's units, of 100."""

    slot: Slot
    taken: int
    online: int
    at: float
    height: float
    online_height: float
    width: float

    @property
    def y(self) -> float:
        """Top of the bar of tables."""
        return round(100 - self.height, 2)

    @property
    def online_y(self) -> float:
        """Top of the bar of meetings online, on top of the other."""
        return round(100 - self.height - self.online_height, 2)


@dataclass(frozen=True, slots=True)
class Chart:
    """The load of tables by slot, and the line of all tables there are."""

    loads: tuple[Load, ...]
    most: int
    line: str
    ends: tuple[str, ...]


def chart(fair: Fair, slots: Sequence[Slot]) -> Chart:
    """Return how many tables are taken in each slot."""
    rows = fair.meetings.filter(state__in=PLACED).values_list("slot").annotate(
        seated=Count("pk", filter=Q(table__isnull=False)),
        online=Count("pk", filter=Q(table__isnull=True)),
    )  # fmt: skip
    counts = {slot: (seated, online) for slot, seated, online in rows.order_by("slot")}
    most = max([1, *(s.tables for s in slots), *(sum(pair) for pair in counts.values())])
    step = 1000 / max(1, len(slots))
    loads, points = [], []
    for at, slot in enumerate(slots):
        taken, online = counts.get(slot.pk, (0, 0))
        top = round(100 - 100 * slot.tables / most, 2)
        points += [f"{at * step:.1f},{top}", f"{(at + 1) * step:.1f},{top}"]
        loads.append(
            Load(slot, taken, online, round(at * step + step * 0.12, 1),
                 round(100 * taken / most, 2), round(100 * online / most, 2),
                 round(step * 0.76, 1))
        )  # fmt: skip
    return Chart(tuple(loads), most, " ".join(points), tuple(points[:1] + points[-1:]))


@dataclass(frozen=True, slots=True)
class Cell:
    """A slot of somebody: a meeting with others, free, or not free."""

    kind: str
    others: str = ""
    place: str = ""
    number: str = ""
    locked: bool = False
    state: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody's slots."""

    person: Any
    cells: tuple[Cell, ...]
    count: int


def people_with(fair: Fair, q: str = "", only: str = "") -> QuerySet[Any]:
    """Return who takes part, narrowed down.

    Parameters
    ----------
    q
        Part of a name.
    only
        ``none``: those who asked or were asked and have no meeting; ``some``: those with one.
    """
    found = participants_of(fair.gathering)
    if q:
        found = found.filter(called_like(found, q))
    seats = Seat.objects.filter(participant=OuterRef("pk"), meeting__state__in=PLACED)
    asked = Q(meetings_asked_for__fair=fair) | Q(meetings_asked_of__fair=fair)
    if only == "none":
        found = found.filter(asked).filter(~Exists(seats)).distinct()
    elif only == "some":
        found = found.filter(Exists(seats))
    return found.order_by("name", "pk")


def lines(fair: Fair, people: Iterable[Any], slots: Sequence[Slot]) -> list[Line]:
    """Return who of some people meets whom when."""
    people = list(people)
    numbers = [one.pk for one in people]
    meetings = Meeting.objects.filter(
        fair=fair, state__in=PLACED, seats__participant__in=numbers
    ).distinct()
    held: dict[str, dict[int, Cell]] = defaultdict(dict)
    for meeting in meetings.prefetch_related("seats__participant"):
        there = [seat.participant for seat in meeting.seats.all()]
        for one in there:
            others = ", ".join(other.name for other in there if other.pk != one.pk)
            held[one.pk][meeting.slot_id] = Cell(
                "table" if meeting.table else "online", others, fair.place(meeting.table),
                meeting.request_id, meeting.locked, meeting.state,
            )  # fmt: skip
    profiles = profiles_of(fair)
    found = []
    for one in people:
        free = free_of(one, profiles.get(one.pk), slots)
        own = held.get(one.pk, {})
        cells = tuple(
            own.get(slot.pk) or Cell("free" if slot.key in free else "away") for slot in slots
        )
        found.append(Line(one, cells, len(own)))
    return found


def heads(fair: Fair, slots: Sequence[Slot]) -> list[tuple[str, int]]:
    """Return the days of slots, each with how many slots it has."""
    days = Counter(day_in(slot.start, fair.gathering.time_zone) for slot in slots)
    return list(days.items())


REFUSED = ("request__asker", "request__asked", "request__third", "request__fourth")


def refusals(fair: Fair, q: str = "", code: str = "") -> QuerySet[Refusal]:
    """Return why requests have no meeting, narrowed down."""
    found = fair.refusals.select_related(*REFUSED)
    if q:
        found = found.filter(
            Q(request__asker__name__icontains=q) | Q(request__asked__name__icontains=q)
        )
    if code:
        found = found.filter(code=code)
    return found.order_by("request__priority", "pk")


def codes(fair: Fair) -> list[tuple[str, int]]:
    """Return how many requests have no meeting, by reason."""
    rows = fair.refusals.values_list("code").annotate(count=Count("pk"))
    return sorted(rows.order_by(), key=lambda row: -row[1])


def nudges(fair: Fair) -> list[dict[str, Any]]:
    """Return whom to ask for more times, who gains most first."""
    told = fair.figures.get("nudges", [])
    people = {
        one.pk: one
        for one in participants_of(fair.gathering)
        .filter(pk__in=[row["participant"] for row in told])
        .select_related("profile")
    }
    slots = {slot.key: slot for slot in fair.slots.all()}
    return [
        row | {"person": people[row["participant"]], "at": slots[row["slot"]]}
        for row in told
        if row["participant"] in people and row["slot"] in slots
    ]


@dataclass(frozen=True, slots=True)
class Column:
    """A slot of the board, with its meetings."""

    slot: Slot
    clock: str
    meetings: tuple[Meeting, ...]
    taken: int


def board(fair: Fair, slots: Sequence[Slot], q: str = "") -> list[Column]:
    """Return the meetings of some slots, those of some people only when a name is given."""
    zone = fair.gathering.time_zone
    found = fair.meetings.filter(state__in=PLACED, slot__in=list(slots))
    counts = dict(
        found.filter(table__isnull=False).values_list("slot").annotate(n=Count("pk")).order_by()
    )
    if q:
        found = found.filter(seats__participant__name__icontains=q).distinct()
    by_slot: dict[int, list[Meeting]] = defaultdict(list)
    for meeting in found.prefetch_related("seats__participant").order_by("table", "pk"):
        meeting.fair = fair
        by_slot[meeting.slot_id].append(meeting)
    return [
        Column(slot, f"{clock_in(slot.start, zone)}–{clock_in(slot.end, zone)}",
               tuple(by_slot[slot.pk]), counts.get(slot.pk, 0))
        for slot in slots
    ]  # fmt: skip
