"""What addresses of gatherings are about, in the test that asks for every address.

At the gathering `shanghai-2023` the owner is organiser, the officer takes part for Tianjin, and
the administrator is reviewer. The case says how it stands.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from citybricks.network.content.text import Text
from citybricks.network.gatherings.hosting.models import Gathering, Planning, Post, Room
from tests.hub.cast import Cast
from tests.network.gatherings import scene

METHODS: dict[str, set[str]] = {
    "gathering-move": {"POST"},
    "gathering-cancel": {"POST"},
    "gathering-confirm": {"POST"},
    "gathering-release": {"POST"},
    "gathering-room-remove": {"POST"},
    "gathering-planning-cancel": {"POST"},
}
"""The methods of addresses that have not just GET and POST."""


def settle(cast: Cast, state: str = "open") -> Gathering:
    """Write the gathering as it stands, unless it is there."""
    found = Gathering.objects.filter(slug=scene.SLUG).first()
    if found is not None:
        return found
    parts = ("fair", "forum", "expo")
    made = Gathering.objects.create(**scene.described(cast.shanghai, parts, state))
    people = cast.people
    scene.staffed(made, people["owner"], people["administrator"])
    scene.joined(made, people["officer"], cast.tianjin)
    return made


def arguments(cast: Cast, name: str, case: str) -> dict[str, Any] | None:
    """Make what an address is about and return the arguments of its path; None: not of ours."""
    if name in ("gatherings", "gathering-new"):
        return {}
    if name != "gathering" and not name.startswith("gathering-"):
        return None
    gathering = settle(cast, case)
    given: dict[str, Any] = {"slug": gathering.slug}
    match name:
        case "gathering-release":
            post = Post.objects.get(gathering=gathering, role="reviewer")
            given["number"] = post.pk
        case "gathering-room-remove":
            room = Room.objects.create(gathering=gathering, code="a-101", name=Text(text="A 101"))
            given["code"] = room.code
        case "gathering-planning" | "gathering-planning-cancel":
            made = Planning.objects.create(
                gathering=gathering, part="fair", brick="meeting-schedule"
            )
            given["ulid"] = made.pk
    return given


def sent(cast: Cast, name: str) -> dict[str, Any] | None:
    """Return what is sent: something that the address takes; None: not of ours."""
    del cast
    what = {
        "gathering-new": _described(),
        "gathering-edit": _described(),
        "gathering-move": {"action": "close"},
        "gathering-register": {
            "name": "Somebody", "attendance": "online",
            "time_zone": "Asia/Tokyo", "languages": "ja",
        },
        "gathering-confirm": {"all": "yes"},
        "gathering-posts": {"email": "outsider@cities.example", "role": "reviewer"},
        "gathering-rooms": {"code": "b-2", "name_en": "B 2"},
    }.get(name)  # fmt: skip
    return None if what is None else {"data": what}


def _described() -> dict[str, Any]:
    day = date(2027, 3, 1).isoformat()
    return {
        "title_en": "A forum", "first_day": day, "last_day": day, "time_zone": "Asia/Shanghai",
        "attendance": "hybrid", "parts": ["forum"],
    }  # fmt: skip
