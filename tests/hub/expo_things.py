"""What addresses of expo are about, in the test that asks for every address.

The booth is of an organisation that is named: the administrator was invited to change it, the
owner organises the gathering. A case that ends in ``tianjin`` is a booth of Tianjin, which the
owner, the officer and the administrator write for. The case says how the booth stands.
"""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from citybricks.network.content.text import Text
from citybricks.network.gatherings.expo.blocks import blocks
from citybricks.network.gatherings.expo.domain import contacts, showing, tools
from citybricks.network.gatherings.expo.domain.writing import keep
from citybricks.network.gatherings.expo.models import (
    Attendant,
    Booth,
    Contact,
    Hall,
    Placing,
    Trial,
)
from citybricks.network.gatherings.hosting.models import Planning
from tests.hub import hosting_things
from tests.hub.cast import Cast

METHODS: dict[str, set[str]] = {
    name: {"POST"}
    for name in (
        "expo-forget",
        "expo-erase",
        "expo-place",
        "expo-decide",
        "expo-favourite",
        "expo-left",
        "expo-add-captions",
        "expo-hours",
        "expo-choose",
        "expo-bring",
        "expo-remove",
        "expo-move",
        "expo-discard",
        "expo-answer",
    )
}
"""The methods of addresses that have not just GET and POST."""
SECRET = "a-secret-that-nobody-guesses"
SAID = {"language": "en", "alt_en": "Blocks", "title_en": "Words", "credit": ""}
PDF = b"%PDF-1.4\n%%EOF\n"
WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + bytes(64)
VTT = b"WEBVTT\n\n00:00.000 --> 00:02.000\nA lamp is lit.\n"
HALL = {"name_en": "A hall", "rows": 9, "columns": 9, "entrances": "south"}
COLOUR = [(0.8, 0.2, 0.1)]


def booth_of(cast: Cast, case: str) -> Booth:
    """Make a booth as the case says."""
    state, _, whose = case.partition("/")
    gathering = hosting_things.settle(cast)
    booth = Booth(gathering=gathering, state=state, theme="smart-city", country="CN")
    booth.title = booth.summary = Text.of("en", "Lamps", zh_Hans="路灯")
    booth.organisation = Text.of("en", "Lamp works", zh_Hans="路灯厂")
    if whose:
        booth.member = cast.tianjin
    keep(booth)
    if not whose:
        one = cast.people["administrator"]
        Attendant.objects.create(booth=booth, user=one, email=one.email, name="A", edits=True)
    return booth


def arguments(cast: Cast, name: str, case: str) -> dict[str, Any] | None:  # noqa: C901, PLR0912 - a line for each kind
    """Make what an address is about and return the arguments of its path; None: not of ours."""
    if name != "expo" and not name.startswith("expo-"):
        return None
    given: dict[str, Any] = {"slug": hosting_things.settle(cast).slug}
    if name == "expo-hall":
        hall = Hall.objects.create(gathering=hosting_things.settle(cast), code="a")
        return given | {"code": hall.code}
    if name == "expo-decide":
        return given | {"placed": _placing(cast).pk}
    if case == "-":
        return given
    booth = booth_of(cast, case)
    if name == "expo-erase":
        return given | {"contact": _contact(cast, booth).pk}
    given["number"] = booth.pk
    match name:
        case "expo-picture" | "expo-picture-small":
            given["digest"] = _picture(booth)
        case "expo-video" | "expo-captions" | "expo-add-captions":
            video = showing.keep_video(booth, SAID | {"captions_language": "en"}, WEBM, "WEBVTT")
            row = {
                "expo-video": "digest",
                "expo-captions": "captions",
                "expo-add-captions": "video",
            }
            there = {"digest": video.digest, "captions": video.captions.get().pk, "video": video.pk}
            given[row[name]] = there[row[name]]
        case "expo-document":
            said = SAID | {"document_language": "en"}
            given["digest"] = showing.keep_document(booth, said, PDF).digest
        case "expo-model":
            given["digest"] = showing.keep_model(booth, SAID, blocks(COLOUR)).digest
        case "expo-tool" | "expo-bring":
            given["tool"] = tools.add(booth, "missing-lamps", Text()).pk
        case "expo-trial":
            tool = tools.add(booth, "missing-lamps", Text())
            given["trial"] = Trial.objects.create(tool=tool).pk
        case "expo-hours":
            who = Attendant.objects.create(booth=booth, email="b@cities.example", name="B")
            given["attendant"] = who.pk
        case "expo-answer":
            given["contact"] = _contact(cast, booth).pk
        case "expo-remove":
            showing.keep_model(booth, SAID, blocks(COLOUR))
    return given


def _picture(booth: Booth) -> str:
    from citybricks.network.gatherings.expo.demonstration import _drawn

    return showing.keep_picture(booth, SAID | {"kind": "picture"}, _drawn(0)).digest


def _contact(cast: Cast, booth: Booth) -> Contact:
    return Contact.objects.create(
        booth=booth, user=cast.people["officer"], digest=contacts.digest(SECRET), name="Officer",
        email="officer@cities.example", message=Text(text="Lamps for us?"), consent="yes",
    )  # fmt: skip


def _placing(cast: Cast) -> Placing:
    gathering = hosting_things.settle(cast)
    planning = Planning.objects.create(gathering=gathering, part="expo", brick="booth-plan")
    return Placing.objects.create(
        planning=planning, gathering=gathering, score=1, random_score=2, alphabetical_score=3
    )


def sent(cast: Cast, name: str) -> dict[str, Any] | None:
    """Return what is sent: something that the address takes; None: not of ours."""
    del cast
    what = {
        "expo-new": {"member": "tianjin", "size": "S"},
        "expo-hall-new": HALL | {"code": "b"},
        "expo-hall": HALL | {"code": "a"},
        "expo-decide": {"action": "discard"},
        "expo-left": {"seconds": "9"},
        "expo-contact": {"name": "B", "email": "b@cities.example", "message": "?", "agreed": "on"},
        "expo-edit": {"language": "en", "title_en": "Lamps", "organisation_en": "Lamp works"},
        "expo-edit-pictures": SAID | {"kind": "picture"},
        "expo-edit-documents": SAID | {"document_language": "en", "file": _file("a.pdf", PDF)},
        "expo-edit-model": SAID | {"file": _file("a.glb", blocks(COLOUR))},
        "expo-edit-videos": SAID | {"link": "https://films.example/1", "captions_language": "en"},
        "expo-add-captions": {"captions_language": "zh-Hans", "file": _file("a.vtt", VTT)},
        "expo-edit-people": {"name": "C", "email": "c@cities.example"},
        "expo-hours": {"day": "2023-11-18", "starts": "09:00", "ends": "12:00"},
        "expo-edit-offers": {"language": "en", "brick": "missing-lamps"},
        "expo-bring": {"action": "remove"},
        "expo-remove": {"step": "model", "row": "1"},
        "expo-move": {"action": "publish"},
        "expo-put": {"size": "M"},
        "expo-answer": {"action": "answer", "answer": "Gladly."},
    }.get(name)  # fmt: skip
    return None if what is None else {"data": what}


def _file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
