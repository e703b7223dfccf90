"""Exhibitors write their booth, step by step; what is refused changes nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from citybricks.network.gatherings.expo.domain import people
from citybricks.network.gatherings.expo.models import Attendant, Booth, Hours, Picture
from citybricks.network.intake.models import Upload
from citybricks.network.notices.models import Notice
from tests.network.gatherings.expo.showing import GLB, PDF, ROOT, SAID, VTT, WEBM, Expo, png

TEXTS = {
    "language": "zh-Hans", "title_zh": "太阳能长椅", "title_en": "Solar benches",
    "summary_zh": "充电。", "summary_en": "They charge.", "description_zh": "",
    "description_en": "", "theme": "sustainability", "fields_": ["energy"], "website": "",
    "languages": "中文, en",
}  # fmt: skip


def file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def said(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_booth_is_written_sent_and_published(expo: Expo) -> None:
    exhibitor, organiser = expo.client("exhibitor"), expo.client("organiser")
    assert exhibitor.post(expo.page("edit/"), TEXTS).status_code == 302
    assert exhibitor.post(expo.page("move/"), {"action": "submit"}).status_code == 302
    assert Notice.objects.filter(person=expo.scene.people["organiser"]).count() == 1
    assert expo.client("visitor").get(expo.page()).status_code == 404
    assert organiser.post(expo.page("move/"), {"action": "publish"}).status_code == 302
    booth = Booth.objects.get(pk=expo.booth.pk)
    assert booth.is_public
    assert (booth.fields, booth.languages) == (["energy"], ["zh-Hans", "en"])
    assert expo.client("visitor").get(expo.page()).status_code == 200
    assert booth.history.count() >= 3


def test_what_is_missing_is_told_before_a_booth_is_sent(expo: Expo) -> None:
    Picture.objects.all().delete()
    Hours.objects.all().delete()
    answer = expo.client("exhibitor").post(expo.page("move/"), {"action": "submit"})
    assert answer.status_code == 422
    assert "A logo or a picture, told in words" in said(answer)
    assert "Somebody who is there, with hours" in said(answer)
    assert Booth.objects.get(pk=expo.booth.pk).state == "draft"


def test_a_booth_is_sent_back_with_a_reason(expo: Expo) -> None:
    exhibitor, organiser = expo.client("exhibitor"), expo.client("organiser")
    exhibitor.post(expo.page("move/"), {"action": "submit"})
    assert organiser.post(expo.page("move/"), {"action": "return"}).status_code == 422
    organiser.post(expo.page("move/"), {"action": "return", "reason": "Which parks?"})
    assert "Which parks?" in said(exhibitor.get(expo.page("edit/")))


def test_a_translation_of_an_earlier_text_says_so(expo: Expo) -> None:
    exhibitor = expo.client("exhibitor")
    exhibitor.post(expo.page("edit/"), TEXTS)
    exhibitor.post(expo.page("edit/"), TEXTS | {"title_zh": "太阳能长椅与灯"})
    title = Booth.objects.get(pk=expo.booth.pk).title
    assert title.shown("zh-Hans").text == "太阳能长椅与灯"
    assert title.shown("en").state == "outdated"


def test_a_picture_is_drawn_anew_and_told_in_words(expo: Expo) -> None:
    exhibitor, address = expo.client("exhibitor"), expo.page("edit/pictures/")
    given = SAID | {"kind": "picture"}
    wordless = given | {"alt_en": "", "alt_zh": "", "file": file("a.png", png())}
    answer = exhibitor.post(address, wordless)
    assert answer.status_code == 422
    assert "Say what the picture shows" in said(answer)
    kept = Upload.objects.get()
    assert exhibitor.post(address, given | {"kept": kept.pk}).status_code == 302
    row = expo.booth.pictures.get(kind="picture")
    assert bytes(row.content)[8:12] == b"WEBP"
    assert not Upload.objects.exists()
    shown = exhibitor.get(expo.page(f"pictures/{row.digest}.webp"))
    assert shown.headers["Content-Type"] == "image/webp"
    assert expo.client("visitor").get(expo.page(f"pictures/{row.digest}.webp")).status_code == 404


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"file": file("a.webm", WEBM)}, "A video needs captions"),
        (
            {"file": file("a.webm", WEBM), "captions": file("a.vtt", b"1\n00:00")},
            "captions are WebVTT, which begins with WEBVTT",
        ),
        ({"file": file("a.webm", b"film"), "captions": file("a.vtt", VTT)}, "WebM and MP4"),
        ({}, "Choose a file."),
    ],
)
def test_a_video_without_captions_is_refused(expo: Expo, given: dict[str, Any], wrong: str) -> None:
    data = SAID | {"captions_language": "en"} | given
    answer = expo.client("exhibitor").post(expo.page("edit/videos/"), data)
    assert answer.status_code == 422
    assert wrong in said(answer)
    assert not expo.booth.videos.exists()


def test_a_video_is_shown_with_captions_and_sent_in_parts(expo: Expo) -> None:
    exhibitor = expo.client("exhibitor")
    data = SAID | {"captions_language": "en", "file": file("a.webm", WEBM)}
    given = data | {"captions": file("a.vtt", VTT)}
    assert exhibitor.post(expo.page("edit/videos/"), given).status_code == 302
    video = expo.booth.videos.get()
    more = {"captions_language": "zh-Hans", "file": file("zh.vtt", VTT)}
    assert exhibitor.post(expo.page(f"edit/videos/{video.pk}/"), more).status_code == 302
    assert sorted(video.captions.values_list("language", flat=True)) == ["en", "zh-Hans"]
    page = exhibitor.get(expo.page())
    assert "autoplay" not in said(page)
    assert said(page).count("<track") == 2
    assert "media-src 'self'" in page.headers["Content-Security-Policy"]
    part = exhibitor.get(expo.page(f"videos/{video.digest}"), headers={"Range": "bytes=4-7"})
    assert (part.status_code, part.content) == (206, WEBM[4:8])
    assert part.headers["Content-Range"] == f"bytes 4-7/{len(WEBM)}"
    far = exhibitor.get(expo.page(f"videos/{video.digest}"), headers={"Range": "bytes=9999-"})
    assert far.status_code == 416


def test_a_model_that_is_refused_leaves_the_one_before(expo: Expo) -> None:
    exhibitor, address = expo.client("exhibitor"), expo.page("edit/model/")
    assert exhibitor.post(address, SAID | {"file": file("a.glb", GLB)}).status_code == 302
    before = Booth.objects.get(pk=expo.booth.pk).model
    outside = GLB.replace(b'"byteLength":', b'"uri":"a.bin","byteLength":', 1)
    for content in (outside, b"glTF" + bytes(2**20), b"solid"):
        answer = exhibitor.post(address, SAID | {"file": file("b.glb", content)})
        assert answer.status_code == 422
        assert "is-invalid" not in said(answer)
    assert Booth.objects.get(pk=expo.booth.pk).model.digest == before.digest
    assert Booth.objects.get(pk=expo.booth.pk).shows == ["model"]


def test_a_document_is_a_pdf_that_is_taken_home(expo: Expo) -> None:
    exhibitor, address = expo.client("exhibitor"), expo.page("edit/documents/")
    given = SAID | {"document_language": "en"}
    answer = exhibitor.post(address, given | {"file": file("a.pdf", b"<html>")})
    assert "The file is no PDF" in said(answer)
    assert exhibitor.post(address, given | {"file": file("a.pdf", PDF)}).status_code == 302
    row = expo.booth.documents.get()
    sent = exhibitor.get(expo.page(f"documents/{row.digest}.pdf"))
    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in sent.headers["Content-Security-Policy"]


def test_a_person_is_invited_by_the_member_and_not_by_who_was_invited(expo: Expo) -> None:
    given = {
        "name": "Li",
        "email": "participant@cities.example",
        "languages": "zh, en",
        "edits": "on",
    }
    assert expo.client("exhibitor").post(expo.page("edit/people/"), given).status_code == 302
    invited = expo.client("participant")
    assert invited.get(expo.page("edit/")).status_code == 200
    again = given | {"email": "another@cities.example"}
    assert invited.post(expo.page("edit/people/"), again).status_code == 404
    twice = expo.client("exhibitor").post(expo.page("edit/people/"), given)
    assert "participant@cities.example is invited already." in said(twice)


def test_who_is_there_now_follows_the_clock_of_the_gathering(expo: Expo) -> None:
    from datetime import UTC, datetime

    morning = datetime(2023, 11, 18, 1, 30, tzinfo=UTC)  # 09:30 in Shanghai
    evening = datetime(2023, 11, 18, 9, 30, tzinfo=UTC)
    assert [one.now for one in people.there(expo.booth, morning)] == [True]
    assert [one.now for one in people.there(expo.booth, evening)] == [False]
    assert people.staffed_now(expo.scene.gathering, morning) == {expo.booth.pk}


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"day": "2023-11-20"}, "2023-11-20 is not a day of the gathering"),
        ({"starts": "12:00", "ends": "09:00"}, "09:00 is not after 12:00"),
        ({"starts": "11:00", "ends": "13:00"}, "Host has hours then already."),
        ({"day": "soon"}, "Enter a valid date."),
    ],
)
def test_hours_that_cannot_be_are_refused(expo: Expo, given: dict[str, str], wrong: str) -> None:
    there = Attendant.objects.get(booth=expo.booth)
    data = {"day": "2023-11-18", "starts": "14:00", "ends": "16:00"} | given
    answer = expo.client("exhibitor").post(expo.page(f"edit/people/{there.pk}/"), data)
    assert answer.status_code == 422
    assert wrong in said(answer)
    assert there.hours.count() == 1


def test_exhibitors_write_their_booth_and_no_other(expo: Expo) -> None:
    other = expo.another()
    exhibitor = expo.client("exhibitor")
    for end in ("edit/", "edit/pictures/", "edit/people/", "edit/preview/", "statistics/"):
        assert exhibitor.get(expo.page(end, other)).status_code == 404
    assert exhibitor.post(expo.page("move/", other), {"action": "withdraw"}).status_code == 404
    assert exhibitor.get(f"{ROOT}desk/").status_code == 404
    assert expo.client("organiser").get(expo.page("edit/", other)).status_code == 200


def test_an_officer_begins_a_booth_of_the_own_member_only(expo: Expo) -> None:
    exhibitor = expo.client("exhibitor")
    wrong = exhibitor.post(f"{ROOT}new/", {"member": "shanghai", "size": "S"})
    assert wrong.status_code == 422
    made = exhibitor.post(f"{ROOT}new/", {"member": "tianjin", "size": "M"})
    assert made.status_code == 302
    assert expo.client("outsider").get(f"{ROOT}new/").status_code == 404


def test_an_organiser_names_an_organisation_and_who_writes_for_it(expo: Expo) -> None:
    organiser = expo.client("organiser")
    answer = organiser.post(f"{ROOT}new/", {"organisation_en": "Lamp works", "size": "S"})
    assert "Say which country or region it comes from." in said(answer)
    given = {"organisation_en": "Lamp works", "size": "S", "country": "KE"}
    given["email"] = "OUTSIDER@cities.example"
    assert organiser.post(f"{ROOT}new/", given).status_code == 302
    booth = Booth.objects.latest("created")
    assert booth.organisation.text == "Lamp works"
    assert expo.client("outsider").get(expo.page("edit/", booth)).status_code == 200
