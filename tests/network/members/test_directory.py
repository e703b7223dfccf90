"""The directory of members: who is in it, how it is narrowed down, what its map shows."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from citybricks.network.members.domain import directory
from citybricks.network.members.domain.directory import Search, found, named
from citybricks.network.members.models import Member
from tests.network.members.scene import ROLES, Scene

pytestmark = pytest.mark.django_db
RTL = "ئۈرۈمچى"


def member(slug: str, **values: Any) -> Member:
    given = {"names": {"en": slug.title()}, "country": "CN"} | values
    return Member.objects.create(slug=slug, **given)


@pytest.fixture
def network(db: None) -> None:
    """Cities and an institute, two of them on one spot."""
    member("shenzhen", names={"en": "Shenzhen", "zh-Hans": "深圳"}, longitude=114.06,
           latitude=22.55, population=17_494_398, population_year=2026,
           fields=["energy", "health"], groups=["wicco"])  # fmt: skip
    macao = member("macao", names={"en": "Macao", "zh-Hans": "澳门", "pt": "Macau"}, country="MO",
                   longitude=113.55, latitude=22.2, fields=["health"],
                   groups=["wicco", "lusophone"])  # fmt: skip
    member("urumqi", names={"en": "Urumqi", "zh-Hans": "乌鲁木齐", "ug": RTL}, state="listed",
           longitude=87.6, latitude=43.8)  # fmt: skip
    member("turin", names={"en": "Turin", "it": "Torino", "zh-Hans": "都灵"}, country="IT",
           longitude=7.69, latitude=45.07)  # fmt: skip
    member("university", kind="institute", names={"en": "University of Macau"}, country="MO",
           city=macao)  # fmt: skip
    member("hidden", state="applied", names={"en": "Hidden"})


def page(query: str = "", language: str = "en") -> str:
    answer = Client(headers={"Accept-Language": language}).get(f"/members/{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def slugs(language: str = "en", **search: str) -> list[str]:
    return [line.slug for line in found(Search(**search), language).lines]


def titles(html: str) -> list[str]:
    return re.findall(r'<h3><a href="/members/([\w-]+)/">', html)


# --- who is in it ------------------------------------------------------------------------------
@pytest.mark.usefixtures("network")
def test_public_members_are_listed_by_name_and_the_others_are_not() -> None:
    assert titles(page()) == ["macao", "shenzhen", "turin", "university", "urumqi"]
    assert "Hidden" not in page()


@pytest.mark.usefixtures("network")
def test_readers_of_chinese_find_names_in_the_order_of_pinyin() -> None:
    assert slugs("zh-Hans") == ["university", "macao", "turin", "shenzhen", "urumqi"]


@pytest.mark.parametrize("state", Member.State.values)
def test_only_public_states_are_listed(state: str) -> None:
    member("kobe", state=state)
    assert slugs() == (["kobe"] if state in Member.PUBLIC else [])


@pytest.mark.parametrize("role", ROLES)
def test_everybody_sees_the_directory_and_its_files(scene: Scene, role: str) -> None:
    for address in ("/members/", "/members/members.csv", "/members/members.jsonld"):
        assert scene.client(role).get(address).status_code == 200
        assert scene.client(role).post(address).status_code in (403, 405)


def test_a_directory_of_nobody_says_so() -> None:
    assert "Nobody is in the network yet." in page()


@pytest.mark.django_db
def test_who_has_no_place_moves_with_its_city() -> None:
    city = member("kobe", latitude=34.7, longitude=135.2)
    member("port-of-kobe", kind="organisation", city=city)
    assert set(slugs(box="135,34,136,35")) == {"kobe", "port-of-kobe"}
    city.longitude = 139.0
    city.save()
    assert slugs(box="135,34,136,35") == []
    assert set(slugs(box="138,34,140,35")) == {"kobe", "port-of-kobe"}


@pytest.mark.usefixtures("network")
def test_of_many_only_the_one_that_changed_is_read_again() -> None:
    before = {line.slug: line for line in directory.lines_now()}
    changed = Member.objects.get(slug="turin")
    changed.save()
    after = {line.slug: line for line in directory.lines_now()}
    assert [slug for slug in after if after[slug] is not before[slug]] == [changed.slug]


def test_a_change_is_seen_at_once() -> None:
    kobe = member("kobe", country="JP")
    assert slugs(country="JP") == ["kobe"]
    kobe.state = "withdrawn"
    kobe.save()
    assert slugs(country="JP") == []


# --- narrowing down ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "finds"),
    [
        ("深圳", ["shenzhen"]), ("torino", ["turin"]), ("TURIN", ["turin"]),
        ("macau", ["macao", "university"]), (RTL, ["urumqi"]), ("nowhere", []),
        ("of univers", ["university"]), ("' OR 1=1 --", []), ("<script>", []),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("network")
def test_a_name_in_any_language_finds_its_member(typed: str, finds: list[str]) -> None:
    assert slugs(q=typed) == finds


@pytest.mark.usefixtures("network")
def test_a_facet_counts_what_the_others_leave_and_not_itself() -> None:
    counts = found(Search(country="MO", kind="city"), "en").counts
    assert counts["country"] == {"CN": 2, "MO": 1, "IT": 1}
    assert counts["kind"] == {"city": 1, "institute": 1}
    assert counts["field"] == {"health": 1}
    assert counts["group"] == {"wicco": 1, "lusophone": 1}


@pytest.mark.usefixtures("network")
def test_what_is_counted_is_what_is_found() -> None:
    counts = found(Search(group="wicco"), "en").counts
    for facet, values in counts.items():
        for value, number in values.items():
            assert len(slugs(**({"group": "wicco"} | {facet: value}))) == number


@pytest.mark.usefixtures("network")
def test_facets_are_a_form_that_needs_no_script() -> None:
    html = page("?country=MO")
    assert re.search(r'<form class="[^"]+" action="/members/"', html)
    assert re.search(r'<option value="MO" selected>Macao[^<]*\(2\)</option>', html)


@pytest.mark.parametrize(
    "query",
    [
        "?box=x", "?box=1,2,3", "?box=nan,nan,nan,nan", "?page=999", "?page=x", "?kind=robot",
        "?country=%00", "?state=applied", "?q=" + "长" * 5000,
    ],
)  # fmt: skip
@pytest.mark.usefixtures("network")
def test_an_address_that_was_made_up_is_answered(query: str) -> None:
    page(query)


def test_what_was_typed_is_shown_as_text() -> None:
    html = page("?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in html


@pytest.mark.usefixtures("network")
def test_a_field_without_a_name_in_the_readers_language_says_in_which_it_is() -> None:
    assert '<option value="energy" lang="en">' in page(language="ja")
    assert '<option value="energy">' in page(language="zh-hans")


# --- names -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("names", "language", "shown"),
    [
        ({"en": "Macao", "zh-Hant": "澳門"}, "zh-Hans", ("澳門", "zh-Hant")),
        ({"en": "Moscow", "pt-PT": "Moscovo"}, "pt", ("Moscovo", "pt-PT")),
        ({"ru": "Казань"}, "ja", ("Казань", "ru")),
        ({"en": "Kobe", "ja": "神戸"}, "ja", ("神戸", "ja")),
        ({}, "en", ("", "en")),
    ],
)
def test_a_name_is_the_readers_or_the_nearest(
    names: dict[str, str], language: str, shown: tuple[str, str]
) -> None:
    assert named(names, language) == shown


@pytest.mark.usefixtures("network")
def test_a_name_in_another_language_says_which() -> None:
    assert '<span dir="auto" lang="en">University of Macau</span>' in page(language="zh-hans")
    assert f'<span lang="ug" dir="auto">{RTL}</span>' in page("?q=urumqi")


def test_a_name_with_html_is_shown_as_text() -> None:
    member("odd", names={"en": "<b>Odd</b><script>x</script>"}, longitude=1, latitude=1)
    html = page()
    assert "<b>Odd" not in html
    assert "&lt;b&gt;Odd" in html


# --- map, table, files -------------------------------------------------------------------------
@pytest.mark.usefixtures("network")
def test_the_map_shows_land_and_names_of_members_and_nothing_else() -> None:
    (svg,) = re.findall(r'<svg[^>]*class="cb-world".*?</svg>', page(), re.DOTALL)
    written = set(re.findall(r"<text[^>]*>([^<]+)</text>", svg))
    assert written == {"Shenzhen, Macao", "Turin", "Urumqi"}
    shapes = re.findall(r"<path[^>]*>", svg)
    assert len(shapes) == 1
    assert 'class="cb-land"' in shapes[0]


@pytest.mark.usefixtures("network")
def test_a_point_leads_to_its_member_and_several_at_one_spot_to_all_of_them() -> None:
    html = page()
    assert '<a href="/members/turin/" aria-label="Turin">' in html
    (address,) = re.findall(r'<a href="([^"]+)" aria-label="Shenzhen, Macao">', html)
    there = page(address.replace("&amp;", "&").removeprefix("/members/"))
    assert titles(there) == ["macao", "shenzhen", "university"]


def test_a_city_and_its_institution_are_the_citys_point() -> None:
    kobe = member("kobe", longitude=135.2, latitude=34.7)
    member("lab", kind="institute", city=kobe)
    assert '<a href="/members/kobe/" aria-label="Kobe">' in page()


@pytest.mark.usefixtures("network")
def test_who_is_no_member_is_drawn_hollow() -> None:
    svg = page("?q=urumqi")
    (mark,) = re.findall(r'<a href="/members/urumqi/" aria-label.*?</a>', svg)
    assert 'fill="var(--surface' in mark


def test_many_points_are_gathered() -> None:
    Member.objects.bulk_create(
        Member(slug=f"c{n}", names={"en": f"City {n}"}, longitude=n % 90, latitude=n // 90 * 2)
        for n in range(900)
    )
    links = re.findall(r'aria-label="City \d+ and \d+ more"', page())
    assert 5 < len(links) < 200


@pytest.mark.usefixtures("network")
def test_the_table_has_what_the_map_shows() -> None:
    html = page("?view=table")
    assert '<th scope="row"><a href="/members/shenzhen/">' in html
    assert "17,494,398" in html


@pytest.mark.usefixtures("network")
def test_files_hold_those_who_were_found() -> None:
    client = Client()
    sent = b"".join(client.get("/members/members.csv?group=wicco")).decode("utf-8-sig")
    assert [row["slug"] for row in csv.DictReader(io.StringIO(sent))] == ["macao", "shenzhen"]
    linked = json.loads(b"".join(client.get("/members/members.jsonld?country=IT")))
    assert [one["identifier"] for one in linked["@graph"]] == ["turin"]


def test_cards_come_24_at_a_time() -> None:
    Member.objects.bulk_create(Member(slug=f"c{n}", names={"en": f"C{n:03}"}) for n in range(50))
    assert len(titles(page())) == 24
    assert len(titles(page("?page=3"))) == 2
    assert "Page 3 of 3" in page("?page=3")


def test_a_page_asks_the_database_as_often_for_many_members_as_for_few() -> None:
    def asked(number: int) -> int:
        Member.objects.bulk_create(
            Member(slug=f"n{number}-{n}", names={"en": f"N{n}"}, longitude=n % 99, latitude=1)
            for n in range(number)
        )
        page()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page()
        return len(queries)

    assert asked(2) == asked(400) <= 4


def test_the_rows_of_everybody_are_read_once() -> None:
    member("kobe")
    first = directory.lines_now()
    assert directory.lines_now() is first
    member("turin")
    assert directory.lines_now() is not first
