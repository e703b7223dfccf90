"""What addresses of the day of a fair are about, in the test that asks for every address.

The officer meets somebody without an account, in a plan that is published or not.
"""

from __future__ import annotations

from typing import Any

from citybricks.network.gatherings.hosting.domain.calendars import feed_token
from tests.hub import fair_things
from tests.hub.cast import Cast
from tests.network.gatherings.scene import SLUG

_WRITES = ("fair-check-in", "fair-turn-out", "fair-give-up", "fair-swap", "fair-feed-renew")
_NAMES = (
    *_WRITES, "fair-day", "fair-cards", "fair-agenda", "fair-agenda-paper", "fair-agenda-file",
    "fair-meeting-file", "fair-feed", "fair-agendas-csv", "fair-agenda-of", "fair-outcome",
    "fair-outcomes", "fair-outcomes-file",
)  # fmt: skip
METHODS: dict[str, set[str]] = {name: {"POST"} for name in _WRITES}
"""The methods of addresses that have not just GET and POST."""


def arguments(cast: Cast, name: str, case: str) -> dict[str, Any] | None:
    """Make what an address is about and return the arguments of its path; None: not of ours."""
    if name not in _NAMES:
        return None
    request = fair_things.settle(cast, "planned" if case == "planned" else "published")
    meeting, other = request.meeting, request.asker
    number: dict[str, Any] = {
        "fair-check-in": other.pk,
        "fair-agenda-of": other.pk,
        "fair-turn-out": meeting.seats.get(participant=other).pk,
        "fair-give-up": meeting.pk,
        "fair-meeting-file": meeting.pk,
        "fair-outcome": meeting.pk,
    }
    given: dict[str, Any] = {"slug": SLUG}
    if name in number:
        given["number"] = number[name]
    if name == "fair-feed":
        secret = feed_token(cast.people["officer"], request.fair.gathering)
        given["token"] = secret if case == "published" else "forged"
    if name == "fair-outcomes-file":
        given["kind"] = "csv"
    return given


def sent(cast: Cast, name: str) -> dict[str, Any] | None:
    """Return what is sent: something that the address takes; None: not of ours."""
    del cast
    if name not in _NAMES:
        return None
    given = {
        "fair-turn-out": {"action": "came"},
        "fair-outcome": {"next_step": "meet", "value": "none"},
        "fair-swap": {"slot": "20231118T0100Z", "request": "none"},
    }
    return {"data": given.get(name, {})}
