"""Drafts of a programme: worked out by the brick, looked at, taken over or discarded."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import transaction
from pydantic import BaseModel, Field

from citybricks.network.gatherings.hosting.domain import planning as hosting_planning
from citybricks.network.gatherings.programme.domain.asking import BRICK, asked, inputs
from citybricks.network.gatherings.programme.domain.placing import later
from citybricks.network.gatherings.programme.models import (
    Block,
    Draft,
    Release,
    Session,
    Talk,
    Track,
)
from citybricks.network.gatherings.programme.vocabulary import Kind, Standing

PART = "programme"
ITERATIONS = 200_000
"""Steps of the search."""


class Placed(BaseModel):
    """A talk, or a whole session, where the brick has put it."""

    talk: str
    track: str
    session: str
    room: str
    timeslot: int
    timeslots: int
    start: datetime
    end: datetime
    moved: bool = False


class Term(BaseModel):
    """What one kind of thing unwanted comes to."""

    code: str
    term: str
    units: int
    weight: int
    cost: int


class Said(BaseModel):
    """Something unwanted or moved, in words."""

    code: str = ""
    cost: int = 0
    en: str
    zh: str


class Local(BaseModel):
    """When a talk is given by the clock of those who give it from elsewhere."""

    talk: str
    zone: str
    local_start: datetime
    local_end: datetime
    hours: str


class Plan(BaseModel):
    """What the brick has worked out.

    Parameters
    ----------
    slot
        Minutes of a slot.
    gap
        Share of the cost that might still be saved.
    """

    placed: list[Placed] = Field(default_factory=list)
    terms: list[Term] = Field(default_factory=list)
    clashes: list[Said] = Field(default_factory=list)
    hours: list[Local] = Field(default_factory=list)
    moves: list[Said] = Field(default_factory=list)
    violations: list[Said] = Field(default_factory=list)
    cost: int = 0
    bound: float | None = None
    gap: float = 1.0
    solver: str = ""
    slot: int = 5
    kept: bool = False

    def hours_of(self, kind: str) -> int:
        """Return how many talks are given at hours of a kind: ``night``, ``early or late``."""
        return sum(one.hours == kind for one in self.hours)


def begin(
    gathering: Any,
    by: Any,
    *,
    keep: bool = False,
    seed: int = 0,
    iterations: int = ITERATIONS,
) -> Any:
    """Have a programme worked out, and return the planning.

    Parameters
    ----------
    keep
        Whether talks that have a place are to stay there as far as can be.

    Raises
    ------
    ValidationError
        When there is nothing to plan, or nowhere.
    StillPlanningError
        When one is being worked out already.
    """
    given = asked(gathering, keep=keep)
    made = inputs(given, seed=seed, iterations=iterations)
    return hosting_planning.begin(gathering, PART, BRICK, made, by)


@hosting_planning.after(PART)
def keep_draft(planning: Any, outcome: Any) -> Draft:
    """Keep what the brick has worked out, for the organisers to look at; older ones go."""
    gathering = planning.gathering
    for old in Draft.objects.filter(gathering=gathering, state=Draft.State.WAITING):
        old.state = Draft.State.DISCARDED
        old.save()
    given = asked(gathering)
    plan = Plan(
        placed=_rows(outcome.programme),
        terms=_rows(outcome.amounts),
        clashes=_rows(outcome.clashes),
        hours=_rows(outcome.hours),
        moves=_rows(outcome.moves),
        violations=_rows(outcome.violations),
        cost=outcome.cost,
        bound=outcome.proof.lower_bound,
        gap=outcome.proof.gap,
        solver=outcome.proof.solver,
        slot=given.slot,
        kept=len(outcome.moves) > 0,
    )
    content = plan.model_dump(mode="json")
    return Draft.objects.create(gathering=gathering, planning=planning, content=content)


def _rows(table: Any) -> Any:
    return table.frame.to_dict("records")


def plan_of(draft: Draft) -> Plan:
    """Return what the brick has worked out."""
    return Plan.model_validate(draft.content)


def waiting(gathering: Any) -> Draft | None:
    """Return the draft that waits for the organisers, or None."""
    return Draft.objects.filter(gathering=gathering, state=Draft.State.WAITING).first()


@transaction.atomic
def discard(draft: Draft) -> None:
    """Leave the programme as it is."""
    draft.state = Draft.State.DISCARDED
    draft.save()


@transaction.atomic
def take_over(draft: Draft) -> int:
    """Write a draft to the programme, and return how many talks have found a place.

    Sessions that have the same track at the same time in the same room stay the same sessions;
    those that nothing is in any more go. What was fixed, and what came in meanwhile, stays.
    """
    gathering = draft.gathering
    plan = plan_of(draft)
    writer = _Writer(gathering, plan)
    for _key, run in groupby(sorted(plan.placed, key=_place), key=lambda one: _place(one)[:2]):
        writer.room(list(run))
    writer.tidy()
    draft.state = Draft.State.TAKEN
    draft.save()
    return len(plan.placed)


def _place(one: Placed) -> tuple[str, str, int]:
    return one.session, one.room, one.timeslot


class _Writer:
    """Writes a plan to the rows of sessions and talks."""

    def __init__(self, gathering: Any, plan: Plan) -> None:
        self.gathering, self.plan = gathering, plan
        blocks = Block.objects.filter(gathering=gathering)
        tracks = Track.objects.filter(gathering=gathering)
        self.blocks = {f"block-{one.pk}": one for one in blocks}
        self.rooms = {f"room-{one.pk}": one for one in gathering.rooms.all()}
        self.tracks = {f"track-{one.pk}": one for one in tracks}
        self.sessions = {one.ulid: one for one in Session.objects.filter(gathering=gathering)}
        self.talks = {one.ulid: one for one in Talk.objects.filter(gathering=gathering)}
        self.free = [
            one
            for one in self.sessions.values()
            if one.kind == Kind.TALKS and not (one.locked or one.source or one.title)
        ]

    def room(self, run: list[Placed]) -> None:
        """Write what a room has in a block: whole sessions, and talks between them."""
        block, room = self.blocks.get(run[0].session), self.rooms.get(run[0].room)
        if block is None or room is None:
            return  # removed while the plan was worked out
        whole = [one for one in run if one.talk in self.sessions]
        for one in whole:
            session = self.sessions[one.talk]
            start = later(block.start, (one.timeslot - 1) * self.plan.slot)
            end = later(start, session.minutes)
            _save(session, start=start, end=end, room=room)
        for is_talks, part in groupby(run, key=lambda one: one.talk not in self.sessions):
            if is_talks:
                self._talks(list(part), block, room, alone=not whole)

    def _talks(self, run: list[Placed], block: Block, room: Any, *, alone: bool) -> None:
        track = self.tracks.get(run[0].track)
        start, end = block.start, block.end
        if not alone:
            start = later(block.start, (run[0].timeslot - 1) * self.plan.slot)
            last = run[-1].timeslot - 1 + run[-1].timeslots
            end = later(block.start, last * self.plan.slot)
        session = self._session(start, room, track)
        _save(session, start=start, end=end, room=room, track=track, standing=Standing.PLANNED)
        for position, one in enumerate(run):
            if one.talk in self.talks:
                _save(self.talks[one.talk], session=session, position=position)

    def _session(self, start: datetime, room: Any, track: Track | None) -> Session:
        """Return the session that is there already, or one for the first time."""
        for one in self.free:
            if (one.start, one.room_id) == (start, room.pk):
                self.free.remove(one)
                return one
        wanted = track.pk if track else None
        for one in self.free:
            if one.start is None and one.track_id == wanted:
                self.free.remove(one)
                return one
        return Session(gathering=self.gathering, kind=Kind.TALKS)

    def tidy(self) -> None:
        """Take sessions without talks out of the programme; those published once are cancelled."""
        newest = Release.objects.filter(gathering=self.gathering).first()
        known = newest.content.get("sessions", {}) if newest else {}
        for session in self.free:
            if session.talks.exists():
                continue
            if session.ulid in known:
                _save(session, standing=Standing.CANCELLED)
            else:
                session.delete()


def _save(row: Any, **values: Any) -> None:
    """Write values that differ; a row that stays the same leaves no trace in its history."""
    different = row._state.adding or any(  # noqa: SLF001 - Django documents it
        getattr(row, name) != value for name, value in values.items()
    )
    for name, value in values.items():
        setattr(row, name, value)
    if different:
        row.save()
