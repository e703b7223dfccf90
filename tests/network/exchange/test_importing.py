"""A table becomes drafts, all of them or none."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from citybricks.network.content.text import Text
from citybricks.network.exchange.models import Listing
from citybricks.network.exchange.vocabulary import State
from citybricks.network.intake.models import Upload
from tests.network.exchange.scene import Scene

GOOD = """side,type,member,language,title:zh-Hans,title:en,title:pt,summary:zh-Hans,trl,sdg,fields
offer,technology,shanghai,zh-Hans,路灯节能,Lamps,Luzes,按需调光,9,7.3; 11.6,energy
need,talent,shanghai,zh-Hans,交通工程师,Engineers,,借调一年,,,mobility
"""
BAD = """side,member,title:en,trl,regions,colour
offer,shanghai,Lamps,12,BR,red
lend,turin,,9,Atlantis,blue
"""


def sent(scene: Scene, content: bytes | str, name: str = "table.csv", **more: str) -> Any:
    """Send a table."""
    content = content.encode() if isinstance(content, str) else content
    file = {"table": SimpleUploadedFile(name, content)} if content else {}
    return scene.client("officer").post("/exchange/import/", file | more)


def confirmed(scene: Scene) -> Any:
    """Confirm the table that was sent."""
    data = {"token": Upload.objects.get().token, "confirm": "yes"}
    return scene.client("officer").post("/exchange/import/", data)


def test_a_table_is_looked_at_before_anything_is_kept(scene: Scene) -> None:
    page = sent(scene, GOOD)
    assert page.status_code == 200
    assert "路灯节能" in page.content.decode()
    assert not Listing.objects.exists()


def test_confirmed_every_row_becomes_a_draft_with_its_translations(scene: Scene) -> None:
    sent(scene, GOOD)
    assert confirmed(scene).status_code == 302
    lamps, engineers = Listing.objects.order_by("ulid")
    assert lamps.title.versions() == {"zh-Hans": "路灯节能", "en": "Lamps", "pt": "Luzes"}
    assert (lamps.state, lamps.trl, lamps.sdg) == (State.DRAFT, 9, ["7.3", "11.6"])
    assert (engineers.side, engineers.type, engineers.fields) == ("need", "talent", ["mobility"])
    assert not Upload.objects.exists()


def test_a_table_of_the_mainland_is_read_too(scene: Scene) -> None:
    sent(scene, GOOD.replace("title:pt", "x").replace("Luzes", "").encode("gb18030"))
    confirmed(scene)
    assert next(listing.title.text for listing in Listing.objects.order_by("ulid")) == "路灯节能"


def test_what_does_not_fit_is_named_by_row_and_column_and_nothing_is_kept(scene: Scene) -> None:
    page = sent(scene, BAD)
    assert page.status_code == 422
    said = page.content.decode()
    for wanted in (
        "whole number from 1 to 9; 12",
        "“Atlantis” is no country",
        "<code>colour</code>",
    ):
        assert wanted in said
    for column in ("trl", "side", "member", "regions", "title"):
        assert f"<code>{column}</code>" in said
    assert confirmed(scene).status_code == 422
    assert not Listing.objects.exists()


def test_a_title_that_is_there_already_is_linked(scene: Scene) -> None:
    listing = scene.listing()
    page = sent(scene, GOOD).content.decode()
    assert "has a listing with this title already" in page
    assert f"/exchange/{listing.ulid}/" in page


def test_two_rows_of_one_title_are_refused(scene: Scene) -> None:
    line = GOOD.splitlines()[1]
    assert b"Another row has the same title" in sent(scene, GOOD + line).content


def test_json_ld_that_we_give_out_is_taken_in(scene: Scene) -> None:
    thing = {
        "@context": "https://schema.org",
        "@type": "Demand",
        "name": [{"@language": "en", "@value": "Quiet roads"}],
        "description": [{"@language": "en", "@value": "Roads that are quiet at night"}],
    }
    sent(scene, json.dumps({"@graph": [thing]}), "needs.jsonld")
    confirmed(scene)
    need = Listing.objects.get()
    assert (need.side, need.title.text, need.member) == ("need", "Quiet roads", scene.shanghai)


def test_the_table_that_is_given_out_can_be_sent_in_again(scene: Scene) -> None:
    listing = scene.listing(regions=["002", "BR"], evidence=["https://doi.org/10.1000/x"])
    answer = scene.client("visitor").get("/exchange/offers-and-needs.csv")
    table = b"".join(answer.streaming_content)
    Listing.objects.all().delete()
    sent(scene, table)
    confirmed(scene)
    again = Listing.objects.get()
    for name in ("side", "type", "trl", "regions", "evidence", "fields", "sdg", "expires"):
        assert getattr(again, name) == getattr(listing, name), name
    assert again.title.versions() == listing.title.versions()


def test_words_like_formulas_come_back_as_they_were(scene: Scene) -> None:
    title, summary = Text.of("en", "=HYPERLINK(1)", zh_Hans="@路灯"), Text.of("en", "'-50 %")
    scene.listing(title=title, summary=summary)
    table = b"".join(
        scene.client("visitor").get("/exchange/offers-and-needs.csv").streaming_content
    )
    assert b"'=HYPERLINK(1)" in table
    Listing.objects.all().delete()
    sent(scene, table)
    confirmed(scene)
    again = Listing.objects.get()
    assert (again.title.versions(), again.summary.text) == (title.versions(), "'-50 %")


@pytest.mark.parametrize(
    ("content", "name"), [("", "table.csv"), (b"\x89PNG\x00\x01", "photo.png"), (" ", "table.csv")]
)
def test_what_is_no_table_is_refused(scene: Scene, content: bytes | str, name: str) -> None:
    answer = sent(scene, content, name)
    assert answer.status_code == 422
    assert b'role="alert"' in answer.content


def test_nobody_takes_over_the_table_of_another(scene: Scene) -> None:
    sent(scene, GOOD)
    data = {"token": Upload.objects.get().token, "confirm": "yes"}
    assert scene.client("admin").post("/exchange/import/", data).status_code == 404
