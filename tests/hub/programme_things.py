"""What addresses of programmes are about, in the test that asks for every address.

The owner organises, the administrator reviews, the officer takes part and speaks. The case says
how the programme stands: ``draft`` or ``published``.
"""

from __future__ import annotations

from typing import Any

from citybricks.network.gatherings.hosting.domain.calendars import feed_token
from citybricks.network.gatherings.programme.domain.publishing import publish
from citybricks.network.gatherings.programme.models import Draft, Session
from tests.hub import hosting_things
from tests.hub.cast import Cast
from tests.network.gatherings.programme import scene

METHODS: dict[str, set[str]] = {
    f"programme-{name}": {"POST"}
    for name in (
        "favourite", "move", "decide", "track-remove", "block-remove", "speaker-remove",
    )
}  # fmt: skip
"""The methods of addresses that have not just GET and POST."""

_KEYS = {
    "programme-session": ("ulid", "grids"),
    "programme-session-ics": ("ulid", "grids"),
    "programme-talk": ("ulid", "wind"),
    "programme-talk-ics": ("ulid", "wind"),
    "programme-speaker": ("number", "ana"),
    "programme-track-edit": ("key", "energy"),
    "programme-track-remove": ("key", "energy"),
    "programme-block-edit": ("key", "morning"),
    "programme-block-remove": ("key", "morning"),
    "programme-speaker-edit": ("key", "ana"),
    "programme-speaker-remove": ("key", "ana"),
    "programme-session-edit": ("key", "grids"),
    "programme-talk-edit": ("key", "wind"),
}
"""Of which row an address is about, by the name of its argument."""


def arguments(cast: Cast, name: str, case: str) -> dict[str, Any] | None:
    """Make what an address is about and return the arguments of its path; None: not of ours."""
    if not name.startswith("programme-"):
        return None
    gathering = hosting_things.settle(cast)
    forum = scene.programme(cast, gathering, cast.people["officer"].pk)
    if case == "published":
        publish(gathering, cast.people["owner"])
    given: dict[str, Any] = {"slug": gathering.slug}
    if name in _KEYS:
        argument, row = _KEYS[name]
        return given | {argument: getattr(forum, row).pk}
    match name:
        case "programme-decide":
            return given | {"ulid": Draft.objects.create(gathering=gathering).pk}
        case "programme-favourites":
            return given | {"token": feed_token(cast.people["officer"], gathering)}
    return given


def sent(cast: Cast, name: str) -> dict[str, Any] | None:
    """Return what is sent: something that the address takes; None: not of ours."""
    del cast
    if name in {"programme-favourite", "programme-move"}:
        key = Session.objects.filter(kind="talks").values_list("pk", flat=True)[0]
        return {"data": {"thing": key, "session": key, "target": "n/hall"}}
    person = {"name_en": "Mia", "attendance": "on-site", "time_zone": "UTC"}
    session = {"kind": "talks", "minutes": 90, "attendance": "hybrid", "standing": "planned"}
    block = {"code": "x", "day": "2023-11-19", "from_": "09:00", "to": "10:00"}
    track = {"code": "x", "name_en": "X", "mark": "X", "colour": "1"}
    talk = {"title_en": "X", "minutes": 20, "attendance": "online", "standing": "planned"}
    kinds = {"speaker": person, "session": session, "block": block, "track": track, "talk": talk}
    data = {f"programme-{kind}-{do}": one for kind, one in kinds.items() for do in ("new", "edit")}
    data |= {"programme-decide": {"do": "discard"}, "programme-publish": {}, "programme-plan": {}}
    return {"data": data[name]} if name in data else None
