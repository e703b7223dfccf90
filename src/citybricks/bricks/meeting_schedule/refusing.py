"""What cannot be planned for, told with the table, the row and what is allowed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from citybricks import BrickError
from citybricks.bricks.meeting_schedule import times
from citybricks.bricks.meeting_schedule.given import Given
from citybricks.bricks.meeting_schedule.rows import Request

MOST = {"participants": 2_000, "slots": 200, "requests": 20_000}
"""Rows that are planned at once."""
_SHOWN = 8
"""Names that are shown of those that are known."""


def refuse(given: Given) -> None:
    """Refuse inputs that contradict each other.

    Raises
    ------
    BrickError
        For the first contradiction.
    """
    for check in (_sizes, _names, _slots, _requests, _rules, _pairs, _published):
        for error in check(given):
            raise error


def number_of(rows: Iterable[Any]) -> dict[str, int]:
    """Return the number of each row by its id."""
    return {row.id: at for at, row in enumerate(rows)}


def named(row: Request) -> list[str]:
    """Return the ids of the participants of a request, who asks first."""
    return [name for name in (row.who, row.whom, row.third, row.fourth) if name]


def unknown(where: str, name: str, known: Iterable[str]) -> BrickError:
    """Say that a name is not known, and some that are."""
    shown = list(known)
    more = ", …" if len(shown) > _SHOWN else ""
    return BrickError(
        where,
        "{name} is not known; known are {known}",
        name=name,
        known=(", ".join(shown[:_SHOWN]) or "-") + more,
    )


def no_tables(row: Request, many: int) -> BrickError:
    """Say that meetings need tables and no slot has any."""
    return BrickError(
        "slots.0.tables",
        "no slot has a table, and {count} meetings need one, such as {name}; give tables, or make"
        " them online",
        count=many,
        name=row.id,
    )


def _sizes(given: Given) -> Iterator[BrickError]:
    for name, most in MOST.items():
        if len(getattr(given, name)) > most:
            yield BrickError(
                name,
                "has {count} rows; at most {most} are planned at once",
                count=len(getattr(given, name)),
                most=most,
            )


def _names(given: Given) -> Iterator[BrickError]:
    for table in ("participants", "slots", "requests"):
        seen: dict[str, int] = {}
        for at, row in enumerate(getattr(given, table)):
            if not row.id.strip():
                yield BrickError(f"{table}.{at}.id", "must not be empty")
            yield from _again(f"{table}.{at}.id", row.id, row.id, seen, at)


def _again(where: str, name: str, key: Any, seen: dict[Any, int], at: int) -> Iterator[BrickError]:
    """Refuse what a row before said already."""
    if key in seen:
        yield BrickError(
            where,
            "{name} is given twice, first in row {first}",
            name=name,
            first=seen[key] + 1,
        )
    seen[key] = at


def _slots(given: Given) -> Iterator[BrickError]:
    spans = []
    for at, row in enumerate(given.slots):
        start = times.instant(f"slots.{at}.start", row.start)
        end = times.instant(f"slots.{at}.end", row.end)
        if end <= start:
            yield BrickError(
                f"slots.{at}.end", "{end} is not after {start}", end=row.end, start=row.start
            )
        spans.append((start, end, at))
    for (_, end, before), (start, _, at) in pairwise(sorted(spans)):
        if start < end:
            yield BrickError(
                f"slots.{at}.start",
                "slot {name} begins at {start}, before slot {other} ends at {end}; slots must not"
                " overlap",
                name=given.slots[at].id,
                start=given.slots[at].start,
                other=given.slots[before].id,
                end=given.slots[before].end,
            )


def _requests(given: Given) -> Iterator[BrickError]:
    known = number_of(given.participants)
    online = {row.id for row in given.participants if row.attendance == "online"}
    seen: dict[frozenset[str], int] = {}
    for at, row in enumerate(given.requests):
        for column in ("who", "whom", "third", "fourth"):
            name = getattr(row, column)
            if name and name not in known:
                yield unknown(f"requests.{at}.{column}", name, known)
        people = named(row)
        yield from _twice(at, row, people)
        if frozenset(people) in seen:
            yield BrickError(
                f"requests.{at}.whom",
                "row {first} asks for the same people ({people}); keep one, and call it mutual"
                " where both sides asked",
                first=seen[frozenset(people)] + 1,
                people=", ".join(people),
            )
        seen[frozenset(people)] = at
        if row.place == "on-site" and (away := [name for name in people if name in online]):
            yield BrickError(
                f"requests.{at}.place",
                "must not be on-site: {name} takes part online",
                name=away[0],
            )


def _twice(at: int, row: Request, people: list[str]) -> Iterator[BrickError]:
    for place, name in enumerate(people):
        if name in people[:place]:
            column = next(
                each for each in ("fourth", "third", "whom") if getattr(row, each) == name
            )
            yield BrickError(
                f"requests.{at}.{column}",
                "{name} cannot meet themselves; two to four different participants are needed",
                name=name,
            )


def _rules(given: Given) -> Iterator[BrickError]:
    kinds = {row.kind for row in given.participants if row.kind}
    seen: dict[frozenset[str], int] = {}
    for at, row in enumerate(given.rules):
        for column in ("kind", "other"):
            name = getattr(row, column)
            if name not in kinds | {"*"}:
                yield unknown(f"rules.{at}.{column}", name, [*sorted(kinds), "*"])
        both = frozenset((row.kind, row.other))
        yield from _again(f"rules.{at}", f"{row.kind} – {row.other}", both, seen, at)


def _pairs(given: Given) -> Iterator[BrickError]:
    known = number_of(given.participants)
    asked = [frozenset(named(row)) for row in given.requests]
    seen: dict[frozenset[str], int] = {}
    for at, row in enumerate(given.pairs):
        for column in ("one", "other"):
            if getattr(row, column) not in known:
                yield unknown(f"pairs.{at}.{column}", getattr(row, column), known)
        both = frozenset((row.one, row.other))
        if len(both) == 1:
            yield BrickError(f"pairs.{at}.other", "{name} is the same participant", name=row.other)
        yield from _again(f"pairs.{at}", f"{row.one} – {row.other}", both, seen, at)
        if row.what == "must" and not any(both <= people for people in asked):
            yield BrickError(
                f"pairs.{at}",
                "no request asks for a meeting of {one} and {other}, who must meet; add one",
                one=row.one,
                other=row.other,
            )


def _published(given: Given) -> Iterator[BrickError]:
    requests, slots = number_of(given.requests), number_of(given.slots)
    seen: dict[str, int] = {}
    for at, row in enumerate(given.published):
        if row.request not in requests:
            yield unknown(f"published.{at}.request", row.request, requests)
        if row.slot not in slots:
            yield unknown(f"published.{at}.slot", row.slot, slots)
        yield from _again(f"published.{at}.request", row.request, row.request, seen, at)
