"""Write where meetings are: made, moved, dropped; refusals and figures follow from that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from citybricks.network.content.text import Text
from citybricks.network.gatherings.fair.domain import publishing, telling
from citybricks.network.gatherings.fair.domain.loading import ASIDE, Loaded, settled
from citybricks.network.gatherings.fair.models import Fair, Meeting, Refusal, Request, Seat, Slot
from citybricks.network.gatherings.fair.vocabulary import Answer, Stage, Standing

BATCH = 500
NUDGES = 12
"""People who are named as those to ask for more times."""


@dataclass(frozen=True, slots=True)
class Place:
    """A slot and a table; None for a meeting online."""

    slot: Slot
    table: int | None


@dataclass(slots=True)
class Changed:
    """Meetings that are new, moved and gone."""

    new: list[Meeting] = field(default_factory=list)
    moved: list[Meeting] = field(default_factory=list)
    gone: list[Meeting] = field(default_factory=list)


def put(
    fair: Fair,
    places: Mapping[str, Place],
    requests: Mapping[str, Request],
    gone: Iterable[str] = (),
    *,
    tell: bool = True,
) -> Changed:
    """Write where requests meet, and tell everybody concerned when the plan is published.

    Parameters
    ----------
    places
        By request; those that are not named stay as they are.
    requests
        Rows of those named.
    gone
        Requests whose meetings end.
    """
    numbers = [*places, *gone]
    there = {
        one.request_id: one
        for one in fair.meetings.filter(request__in=numbers).select_related("slot")
    }
    changed = Changed()
    _drop(fair, [there[number] for number in gone if number in there], changed, tell=tell)
    kept = {number: there[number] for number in places if number in there}
    _move(fair, kept, places, changed)
    _make(fair, {n: p for n, p in places.items() if n not in there}, requests, changed)
    fair.refusals.filter(request__in=list(places)).delete()
    if tell and fair.stage == Stage.PUBLISHED:
        _tell(fair, changed)
    return changed


def _drop(fair: Fair, meetings: list[Meeting], changed: Changed, *, tell: bool) -> None:
    drafts = [one.pk for one in meetings if one.state == Standing.DRAFT]
    published = [one for one in meetings if one.state == Standing.PUBLISHED]
    fair.meetings.filter(pk__in=drafts).delete()
    if tell:
        for one in published:
            one.fair = fair
        publishing.cancel(published)
    changed.gone = meetings


def _move(
    fair: Fair, kept: Mapping[str, Meeting], places: Mapping[str, Place], changed: Changed
) -> None:
    """Move meetings; tables are given free first, as some take those of others."""
    state = Standing.PUBLISHED if fair.stage == Stage.PUBLISHED else Standing.DRAFT
    moving = []
    for number, one in kept.items():
        place = places[number]
        back = not one.is_placed
        if back or (one.slot_id, one.table) != (place.slot.pk, place.table):
            (changed.new if back else changed.moved).append(one)
            one.slot, one.table, one.state = place.slot, place.table, state
            one.sequence += 1
            moving.append(one)
    if not moving:
        return
    keys = [one.pk for one in moving]
    Meeting.objects.filter(pk__in=keys).update(table=None)
    fields = ["slot", "table", "state", "sequence"]
    bulk_update_with_history(moving, Meeting, fields, batch_size=BATCH)
    seats = list(Seat.objects.filter(meeting__in=keys).exclude(answer=Answer.WAITING))
    for seat in seats:
        seat.answer, seat.words, seat.answered = Answer.WAITING, "", None
    if seats:
        bulk_update_with_history(seats, Seat, ["answer", "words", "answered"], batch_size=BATCH)


def _make(
    fair: Fair, places: Mapping[str, Place], requests: Mapping[str, Request], changed: Changed
) -> None:
    if not places:
        return
    state = Standing.PUBLISHED if fair.stage == Stage.PUBLISHED else Standing.DRAFT
    made = [
        Meeting(
            fair=fair, request=requests[number], slot=place.slot, table=place.table, state=state
        )
        for number, place in places.items()
    ]
    bulk_create_with_history(made, Meeting, batch_size=BATCH)
    seats = [Seat(meeting=one, participant_id=who) for one in made for who in one.request.numbers]
    bulk_create_with_history(seats, Seat, batch_size=BATCH)
    changed.new += made


def _tell(fair: Fair, changed: Changed) -> None:
    keys = [one.pk for one in (*changed.new, *changed.moved)]
    found = Meeting.objects.filter(pk__in=keys).prefetch_related("seats__participant__user")
    rows = {one.pk: one for one in found}
    telling.changed(
        fair,
        {
            "new": [rows[one.pk] for one in changed.new],
            "moved": [rows[one.pk] for one in changed.moved],
        },
    )


def restate(fair: Fair, loaded: Loaded, *, bound: bool = True) -> dict[str, Any]:
    """Say again why requests have no meeting, and how good the plan is; keep both.

    Parameters
    ----------
    loaded
        The fair as it is now.
    bound
        Whether what no plan can exceed is proved anew; else it is as it was.
    """
    from citybricks.bricks.meeting_schedule.reasons import Speaker
    from citybricks.methods.gatherings.meetings.refusing import refusals

    read, slot_of = loaded.read, loaded.slot_of
    speaker = Speaker(read)
    said = {
        loaded.requests[one.request].pk: (one, _words(speaker, read, one))
        for one in refusals(settled(loaded), slot_of)
        if loaded.requests[one.request].pk not in loaded.aside
    }
    _refuse(fair, loaded, said)
    found = figures(fair, loaded, bound=bound)
    fair.figures = found
    fair.save()
    return found


def _words(speaker: Any, read: Any, refusal: Any) -> tuple[str, str]:
    """Return a reason in English and Chinese; of one that would fit, when it would."""
    if refusal.code != "left_out":
        said: tuple[str, str] = speaker.said(refusal)
        return said
    times = [read.slot_name(slot) for slot in refusal.slots[:4]]
    return (
        f"There is room for it: {', '.join(times)}. It waits until free places are given.",
        f"仍有空位：{'、'.join(times)}。待分配空位时安排。",
    )


def _refuse(fair: Fair, loaded: Loaded, said: Mapping[str, Any]) -> None:
    """Write refusals where they are not as they were."""
    there = {one.request_id: one for one in fair.refusals.exclude(code__in=ASIDE)}
    gone = [one.pk for number, one in there.items() if number not in said]
    fair.refusals.filter(pk__in=gone).delete()
    new: list[Refusal] = []
    other: list[Refusal] = []
    for number, (refusal, (en, zh)) in said.items():
        held = [loaded.requests[at].pk for at in refusal.instead]
        row = there.get(number) or Refusal(fair=fair, request_id=number)
        if row.pk and (row.code, row.why.text, row.instead) == (refusal.code, en, held):
            continue
        row.code, row.why, row.instead = refusal.code, Text.of("en", en, zh_Hans=zh), held
        (other if row.pk else new).append(row)
    if new:
        bulk_create_with_history(new, Refusal, batch_size=BATCH)
    if other:
        bulk_update_with_history(other, Refusal, ["code", "why", "instead"], batch_size=BATCH)


def figures(fair: Fair, loaded: Loaded, *, bound: bool = True) -> dict[str, Any]:
    """Return how good a plan is: weight, bound, gap, coverage, Gini, waits, and whom to ask."""
    from citybricks.bricks.meeting_schedule.nudging import openings
    from citybricks.methods.gatherings.meetings.measuring import measure
    from citybricks.methods.gatherings.meetings.problem import Plan
    from citybricks.methods.gatherings.meetings.solving import finished

    problem, slot_of = settled(loaded), loaded.slot_of
    weight = int(problem.weight[slot_of >= 0].sum())
    most = fair.figures.get("bound")
    if bound or most is None or most < weight:
        most = finished(problem, slot_of).bound
    tables = slot_of.copy()
    tables[:] = -1
    plan = Plan(slot_of, tables, weight, most, 0.0, proven=weight == most)
    found = measure(problem, plan)
    opened = openings(problem, slot_of)[:NUDGES]
    return {
        "weight": weight,
        "bound": int(most),
        "gap": round(100 * max(0.0, 1 - weight / most), 2) if most else 0.0,
        "proven": weight == most,
        "meetings": found.meetings,
        "requests": len(loaded.requests),
        "people": found.asked,
        "covered": found.covered,
        "gini": round(found.gini, 3),
        "breaks": _waits(loaded, problem),
        "nudges": [
            {
                "participant": loaded.people[one.best.participant].pk,
                "slot": loaded.slots[one.best.slot].key,
                "more": one.meetings,
            }
            for one in opened
        ],
    }


def _waits(loaded: Loaded, problem: Any) -> int:
    """Count free slots between the meetings of a day, of all participants."""
    import numpy as np

    from citybricks.methods.gatherings.meetings.measuring import waits

    diary = np.full((problem.participants, problem.slots), -1)
    for at in np.flatnonzero(loaded.slot_of >= 0):
        who = problem.people[at]
        diary[who[who >= 0], loaded.slot_of[at]] = at
    days = np.array([start.date().toordinal() for start, _end in loaded.read.times])
    return sum(
        waits(diary[one, days == day], problem.free[one, days == day])
        for one in range(problem.participants)
        for day in np.unique(days)
    )
