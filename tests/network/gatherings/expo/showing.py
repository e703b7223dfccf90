"""An expo and its booths, in tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from citybricks.network.content.text import Text
from citybricks.network.gatherings.expo.blocks import blocks
from citybricks.network.gatherings.expo.domain import people, showing
from citybricks.network.gatherings.expo.domain.writing import keep, named
from citybricks.network.gatherings.expo.models import Attendant, Booth, Hall
from citybricks.network.members.domain import pictures
from tests.network.gatherings.scene import SLUG, Scene, held

ROOT = f"/gatherings/{SLUG}/expo/"
GLB = blocks([(0.8, 0.2, 0.1), (0.2, 0.4, 0.8)])
WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + bytes(2_000)
VTT = b"WEBVTT\n\n00:00.000 --> 00:02.000\nA lamp is lit.\n"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
SAID = {
    "language": "en", "alt_en": "Coloured blocks", "alt_zh": "彩色积木", "credit": "",
    "title_en": "Lamps at work", "title_zh": "路灯",
}  # fmt: skip


@dataclass
class Expo:
    """The gathering, its people, a hall and a booth that can be published."""

    scene: Scene
    hall: Hall
    booth: Booth

    def client(self, role: str) -> Any:
        """Return the browser of somebody in a role."""
        return self.scene.client(role)

    def page(self, end: str = "", booth: Booth | None = None) -> str:
        """Return the address of a booth's page."""
        return f"{ROOT}booths/{(booth or self.booth).pk}/{end}"

    def another(self, name: str = "Lamp works", zh: str = "路灯厂", **values: Any) -> Booth:
        """Make a published booth of an organisation that is named."""
        given: dict[str, Any] = {"state": "published", "theme": "smart-city", "country": "KE"}
        booth = Booth(gathering=self.scene.gathering, **(given | values))
        booth.organisation = Text.of("en", name, zh_Hans=zh)
        booth.title = booth.title or Text.of("en", "Street lamps", zh_Hans="路灯")
        booth.summary = booth.summary or Text.of("en", "Lamps that report faults.", zh_Hans="报修")
        return keep(booth)


def settle() -> Expo:
    """Write the gathering, a hall and a booth of Tianjin's that can be published."""
    scene = held()
    hall = Hall.objects.create(
        gathering=scene.gathering, code="a", theme="sustainability", rows=9, columns=12
    )
    booth = Booth(gathering=scene.gathering, member=scene.tianjin, country="CN")
    booth.organisation, booth.theme = named(scene.tianjin), "sustainability"
    booth.title = Text.of("zh-Hans", "太阳能长椅", en="Solar benches")
    booth.summary = Text.of("zh-Hans", "给手机充电的长椅。", en="Benches that charge phones.")
    booth.description = Text.of("zh-Hans", "在公园里。", en="In parks.")
    keep(booth)
    showing.keep_picture(booth, SAID | {"kind": "logo"}, picture())
    there = Attendant.objects.create(booth=booth, email="host@cities.example", name="Host")
    people.add_hours(there, date(2023, 11, 18), time(9), time(12))
    return Expo(scene, hall, booth)


def picture() -> pictures.Drawn:
    """Draw a picture."""
    return pictures.drawn(png())


def png(width: int = 240, height: int = 240) -> bytes:
    """Return a picture as PNG."""
    import io

    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(buffer, "PNG")
    return buffer.getvalue()
