"""What addresses of the network are about, in the test that asks for every address as everybody.

Tianjin's people are the owner, the officer and the administrator; the outsider is Shanghai's.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from citybricks.network.content.text import Text
from citybricks.network.exchange.domain import keeping
from citybricks.network.exchange.models import Interest, Listing, Match
from citybricks.network.exchange.vocabulary import State
from citybricks.network.intake.domain import uploads
from citybricks.network.members.domain import pictures
from citybricks.network.members.models import (
    Adoption,
    Application,
    Fact,
    Member,
    Place,
    Relation,
)
from citybricks.network.notices.domain.preferences import unsubscribe_token
from citybricks.network.notices.models import Notice
from tests.hub.cast import Cast

JSON = "application/json"
TITLE = Text.of("en", "Solar benches", zh_Hans="太阳能长椅")
CSV = b"kind,name:en,country\ninstitute,Institute of Ports,CN\n"
METHODS = {
    "api:list_members": {"GET"},
    "api:get_member": {"GET"},
    "api:change_member": {"PATCH"},
    "api:list_facts": {"GET"},
    "api:add_fact": {"POST"},
    "api:remove_fact": {"DELETE"},
    "api:import_members": {"POST"},
    "api:list_listings": {"GET"},
    "api:create_listing": {"POST"},
    "api:get_listing": {"GET"},
    "api:change_listing": {"PATCH"},
    "api:translate_listing": {"PUT"},
    "api:move_listing": {"POST"},
    "api:list_matches": {"GET"},
    "api:say_of_match": {"POST"},
    "api:express_interest": {"POST"},
    "api:list_interests": {"GET"},
    "api:answer_interest": {"POST"},
    "api:found": {"GET"},
}
"""Operations of the API, each with the one method it has."""


def listing_of(cast: Cast, case: str) -> Listing:
    """Make an offer of the owner's for Tianjin, in the state that the case names."""
    state = State(case if case in State.values else "published")
    made = Listing(
        side="offer", member=cast.tianjin, author=cast.people["owner"], state=state, title=TITLE
    )
    keeping.keep(made)
    return made


def interest_of(cast: Cast) -> Interest:
    """Make Shanghai's interest in it, which waits for an answer."""
    return Interest.objects.create(
        listing=listing_of(cast, "published"),
        member=cast.shanghai,
        by=cast.people["outsider"],
        message=Text(text="We would like to try them."),
        answer_by="2100-01-01",
    )


def application_of(cast: Cast) -> Application:
    """Make the owner's application for Kobe."""
    kobe = Member.objects.create(slug="kobe", names={"en": "Kobe"}, state=Member.State.APPLIED)
    return Application.objects.create(applicant=cast.people["owner"], member=kobe, office="Mayor")


def picture_of(cast: Cast) -> str:
    """Give Tianjin a picture, and return its digest."""
    content = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(content, "PNG")
    given = {"language": "en", "alt": "A bench", "credit": ""}
    return pictures.keep(cast.tianjin, given, pictures.drawn(content.getvalue())).digest


def _fact(cast: Cast) -> Fact:
    label = Text(text="Benches")
    return Fact.objects.create(member=cast.tianjin, label=label, value=9, year=2025, source="city")


def _place(cast: Cast) -> Place:
    return Place.objects.create(member=cast.tianjin, kind="park", names={"en": "Eco-city"})


def _relation(cast: Cast) -> Relation:
    return Relation.objects.create(a=cast.tianjin, b=cast.shanghai, kind="exchange", source="city")


def _adoption(cast: Cast) -> Adoption:
    return Adoption.objects.create(member=cast.tianjin, brick="solar-street")


_NUMBERED: dict[str, Callable[[Cast], Any]] = {
    "member-fact": _fact,
    "member-place": _place,
    "member-relation": _relation,
    "member-adoption": _adoption,
    "api:remove_fact": _fact,
}


