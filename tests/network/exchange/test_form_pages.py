"""Writing: what is typed is never lost, and what does not fit is said in the reader's language."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from citybricks.network.exchange.models import Listing
from citybricks.network.exchange.vocabulary import State
from tests.network.exchange.scene import Scene

GIVEN: dict[str, Any] = {
    "side": "offer",
    "type": "technology",
    "member": "shanghai",
    "language": "zh-Hans",
    "title": "路灯节能",
    "title_en": "Lamps that save energy",
    "summary": "路灯按需调光。",
    "description": "运行五年。",
    "trl": "9",
    "partnerships": ["pilot"],
    "fields_": ["energy"],
    "regions": "非洲, Brazil",
    "languages": "中文, en",
    "sdg": "7.3",
    "expires": (timezone.localdate() + timedelta(days=100)).isoformat(),
}


def sent(client: Client, reader: str = "en", **changes: Any) -> Any:
    """Send the form of a new listing."""
    data = GIVEN | changes
    return client.post("/exchange/new/", data, headers={"Accept-Language": reader})


def test_a_draft_is_kept_in_the_language_it_was_written_in(scene: Scene) -> None:
    answer = sent(scene.client("officer"), do="keep")
    listing = Listing.objects.get()
    assert answer["Location"] == f"/exchange/{listing.ulid}/"
    assert listing.title.versions() == {"zh-Hans": "路灯节能", "en": "Lamps that save energy"}
    assert (listing.state, listing.regions, listing.languages) == (
        State.DRAFT, ["002", "BR"], ["zh-Hans", "en"],
    )  # fmt: skip
    assert listing.author == scene.people["officer"]
    assert listing.history.count() == 1


def test_a_complete_one_goes_to_the_quality_check(scene: Scene) -> None:
    sent(scene.client("officer"), do="submit")
    assert Listing.objects.get().state == State.CHECKING


def test_an_incomplete_one_is_kept_as_a_draft_and_what_is_missing_is_said(scene: Scene) -> None:
    answer = sent(scene.client("officer"), do="submit", title_en="", trl="")
    assert answer.status_code == 422
    page = answer.content.decode()
    listing = Listing.objects.get()
    assert listing.state == State.DRAFT
    assert f'action="/exchange/{listing.ulid}/edit/"' in page  # sending again makes no second one
    assert "A title in Chinese and in English" in page
    assert "路灯按需调光。" in page


@pytest.mark.parametrize(
    ("field", "value", "en", "zh"),
    [
        ("trl", "10", "whole number from 1 to 9; 10 is not", "10不在此列"),
        ("trl", "many", "whole number from 1 to 9", "1至9的整数"),
        ("language", "tlh-xx-yyyyyyyyyyyyy", "is no language", "不是语言"),
        ("regions", "Atlantis", "“Atlantis” is no country", "“Atlantis”不是国家或地区"),
        ("sdg", "11.99", "“11.99” is no target", "“11.99”不是可持续发展具体目标"),
        ("bricks", "no-such-brick", "There is no brick", "没有名为"),
        ("expires", "2020-01-01", "has passed", "已过"),
        ("expires", "soon", "valid date", "日期"),
        ("evidence", "javascript:alert(1)", "nor a DOI", "也不是DOI"),
        ("description", "字" * 20_000, "20000 characters; at most 10000", "20000 个字符"),
        ("member", "turin", "Select a valid choice", "选择一个有效的选项"),
        ("type", "magic", "Select a valid choice", "选择一个有效的选项"),
        ("fields_", ["magic"], "Select a valid choice", "选择一个有效的选项"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_typed_is_lost(
    scene: Scene, field: str, value: Any, en: str, zh: str
) -> None:
    for reader, said in (("en", en), ("zh-hans", zh)):
        answer = sent(scene.client("officer"), reader, **{field: value, "title": "街灯"})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert said in page
        assert "街灯" in page
        assert "路灯按需调光。" in page
        if isinstance(value, str) and field not in {"member", "type"}:
            assert value in page
    assert not Listing.objects.exists()


def test_a_draft_without_any_title_is_refused(scene: Scene) -> None:
    answer = sent(scene.client("officer"), title="", title_en="")
    assert answer.status_code == 422
    assert b"A title is needed" in answer.content


def test_html_and_scripts_are_shown_as_they_were_typed(scene: Scene) -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    sent(scene.client("officer"), do="keep", title=attack, description=f"**bold** {attack}")
    listing = Listing.objects.get()
    page = scene.client("officer").get(f"/exchange/{listing.ulid}/").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;" in page
    assert "<strong>bold</strong>" in page


def test_words_from_right_to_left_are_marked_with_their_language(scene: Scene) -> None:
    sent(scene.client("officer"), do="keep", language="ar", title="إنارة الشوارع", title_en="")
    page = scene.client("officer").get(f"/exchange/{Listing.objects.get().ulid}/").content.decode()
    assert '<span lang="ar" dir="auto">إنارة الشوارع</span>' in page
    assert "Original shown: Arabic" in page


def test_what_is_published_stays_complete(scene: Scene) -> None:
    listing = scene.listing()
    data = GIVEN | {"partnerships": []}
    answer = scene.client("officer").post(f"/exchange/{listing.ulid}/edit/", data)
    assert answer.status_code == 422
    assert Listing.objects.get().partnerships == ["pilot"]


def test_editing_cannot_move_a_listing_to_another_side_or_member(scene: Scene) -> None:
    listing = scene.listing("draft")
    data = GIVEN | {"side": "need", "member": "turin", "title": "新标题"}
    scene.client("officer").post(f"/exchange/{listing.ulid}/edit/", data)
    kept = Listing.objects.get()
    assert (kept.side, kept.member, kept.title.text) == ("offer", scene.shanghai, "新标题")
    assert kept.title.shown("en").state == "outdated"


def test_an_expiry_that_has_passed_may_stay_as_it_is_in_a_draft(scene: Scene) -> None:
    listing = scene.listing("draft", expires=timezone.localdate() - timedelta(days=9))
    data = GIVEN | {"expires": listing.expires.isoformat(), "title": "新"}
    answer = scene.client("officer").post(f"/exchange/{listing.ulid}/edit/", data)
    assert answer.status_code == 302


def test_a_translation_stands_beside_the_original_and_says_whose_it_is(scene: Scene) -> None:
    listing = scene.listing()
    client, address = scene.client("officer"), f"/exchange/{listing.ulid}/translate/"
    page = client.get(f"{address}?to=pt").content.decode()
    assert 'lang="zh-Hans"' in page
    assert "在三个区运行五年。" in page
    client.post(address, {"to": "pt", "title": "Luzes", "description": "Cinco anos"})
    kept = Listing.objects.get()
    assert kept.title.translations["pt"].text == "Luzes"
    assert kept.description.translations["pt"].by == "Shanghai"
    assert "pt" not in kept.summary.translations


def test_a_translation_that_is_too_long_is_shown_again(scene: Scene) -> None:
    listing = scene.listing()
    long = {"to": "pt", "title": "á" * 500, "description": "Cinco anos"}
    answer = scene.client("officer").post(f"/exchange/{listing.ulid}/translate/", long)
    assert answer.status_code == 422
    assert "á" * 500 in answer.content.decode()
    assert "Cinco anos" in answer.content.decode()
    assert not Listing.objects.get().title.translations.get("pt")


def test_a_reason_that_is_missing_is_asked_for_on_a_page_of_its_own(scene: Scene) -> None:
    listing = scene.listing("checking")
    desk = scene.client("secretariat")
    answer = desk.post(f"/exchange/{listing.ulid}/move/", {"action": "return", "reason": " "})
    assert answer.status_code == 422
    assert b"Say what has to be changed" in answer.content


def test_an_empty_message_is_refused_and_a_long_one_is_shown_again(scene: Scene) -> None:
    address = f"/exchange/{scene.listing().ulid}/interest/"
    client = scene.client("outsider")
    data = {"member": "turin", "language": "it", "message": " "}
    assert b"nobody answers an empty message" in client.post(address, data).content
    long = client.post(address, data | {"message": "è" * 4_000})
    assert long.status_code == 422
    assert "è" * 4_000 in long.content.decode()


def test_history_tells_who_changed_what(scene: Scene) -> None:
    client = scene.client("officer")
    sent(client, do="keep")
    ulid = Listing.objects.get().ulid
    client.post(f"/exchange/{ulid}/edit/", GIVEN | {"title": "新标题"})
    page = client.get(f"/exchange/{ulid}/history/").content.decode()
    assert "Officer" in page
    assert '<del lang="" dir="auto">[zh-Hans] 路灯节能 / [en]' in page
    assert '<ins lang="" dir="auto">[zh-Hans] 新标题 / [en]' in page
    assert '<dt>state</dt><dd><ins lang="" dir="auto">Draft</ins></dd>' in page
