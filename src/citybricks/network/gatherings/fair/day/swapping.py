"""Meetings that people who are there and idle could have at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from citybricks.network.gatherings.fair.domain import editing
from citybricks.network.gatherings.fair.domain.loading import load
from citybricks.network.gatherings.fair.models import Fair, Meeting, Request, Slot

MOST = 12
"""Meetings that are offered at once."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A meeting that could be now.

    Parameters
    ----------
    meeting
        It is planned for later; None: it waits.
    """

    request: Request
    people: tuple[Any, ...]
    meeting: Meeting | None


def offers(fair: Fair, slot: Slot, idle: Sequence[Any]) -> list[Offer]:
    """Return meetings of people who are idle in a slot that nothing speaks against.

    Those that wait come before those that are planned for later, the most wanted first. What was
    given up because somebody did not come is not offered again.
    """
    if len(idle) < 2:  # noqa: PLR2004 - a pair
        return []
    try:
        loaded = load(fair)
    except ValidationError:
        return []
    free, place = {one.pk for one in idle}, loaded.slot_at[slot.pk]
    found = []
    for at, request in enumerate(loaded.requests):
        if not free.issuperset(request.numbers) or request.pk in loaded.aside:
            continue
        meeting = loaded.meetings.get(request.pk)
        later = meeting is None or meeting.slot.start > slot.start
        if later and not editing.against(loaded, at, place):
            people = tuple(loaded.names[number] for number in request.numbers)
            found.append(Offer(request, people, meeting))
    return sorted(found, key=lambda one: (one.meeting is not None, -one.request.priority))[:MOST]
