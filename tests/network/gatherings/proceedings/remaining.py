"""A forum with a talk that is over, its files, and a declaration."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from citybricks.network.content.text import Text
from citybricks.network.gatherings.proceedings.domain import declaring
from citybricks.network.gatherings.proceedings.models import Declaration, Version
from citybricks.network.gatherings.programme.models import Session, Speaker, Speaking, Talk
from tests.network.gatherings.scene import Scene, held

VTT = (
    "WEBVTT\n\n00:01.000 --> 00:04.000\n路灯按需调光。\n\n"
    "2\n00:04.000 --> 00:07.500 line:0\nDimmed.\n"
)
MP4 = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(64)
CLAUSES = [{"zh-Hans": "深化城市政府间的交往。", "en": "Deepen the interaction between cities."}]


@dataclass
class Remaining:
    """A forum whose session is over."""

    scene: Scene
    talk: Talk

    def url(self, rest: str = "") -> str:
        """Return an address of the forum's proceedings."""
        return f"/gatherings/{self.scene.gathering.slug}/proceedings/{rest}"

    def send(self, kind: str, content: bytes, role: str = "participant", **values: str) -> Any:
        """Send a file of the talk."""
        data = {
            "kind": kind,
            "language": "zh-Hans",
            "file": SimpleUploadedFile("a file.bin", content),
            **values,
        }
        return self.scene.client(role).post(self.url(f"talks/{self.talk.pk}/send/"), data)

    def declaration(self, state: str = "open") -> Declaration:
        """Write an initiative in a state."""
        return declared(self.scene.gathering, self.scene.people["organiser"], state)


def remained() -> Remaining:
    """Write a forum with a talk of the participant's that is over."""
    scene = held(parts=("forum",))
    session = Session.objects.create(
        gathering=scene.gathering,
        title=Text.of("en", "Lamps", zh_Hans="路灯"),
        start=datetime(2023, 11, 18, 1, tzinfo=UTC),
        end=datetime(2023, 11, 18, 3, tzinfo=UTC),
    )
    talk = Talk.objects.create(
        gathering=scene.gathering,
        session=session,
        title=Text.of("en", "Lamps of cities", zh_Hans="城市路灯"),
        abstract=Text.of("en", "Lamps are dimmed on demand."),
    )
    person = scene.people["participant"]
    speaker = Speaker.objects.create(
        gathering=scene.gathering,
        user=person,
        name=Text.of("en", "Participant"),
        email=person.email,
    )
    Speaking.objects.create(talk=talk, speaker=speaker)
    return Remaining(scene, talk)


def declared(gathering: Any, by: Any, state: str = "open") -> Declaration:
    """Write an initiative of a gathering in a state."""
    declaration = Declaration(gathering=gathering, act="initiative")
    declaring.write(declaration, by, text_of())
    Declaration.objects.filter(pk=declaration.pk).update(state=state)
    declaration.refresh_from_db()
    return declaration


def text_of(clauses: Any = None, prevails: str = "") -> dict[str, Any]:
    """Return the text of an initiative."""
    return {
        "title": Text.of("en", "Initiative of cities", zh_Hans="城市倡议"),
        "preamble": Text(),
        "clauses": clauses if clauses is not None else CLAUSES,
        "prevails": prevails,
    }


def version_of(declaration: Declaration) -> Version:
    """Return a declaration as it reads now."""
    return declaring.current(declaration)


def pdf(**actions: str) -> bytes:
    """Return slides as PDF.

    Parameters
    ----------
    actions
        ``script``, ``launch``: something that runs when they are opened; ``attachment``;
        ``password``.
    """
    writer = PdfWriter()
    writer.add_blank_page(200, 100)
    kinds = {"script": ("/JavaScript", "/JS"), "launch": ("/Launch", "/F")}
    for name, (kind, key) in kinds.items():
        if name in actions:
            action = DictionaryObject()
            action[NameObject("/S")] = NameObject(kind)
            action[NameObject(key)] = TextStringObject(actions[name])
            writer.root_object[NameObject("/OpenAction")] = action
    if "attachment" in actions:
        writer.add_attachment("a.exe", actions["attachment"].encode())
    if "password" in actions:
        writer.encrypt(actions["password"], algorithm="RC4-128")
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()
