"""What has changed of a member, as its people and the secretariat read it."""

from __future__ import annotations

from django.urls import reverse

from citybricks.network.members.domain import life
from citybricks.network.members.domain.changes import changes
from tests.network.members.scene import Scene

FACT = {
    "language": "en", "label": "Containers", "bound": "=", "value": "3", "year": "2024",
    "source": "Port of Kobe",
}  # fmt: skip


def page(scene: Scene, role: str = "observer", slug: str = "kobe") -> str:
    return scene.client(role).get(reverse("member-history", args=[slug])).content.decode()


def test_who_changed_what_is_told_with_before_and_after(scene: Scene) -> None:
    url = reverse("member-edit", args=["kobe"])
    scene.client("officer").post(
        url, {"name-en": "Kobe", "name-ja": "神戸市", "language": "en", "story": "A green port."}
    )
    told = page(scene)
    assert "Officer" in told
    assert '<del lang="" dir="auto">[en] A port city.</del>' in told
    assert '<ins lang="" dir="auto">[en] A green port.</ins>' in told


def test_in_chinese_too_a_change_is_told_apart_from_its_time(scene: Scene) -> None:
    url = reverse("member-edit", args=["kobe"])
    scene.client("officer").post(url, {"name-en": "Kobe", "name-ja": "神戸", "language": "en"})
    there = reverse("member-history", args=["kobe"])
    page = scene.client("officer").get(there, headers={"Accept-Language": "zh-hans"}).text
    assert "<b>会员单位</b> 已变更" in page


def test_what_was_added_and_removed_is_told(scene: Scene) -> None:
    scene.client("officer").post(reverse("member-facts", args=["kobe"]), FACT)
    fact = scene.kobe.facts.get()
    scene.client("admin").post(reverse("member-fact-remove", args=["kobe", fact.pk]))
    found = [change for change in changes(scene.kobe, with_applications=False) if change.by]
    assert [(str(c.what), c.action, c.by.name) for c in found] == [
        ("fact", "-", "Admin"),
        ("fact", "+", "Officer"),
    ]
    assert "[en] Containers" in page(scene)


def test_a_relation_is_told_by_names_not_by_numbers(scene: Scene) -> None:
    given = {"other": "turin", "kind": "sister", "language": "en", "source": "News"}
    scene.client("officer").post(reverse("member-relations", args=["kobe"]), given)
    (made,) = [one for one in changes(scene.turin, with_applications=False) if one.by]
    assert [column.after for column in made.columns if column.after in {"Kobe", "Turin"}] == [
        "Kobe",
        "Turin",
    ]
    assert "Sister cities" in {column.after for column in made.columns}


def test_saves_that_change_nothing_are_not_told(scene: Scene) -> None:
    before = len(changes(scene.kobe, with_applications=True))
    scene.kobe.save()
    assert len(changes(scene.kobe, with_applications=True)) == before


def test_why_a_member_is_suspended_is_told(scene: Scene) -> None:
    life.move(scene.kobe, "suspend", scene.people["secretariat"], "No answer for two years")
    assert "No answer for two years" in page(scene)


def test_what_applicants_wrote_is_told_to_the_secretariat_only(scene: Scene) -> None:
    one = scene.application()
    life.answer(one, "review", scene.people["secretariat"])
    accepted = life.answer(one, "accept", scene.people["secretariat"])
    assert accepted.state == "accepted"
    assert "Mayor&#x27;s office" in page(scene, "secretariat", "pau")
    assert "Mayor&#x27;s office" not in page(scene, "applicant", "pau")


def test_every_write_on_a_page_has_a_row_of_history_with_its_author(scene: Scene) -> None:
    before = scene.kobe.history.count()
    scene.client("officer").post(reverse("member-facts", args=["kobe"]), FACT)
    fact = scene.kobe.facts.get()
    key = f"fact-{fact.pk}-label"
    scene.client("officer").post(reverse("member-translate", args=["kobe", "pt"]), {key: "Caixas"})
    assert fact.history.count() == 2
    assert {row.history_user.name for row in fact.history.all()} == {"Officer"}
    assert scene.kobe.history.count() == before + 2
