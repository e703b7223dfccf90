"""Write a member's profile, what is known of it, and translations; with what may be typed wrong."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from citybricks.kernel.registry import all_bricks
from citybricks.network.content.text import Text
from citybricks.network.finding.models import Entry
from citybricks.network.members.models import Adoption, Fact, Member, Place, Relation
from citybricks.network.notices.models import Notice
from tests.network.members.scene import ROLES, Scene

BRICK = next(iter(all_bricks()))
PROFILE = {"name-en": "Kobe", "name-ja": "神戸市", "language": "en", "story": "A port city."}
GIVEN: dict[str, dict[str, str]] = {
    "facts": {
        "language": "en", "label": "Containers handled", "bound": "=", "value": "2,940,000.5",
        "unit": "", "year": "2024", "source": "Port of Kobe",
    },
    "places": {"kind": "park", "name-en": "Port Island", "field": "health", "language": "en"},
    "relations": {"other": "Torino", "kind": "sister", "since": "1990", "language": "en"},
    "adoptions": {"brick": BRICK, "since": "2025-03-01", "note": "In two wards", "language": "en"},
}  # fmt: skip
MODELS = {"facts": Fact, "places": Place, "relations": Relation, "adoptions": Adoption}


def sent(scene: Scene, page: str, role: str = "officer", **given: Any) -> HttpResponse:
    url = reverse(f"member-{page}", args=["kobe"])
    answer: HttpResponse = scene.client(role).post(url, given)
    return answer


def said(answer: HttpResponse) -> str:
    return answer.content.decode()


def kobe() -> Member:
    return Member.objects.get(slug="kobe")


def test_a_profile_is_written_and_found(scene: Scene) -> None:
    given = PROFILE | {
        "fields_": ["health", "energy"], "languages": "ja, en; Portuguese",
        "population": "1,500,000", "population_year": "2024",
        "population_source": "City of Kobe", "website": "https://kobe.example",
        "other_language": "ko", "other_name": "고베",
    }  # fmt: skip
    before = kobe().history.count()
    assert sent(scene, "edit", **given).status_code == 302
    member = kobe()
    assert member.names == {"en": "Kobe", "ja": "神戸市", "ko": "고베"}
    assert (member.population, member.population_year) == (1_500_000, 2024)
    assert member.languages == ["ja", "en", "pt"]
    assert member.history.count() == before + 1
    assert member.history.latest().history_user == scene.people["officer"]
    assert Entry.objects.filter(key="member:kobe").exists()


def test_a_rewritten_story_makes_its_translations_out_of_date(scene: Scene) -> None:
    member = kobe()
    member.story = member.story.translated("zh-Hans", "港口城市。")
    member.save()
    sent(scene, "edit", **(PROFILE | {"story": "A port city of steel."}))
    assert kobe().story.shown("zh-Hans").state == "outdated"
    sent(scene, "edit", **(PROFILE | {"story": "A port city of steel."}))
    assert kobe().story.revision == 2


def test_groups_are_given_by_the_secretariat_only(scene: Scene) -> None:
    sent(scene, "edit", **(PROFILE | {"groups": ["sco"]}))
    assert kobe().groups == []
    sent(scene, "edit", "secretariat", **(PROFILE | {"groups": ["sco"]}))
    assert kobe().groups == ["sco"]
    sent(scene, "edit", **PROFILE)
    assert kobe().groups == ["sco"]


AHEAD = str(timezone.localdate().year + 1)
WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("edit", {"name-en": "", "name-ja": ""}, "A name in one language is needed"),
    ("edit", {"name-en": "x" * 20_000}, "at most 200 are allowed"),
    ("edit", {"story": "y" * 20_000}, "at most 5000 are allowed"),
    ("edit", {"story": "<img src=x onerror=alert(1)>"}, "The text holds HTML"),
    ("edit", {"language": "klingonisch"}, "is no language"),
    ("edit", {"languages": "en, elbisch"}, "“elbisch” is no language"),
    ("edit", {"other_language": "qq-!!", "other_name": "Z"}, "is no language"),
    ("edit", {"other_language": "ko"}, "What is it called in this language?"),
    ("edit", {"other_name": "고베"}, "Of which language is this name?"),
    ("edit", {"fields_": ["magic"]}, "magic is not one of the available choices"),
    ("edit", {"population": "1500000"}, "Of which year is the population?"),
    ("edit", {"population": "1", "population_year": "2020"}, "Who published the population?"),
    ("edit", {"population": "many", "population_year": "2020"}, "“many” is no whole number"),
    ("edit", {"population_year": "2020"}, "A year is told, and no population"),
    ("edit", {"population": "1", "population_year": AHEAD}, f"“{AHEAD}” is no whole number"),
    ("edit", {"website": "javascript:alert(1)"}, "An address begins with https://"),
    ("facts", {"source": ""}, "Fill this in"),
    ("facts", {"year": ""}, "Fill this in"),
    ("facts", {"year": AHEAD}, f"“{AHEAD}” is no whole number"),
    ("facts", {"label": ""}, "Fill this in"),
    ("facts", {"value": "NaN"}, "“NaN” is no number"),
    ("facts", {"value": "1e400"}, "“1e400” is no number"),
    ("facts", {"quote_date": "2024-13"}, "is no date of something published"),
    ("facts", {"quote_date": f"{AHEAD}-01"}, "is no date of something published"),
    ("facts", {"source_url": "ftp://x"}, "An address begins with https://"),
    ("places", {"name-en": ""}, "A name in one language is needed"),
    ("places", {"kind": "castle"}, "castle is not one of the available choices"),
    ("relations", {"other": "Kobe"}, "no relation with itself"),
    ("relations", {"other": "神戸市"}, "no relation with itself"),
    ("relations", {"other": "Turina"}, "Near: turin"),
    ("relations", {"since": "1999", "until": "1990"}, "1990 is before 1999"),
    ("relations", {"since": AHEAD}, "is no whole number"),
    ("adoptions", {"brick": "no-such-brick"}, "no-such-brick is not one of the available"),
    ("adoptions", {"since": f"{AHEAD}-01-01"}, "lies ahead"),
    ("adoptions", {"since": "yesterday"}, "“yesterday” is no day"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "given", "message"), WRONG)
def test_what_does_not_fit_is_said_and_nothing_typed_is_lost(
    scene: Scene, page: str, given: dict[str, Any], message: str
) -> None:
    rtl = {"edit": "name-ja", "facts": "quote", "places": "quote", "relations": "label"}
    typed = PROFILE if page == "edit" else GIVEN[page]
    typed = typed | {rtl.get(page, "note"): "مدينة البصرة"} | given
    answer = sent(scene, page, **typed)
    assert answer.status_code == 422
    assert message in said(answer)
    if rtl.get(page, "note") not in given:
        assert "مدينة البصرة" in said(answer)
    assert "<img src=x" not in said(answer)
    assert kobe().history.count() == 1
    assert not Fact.objects.exists()
    assert not Relation.objects.exists()


@pytest.mark.parametrize("page", MODELS)
def test_what_is_known_is_added_changed_and_removed_with_history(scene: Scene, page: str) -> None:
    model: Any = MODELS[page]
    single = page.removesuffix("s")
    assert sent(scene, page, **GIVEN[page]).status_code == 302
    row = model.objects.get()
    listed = said(scene.client("officer").get(reverse(f"member-{page}", args=["kobe"])))
    assert f'href="{row.pk}/"' in listed
    url = reverse(f"member-{single}", args=["kobe", row.pk])
    assert scene.client("officer").get(url).status_code == 200
    assert scene.client("officer").post(url, GIVEN[page]).status_code == 302
    gone = reverse(f"member-{single}-remove", args=["kobe", row.pk])
    assert scene.client("officer").post(gone).status_code == 302
    assert not model.objects.exists()
    kinds = list(model.history.order_by("history_id").values_list("history_type", flat=True))
    assert kinds == ["+", "~", "-"]


def test_a_fact_is_a_number_with_year_and_source(scene: Scene) -> None:
    sent(scene, "facts", **GIVEN["facts"])
    fact = Fact.objects.get()
    assert (fact.value, fact.year, fact.source) == (2_940_000.5, 2024, "Port of Kobe")
    form = scene.client("officer").get(reverse("member-fact", args=["kobe", fact.pk]))
    assert 'value="2940000.5"' in said(form)


def test_what_a_member_says_of_a_relation_is_no_report_and_the_other_is_told(scene: Scene) -> None:
    sent(scene, "relations", **GIVEN["relations"])
    relation = Relation.objects.get()
    assert (relation.a.slug, relation.b.slug, relation.reported) == ("kobe", "turin", False)
    told = Notice.objects.get(kind="member.related")
    assert told.person == scene.people["outsider"]
    other = scene.client("outsider").get(reverse("member-relation", args=["turin", relation.pk]))
    assert 'value="kobe"' in said(other)


def test_a_brick_is_told_once(scene: Scene) -> None:
    sent(scene, "adoptions", **GIVEN["adoptions"])
    assert "is among them already" in said(sent(scene, "adoptions", **GIVEN["adoptions"]))


def test_a_change_of_language_writes_nothing(scene: Scene) -> None:
    for state in ("unchecked", "checked"):
        answer = sent(scene, "edit", **(PROFILE | {"story": "New", "only-show": state}))
        assert "New</textarea>" in said(answer)
    assert kobe().story.text == "A port city."


def translate(scene: Scene, tag: str = "zh-Hans", **given: Any) -> HttpResponse:
    url = reverse("member-translate", args=["kobe", tag])
    answer: HttpResponse = scene.client("officer").post(url, given)
    return answer


def test_texts_are_translated_beside_the_original(scene: Scene) -> None:
    sent(scene, "facts", **GIVEN["facts"])
    fact = Fact.objects.get()
    key = f"fact-{fact.pk}-label"
    page = scene.client("officer").get(reverse("member-translate", args=["kobe", "zh-Hans"]))
    assert f'name="{key}"' in said(page)
    assert '<div lang="en" dir="auto" class="lines">A port city.</div>' in said(page)
    assert translate(scene, story="港口城市。", **{key: "处理的集装箱"}).status_code == 302
    made = kobe().story.translations["zh-Hans"]
    assert (made.text, made.by, made.source_revision) == ("港口城市。", "Officer (Kobe)", 1)
    assert Fact.objects.get().label.shown("zh-Hans").text == "处理的集装箱"


def test_a_translation_that_is_left_as_it_is_keeps_who_made_it(scene: Scene) -> None:
    member = kobe()
    member.story = member.story.translated("pt", "Cidade portuária", by="Ana").rewritten("A port")
    member.save()
    translate(scene, "pt", story="Cidade portuária")
    assert kobe().story.translations["pt"].by == "Ana"
    assert kobe().story.shown("pt").state == "outdated"
    page = scene.client("officer").get(reverse("member-translate", args=["kobe", "pt"]))
    assert "Translation of an earlier version" in said(page)
    translate(scene, "pt", story="Cidade portuária", fits=["story"])
    assert kobe().story.shown("pt").state == "translated"
    translate(scene, "pt", story="")
    assert "pt" not in kobe().story.translations


@pytest.mark.parametrize(
    ("typed", "message"), [("x" * 20_000, "at most 5000"), ("<b>x</b>", "The text holds HTML")]
)
def test_a_translation_that_does_not_fit_is_refused_and_kept(
    scene: Scene, typed: str, message: str
) -> None:
    answer = translate(scene, story=typed)
    assert answer.status_code == 422
    assert message in said(answer)
    assert "zh-Hans" not in kobe().story.translations


def test_nothing_is_translated_into_a_language_that_there_is_not(scene: Scene) -> None:
    client = scene.client("officer")
    assert client.get("/members/kobe/translate/q-1-x/").status_code == 404
    answer = client.get(reverse("member-translations", args=["kobe"]), {"to": "<b>"}, follow=True)
    assert "is no language" in said(answer)


OWN = (302, 404, 404, 404, 404, 404)
"""Visitor, stranger, applicant, outsider, observer, delegate: not there."""
PAGES: dict[tuple[str, str], tuple[int, ...]] = {
    ("member-edit", "GET"): (*OWN, 200, 200, 200),
    ("member-edit", "POST"): (*OWN, 422, 422, 422),
    **{(f"member-{page}", "GET"): (*OWN, 200, 200, 200) for page in MODELS},
    **{(f"member-{page}", "POST"): (*OWN, 422, 422, 422) for page in MODELS},
    **{(f"member-{page[:-1]}", "GET"): (*OWN, 200, 200, 200) for page in MODELS},
    **{(f"member-{page[:-1]}", "POST"): (*OWN, 422, 422, 422) for page in MODELS},
    **{(f"member-{page[:-1]}-remove", "POST"): (*OWN, 302, 302, 302) for page in MODELS},
    **{(f"member-{page[:-1]}-remove", "GET"): (302, *[405] * 8) for page in MODELS},
    ("member-picture-edit", "GET"): (*OWN, 200, 200, 200),
    ("member-picture-edit", "POST"): (*OWN, 422, 422, 422),
    ("member-picture-remove", "POST"): (*OWN, 302, 302, 302),
    ("member-translations", "GET"): (*OWN, 200, 200, 200),
    ("member-translate", "GET"): (*OWN, 200, 200, 200),
    ("member-translate", "POST"): (*OWN, 302, 302, 302),
    ("member-history", "GET"): (302, 404, 404, 404, 200, 200, 200, 200, 200),
}


@pytest.mark.parametrize(("name", "method"), PAGES)
def test_every_role_is_answered_as_written(scene: Scene, name: str, method: str) -> None:
    found = []
    for role in ROLES:
        arguments = ["kobe", *_rest(scene, name)]
        ask = getattr(scene.client(role), method.lower())
        found.append(ask(reverse(name, args=arguments)).status_code)
    expected = dict(zip(ROLES, PAGES[name, method], strict=True))
    assert dict(zip(ROLES, found, strict=True)) == expected


def _rest(scene: Scene, name: str) -> list[Any]:
    """Make what the address is about."""
    if name == "member-translate":
        return ["zh-Hans"]
    page = name.removeprefix("member-").removesuffix("-remove") + "s"
    if page not in MODELS:
        return []
    model: Any = MODELS[page]
    model.objects.all().delete()
    made: dict[str, dict[str, Any]] = {
        "facts": {"label": Text(text="x"), "value": 1, "year": 2020, "source": "y"},
        "places": {"kind": "park", "names": {"en": "x"}},
        "relations": {"a": scene.kobe, "b": scene.turin, "kind": "sister"},
        "adoptions": {"brick": BRICK},
    }
    owner = {} if page == "relations" else {"member": scene.kobe}
    return [model.objects.create(**owner, **made[page]).pk]


def test_what_is_known_of_another_member_is_not_there(scene: Scene) -> None:
    theirs = Fact.objects.create(
        member=scene.turin, label=Text(text="x"), value=1, year=2020, source="y"
    )
    for name in ("member-fact", "member-fact-remove"):
        answer = scene.client("admin").post(reverse(name, args=["kobe", theirs.pk]))
        assert answer.status_code == 404
    assert Fact.objects.filter(pk=theirs.pk).exists()
