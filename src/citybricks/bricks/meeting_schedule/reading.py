"""Tables of an organiser as the problem that is solved, with the names of what it numbers.

``read`` is the one conversion: the brick plans with it, and whoever moves meetings by hand asks
``citybricks.methods.gatherings.meetings`` about the same problem.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from citybricks import BrickError
from citybricks.bricks.meeting_schedule import languages, rules, times, weighing
from citybricks.bricks.meeting_schedule.given import Given
from citybricks.bricks.meeting_schedule.refusing import named, no_tables, number_of, refuse, unknown
from citybricks.bricks.meeting_schedule.rows import Free, Slot
from citybricks.methods.gatherings.meetings.problem import LARGEST, Problem


@dataclass(frozen=True)
class Read:
    """The problem, and what its numbers stand for.

    Parameters
    ----------
    given
        The rows, in the order of the problem's arrays: slots by time.
    times
        Start and end of each slot, with their offsets.
    zones
        Time zone of each participant.
    pools
        Languages of each pool of interpreters.
    """

    problem: Problem
    given: Given
    times: tuple[tuple[datetime, datetime], ...]
    zones: tuple[ZoneInfo, ...]
    pools: tuple[languages.Pool, ...]

    def people(self, request: int) -> list[int]:
        """Return the numbers of the participants of a request."""
        return [at for at in self.problem.people[request].tolist() if at >= 0]

    def names(self, request: int) -> list[str]:
        """Return the names of the participants of a request."""
        return [self.given.participants[at].name for at in self.people(request)]

    def slot_name(self, slot: int) -> str:
        """Return when a slot begins, on the clock of the event."""
        return f"{self.times[slot][0]:%m-%d %H:%M}"

    @cached_property
    def request_number(self) -> dict[str, int]:
        """Number of each request by its id."""
        return number_of(self.given.requests)

    @cached_property
    def slot_number(self) -> dict[str, int]:
        """Number of each slot by its id."""
        return number_of(self.given.slots)


def read(given: Given) -> Read:
    """Turn what an organiser gives into a problem.

    Raises
    ------
    BrickError
        When a row contradicts itself or another; it is named.
    """
    refuse(given)
    given = replace(given, slots=tuple(sorted(given.slots, key=_start)))
    zones = tuple(
        times.zone(f"participants.{at}.zone", row.zone) for at, row in enumerate(given.participants)
    )
    spans = _spans(given)
    people = _people(given)
    pools, needs, supply = languages.pools(given, people)
    seated = _seated(given, people)
    problem = Problem(
        free=_free(given, spans, zones),
        cap=np.array([row.cap for row in given.participants], dtype=np.int64),
        people=people,
        weight=weighing.weights(given.requests, people, len(given.participants)),
        seated=seated,
        tables=np.array([row.tables for row in given.slots], dtype=np.int64),
        must=rules.must(given, people),
        allowed=rules.allowed(given, people),
        interpreter=needs,
        interpreters=supply,
        published=_published(given),
    )
    return Read(problem, given, spans, zones, pools)


def _start(row: Slot) -> datetime:
    return times.instant("slots", row.start)


def _spans(given: Given) -> tuple[tuple[datetime, datetime], ...]:
    """Return start and end of each slot; `refuse` has looked at them."""
    return tuple(
        (times.instant(f"slots.{at}.start", row.start), times.instant(f"slots.{at}.end", row.end))
        for at, row in enumerate(given.slots)
    )


def _people(given: Given) -> NDArray[np.int32]:
    number = number_of(given.participants)
    rows = np.full((len(given.requests), LARGEST), -1, dtype=np.int32)
    for at, row in enumerate(given.requests):
        found = [number[name] for name in named(row)]
        rows[at, : len(found)] = found
    return rows


def _seated(given: Given, people: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Return which requests need a table."""
    online = [row.attendance == "online" for row in given.participants]
    seated = np.array(
        [
            row.place == "on-site"
            or (row.place != "online" and not any(online[at] for at in who if at >= 0))
            for row, who in zip(given.requests, people.tolist(), strict=True)
        ],
        dtype=bool,
    )
    if seated.any() and not any(row.tables for row in given.slots):
        at = int(np.argmax(seated))
        raise no_tables(given.requests[at], int(seated.sum()))
    return seated


def _published(given: Given) -> NDArray[np.int64]:
    request, slot = number_of(given.requests), number_of(given.slots)
    found = np.full(len(given.requests), -1, dtype=np.int64)
    for row in given.published:
        found[request[row.request]] = slot[row.slot]
    return found


def _free(
    given: Given, spans: tuple[tuple[datetime, datetime], ...], zones: tuple[ZoneInfo, ...]
) -> NDArray[np.bool_]:
    """Return when each participant is free: always, or where the rows say so."""
    number, slot = number_of(given.participants), number_of(given.slots)
    free = np.ones((len(given.participants), len(given.slots)), dtype=bool)
    told: set[int] = set()
    for at, row in enumerate(given.free):
        who = number.get(row.participant)
        if who is None:
            raise unknown(f"free.{at}.participant", row.participant, number)
        if who not in told:
            told.add(who)
            free[who] = False
        free[who] |= _open(at, row, slot, spans, zones[who])
    return free


def _open(
    at: int,
    row: Free,
    slot: dict[str, int],
    spans: tuple[tuple[datetime, datetime], ...],
    zone: ZoneInfo,
) -> NDArray[np.bool_]:
    """Return the slots that one row opens."""
    open_ = np.zeros(len(spans), dtype=bool)
    if bool(row.slot) == bool(row.start or row.end) or bool(row.start) != bool(row.end):
        raise BrickError(f"free.{at}", "must have either a slot, or a start and an end")
    if row.slot:
        if row.slot not in slot:
            raise unknown(f"free.{at}.slot", row.slot, slot)
        open_[slot[row.slot]] = True
        return open_
    start = times.own(f"free.{at}.start", row.start, zone)
    end = times.own(f"free.{at}.end", row.end, zone)
    if end <= start:
        raise BrickError(
            f"free.{at}.end", "{end} is not after {start}", end=row.end, start=row.start
        )
    return np.array([start <= one and other <= end for one, other in spans], dtype=bool)
