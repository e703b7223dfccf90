"""Two pages of paper."""

from __future__ import annotations

import io
import sys
import time

import pytest
from pypdf import PdfReader

from citybricks.network.content.text import Text
from citybricks.network.members.models import Fact, Member, Place, Relation
from citybricks.network.members.printing import PrintingUnavailableError, pages, printed

pytestmark = pytest.mark.django_db


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_a_member_is_two_pages_in_chinese_and_english(profile: Member) -> None:
    made = printed(profile, "zh-Hans")
    assert made.pages == len(PdfReader(io.BytesIO(made.pdf)).pages) == 2
    text = text_of(made.pdf)
    for said in ("澳门", "Macao", "Macau", "649,335", "2026", "GeoNames", "面积", "Area", "32 km²"):
        assert said in text
    for said in ("交流平台。", "A platform of exchange.", "月球实验室", "Lunar Laboratory"):
        assert said in text
    for said in ("联合研究", "University of Macau", "Shenzhen Daily, 2022-11"):
        assert said in text


def test_the_readers_language_stands_beside_chinese(profile: Member) -> None:
    made = printed(profile, "pt")
    assert "Macau" in text_of(made.pdf)
    assert PdfReader(io.BytesIO(made.pdf)).root_object["/Lang"] == "pt"


def test_the_file_is_tagged_and_has_a_title(profile: Member) -> None:
    read = PdfReader(io.BytesIO(printed(profile, "en").pdf))
    assert read.metadata is not None
    assert read.metadata.title == "澳门 · Macao"
    assert read.root_object["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in read.root_object


def test_a_member_that_says_nothing_is_two_pages(db: None) -> None:
    bare = Member.objects.create(slug="x", kind="association", names={"en": "X"})
    made = printed(bare, "en")
    assert made.pages == 2
    assert "None yet" in text_of(made.pdf)


def long_of(member: Member) -> None:
    """Let a member say far more than fits."""
    member.story = Text.of("en", "A port city. " * 380, zh_Hans="港口城市。" * 900)
    member.quotes = [
        {"text": "It is " + "so " * 200, "language": "en", "source": f"S{n}"} for n in range(9)
    ]
    member.fields = [
        *member.fields,
        "energy",
        "water",
        "waste",
        "education",
        "safety",
        "housing-and-renewal",
    ]
    member.save()
    label = Text.of("en", "Number of something " * 8, zh_Hans="某物的数量" * 10)
    for number in range(40):
        Fact.objects.create(
            member=member, label=label, value=number, year=2020, source=f"F{number}"
        )
        names = {"en": f"Laboratory of {'very ' * 20}long names", "zh-Hans": "实验室" * 20}
        Place.objects.create(member=member, kind="park", names=names, source="P", field="health")
        other = Member.objects.create(slug=f"o{number}", names={"en": f"Other {number}"})
        Relation.objects.create(a=other, b=member, kind="sister", since=1950 + number, source="R")


def test_what_is_too_long_is_shortened_with_a_note_where_the_rest_is(profile: Member) -> None:
    long_of(profile)
    before = time.process_time()
    made = printed(profile, "en")
    spent = time.process_time() - before
    assert made.pages == 2
    text = text_of(made.pdf)
    assert "Shortened; the whole is at" in text
    assert "/members/macao/" in text
    assert "more, at" in text
    assert spent < 8  # of CPU; twice what is promised, for machines that are busy


def test_nothing_is_fetched_from_anywhere(profile: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    profile.story = Text(
        text="![x](https://example.org/x.png) <img src='https://example.org/y.png'>"
    )
    profile.save()

    def refuse(*_args: object, **_options: object) -> None:
        raise AssertionError("a connection is opened")

    monkeypatch.setattr("socket.socket.connect", refuse)
    assert printed(profile, "en").pages == 2


def test_relations_with_those_that_are_not_public_are_not_printed(
    profile: Member, university: Member
) -> None:
    university.state = Member.State.APPLIED
    university.save()
    assert "University of Macau" not in text_of(printed(profile, "en").pdf)


def test_a_machine_without_pango_says_so(profile: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "weasyprint.text.fonts":
                raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.delitem(sys.modules, "weasyprint.text.fonts", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    with pytest.raises(PrintingUnavailableError, match="Pango"):
        pages.profile_pdf(profile, "en")
