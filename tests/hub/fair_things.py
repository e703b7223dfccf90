"""What addresses of fairs are about, in the test that asks for every address.

At the fair of `shanghai-2023` somebody asks the officer, who takes part for Tianjin, for a
meeting; where the case says that there is a plan, they have one. The owner is organiser.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from citybricks.network.gatherings.fair.domain import setting
from citybricks.network.gatherings.fair.models import Fair, Meeting, Proposal, Request, Seat
from citybricks.network.gatherings.hosting.models import Participant
from tests.hub import hosting_things
from tests.hub.cast import Cast
from tests.network.gatherings.scene import SLUG

OWN = frozenset(
    {
        "fair", "fair-move", "fair-meeting", "fair-setup", "fair-profile", "fair-people",
        "fair-ask", "fair-requests", "fair-matches", "fair-answer", "fair-all-requests",
        "fair-import", "fair-requests-csv", "fair-nudge", "fair-plan", "fair-begin", "fair-refill",
        "fair-export", "fair-edit", "fair-edit-do", "fair-slots", "fair-anew", "fair-proposal",
    }
)  # fmt: skip
"""Addresses of this file; those of the day itself are in another."""
METHODS: dict[str, set[str]] = {
    name: {"POST"}
    for name in (
        "fair-move", "fair-meeting", "fair-answer", "fair-nudge", "fair-begin", "fair-refill",
        "fair-edit-do", "fair-anew",
    )
}  # fmt: skip
"""The methods of addresses that have not just GET and POST."""
PLAN = ("planned", "published", "over")
FIGURES = {
    "weight": 40, "bound": 40, "gap": 0.0, "proven": True, "meetings": 1, "requests": 1,
    "people": 2, "covered": 2, "gini": 0.0, "breaks": 0, "nudges": [],
}  # fmt: skip


def settle(cast: Cast, case: str) -> Request:
    """Write the fair at a stage, and return the request that somebody sent the officer."""
    gathering = hosting_things.settle(cast, "draft" if case == "draft" else "open")
    fair = setting.fair_of(gathering)
    start = datetime(2023, 11, 18, 1, tzinfo=UTC)
    half = timedelta(minutes=30)
    slots = setting.add_slots(
        fair, [(start + at * half, start + (at + 1) * half) for at in (0, 1)], 2
    )
    officer = Participant.objects.get(gathering=gathering, user=cast.people["officer"])
    other = Participant.objects.create(gathering=gathering, name="Li Na", state="confirmed")
    request = Request.objects.create(fair=fair, asker=other, asked=officer, reason="Benches.")
    if case in ("frozen", *PLAN):
        Fair.objects.filter(pk=fair.pk).update(
            stage=case, figures=FIGURES, published=start if case != "planned" else None
        )
    if case in PLAN:
        state = {"planned": "draft", "published": "published", "over": "held"}[case]
        meeting = Meeting.objects.create(
            fair=fair, request=request, slot=slots[0], table=1, state=state
        )
        for one in (other, officer):
            Seat.objects.create(meeting=meeting, participant=one)
    return request


def arguments(cast: Cast, name: str, case: str) -> dict[str, Any] | None:
    """Make what an address is about and return the arguments of its path; None: not of ours."""
    if name not in OWN:
        return None
    request = settle(cast, case)
    given: dict[str, Any] = {"slug": SLUG}
    match name:
        case "fair-ask":
            given["number"] = request.asker_id
        case "fair-answer" | "fair-slots":
            given["number"] = request.pk
        case "fair-meeting":
            given["number"] = request.meeting.pk
        case "fair-export":
            given["kind"] = "csv"
        case "fair-proposal":
            made = Proposal.objects.create(fair=request.fair, kind="replan", rests_on="?", plan={})
            given["number"] = made.pk
    return given


def sent(cast: Cast, name: str) -> dict[str, Any] | None:
    """Return what is sent: something that the address takes; None: not of ours."""
    del cast
    what = {
        "fair-move": {"action": "freeze"},
        "fair-meeting": {"action": "accept"},
        "fair-answer": {"action": "accept"},
        "fair-profile": {"group": "city", "languages": "en"},
        "fair-setup": {
            "form": "settings", "settings-most": "8", "settings-people": "2",
        },
        "fair-edit-do": {"do": "undo"},
    }.get(name)  # fmt: skip
    return None if what is None else {"data": what}
