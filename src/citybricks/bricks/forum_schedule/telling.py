"""A programme in rows and words: where each talk is, what that costs, and what is unwanted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from citybricks.bricks.forum_schedule.clashing import clashes
from citybricks.bricks.forum_schedule.given import Asked
from citybricks.bricks.forum_schedule.rows import Amount, Clash, Hour, Moved, Placed
from citybricks.methods.gatherings.programme.checking import Broken, check
from citybricks.methods.gatherings.programme.comfort import zone_of
from citybricks.methods.gatherings.programme.evaluating import evaluate, units
from citybricks.methods.gatherings.programme.instance import TERMS, Schedule
from citybricks.types import Row, Table, Violation

NAMES = {
    "tracks_sessions": "Tracks in sessions",
    "tracks_rooms": "Tracks in rooms",
    "sessions_rooms": "Rooms in sessions",
    "similar_tracks": "Similar tracks at once",
    "rooms_per_track": "Rooms of a track",
    "parallel_tracks": "A track beside itself",
    "consecutive_tracks": "Tracks with gaps",
    "time_zones": "Hours of speakers",
    "order": "Order of talks",
    "submissions_sessions": "Talks in sessions",
    "submissions_rooms": "Talks in rooms",
    "presenters": "Speakers in two rooms",
    "attendees": "Listeners torn",
    "chairs": "Chairs in two rooms",
    "presenters_slots": "Speakers in two rooms at once",
    "attendees_slots": "Listeners torn at once",
}
RULES = {
    "missing": (
        "{what} has {value} of its {limit} slots",
        "{what} 只有 {value} 个时段，应有 {limit} 个",
    ),
    "torn": ("{what} is in {value} places", "{what} 分在 {value} 处"),
    "track": ("{what} is in a room of another track", "{what} 排在另一专题的会场"),
    "beyond": ("{what} goes beyond the end of its session", "{what} 超出了所在场次的结束时间"),
}


def table(kind: type[Row], rows: Sequence[dict[str, Any]]) -> Any:
    """Return rows as a table, which may be empty."""
    return Table[kind](pd.DataFrame(rows, columns=list(kind.model_fields)))  # type: ignore[valid-type]


def told(asked: Asked, schedule: Schedule) -> dict[str, Any]:
    """Return the fields of the outcome that the programme says."""
    places = schedule.places(len(asked.titles))
    placed = [_placed(asked, talk, places[talk]) for talk in _in_order(places)]
    moves = _moves(asked, places)
    hours = _hours(asked, places)
    broken = check(asked.instance, schedule)
    return {
        "programme": table(Placed, placed),
        "amounts": _amounts(asked, schedule),
        "clashes": table(Clash, clashes(asked, schedule)),
        "hours": table(Hour, hours),
        "moves": table(Moved, moves),
        "talks": len(placed),
        "cost": sum(evaluate(asked.instance, schedule).values()),
        "moved": 100 * len(moves) / max(1, _still_there(asked)),
        "unsuitable": sum(row["hours"] == "night" for row in hours),
        "violations": table(Violation, [_violation(asked, each) for each in broken]),
    }


def _in_order(places: np.ndarray) -> list[int]:
    order = np.lexsort((places[:, 2], places[:, 1], places[:, 0]))
    return [int(talk) for talk in order if places[talk, 0] >= 0]


def _slot_times(asked: Asked, session: int, slot: int, slots: int) -> tuple[datetime, datetime]:
    """Return when slots of a session begin and end; they are equally long."""
    start, end = asked.starts[session], asked.ends[session]
    each = (end - start) / int(asked.instance.slots[session])
    return start + slot * each, start + (slot + slots) * each


def _placed(asked: Asked, talk: int, place: np.ndarray) -> dict[str, Any]:
    made = asked.instance
    session, room, slot = (int(each) for each in place)
    start, end = _slot_times(asked, session, slot, int(made.size[talk]))
    return {
        "talk": made.submissions[talk],
        "title": asked.titles[talk],
        "track": made.tracks[made.track_of[talk]],
        "track_title": asked.track_titles[made.track_of[talk]],
        "session": made.sessions[session],
        "room": made.rooms[room],
        "room_title": asked.room_titles[room],
        "timeslot": slot + 1,
        "timeslots": int(made.size[talk]),
        "start": start.isoformat(timespec="minutes"),
        "end": end.isoformat(timespec="minutes"),
        "speakers": ", ".join(asked.speakers[talk]),
        "moved": _was(asked, talk) not in {None, _where(asked, place)},
    }


def _where(asked: Asked, place: np.ndarray) -> tuple[str, str, int]:
    session, room, slot = (int(each) for each in place)
    return asked.instance.sessions[session], asked.instance.rooms[room], slot + 1


def _was(asked: Asked, talk: int) -> tuple[str, str, int] | None:
    name = asked.instance.submissions[talk]
    rows = (row for row in asked.published if row.talk == name)
    return next(((row.session, row.room, row.timeslot) for row in rows), None)


def _still_there(asked: Asked) -> int:
    """Return how many published talks are still to be given."""
    return len({row.talk for row in asked.published} & set(asked.instance.submissions))


def _moves(asked: Asked, places: np.ndarray) -> list[dict[str, Any]]:
    found = []
    for talk in _in_order(places):
        was, now = _was(asked, talk), _where(asked, places[talk])
        if was is None or was == now:
            continue
        gone = [
            name
            for name, known in ((was[0], asked.instance.sessions), (was[1], asked.instance.rooms))
            if name not in known
        ]
        en, zh = "so that others fit or clash less", "为使其他报告排得下或减少冲突"
        if gone:
            en, zh = f"{', '.join(gone)} falls away", f"{'、'.join(gone)} 取消"
        found.append(
            {
                "talk": asked.instance.submissions[talk],
                "before": " · ".join(map(str, was)),
                "now": " · ".join(map(str, now)),
                "en": en,
                "zh": zh,
            }
        )
    return found


def _hours(asked: Asked, places: np.ndarray) -> list[dict[str, Any]]:
    found = []
    for talk in _in_order(places):
        if not asked.zones[talk]:
            continue
        zone = zone_of(asked.zones[talk]) or _fixed(asked.zones[talk])
        session = int(places[talk, 0])
        start, end = (each[session].astimezone(zone) for each in (asked.starts, asked.ends))
        found.append(
            {
                "talk": asked.instance.submissions[talk],
                "speakers": ", ".join(asked.speakers[talk]),
                "zone": asked.zones[talk],
                "local_start": start.isoformat(timespec="minutes"),
                "local_end": end.isoformat(timespec="minutes"),
                "hours": asked.hours.suits(start.time(), end.time()),
            }
        )
    return found


def _fixed(name: str) -> Any:
    """Return the zone that Python writes as ``UTC+08:00``."""
    return datetime.fromisoformat(f"2021-07-21T00:00{name[3:] or '+00:00'}").tzinfo or ZoneInfo(
        "UTC"
    )


def _amounts(asked: Asked, schedule: Schedule) -> Any:
    made = asked.instance
    costs, amounts = evaluate(made, schedule), units(made, schedule)
    rows = [
        {
            "code": term,
            "term": NAMES[term],
            "units": amounts[term],
            "weight": made.weights.of(term),
            "cost": costs[term],
        }
        for term in TERMS
    ]
    return table(Amount, rows)


def _violation(asked: Asked, broken: Broken) -> dict[str, Any]:
    what = asked.instance.submissions[broken.submission]
    said = {"what": what, "value": broken.value, "limit": broken.limit}
    en, zh = RULES[broken.code]
    return {
        "code": broken.code,
        "where": what,
        "value": float(broken.value),
        "limit": float(broken.limit),
        "en": en.format(**said),
        "zh": zh.format(**said),
    }