def arguments(cast: Cast, name: str, case: str) -> dict[str, Any] | None:  # noqa: C901, PLR0911, PLR0912 - a line for each kind
    """Make what an address is about and return the arguments of its path; None: not of ours."""
    if name.startswith(("member-application", "member-answer")) and name != "member-applications":
        return {"ulid": application_of(cast).ulid}
    if name in ("listing-answer", "api:answer_interest"):
        return {"ulid": interest_of(cast).ulid}
    if name.startswith("listing") and case != "-":
        return {"ulid": listing_of(cast, case).ulid}
    if name.removesuffix("-remove") in _NUMBERED:
        made = _NUMBERED[name.removesuffix("-remove")](cast)
        return {"slug": "tianjin", "number": made.pk}
    match name:
        case "member-picture" | "member-picture-small":
            return {"slug": "tianjin", "digest": picture_of(cast)}
        case "member-picture-remove":
            picture_of(cast)
            return {"slug": "tianjin"}
        case "member-translate":
            return {"slug": "tianjin", "language": "zh-Hans"}
        case "members-import-look":
            person = cast.people["secretariat"]
            return {"token": uploads.keep(person, "members", "members.csv", CSV).pk}
        case "api:translate_listing":
            return {"ulid": listing_of(cast, case).ulid, "language": "pt"}
        case "records-collection" | "records-items":
            return {"name": "offers"}
        case "records-item":
            return {"name": "offers", "ulid": listing_of(cast, case).ulid}
        case "notice":
            kind = {"kind": "match.new", "arguments": {}, "url": "/exchange/"}
            return {"number": Notice.objects.create(person=cast.people["owner"], **kind).pk}
        case "notices-unsubscribe":
            return {"token": unsubscribe_token(cast.people["owner"])}
    if name in ("member", "api:get_member", "api:change_member", "api:list_facts", "api:add_fact"):
        if case != "-":
            Member.objects.filter(pk=cast.tianjin.pk).update(state=case)
        return {"slug": "tianjin"}
    if name.startswith("api:") and case != "-":
        return {"ulid": listing_of(cast, case).ulid}
    return {"slug": "tianjin"} if name.startswith("member-") and _has_slug(name) else None


def _has_slug(name: str) -> bool:
    return name not in {"member-apply", "member-apply-cities", "member-applications"}


def sent(cast: Cast, name: str) -> dict[str, Any]:  # noqa: C901, PLR0911, PLR0912 - likewise
    """Return what an address takes, where that is not an empty form."""
    match name:
        case "member-answer":
            return {"data": {"action": "refuse", "reason": "It is no city."}}
        case "member-standing":
            return {"data": {"action": "suspend", "reason": "It asked for it."}}
        case "members-import":
            return {"data": {"file": SimpleUploadedFile("members.csv", CSV)}}
        case "listing-move":
            return {"data": {"action": "archive"}}
        case "listing-answer":
            return {"data": {"action": "accept", "answer": "Yes.", "language": "en"}}
        case "listing-feedback":
            listing = Listing.objects.latest("created")
            Match.objects.create(listing=listing, other="brick:solar-street", rank=1, score=2.0)
            return {"data": {"other": "brick:solar-street", "verdict": "useful"}}
        case "notices-preferences":
            return {"data": {"pace": "weekly", "language": "en"}}
        case "api:say_of_match":
            listing = Listing.objects.latest("created")
            Match.objects.create(listing=listing, other="brick:solar-street", rank=1, score=2.0)
            return _json('{"other": "brick:solar-street", "verdict": "useful"}')
        case "api:express_interest":
            return _json('{"member": "shanghai", "message": "We would like to try them."}')
        case "api:answer_interest":
            return _json('{"action": "accept", "answer": "Yes."}')
        case "api:move_listing":
            return _json('{"action": "archive"}')
        case "api:change_member":
            return _json('{"website": "https://tianjin.example/"}')
        case "api:change_listing":
            return _json('{"trl": 8}')
        case "api:translate_listing":
            return _json('{"title": "Bancos solares"}')
        case "api:add_fact":
            return _json(
                '{"label": {"language": "en", "text": "Benches"}, "value": 9, "year": 2025,'
                ' "source": "city"}'
            )
        case "api:import_members":
            return {"data": {"file": SimpleUploadedFile("members.csv", CSV)}}
        case "api:create_listing":
            return _json('{"side": "offer", "type": "technology", "member": "tianjin"}')
    return {}


def _json(body: str) -> dict[str, Any]:
    return {"data": body, "content_type": JSON}
