"""Pictures of members: what is read, what is refused, what is sent."""

from __future__ import annotations

import io
import struct
import zlib
from contextlib import suppress
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from citybricks.network.intake.models import Upload
from citybricks.network.members.domain import pictures
from citybricks.network.members.models import Member, Picture
from tests.network.members.scene import ROLES, Scene

WORDS = {"language": "en", "alt": "The port of Kobe at night", "credit": "City of Kobe"}


def image(kind: str = "JPEG", size: tuple[int, int] = (400, 300), mode: str = "RGB") -> bytes:
    """Return a picture with a gradient, and with what a camera adds."""
    picture = Image.linear_gradient("L").resize(size).convert(mode)
    exif = Image.Exif()
    exif[0x010F] = "Camera of Ana"
    exif[0x0112] = 6  # turned by a quarter
    buffer = io.BytesIO()
    picture.save(buffer, kind, exif=exif)
    return buffer.getvalue()


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """Return the head of a PNG that says it is enormous."""

    def chunk(name: bytes, content: bytes) -> bytes:
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    end = chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + end


def sent(scene: Scene, content: bytes | None, name: str = "port.jpg", **words: Any) -> HttpResponse:
    file = {} if content is None else {"file": SimpleUploadedFile(name, content)}
    url = reverse("member-picture-edit", args=["kobe"])
    answer: HttpResponse = scene.client("officer").post(url, WORDS | words | file)
    return answer


@pytest.mark.parametrize("kind", pictures.FORMATS)
def test_a_picture_is_written_anew_upright_and_without_what_cameras_add(kind: str) -> None:
    made = pictures.drawn(image(kind, (2400, 1200)))
    assert (made.width, made.height) == (800, 1600)
    for content, longest in ((made.large, 1600), (made.small, 640)):
        with Image.open(io.BytesIO(content)) as read:
            assert (read.format, max(read.size)) == ("WEBP", longest)
            assert not read.getexif()
            assert not read.info.get("icc_profile")
        assert b"Camera of Ana" not in content


@pytest.mark.parametrize("mode", ["L", "LA", "RGBA", "P", "1", "I;16"])
def test_pictures_of_every_mode_are_read(mode: str) -> None:
    buffer = io.BytesIO()
    Image.new(mode, (300, 300)).save(buffer, "PNG")
    assert pictures.drawn(buffer.getvalue()).width == 300


def gif() -> bytes:
    buffer = io.BytesIO()
    Image.new("P", (300, 300)).save(buffer, "GIF")
    return buffer.getvalue()


REFUSED = {
    "empty": (b"", "submitted file is empty"),
    "text": (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "JPEG, PNG and WebP are allowed"),
    "gif": (gif(), "JPEG, PNG and WebP are allowed"),
    "bomb": (bomb(), "megapixels; at most 40"),
    "large": (bomb(8_000, 6_000), "48 megapixels; at most 40"),
    "truncated": (image("JPEG", (1000, 1000))[:4000], "ends too early or is broken"),
    "truncated-png": (bomb(500, 500), "ends too early or is broken"),
    "small": (image(size=(20, 300)), "20 × 300 pixels; at least 200"),
    "heavy": (image() + b"\0" * 11 * 2**20, "at most 10 MB are allowed"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_picture_is_refused_with_what_is_allowed(scene: Scene, case: str) -> None:
    content, message = REFUSED[case]
    answer = sent(scene, content)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert WORDS["alt"] in answer.content.decode()
    assert not Picture.objects.exists()
    assert not Upload.objects.exists()


@given(st.binary(max_size=200), st.integers(0, 3_000))
@settings(max_examples=60, deadline=None)
def test_broken_bytes_are_read_or_refused_and_never_fail(noise: bytes, at: int) -> None:
    whole = image("PNG")
    with suppress(pictures.UnreadablePictureError):
        made = pictures.drawn(whole[:at] + noise + whole[at + len(noise) :])
        assert made.width >= pictures.LEAST


def test_a_picture_waits_until_its_words_are_there(scene: Scene) -> None:
    answer = sent(scene, image(), alt="")
    assert answer.status_code == 422
    kept = Upload.objects.get()
    assert f'name="kept" value="{kept.pk}"' in answer.content.decode()
    assert sent(scene, None, kept=kept.pk).status_code == 302
    assert Picture.objects.get().alt.text == WORDS["alt"]
    assert not Upload.objects.exists()


def test_a_picture_that_another_person_sent_is_not_taken(scene: Scene) -> None:
    sent(scene, image(), alt="")
    url = reverse("member-picture-edit", args=["kobe"])
    answer = scene.client("admin").post(url, WORDS | {"kept": Upload.objects.get().pk})
    assert answer.status_code == 422
    assert not Picture.objects.exists()


def test_words_change_without_another_file(scene: Scene) -> None:
    sent(scene, image())
    before = Picture.objects.get()
    assert sent(scene, None, alt="Kobe by day").status_code == 302
    after = Picture.objects.get()
    assert (after.digest, after.alt.text, after.alt.revision) == (before.digest, "Kobe by day", 2)
    assert after.history.count() == 2


def test_a_picture_is_sent_to_be_kept_for_a_year(scene: Scene) -> None:
    sent(scene, image())
    picture = Picture.objects.get()
    for name, content in (("picture", picture.content), ("picture-small", picture.small)):
        url = reverse(f"member-{name}", args=["kobe", picture.digest])
        answer = scene.client("visitor").get(url)
        assert (answer.status_code, answer.content) == (200, bytes(content))
        assert answer.headers["Content-Type"] == "image/webp"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    other = reverse("member-picture", args=["turin", picture.digest])
    assert scene.client("visitor").get(other).status_code == 404


def test_the_picture_of_a_member_that_is_not_public_is_for_its_people(scene: Scene) -> None:
    sent(scene, image())
    Member.objects.filter(slug="kobe").update(state="withdrawn")
    url = reverse("member-picture", args=["kobe", Picture.objects.get().digest])
    found = {role: scene.client(role).get(url).status_code for role in ROLES}
    inside = {"observer", "delegate", "officer", "admin", "secretariat"}
    assert {role for role in found if found[role] == 200} == inside
    assert set(found.values()) == {200, 404}
    assert "private" in scene.client("officer").get(url).headers["Cache-Control"]


def test_a_picture_is_taken_away(scene: Scene) -> None:
    sent(scene, image())
    scene.client("officer").post(reverse("member-picture-remove", args=["kobe"]))
    assert not Picture.objects.exists()
    assert Picture.history.count() == 2
