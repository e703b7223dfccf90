"""What a plan of meetings says: tables, figures and reasons in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from citybricks.bricks.meeting_schedule import nudging, reasons, rows, times
from citybricks.bricks.meeting_schedule.reading import Read
from citybricks.bricks.meeting_schedule.rows import Participant
from citybricks.methods.gatherings.meetings.measuring import measure, waits
from citybricks.methods.gatherings.meetings.problem import Plan
from citybricks.types import Row, Table

Dict = dict[str, Any]
MOST_NUDGES = 20
"""People who are named as those to ask."""


def tables(read: Read, plan: Plan) -> Dict:
    """Return the tables of the outcome."""
    refused = list(_refused(read, plan))
    return {
        "meetings": _table(rows.Meeting, list(_meetings(read, plan))),
        "refusals": _table(rows.Refusal, refused),
        "reasons": _table(rows.Refused, _reasons(refused)),
        "agendas": _table(rows.Appointment, list(_agendas(read, plan))),
        "people": _table(rows.Person, list(_people(read, plan))),
        "loads": _table(rows.Load, list(_loads(read, plan))),
        "nudges": _table(rows.Nudge, list(_nudges(read, plan))),
        "cities": _table(rows.CityPair, list(_cities(read, plan))),
    }


def _table(row: type[Row], values: list[Dict]) -> Any:
    return Table[row](pd.DataFrame(values, columns=list(row.model_fields)))  # type: ignore[valid-type]


def _held(plan: Plan) -> list[int]:
    """Return the requests that are met, by time and table."""
    held = np.flatnonzero(plan.slot >= 0).tolist()
    return sorted(held, key=lambda at: (plan.slot[at], plan.table[at] < 0, plan.table[at], at))


def _when(read: Read, slot: int) -> Dict:
    start, end = read.times[slot]
    return {
        "start": start.isoformat(timespec="minutes"),
        "end": end.isoformat(timespec="minutes"),
    }


def _meetings(read: Read, plan: Plan) -> Iterator[Dict]:
    for at in _held(plan):
        slot, pool = int(plan.slot[at]), int(read.problem.interpreter[at])
        yield {
            "request": read.given.requests[at].id,
            "slot": read.given.slots[slot].id,
            **_when(read, slot),
            "table": int(plan.table[at]) + 1,
            "online": not read.problem.seated[at],
            "people": " – ".join(read.names(at)),
            "interpreter": "–".join(read.pools[pool]) if pool >= 0 else "",
            "weight": int(read.problem.weight[at]),
            "published": bool(read.problem.published[at] == slot),
        }


def _refused(read: Read, plan: Plan) -> Iterator[Dict]:
    speaker = reasons.Speaker(read)
    for refusal in sorted(
        plan.refusals, key=lambda each: (-int(read.problem.weight[each.request]), each.request)
    ):
        en, zh = speaker.said(refusal)
        yield {
            "request": read.given.requests[refusal.request].id,
            "people": " – ".join(read.names(refusal.request)),
            "weight": int(read.problem.weight[refusal.request]),
            "code": refusal.code,
            "en": en,
            "zh": zh,
        }


def _reasons(refused: list[Dict]) -> list[Dict]:
    counts = Counter(row["code"] for row in refused)
    return [
        {"reason": reasons.KINDS[code], "requests": many} for code, many in counts.most_common()
    ]


def _agendas(read: Read, plan: Plan) -> Iterator[Dict]:
    clocks = [times.clock(zone) for zone in read.zones]
    lines = [(who, at) for at in _held(plan) for who in read.people(at)]
    for who, at in sorted(lines, key=lambda line: line[0]):
        slot, one = int(plan.slot[at]), read.given.participants[who]
        others = [read.given.participants[other] for other in read.people(at) if other != who]
        yield {
            "participant": one.id,
            "name": one.name,
            **_when(read, slot),
            "own_time": clocks[who](read.times[slot][0]),
            "table": int(plan.table[at]) + 1,
            "others": ", ".join(other.name for other in others),
            "request": read.given.requests[at].id,
        }


def _people(read: Read, plan: Plan) -> Iterator[Dict]:
    problem = read.problem
    marks = np.where(problem.free, "f", "-")
    for at in _held(plan):
        marks[read.people(at), plan.slot[at]] = "t" if problem.seated[at] else "o"
    asked = np.bincount(problem.people[problem.people >= 0], minlength=problem.participants)
    days = np.array([start.date().toordinal() for start, _ in read.times])
    for who, one in enumerate(read.given.participants):
        day = marks[who]
        meets = np.isin(day, ("t", "o"))
        yield {
            "participant": one.id,
            "name": one.name,
            "member": one.member,
            "asked": int(asked[who]),
            "meetings": int(meets.sum()),
            "cap": one.cap,
            "breaks": sum(
                waits(np.where(meets, 1, -1)[days == one_day], problem.free[who, days == one_day])
                for one_day in np.unique(days)
            ),
            "day": "".join(day),
        }


def _loads(read: Read, plan: Plan) -> Iterator[Dict]:
    seated = read.problem.seated
    for slot in range(read.problem.slots):
        there = plan.slot == slot
        yield {
            "slot": read.given.slots[slot].id,
            "start": _when(read, slot)["start"],
            "taken": int((there & seated).sum()),
            "tables": int(read.problem.tables[slot]),
            "online": int((there & ~seated).sum()),
        }


def _nudges(read: Read, plan: Plan) -> Iterator[Dict]:
    for opening in nudging.openings(read.problem, plan.slot)[:MOST_NUDGES]:
        gain = opening.best
        one = read.given.participants[gain.participant]
        yield {
            "participant": one.id,
            "name": one.name,
            "slot": read.given.slots[gain.slot].id,
            "start": _when(read, gain.slot)["start"],
            "own_time": times.clock(read.zones[gain.participant])(read.times[gain.slot][0]),
            "weight": gain.weight,
            "people": " – ".join(read.names(gain.request)),
            "more": opening.meetings,
        }


def _cities(read: Read, plan: Plan) -> Iterator[Dict]:
    places: dict[str, tuple[float, float]] = {}
    for one in read.given.participants:
        if one.longitude is not None and one.latitude is not None:
            places.setdefault(_member(one), (one.longitude, one.latitude))
    pairs: Counter[tuple[str, str]] = Counter()
    for at in _held(plan):
        members = {_member(read.given.participants[who]) for who in read.people(at)}
        pairs.update(combinations(sorted(members & places.keys()), 2))
    for (first, second), many in pairs.most_common():
        yield {
            "one": first,
            "other": second,
            "meetings": many,
            "one_longitude": places[first][0],
            "one_latitude": places[first][1],
            "other_longitude": places[second][0],
            "other_latitude": places[second][1],
        }


def _member(one: Participant) -> str:
    return one.member or one.name


def figures(read: Read, plan: Plan, breaks: int) -> Dict:
    """Return the figures of the outcome."""
    published, measures = read.problem.published, measure(read.problem, plan)
    covered = measures.covered / measures.asked if measures.asked else 1.0
    return {
        "weight": int(plan.weight),
        "bound": int(plan.bound),
        "gap": round(100 * float(plan.gap), 4),
        "proven": bool(plan.proven),
        "held": measures.meetings,
        "coverage": round(100 * covered, 2),
        "gini": round(min(1.0, max(0.0, measures.gini)), 4),
        "breaks": int(breaks),
        "moved": int(((published >= 0) & (plan.slot != published)).sum()),
    }
