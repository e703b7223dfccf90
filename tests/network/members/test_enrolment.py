"""Many members from a table: what is refused and why, and what is made of the rest."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from citybricks.network.intake.domain.checking import Checked, Problem
from citybricks.network.intake.domain.sheet import read
from citybricks.network.members.domain.columns import template
from citybricks.network.members.domain.enrolment import Enrolled, checked, enrol
from citybricks.network.members.models import Member
from citybricks.network.members.outputs.csv import many

pytestmark = pytest.mark.django_db

KOBE = {"kind": "city", "name:en": "Kobe", "name:ja": "神戸市", "geonames_id": "1859171"}
UNIVERSITY = {
    "kind": "institute",
    "name:en": "University of Macau",
    "name:zh-Hans": "澳门大学",
    "ror": "https://ror.org/01r4q9n85",
    "country": "MO",
    "fields": "internet-of-things; 能源与照明",
    "languages": "pt; zh-hant",
}


def table(*rows: dict[str, str]) -> Checked[Enrolled]:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns)
    writer.writeheader()
    writer.writerows(rows)
    return checked(read("members.csv", buffer.getvalue().encode()))


def problem(**row: str) -> Problem:
    """Return the one thing that is wrong with a row."""
    (found,) = table(row).problems
    return found


def members(found: Checked[Enrolled]) -> list[Member]:
    assert found.problems == []
    return enrol(row for _number, row in found.rows)


def test_a_city_takes_where_it_is_from_geonames() -> None:
    (kobe,) = members(table(KOBE))
    assert (kobe.slug, kobe.country, kobe.time_zone) == ("kobe", "JP", "Asia/Tokyo")
    assert kobe.latitude == pytest.approx(34.69, abs=0.01)
    assert kobe.history.count() == 1
    assert Member.objects.get(slug="kobe").names == {"en": "Kobe", "ja": "神戸市"}


def test_an_organisation_is_read_with_names_of_fields_and_tags_in_any_form() -> None:
    (university,) = members(table(UNIVERSITY))
    assert university.ror == "01r4q9n85"
    assert university.fields == ["internet-of-things", "energy"]
    assert university.languages == ["pt", "zh-Hant"]


def test_an_institution_may_stand_above_its_city() -> None:
    members(
        table(UNIVERSITY | {"city": "macao"}, KOBE | {"name:en": "Macao", "geonames_id": "1821274"})
    )
    university = Member.objects.get(slug="university-of-macau")
    assert university.city == Member.objects.get(slug="macao")


def test_stories_keep_the_language_they_are_in() -> None:
    (kobe,) = members(table(KOBE | {"story:zh-Hans": "港口城市", "story:ja": "港町"}))
    assert kobe.story.versions() == {"zh-Hans": "港口城市", "ja": "港町"}


@pytest.mark.parametrize(
    ("change", "column", "said"),
    [
        ({"kind": "village"}, "kind", "city, organisation, institute, association"),
        ({"kind": ""}, "kind", "city, organisation, institute, association"),
        ({"geonames_id": "999999999"}, "geonames_id", "999999999"),
        ({"geonames_id": "Kobe"}, "geonames_id", "whole number"),
        ({"geonames_id": ""}, "geonames_id", "needs its GeoNames id"),
        ({"country": "CN"}, "country", "in JP, not in CN"),
        ({"country": "Japan"}, "country", "ISO 3166-1"),
        ({"population": "1525152"}, "population_year", "which year"),
        ({"population": "many", "population_year": "2020"}, "population", "whole number"),
        ({"population": "5", "population_year": "2999"}, "population_year", "1800 to"),
        ({"population_year": "2020"}, "population", "no population"),
        ({"fields": "health; football"}, "fields", "mobility, ports-and-logistics"),
        ({"groups": "nato"}, "groups", "wicco"),
        ({"languages": "klingonese-x"}, "languages", "BCP 47"),
        ({"story:en": "<script>alert(1)</script>"}, "story:en", "HTML"),
        ({"name:en": "<b>Kobe</b>"}, "name:en", "HTML"),
        ({"story:en": "x" * 20_000}, "story:en", "20000 characters; at most 5000"),
        ({"story:zz-zz-zz": "?"}, "story:zz-zz-zz", "BCP 47"),
        ({"website": "javascript:alert(1)"}, "website", "https://"),
        ({"joined": "22/11/2026"}, "joined", "2026-11-22"),
        ({"slug": "Kobe City"}, "slug", "small letters"),
        ({"city": "nowhere"}, "city", "no city of the network"),
        ({"ror": "01r4q9n86"}, "ror", "mistyped"),
        ({"lei": "HWUPKR0MPOU8FGXBT395"}, "lei", "mistyped"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_with_what_is_allowed(
    change: dict[str, str], column: str, said: str
) -> None:
    found = problem(**(KOBE | change))
    assert (found.column, found.row) == (column, 2)
    assert said in found.message


def test_everything_wrong_with_a_table_is_said_at_once_and_nothing_is_taken_over() -> None:
    found = table(KOBE, {"kind": "city", "name:en": "x", "population": "1"}, {"name:en": "y"})
    assert [(one.row, one.column) for one in found.problems] == [
        (3, "geonames_id"),
        (3, "population_year"),
        (4, "kind"),
    ]
    assert not found.good


def test_a_city_that_is_there_is_refused_and_linked() -> None:
    members(table(KOBE))
    found = problem(**(KOBE | {"name:en": "Kobe City"}))
    assert (found.column, found.link) == ("geonames_id", "/members/kobe/")
    assert "Kobe" in found.message


@pytest.mark.parametrize(
    "again",
    [
        {"ror": "01r4q9n85", "name:en": "UM"},
        {"ror": "", "name:en": "université de macao", "name:zh-Hans": "澳门大学"},
    ],
)
def test_an_organisation_that_is_there_is_refused_and_linked(again: dict[str, str]) -> None:
    members(table(UNIVERSITY))
    assert problem(**(UNIVERSITY | again)).link == "/members/university-of-macau/"


def test_a_city_that_is_in_the_table_twice_is_refused() -> None:
    found = table(KOBE, KOBE | {"name:en": "Kōbe"})
    assert [(one.row, one.column) for one in found.problems] == [(3, "geonames_id")]


def test_nothing_is_half_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [row for _number, row in table(KOBE, UNIVERSITY).rows]
    Member.objects.create(slug="university-of-macau", names={"en": "UM"})
    with pytest.raises(Exception, match=r"UNIQUE|unique"):
        enrol(rows)
    assert [member.slug for member in Member.objects.all()] == ["university-of-macau"]


def test_columns_that_nothing_reads_are_named() -> None:
    assert table(KOBE | {"mayor": "?"}).ignored == ("mayor",)


def test_the_template_has_only_columns_that_are_read() -> None:
    row = dict.fromkeys(template().strip("\ufeff\r\n").split(","), "")
    assert table(row | KOBE).ignored == ()


def test_what_the_network_gives_out_can_be_taken_in_again() -> None:
    before = members(
        table(KOBE | {"story:en": "=A port", "website": "https://kobe.example"}, UNIVERSITY)
    )
    given: list[Any] = [(one.slug, one.names, one.story.versions(), one.fields) for one in before]
    written = "".join(many(Member.objects.all())).encode()
    Member.objects.all().delete()
    again = members(checked(read("members.csv", written)))
    assert [(one.slug, one.names, one.story.versions(), one.fields) for one in again] == given


def test_words_like_formulas_come_back_as_they_were() -> None:
    counted = {"population": "1525152", "population_year": "2020", "population_source": "+A"}
    members(table(KOBE | counted | {"name:ja": "@神戸"}))
    names = {"en": "'=Kobe", "ja": "@神戸"}
    Member.objects.update(names=names)
    written = "".join(many(Member.objects.all()))
    assert "''=Kobe" in written
    Member.objects.all().delete()
    (again,) = members(checked(read("members.csv", written.encode())))
    assert (again.names, again.population_source, again.slug) == (names, "+A", "kobe")
