"""What addresses of proceedings are about, in the test that asks for every address.

The owner organises; the officer has given the talk, takes part and holds the certificate. The case
says how the declaration stands, or whether the talk is ``over`` or ``coming``.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from citybricks.network.content.text import Text
from citybricks.network.gatherings.proceedings.domain import declaring, files, papers
from citybricks.network.gatherings.proceedings.models import Certificate, Declaration
from citybricks.network.gatherings.programme.models import Session, Speaker, Speaking, Talk
from tests.hub import hosting_things
from tests.hub.cast import Cast
from tests.network.gatherings.proceedings.remaining import VTT, declared

CODE = "2345-6789-ABCD"
METHODS: dict[str, set[str]] = {
    f"proceedings-{name}": {"POST"}
    for name in ("send", "remove", "declaration-move", "sign", "certificate-revoke")
}
"""The methods of addresses that have not just GET and POST."""
_OF_A_TALK = ("talk", "talk-edit", "send", "remove", "document")


def arguments(cast: Cast, name: str, case: str) -> dict[str, Any] | None:
    """Make what an address is about and return the arguments of its path; None: not of ours."""
    if name != "proceedings" and not name.startswith("proceedings-"):
        return None
    gathering = hosting_things.settle(cast, "draft" if case == "prepared" else "open")
    given: dict[str, Any] = {"slug": gathering.slug}
    what = name.removeprefix("proceedings-")
    if what in _OF_A_TALK:
        return given | _of_a_talk(cast, gathering, what, case)
    if what.startswith("certificate") and what != "certificates":
        _certificate(cast, gathering)
        return given | {"code": CODE}
    if what in ("declaration", "declaration-edit", "declaration-move", "declaration-json", "sign"):
        return given | {"ulid": declared(gathering, cast.people["owner"], case).pk}
    if what == "signed":
        ulid = declared(gathering, cast.people["owner"], case).pk
        return given | {"ulid": ulid, "number": 1}
    return given


def _of_a_talk(cast: Cast, gathering: Any, what: str, case: str) -> dict[str, Any]:
    begins = datetime(2023, 11, 18, 1, tzinfo=UTC)
    begins = timezone.now() + timedelta(days=1) if case == "coming" else begins
    session = Session.objects.create(
        gathering=gathering, title=Text(text="Lamps"), start=begins, end=begins + timedelta(hours=1)
    )
    talk = Talk.objects.create(gathering=gathering, session=session, title=Text(text="Lamps"))
    officer = cast.people["officer"]
    speaker = Speaker.objects.create(gathering=gathering, user=officer, name=Text(text="Officer"))
    Speaking.objects.create(talk=talk, speaker=speaker)
    fit = files.fit("captions", VTT.encode())
    document = files.keep(papers.paper_of(talk), "captions", "zh-Hans", fit)
    more: dict[str, dict[str, Any]] = {
        "document": {"digest": document.digest},
        "remove": {"number": document.pk},
    }
    return {"ulid": talk.pk, **more.get(what, {})}


def _certificate(cast: Cast, gathering: Any) -> None:
    Certificate.objects.create(
        code=CODE, gathering=gathering, honour="attendance", user=cast.people["officer"],
        name=Text(text="Officer"),
    )  # fmt: skip


def sent(cast: Cast, name: str) -> dict[str, Any] | None:
    """Return what is sent: something that the address takes; None: not of ours."""
    del cast
    match name:
        case "proceedings-send":
            file = SimpleUploadedFile("a.vtt", VTT.encode())
            return {"data": {"kind": "captions", "language": "en", "file": file}}
        case "proceedings-declaration-move":
            return {"data": {"action": "close"}}
        case "proceedings-sign":
            newest = Declaration.objects.order_by("-ulid").first()
            digest = declaring.current(newest).digest if newest else ""
            return {"data": {"member": "tianjin", "digest": digest}}
    return None
