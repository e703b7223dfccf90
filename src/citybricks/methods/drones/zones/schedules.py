"""Times of zones from JSON: from and until, and schedules of days and hours."""

from __future__ import annotations

from datetime import UTC, time
from zoneinfo import ZoneInfo

from citybricks.methods.drones.zones.daylight import EVENTS
from citybricks.methods.drones.zones.document import Node
from citybricks.methods.drones.zones.periods import DAYS, Hours, Period


def periods(node: Node | None, timezone: ZoneInfo | None) -> tuple[Period, ...]:
    """Return the periods of an ED-269 `applicability` or ED-318 `limitedApplicability`.

    An empty list, or a period that is permanent, means always.
    """
    if node is None:
        return ()
    found = [node] if isinstance(node.value, dict) else list(node.items())
    if any(_permanent(each) for each in found):
        return ()
    return tuple(period(each, "startDateTime", "endDateTime", timezone) for each in found)


def period(node: Node, first: str, last: str, timezone: ZoneInfo | None) -> Period:
    """Return a period from the names of its two times and its `schedule`.

    Raises
    ------
    InputError
        When a time has no zone, the end is not after the start, or a day or event is unknown.
    """
    start, end = _given(node, first), _given(node, last)
    begins = None if start is None else start.moment(timezone)
    ends = None if end is None else end.moment(timezone)
    if begins is not None and ends is not None and end is not None and ends <= begins:
        raise end.refuse(f"after {first}", f"晚于 {first}")
    schedule = node.get("schedule")
    hours = () if schedule is None else tuple(_hours(each, timezone) for each in schedule.items())
    return Period(begins, ends, hours)


def _given(node: Node, key: str) -> Node | None:
    found = node.get(key)
    return None if found is None or found.value == "" else found


def _permanent(node: Node) -> bool:
    found = node.get("permanent")
    return found is not None and (found.value is True or found.value == "YES")


def _hours(node: Node, timezone: ZoneInfo | None) -> Hours:
    listed = node.get("day")
    days = [] if listed is None else [day.choice(*DAYS, "ANY") for day in listed.items()]
    every = not days or "ANY" in days
    return Hours(
        frozenset(DAYS if every else days),
        _side(node, "start", timezone),
        _side(node, "end", timezone),
    )


def _side(node: Node, side: str, timezone: ZoneInfo | None) -> time | str:
    event = node.get(f"{side}Event")
    if event is not None:
        return event.choice(*EVENTS)
    clock = _given(node, f"{side}Time")
    return time(0, tzinfo=timezone or UTC) if clock is None else clock.clock(timezone)
