"""Plan a fair by the brick, take its plan over; give free places to those who wait; plan anew."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from citybricks.network.gatherings.fair.domain.life import LIFE
from citybricks.network.gatherings.fair.domain.loading import (
    BRICK,
    Loaded,
    as_inputs,
    load,
    settled,
)
from citybricks.network.gatherings.fair.domain.placing import Changed, Place, put, restate
from citybricks.network.gatherings.fair.models import Fair, Meeting, Proposal, Request, Slot
from citybricks.network.gatherings.fair.vocabulary import Stage
from citybricks.network.gatherings.hosting.domain import planning as hosting

SEED = 2023
ITERATIONS = 2_000_000


def begin(fair: Fair, by: Any) -> Any:
    """Have the brick plan the meetings of a fair, in the background.

    Raises
    ------
    NotPossibleError
        When requests are still open, or the plan is published.
    ValidationError
        When there is nothing to plan, or something contradicts itself.
    StillPlanningError
        When it is being planned already.
    """
    LIFE.step(fair.stage, "plan")
    loaded = load(fair)
    inputs = as_inputs(loaded, locked(loaded))
    if not inputs.get("requests"):
        raise ValidationError(
            _("Every request has a meeting that stays; there is nothing to plan.")
        )
    planning = hosting.begin(
        fair.gathering, "fair", BRICK, inputs | {"iterations": ITERATIONS, "seed": SEED}, by
    )
    fair.planning = planning
    fair.save()
    return planning


def locked(loaded: Loaded) -> list[str]:
    """Return the requests whose meetings stay where they are."""
    return [number for number, one in loaded.meetings.items() if one.locked]


@hosting.after("fair")
def take_over(planning: Any, outcome: Any) -> None:
    """Write the brick's plan; meetings that are locked stay, all others are as it says.

    Raises
    ------
    NotPossibleError
        When requests were opened again meanwhile, or a plan was published.
    """
    fair = (
        Fair.objects.select_for_update(of=("self",))
        .select_related("gathering")
        .get(gathering=planning.gathering)
    )
    fair.stage = LIFE.step(fair.stage, "plan").to
    loaded = load(fair)
    places = placed_by(loaded, outcome.meetings.frame.to_dict("records"))
    gone = set(loaded.meetings) - set(places) - set(locked(loaded))
    fair.planned = timezone.now()
    fair.save()
    fair.edits.all().delete()
    put(fair, places, {one.pk: one for one in loaded.requests}, gone)
    restate(fair, load(fair))


def placed_by(loaded: Loaded, rows: list[dict[str, Any]]) -> dict[str, Place]:
    """Return where the brick places requests; tables that locked meetings hold are left to them."""
    slots = {slot.key: slot for slot in loaded.slots}
    stay = [loaded.meetings[number] for number in locked(loaded)]
    taken = {(one.slot_id, one.table) for one in stay}
    places: dict[str, Place] = {}
    for row in rows:
        slot = slots.get(row["slot"])
        if slot is None or row["request"] not in loaded.at:
            continue
        table = None if row["online"] else free_table(slot, taken, int(row["table"]))
        places[row["request"]] = Place(slot, table)
        taken.add((slot.pk, table))
    return places


def free_table(slot: Slot, taken: set[tuple[int, int | None]], wished: int | None = None) -> int:
    """Return the table that is wished for, if it is free, else the first that is."""
    if wished and (slot.pk, wished) not in taken:
        return wished
    return next(at for at in range(1, slot.tables + len(taken) + 2) if (slot.pk, at) not in taken)


def tables_taken(loaded: Loaded) -> set[tuple[int, int | None]]:
    """Return which tables are taken in which slots."""
    return {(one.slot_id, one.table) for one in loaded.meetings.values() if one.table}


@transaction.atomic
def refill(fair: Fair) -> Changed:
    """Give free places to requests that wait; nobody else moves, and everybody new is told."""
    from citybricks.methods.gatherings.meetings.problem import Plan
    from citybricks.methods.gatherings.meetings.replanning import refill as refilled

    fair = Fair.objects.select_for_update(of=("self",)).select_related("gathering").get(pk=fair.pk)
    if fair.stage not in (Stage.PLANNED, Stage.PUBLISHED):
        return Changed()
    loaded = load(fair)
    before = loaded.slot_of
    now = Plan(before, before.copy(), 0, 0, 0.0, proven=False)
    after = refilled(settled(loaded), now, ())
    new = [at for at in range(len(before)) if before[at] < 0 <= after.slot[at]]
    changed = put(fair, _places(loaded, after.slot, new), _rows(loaded))
    if changed.new:
        restate(fair, load(fair))
    return changed


def _places(loaded: Loaded, slot_of: Any, numbers: list[int]) -> dict[str, Place]:
    """Return slots and tables of some requests; whoever keeps a slot keeps the table."""
    moving = {loaded.requests[at].pk for at in numbers}
    taken: set[tuple[int, int | None]] = {
        (one.slot_id, one.table)
        for number, one in loaded.meetings.items()
        if one.table and number not in moving and slot_of[loaded.at[number]] >= 0
    }
    places: dict[str, Place] = {}
    for at in numbers:
        request, slot = loaded.requests[at], loaded.slots[int(slot_of[at])]
        table = None
        if loaded.read.problem.seated[at]:
            was = loaded.meetings.get(request.pk)
            table = free_table(slot, taken, was.table if was else None)
            taken.add((slot.pk, table))
        places[request.pk] = Place(slot, table)
    return places


def _rows(loaded: Loaded) -> dict[str, Request]:
    return {one.pk: one for one in loaded.requests}


def fingerprint(loaded: Loaded) -> str:
    """Return what tells one state of a plan from another."""
    rows = sorted(
        (one.request_id, one.slot_id, one.table or 0, one.locked)
        for one in loaded.meetings.values()
    )
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def propose(fair: Fair, by: Any) -> Proposal:
    """Work out a plan that fits things as they are now, and in which as few as can be move.

    Nothing is changed until it is taken over.
    """
    from citybricks.methods.gatherings.meetings.problem import Plan
    from citybricks.methods.gatherings.meetings.replanning import replan

    loaded = load(fair)
    stay = [loaded.at[number] for number in locked(loaded) if number in loaded.at]
    before = loaded.slot_of
    start = before.copy()
    start[stay] = -1
    now = Plan(start, start.copy(), 0, 0, 0.0, proven=False)
    after = replan(settled(loaded, stay), now).slot.copy()
    after[stay] = before[stay]
    plan = {
        loaded.requests[at].pk: loaded.slots[int(after[at])].key
        for at in range(len(after))
        if after[at] >= 0
    }
    fair.proposals.filter(taken=None).delete()
    return Proposal.objects.create(
        fair=fair, by=by, kind="replan", rests_on=fingerprint(loaded), plan=plan
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """What a proposed plan would change."""

    moved: list[tuple[Meeting, Slot]]
    gone: list[Meeting]
    new: list[tuple[Request, Slot]]
    kept: int


def difference(loaded: Loaded, plan: Mapping[str, str]) -> Difference:
    """Return what a plan changes: slots by request, compared with the meetings there are."""
    slots = {slot.key: slot for slot in loaded.slots}
    moved, gone, kept = [], [], 0
    for number, meeting in loaded.meetings.items():
        key = plan.get(number)
        if key is None or key not in slots:
            gone.append(meeting)
        elif slots[key].pk != meeting.slot_id:
            moved.append((meeting, slots[key]))
        else:
            kept += 1
    rows = _rows(loaded)
    new = [
        (rows[number], slots[key])
        for number, key in plan.items()
        if number not in loaded.meetings and number in rows and key in slots
    ]
    return Difference(moved, gone, new, kept)


@transaction.atomic
def adopt(proposal: Proposal) -> Changed:
    """Take a proposed plan over, and tell everybody who is concerned.

    Raises
    ------
    ValidationError
        When the plan has changed since it was worked out.
    """
    fair = (
        Fair.objects.select_for_update(of=("self",))
        .select_related("gathering")
        .get(pk=proposal.fair_id)
    )
    loaded = load(fair)
    if proposal.taken or proposal.rests_on != fingerprint(loaded):
        raise ValidationError(
            _("The plan has changed since this was worked out; work it out again.")
        )
    slots = {slot.key: at for at, slot in enumerate(loaded.slots)}
    slot_of = loaded.slot_of.copy()
    slot_of[:] = -1
    for number, key in proposal.plan.items():
        slot_of[loaded.at[number]] = slots[key]
    found = difference(loaded, proposal.plan)
    changing = [loaded.at[one.request_id] for one, _slot in found.moved]
    changing += [loaded.at[one.pk] for one, _slot in found.new]
    gone = [one.request_id for one in found.gone]
    changed = put(fair, _places(loaded, slot_of, changing), _rows(loaded), gone)
    proposal.taken = timezone.now()
    proposal.save()
    fair.edits.all().delete()
    restate(fair, load(fair))
    return changed
