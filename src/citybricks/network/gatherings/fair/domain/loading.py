"""A fair as the problem that is planned: rows of the database, and what their numbers stand for.

The brick plans with `as_inputs`; whoever moves meetings by hand is answered from the same problem.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from citybricks.network.gatherings.fair.domain.availability import (
    free_of,
    group_of,
    profiles_of,
)
from citybricks.network.gatherings.fair.domain.ruling import Rules
from citybricks.network.gatherings.fair.models import Fair, Meeting, Profile, Request, Slot
from citybricks.network.gatherings.fair.vocabulary import LIVE, PLACED, Asked, Bond, Restriction
from citybricks.network.gatherings.hosting.domain.access import participants_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from citybricks.bricks.meeting_schedule.reading import Read

BRICK = "meeting-schedule"
LEAST = 3
"""The lowest priority of a request, which is 1 where it is planned: there more counts more."""
ASIDE = ("declined", "removed")
"""Reasons for which a request is left out until somebody takes it in again."""


@dataclass(frozen=True)
class Loaded:
    """What a fair has, in the order in which it is planned.

    Parameters
    ----------
    people, slots, requests
        In the order of the problem's arrays; requests are those that can be planned.
    profiles
        By participant.
    meetings
        Those that take up a slot, by request.
    aside
        Requests that are left out because somebody declined, or an organiser took them out.
    """

    fair: Fair
    people: tuple[Any, ...]
    slots: tuple[Slot, ...]
    requests: tuple[Request, ...]
    profiles: dict[str, Profile]
    rules: Rules
    meetings: dict[str, Meeting]
    aside: frozenset[str]

    @cached_property
    def read(self) -> Read:
        """The problem, and what its numbers stand for."""
        from citybricks.bricks.meeting_schedule import reading, rows
        from citybricks.bricks.meeting_schedule.given import Given

        kinds = {
            "participants": rows.Participant, "slots": rows.Slot, "requests": rows.Request,
            "free": rows.Free, "interpreters": rows.Interpreter, "rules": rows.Rule,
            "pairs": rows.Pair,
        }  # fmt: skip
        inputs = as_inputs(self, aside=True)
        same_member = inputs.pop("same_member")
        made = {name: tuple(map(_made(kinds[name]), given)) for name, given in inputs.items()}
        return reading.read(Given(**made, same_member=same_member))

    @cached_property
    def names(self) -> dict[str, Any]:
        """People by their identifiers."""
        return {one.pk: one for one in self.people}

    @cached_property
    def at(self) -> dict[str, int]:
        """Numbers of requests."""
        return {one.pk: at for at, one in enumerate(self.requests)}

    @cached_property
    def slot_at(self) -> dict[int, int]:
        """Numbers of slots."""
        return {slot.pk: at for at, slot in enumerate(self.slots)}

    @cached_property
    def slot_of(self) -> NDArray[np.int32]:
        """Slots of the plan as it stands, -1 for requests without a meeting, shape (m,)."""
        import numpy as np

        found = np.full(len(self.requests), -1, dtype=np.int32)
        for number, meeting in self.meetings.items():
            if number in self.at:
                found[self.at[number]] = self.slot_at[meeting.slot_id]
        return found


def load(fair: Fair) -> Loaded:
    """Read everything that planning a fair rests on, in a handful of queries.

    Raises
    ------
    ValidationError
        When there are no slots or no requests; it says what to do first.
    """
    people = tuple(participants_of(fair.gathering).order_by("pk"))
    there = {one.pk for one in people}
    asked = fair.requests.filter(state__in=LIVE).order_by("pk")
    requests = tuple(one for one in asked if there.issuperset(one.numbers))
    slots = tuple(fair.slots.order_by("start"))
    if not slots:
        raise ValidationError(_("There are no slots yet; make them first."))
    if not requests:
        raise ValidationError(_("Nobody has asked for a meeting yet; there is nothing to plan."))
    meetings = fair.meetings.filter(state__in=PLACED).select_related("slot")
    known = {one.pk for one in requests}
    aside = fair.refusals.filter(code__in=ASIDE).values_list("request", flat=True)
    return Loaded(
        fair=fair,
        people=people,
        slots=slots,
        requests=requests,
        profiles=profiles_of(fair),
        rules=Rules.of(fair),
        meetings={one.request_id: one for one in meetings if one.request_id in known},
        aside=frozenset(aside),
    )


def settled(loaded: Loaded, keep: Sequence[int] = ()) -> Any:
    """Return the problem without what is settled: it takes up its places, and nothing else.

    Parameters
    ----------
    keep
        Numbers of requests whose meetings stay where they are. Those that were set aside are left
        out as well, and take up nothing.
    """
    problem, slot_of = loaded.read.problem, loaded.slot_of
    free, cap = problem.free.copy(), problem.cap.copy()
    tables, supply = problem.tables.copy(), problem.interpreters.copy()
    allowed = problem.allowed.copy()
    for at in keep:
        slot, who = int(slot_of[at]), problem.people[at]
        who = who[who >= 0]
        free[who, slot] = False
        cap[who] -= 1
        tables[slot] -= int(problem.seated[at])
        if problem.interpreter[at] >= 0:
            supply[problem.interpreter[at], slot] -= 1
        allowed[at] = False
    for number in loaded.aside:
        if number in loaded.at:
            allowed[loaded.at[number]] = False
    return replace(
        problem, free=free, cap=cap.clip(0), tables=tables.clip(0), interpreters=supply.clip(0),
        allowed=allowed, must=problem.must & allowed,
    )  # fmt: skip


def as_inputs(loaded: Loaded, keep: Iterable[str] = (), *, aside: bool = False) -> dict[str, Any]:
    """Return the inputs of the brick, as rows.

    Parameters
    ----------
    keep
        Requests whose meetings stay where they are: what they take up is not there for others.
    aside
        Whether requests that were set aside are among them.
    """
    held = [loaded.meetings[number] for number in keep]
    taken = Counter(
        who for one in held for who in loaded.requests[loaded.at[one.request_id]].numbers
    )
    people = [_person(loaded, one, taken[one.pk]) for one in loaded.people]
    full = {row["id"] for row in people if row["cap"] < 1}
    left_out = {one.request_id for one in held} | (frozenset() if aside else loaded.aside)
    asked = [
        one for one in loaded.requests if one.pk not in left_out and not full & set(one.numbers)
    ]
    tables = Counter(one.slot_id for one in held if one.table)
    inputs: dict[str, Any] = {
        "participants": [row | {"cap": max(1, row["cap"])} for row in people],
        "slots": [_slot(loaded, slot, slot.tables - tables[slot.pk]) for slot in loaded.slots],
        "requests": [_request(one) for one in asked],
        "free": list(_free(loaded, held)),
        "rules": loaded.rules.kinds({row["kind"] for row in people}),
        "pairs": list(_pairs(loaded, asked)),
        "interpreters": list(_interpreters(loaded, held)),
        "same_member": not any(rule.kind == Restriction.SAME_MEMBER for rule in loaded.rules.rules),
    }
    return {name: given for name, given in inputs.items() if given != []}


def _slot(loaded: Loaded, slot: Slot, tables: int) -> dict[str, Any]:
    zone = ZoneInfo(loaded.fair.gathering.time_zone)
    start, end = (instant.astimezone(zone).isoformat() for instant in (slot.start, slot.end))
    return {"id": slot.key, "start": start, "end": end, "tables": max(0, tables)}


def _person(loaded: Loaded, one: Any, taken: int) -> dict[str, Any]:
    profile = loaded.profiles.get(one.pk)
    row = {
        "id": one.pk,
        "name": one.name,
        "member": one.member.slug if one.member else "",
        "country": one.country,
        "kind": group_of(one, profile),
        "attendance": one.attendance,
        "zone": one.time_zone,
        "languages": " ".join(one.languages),
        "cap": ((profile.most if profile else None) or loaded.fair.most) - taken,
    }
    if one.member and one.member.latitude is not None:
        row |= {"latitude": one.member.latitude, "longitude": one.member.longitude}
    return row


def _request(one: Request) -> dict[str, Any]:
    return {
        "id": one.pk,
        "who": one.asker_id,
        "whom": one.asked_id,
        "third": one.third_id or "",
        "fourth": one.fourth_id or "",
        "priority": LEAST + 1 - one.priority,
        "mutual": one.state == Asked.ACCEPTED,
        "score": min(1.0, max(0.0, one.score or 0.0)),
    }


def _free(loaded: Loaded, held: Iterable[Meeting]) -> Iterator[dict[str, Any]]:
    """Yield when people can meet; who never can has a row with a time that holds no slot."""
    whole = {slot.key for slot in loaded.slots}
    start = loaded.slots[0].start - timedelta(days=2)
    never = {"start": start.isoformat(), "end": (start + timedelta(minutes=1)).isoformat()}
    busy: dict[str, set[str]] = {}
    for meeting in held:
        for who in loaded.requests[loaded.at[meeting.request_id]].numbers:
            busy.setdefault(who, set()).add(meeting.slot.key)
    for one in loaded.people:
        free = free_of(one, loaded.profiles.get(one.pk), loaded.slots) - busy.get(one.pk, set())
        if free != whole:
            yield from ({"participant": one.pk, "slot": key} for key in sorted(free))
        if not free:
            yield {"participant": one.pk} | never


def _pairs(loaded: Loaded, asked: Iterable[Request]) -> Iterator[dict[str, Any]]:
    together = [set(one.numbers) for one in asked]
    for pair in loaded.rules.pairs:
        both = {pair.one_id, pair.other_id}
        if both <= loaded.names.keys() and (
            pair.bond == Bond.NEVER or any(both <= people for people in together)
        ):
            yield {"one": pair.one_id, "other": pair.other_id, "what": pair.bond}


def _interpreters(loaded: Loaded, held: Sequence[Meeting]) -> Iterator[dict[str, Any]]:
    every = list(loaded.fair.interpreters.all())
    taken: Counter[tuple[frozenset[str], str]] = Counter()
    if every and held:
        read = loaded.read
        for meeting in held:
            pool = int(read.problem.interpreter[loaded.at[meeting.request_id]])
            if pool >= 0:
                taken[frozenset(read.pools[pool]), meeting.slot.key] += 1
    for one in every:
        pair = frozenset(tag.partition("-")[0].lower() for tag in (one.one, one.other))
        for slot in loaded.slots:
            if slot.key in one.away:
                continue
            if taken[pair, slot.key]:
                taken[pair, slot.key] -= 1
                continue
            yield {"one": one.one, "other": one.other, "slot": slot.key, "many": 1}


def _made(row: type[Any]) -> Any:
    return lambda values: row(**values)
