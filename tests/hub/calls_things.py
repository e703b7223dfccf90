"""What addresses of calls are about, in the test that asks for every address.

The owner organises, the administrator reviews, and the officer has written the proposal. The case
says how the call stands (``shown``, ``hidden``, ``over``) or the proposal.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from citybricks.network.gatherings.calls.domain.speakers import token_of
from citybricks.network.gatherings.calls.models import Call, Review, Speaker
from tests.hub import hosting_things
from tests.hub.cast import Cast
from tests.network.gatherings.calls.calling import SENT, call_of, proposed

METHODS: dict[str, set[str]] = {
    f"calls-{name}": {"POST"}
    for name in ("proposal-move", "proposal-discard", "ask", "share", "decide", "conflict")
}
"""The methods of addresses that have not just GET and POST."""
_OF_A_PROPOSAL = (
    "calls-proposal", "calls-proposal-edit", "calls-proposal-move", "calls-proposal-discard",
    "calls-ask",
)  # fmt: skip


def arguments(cast: Cast, name: str, case: str) -> dict[str, Any] | None:
    """Make what an address is about and return the arguments of its path; None: not of ours."""
    if name != "calls" and not name.startswith("calls-"):
        return None
    gathering = hosting_things.settle(cast, "draft" if case == "prepared" else "open")
    given: dict[str, Any] = {"slug": gathering.slug}
    if name in ("calls", "calls-new", "calls-reviews"):
        return given
    call = _call(gathering, case)
    if name in _OF_A_PROPOSAL:
        return given | {"ulid": proposed(call, cast.people["officer"], case).pk}
    match name:
        case "calls-speaker":
            proposal = proposed(call, cast.people["officer"])
            asked = Speaker.objects.create(proposal=proposal, name="Ana", email="ana@x.example")
            given["token"] = token_of(asked)
        case "calls-review" | "calls-conflict":
            proposal = proposed(call, cast.people["officer"], case)
            reviewer = cast.people["administrator"]
            given["number"] = Review.objects.create(proposal=proposal, reviewer=reviewer).pk
        case "calls-export":
            given |= {"ulid": call.pk, "extension": "csv"}
        case _:
            given["ulid"] = call.pk
    return given


def _call(gathering: Any, case: str) -> Call:
    call = call_of(gathering, is_shown=case != "hidden")
    if case == "over":
        now = timezone.now()
        call.opens, call.closes = now - timedelta(days=9), now - timedelta(days=1)
        call.save()
    return call


def sent(cast: Cast, name: str) -> dict[str, Any] | None:
    """Return what is sent: something that the address takes; None: not of ours."""
    del cast
    match name:
        case "calls-propose" | "calls-proposal-edit":
            return {"data": SENT | {"track": ""}}
        case "calls-proposal-move":
            return {"data": {"action": "withdraw"}}
        case "calls-speaker":
            return {"data": {"answer": "confirmed"}}
        case "calls-review":
            return {"data": {"language": "en", "mark-new": "5", "mark-clear": "5"}}
    return None
