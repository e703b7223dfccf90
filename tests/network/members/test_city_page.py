"""The page of a member: who sees it, what it tells, and what it never does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from citybricks.network.content.text import Text
from citybricks.network.exchange.domain.keeping import keep
from citybricks.network.exchange.models import Listing
from citybricks.network.members.domain.fitting import fits
from citybricks.network.members.models import Adoption, Fact, Member, Picture, Relation
from citybricks.network.members.printing import PrintingUnavailableError
from tests.network.members.scene import ROLES, Scene

pytestmark = pytest.mark.django_db
STAFF = {"observer", "delegate", "officer", "admin", "secretariat"}
SAID = {"source": "Shenzhen Daily", "quote_date": "2022-11"}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Let no page of one test choose the language of another."""
    with translation.override("en"):
        yield


def page(slug: str = "macao", language: str = "en") -> str:
    answer = Client(headers={"Accept-Language": language}).get(f"/members/{slug}/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def text(html: str) -> str:
    """Return the words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def city(slug: str, longitude: float = 0, **values: Any) -> Member:
    given = {"names": {"en": slug.title()}, "longitude": longitude, "latitude": 30.0}
    return Member.objects.create(slug=slug, **(given | values))


# --- who sees it -------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", Member.State.values)
@pytest.mark.parametrize("address", ["/members/kobe/", "/members/kobe.jsonld"])
def test_who_is_not_public_is_there_for_its_staff_and_the_secretariat_only(
    scene: Scene, role: str, state: str, address: str
) -> None:
    Member.objects.filter(pk=scene.kobe.pk).update(state=state)
    seen = state in Member.PUBLIC or role in STAFF
    assert scene.client(role).get(address).status_code == (200 if seen else 404)


@pytest.mark.parametrize("role", ROLES)
def test_the_pages_of_paper_of_who_is_not_public_are_for_its_staff_only(
    scene: Scene, role: str
) -> None:
    Member.objects.filter(pk=scene.kobe.pk).update(state="applied")
    with patch("citybricks.network.members.pages.city.profile_pdf", return_value=b"%PDF-"):
        status = scene.client(role).get("/members/kobe.pdf").status_code
    assert status == (200 if role in STAFF else 404)


def test_nobody_there_is_answered_404() -> None:
    for address in ("/members/nowhere/", "/members/nowhere.jsonld", "/members/nowhere.pdf"):
        assert Client().get(address).status_code == 404


@pytest.mark.parametrize("role", ROLES)
def test_the_link_to_the_staff_is_for_those_who_may(scene: Scene, role: str) -> None:
    html = scene.client(role).get("/members/kobe/").content.decode()
    assert ("/member/kobe/staff/" in html) == (role in STAFF)


@pytest.mark.parametrize("role", ROLES)
def test_drafts_are_shown_to_those_of_the_member_only(scene: Scene, role: str) -> None:
    keep(Listing(member=scene.kobe, side="offer", type="technology", title=Text(text="My draft")))
    html = scene.client(role).get("/members/kobe/").content.decode()
    assert ("My draft" in html) == (role in STAFF)


# --- what it tells -----------------------------------------------------------------------------
@pytest.mark.usefixtures("profile")
def test_names_are_in_the_readers_language_and_the_others_below() -> None:
    html = page(language="zh-hans")
    assert re.search(r'<h1><span dir="auto">澳门</span></h1>', html)
    assert '<span lang="pt" dir="auto">Macau</span>' in html
    assert '<span lang="en" dir="auto">Macao</span>' in html


@pytest.mark.usefixtures("profile")
def test_a_reader_whose_language_is_missing_is_shown_the_original() -> None:
    html = page(language="ru")
    assert '<div lang="en" dir="auto"><p>A platform of exchange.</p>' in html
    assert 'class="badge"' in html


@pytest.mark.usefixtures("profile")
def test_numbers_have_unit_year_and_source() -> None:
    words = text(page())
    assert "32 km² Area (2022) Shenzhen Daily · 2022-11" in words
    assert "649,335 (2026, GeoNames)" in words


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"bound": ">", "value": 4e6, "unit": "{person}"}, "more than 4,000,000 people"),
        ({"value": 28, "unit": "{laboratory}"}, "28 Area"),
        ({"value": 1.5, "unit": "%"}, "1.5%"),
        ({"value": 1e308, "unit": ""}, "1E308"),
        ({"value": 0.00042, "unit": "km"}, "0.00042 km"),
        ({"value": 0.0, "unit": "km"}, "0 km"),
    ],
)
def test_a_value_is_written_as_people_do(macao: Member, values: dict[str, Any], said: str) -> None:
    given = {"bound": "=", "label": Text(text="Area"), "year": 2022} | values
    Fact.objects.create(member=macao, **given, **SAID)
    assert said in text(page())


def test_standing_is_said_clearly() -> None:
    city("kobe", joined="2022-06-01")
    city("xian", state="listed")
    assert "Member since June 1, 2022" in text(page("kobe"))
    assert "Known to the network, not a member" in text(page("xian"))


@pytest.mark.usefixtures("profile")
def test_focus_fields_have_their_goals() -> None:
    assert re.search(r'<span class="sdg sdg-3" title="[^"]+">', page())


def test_bricks_of_the_city_and_those_it_runs_are_linked() -> None:
    shanghai = city("shanghai", names={"en": "Shanghai"})
    Adoption.objects.create(member=shanghai, brick="solar-street", since="2026-01-01")
    Adoption.objects.create(member=shanghai, brick="no-such-brick")
    html = page("shanghai")
    assert re.search(r'<a href="/bricks/service-area/">[^<]+</a><span[^>]*>Pioneered here', html)
    assert 'href="/bricks/solar-street/"' in html
    assert "no-such-brick" not in html


def test_an_institution_and_its_city_lead_to_each_other(macao: Member, university: Member) -> None:
    assert f"/members/{university.slug}/" in page()
    assert f"/members/{macao.slug}/" in page(university.slug)


def test_institutions_that_are_not_public_are_left_out(macao: Member, university: Member) -> None:
    Member.objects.filter(pk=university.pk).update(state="withdrawn")
    Relation.objects.create(a=macao, b=university, kind="cooperation", **SAID)
    assert university.slug not in page()


def test_what_one_sentence_says_of_several_is_one_relation_with_one_arc_each() -> None:
    shenzhen = city("shenzhen", 114, names={"en": "Shenzhen"})
    label, quote = Text(text="Conference"), Text(text="Mayors met.")
    for at, slug in enumerate(("kobe", "turin", "brisbane")):
        other = city(slug, 10 + 40 * at)
        told = {"label": label, "quote": quote, "since": 2023, "kind": "dialogue"} | SAID
        Relation.objects.create(a=shenzhen, b=other, **told)
    html = page("shenzhen")
    assert html.count("Mayors met.") == 1
    assert html.count('class="cb-arc"') == 3
    assert html.count("Reported by others") == 1
    assert "<text" not in re.sub(r"<text[^>]*>(Shenzhen|Kobe|Turin|Brisbane)</text>", "", html)


def test_offers_and_needs_are_cards(macao: Member) -> None:
    given = {"member": macao, "type": "technology", "state": "published"}
    for side in ("offer", "need"):
        keep(Listing(side=side, title=Text(text=f"An {side} of ours"), **given))
    words = text(page())
    assert "Offers" in words
    assert "An offer of ours" in words
    assert "An need of ours" in words


def test_sentences_it_rests_on_are_quoted_with_source_and_date(macao: Member) -> None:
    macao.quotes = [{"text": "Macao is one.", "language": "en", "source": "SD", "date": "2022-11"}]
    macao.save()
    html = page(language="zh-hans")
    assert '<blockquote lang="en" dir="auto"><p>Macao is one.</p>' in html
    assert "SD · 2022-11" in text(html)


@pytest.mark.usefixtures("profile")
def test_programs_find_the_same_as_json_ld() -> None:
    (address,) = re.findall(r'type="application/ld\+json" href="([^"]+)"', page())
    answer = Client().get(address)
    assert answer.headers["Content-Type"] == "application/ld+json"
    assert json.loads(answer.content)["identifier"] == "macao"


def test_a_picture_has_words_in_their_language_and_without_one_a_skyline_is_drawn(
    macao: Member,
) -> None:
    assert 'class="horizon"' in page()
    assert page().count("<img") == 0
    alt = Text(language="pt", text="As Ruínas de São Paulo")
    Picture.objects.create(
        member=macao, content=b"x", small=b"y", digest="ab12", width=2, height=1, alt=alt
    )
    (drawn,) = re.findall(r"<img[^>]+>", page())
    assert 'src="/members/macao/picture-ab12.webp"' in drawn
    assert 'alt="As Ruínas de São Paulo" lang="pt"' in drawn
    assert "horizon" not in page()


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en", "pt", "ru", "ja"])
@pytest.mark.usefixtures("profile")
def test_the_page_can_be_read_in_every_language_of_the_pages(language: str) -> None:
    assert page(language=language).count("<h1>") == 1


@pytest.mark.parametrize("role", ROLES)
def test_the_link_to_edit_is_for_those_who_may(scene: Scene, role: str) -> None:
    html = scene.client(role).get("/members/kobe/").content.decode()
    assert ("/members/kobe/edit/" in html) == (role in {"officer", "admin", "secretariat"})


# --- cities that may fit -----------------------------------------------------------------------
def test_a_city_that_shares_partners_is_suggested_with_the_reason_and_where_it_is_from() -> None:
    kobe, turin, lyon = city("kobe", 10), city("turin", 20), city("lyon", 30)
    Relation.objects.create(a=kobe, b=turin, kind="sister", **SAID)
    Relation.objects.create(a=lyon, b=turin, kind="sister", **SAID)
    said = fits(kobe, "en")
    assert [(fit.line.slug, fit.reasons[0]) for fit in said.found] == [
        ("lyon", "Both are related to Turin")
    ]
    assert "from 2 relations between cities" in text(page("kobe"))


def test_partners_and_institutions_and_those_who_are_not_public_are_not_suggested() -> None:
    kobe, turin = city("kobe", 10), city("turin", 20)
    for one in (city("hidden", 30, state="withdrawn"), city("lab", 40, kind="institute")):
        Relation.objects.create(a=one, b=turin, kind="sister", **SAID)
    Relation.objects.create(a=kobe, b=turin, kind="sister", **SAID)
    assert fits(kobe, "en").found == []


def test_likeness_in_size_alone_suggests_nobody() -> None:
    for at, slug in enumerate(("kobe", "turin")):
        city(slug, 90 * at, population=900_000 + at, population_year=2026)
    assert fits(Member.objects.get(slug="kobe"), "en").found == []


# --- what it never does ------------------------------------------------------------------------
def test_html_in_names_and_stories_is_text() -> None:
    evil = "<script>alert(1)</script><img src=x onerror=y>"
    quote = {"text": evil, "source": evil, "language": "en", "date": evil, "url": "x"}
    names = {"en": evil, "ru": evil + "я"}
    city("odd", names=names, story=Text(text=evil), quotes=[quote])
    html = page("odd")
    assert "<script>alert" not in html
    assert "<img src=x" not in html


def test_a_name_from_right_to_left_keeps_to_itself() -> None:
    city("urumqi", names={"en": "Urumqi", "ug": "ئۈرۈمچى"})
    assert '<span lang="ug" dir="auto">ئۈرۈمچى</span>' in page("urumqi")


@pytest.mark.usefixtures("profile")
def test_nothing_is_loaded_from_elsewhere_and_nothing_is_styled_inline() -> None:
    html = page()
    assert not re.findall(r'(?:src|action)="https?://', html)
    assert not re.findall(r'<link[^>]+rel="stylesheet"[^>]+href="https?://', html)
    assert not re.findall(r'\sstyle="|<style|\son[a-z]+="', html)


def test_a_machine_without_what_makes_pdf_says_so_and_offers_the_page(macao: Member) -> None:
    with patch(
        "citybricks.network.members.pages.city.profile_pdf", side_effect=PrintingUnavailableError
    ):
        answer = Client(headers={"Accept-Language": "en"}).get("/members/macao.pdf")
    assert answer.status_code == 503
    assert "Pango" in text(answer.content.decode())
    assert 'href="/members/macao/"' in answer.content.decode()


def test_a_page_asks_the_database_as_often_for_many_relations_as_for_few(macao: Member) -> None:
    def asked(number: int) -> int:
        for n in range(number):
            other = city(f"c{number}-{n}", n)
            Relation.objects.create(a=macao, b=other, kind="sister", **SAID)
            Fact.objects.create(member=macao, label=Text(text="x"), value=n, year=2020, **SAID)
            Member.objects.create(slug=f"i{number}-{n}", kind="institute", city=macao)
        page()
        with CaptureQueriesContext(connection) as queries:
            page()
        return len(queries)

    assert asked(2) == asked(20) <= 16
