"""What is unwanted in a programme, with names: which talks, which tracks, whom it concerns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np

from citybricks.bricks.forum_schedule.given import Asked
from citybricks.methods.gatherings.programme.instance import Schedule

MOST = 500
"""Clashes that are listed; the amounts count all."""
_LISTED = 5
"""People who are named; the others are counted."""

Row = dict[str, Any]


def clashes(asked: Asked, schedule: Schedule) -> list[Row]:
    """Return what is unwanted, the costliest first."""
    found = [
        row
        for source in (_people, _of_talks, _tracks_at_once, _of_tracks)
        for row in source(asked, schedule)
    ]
    return sorted(found, key=lambda row: -row["cost"])[:MOST]


def _row(code: str, session: str, what: str, cost: int, texts: tuple[str, str], **of: Any) -> Row:
    said = {"what": what, "session": session, **of}
    en, zh = (text.format(**said) for text in texts)
    who = str(of.get("who", ""))
    return {
        "code": code,
        "session": session,
        "what": what,
        "who": who,
        "cost": int(cost),
        "en": en,
        "zh": zh,
    }


def _listed(names: set[str]) -> str:
    shown = sorted(names)[:_LISTED]
    return ", ".join(shown) + (f" +{len(names) - _LISTED}" if len(names) > _LISTED else "")


def _people(asked: Asked, schedule: Schedule) -> Iterator[Row]:
    """Yield talks of the same people in different rooms of a session."""
    made, w = asked.instance, asked.instance.weights
    places = schedule.places(len(made.submissions))
    kinds = (
        (made.presenter_conflicts, w.presenters, w.presenters_slots, made.presenters, "presenters",
         ("{who} is needed for both {what} in {session}",
          "{session} 中 {what} 两场都需要 {who}")),
        (made.attendee_conflicts, w.attendees, w.attendees_slots, made.attendees, "attendees",
         ("in {session}, {count} want to hear both {what}",
          "{session} 中有 {count} 人想同时听 {what}")),
    )  # fmt: skip
    for conflicts, by_session, by_slot, named, code, texts in kinds:
        for one, other in np.argwhere(np.triu(conflicts)):
            apart = places[one, 1] != places[other, 1]
            if places[one, 0] != places[other, 0] or places[one, 0] < 0 or not apart:
                continue
            cost = by_session + by_slot * _shared_slots(asked, places, int(one), int(other))
            if not cost:
                continue
            both = _involved(asked, named, int(one)) & _involved(asked, named, int(other))
            yield _row(
                code,
                made.sessions[places[one, 0]],
                f"{asked.titles[one]} · {asked.titles[other]}",
                cost,
                texts,
                who=_listed(both) if code == "presenters" else "",
                count=len(both),
            )


def _involved(asked: Asked, named: tuple[frozenset[str], ...], talk: int) -> set[str]:
    """Return who wants to be at a talk: those named, its speakers and the chairs of its track."""
    made = asked.instance
    return {*named[talk], *made.presenters[talk], *made.chairs[made.track_of[talk]]}


def _shared_slots(asked: Asked, places: np.ndarray, one: int, other: int) -> int:
    size = asked.instance.size
    begin = max(places[one, 2], places[other, 2])
    end = min(places[one, 2] + size[one], places[other, 2] + size[other])
    return max(0, int(end - begin))


def _of_talks(asked: Asked, schedule: Schedule) -> Iterator[Row]:
    made, w = asked.instance, asked.instance.weights
    places = schedule.places(len(made.submissions))
    for talk, (session, room, _) in enumerate(places.tolist()):
        if session < 0:
            continue
        held = asked.titles[talk], made.sessions[session]
        size = int(made.size[talk])
        for code, cost, texts, of in (
            ("time_zones", w.time_zones * made.time_zones[talk, session],
             ("{what} in {session} is at an unsuitable hour where {who} is",
              "{session} 的 {what} 对 {who} 所在地而言时间不合适"),
             {"who": ", ".join(asked.speakers[talk]) or asked.zones[talk]}),
            ("submissions_sessions",
             w.submissions_sessions * made.submissions_sessions[talk, session],
             ("{what} should not be in {session}", "{what} 不宜排在 {session}"), {}),
            ("submissions_rooms", w.submissions_rooms * made.submissions_rooms[talk, room],
             ("{what} should not be in {room}", "{what} 不宜排在 {room}"),
             {"room": made.rooms[room]}),
        ):  # fmt: skip
            if cost:
                yield _row(code, held[1], held[0], int(cost) * size, texts, **of)


def _tracks_at_once(asked: Asked, schedule: Schedule) -> Iterator[Row]:
    made, w = asked.instance, asked.instance.weights
    for session, row in enumerate(schedule.tracks):
        name = made.sessions[session]
        for one, other in combinations(row[row >= 0].tolist(), 2):
            what = f"{asked.track_titles[one]} · {asked.track_titles[other]}"
            if one != other and (cost := w.similar_tracks * int(made.similar[one, other])):
                texts = ("{what} are alike and both in {session}",
                         "{what} 相近，却同在 {session}")  # fmt: skip
                yield _row("similar_tracks", name, what, cost, texts)
            if w.chairs and made.chair_conflicts[one, other]:
                both = set(made.chairs[one] & made.chairs[other])
                texts = ("{who} chairs both {what} in {session}",
                         "{who} 须同时主持 {session} 的 {what}")  # fmt: skip
                yield _row("chairs", name, what, w.chairs, texts, who=_listed(both))
        for track in np.flatnonzero(np.bincount(row[row >= 0]) > 1).tolist():
            count = int((row == track).sum())
            texts = ("{what} is in {count} rooms at once in {session}",
                     "{what} 在 {session} 同时占 {count} 个会场")  # fmt: skip
            cost = w.parallel_tracks * (count - 1)
            if cost:
                yield _row(
                    "parallel_tracks", name, asked.track_titles[track], cost, texts, count=count
                )


def _of_tracks(asked: Asked, schedule: Schedule) -> Iterator[Row]:
    w = asked.instance.weights
    for track, title in enumerate(asked.track_titles):
        session, room = np.nonzero(schedule.tracks == track)
        rooms, there = len(set(room.tolist())), sorted(set(session.tolist()))
        if rooms > 1 and w.rooms_per_track:
            texts = ("{what} is in {count} rooms", "{what} 用了 {count} 个会场")
            cost = w.rooms_per_track * (rooms - 1)
            yield _row("rooms_per_track", "", title, cost, texts, count=rooms)
        if there and w.consecutive_tracks and len(there) < there[-1] - there[0] + 1:
            texts = ("{what} pauses between its sessions", "{what} 的各场次不连续")
            yield _row("consecutive_tracks", "", title, w.consecutive_tracks, texts)
        for at, place in zip(session.tolist(), room.tolist(), strict=True):
            yield from _placed_badly(asked, track, at, place)


def _placed_badly(asked: Asked, track: int, session: int, room: int) -> Iterator[Row]:
    made, w = asked.instance, asked.instance.weights
    title, name, place = asked.track_titles[track], made.sessions[session], made.rooms[room]
    for code, cost, texts in (
        ("tracks_sessions", w.tracks_sessions * made.tracks_sessions[track, session],
         ("{what} should not be in {session}", "{what} 不宜排在 {session}")),
        ("tracks_rooms", w.tracks_rooms * made.tracks_rooms[track, room],
         ("{what} should not be in {room}", "{what} 不宜排在 {room}")),
        ("sessions_rooms", w.sessions_rooms * made.sessions_rooms[session, room],
         ("{room} should not be used in {session}", "{session} 不宜使用 {room}")),
    ):  # fmt: skip
        if cost:
            yield _row(code, name, title, int(cost), texts, room=place)
