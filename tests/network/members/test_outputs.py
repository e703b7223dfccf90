"""Members as JSON-LD and as a table."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest

from citybricks.network.content.text import Text
from citybricks.network.members.models import Fact, Member
from citybricks.network.members.outputs import csv as tables
from citybricks.network.members.outputs import json_ld

pytestmark = pytest.mark.django_db


def rows() -> list[dict[str, str]]:
    written = "".join(tables.many(Member.objects.all()))
    return list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"))))


def test_a_city_is_a_place_and_a_government_with_names_by_language(profile: Member) -> None:
    said = json_ld.one(profile)
    assert said["@context"] == "https://schema.org"
    assert said["@type"] == ["City", "GovernmentOrganization"]
    assert {"@language": "zh-Hant", "@value": "澳門"} in said["name"]
    assert {"@language": "zh-Hans", "@value": "交流平台。"} in said["description"]
    assert said["geo"] == {"@type": "GeoCoordinates", "latitude": 22.2, "longitude": 113.55}
    assert said["sameAs"] == ["https://sws.geonames.org/1821274/"]
    assert said["address"]["addressCountry"] == "MO"
    assert [one["identifier"] for one in said["memberOf"]] == ["wicco", "lusophone"]


def test_population_and_facts_have_their_year_and_source(profile: Member) -> None:
    population, area = json_ld.one(profile)["additionalProperty"]
    assert population["value"]["@type"] == "QuantitativeValue"
    assert population["value"]["value"] == 649335
    assert population["valueReference"]["value"] == 2026
    assert population["subjectOf"]["name"] == "GeoNames"
    assert area["value"] == {"@type": "QuantitativeValue", "value": 32, "unitText": "km2"}
    assert area["subjectOf"]["name"] == "Shenzhen Daily"


def test_more_than_is_no_exact_value(macao: Member) -> None:
    Fact.objects.create(
        member=macao, label=Text(text="Cities"), value=77, bound=">", year=2021, source="s"
    )
    assert json_ld.one(macao)["additionalProperty"][1]["value"]["minValue"] == 77


def test_a_university_is_one_and_names_its_city(university: Member) -> None:
    said = json_ld.one(university)
    assert said["@type"] == "CollegeOrUniversity"
    assert said["sameAs"] == ["https://ror.org/01r4q9n85"]
    assert said["location"]["@id"].endswith("/members/macao/")


def test_what_is_not_known_is_left_out(db: None) -> None:
    said = json_ld.one(Member.objects.create(slug="x", kind="association", names={"en": "X"}))
    assert not {"geo", "address", "sameAs", "description", "leiCode"} & set(said)


def test_many_members_are_one_document_of_pieces(profile: Member) -> None:
    pieces = json_ld.many(Member.objects.all())
    assert isinstance(pieces, Iterator)
    document: dict[str, Any] = json.loads("".join(pieces))
    assert [one["identifier"] for one in document["@graph"]] == ["macao", "university-of-macau"]
    assert json.loads("".join(json_ld.many(Member.objects.none())))["@graph"] == []


def test_many_members_take_a_few_queries(
    profile: Member, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(3):
        "".join(json_ld.many(Member.objects.all()))
    with django_assert_max_num_queries(2):
        "".join(tables.many(Member.objects.all()))


def test_the_table_has_a_column_for_each_language(profile: Member) -> None:
    city, university = rows()
    assert (city["name:zh-Hant"], city["name:pt"], city["story:zh-Hans"]) == (
        "澳門",
        "Macau",
        "交流平台。",
    )
    assert (city["population"], city["population_year"]) == ("649335", "2026")
    assert city["fields"] == "health; science-and-talent"
    assert (university["city"], university["name:pt"]) == ("macao", "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_text_is_a_formula(macao: Member, start: str) -> None:
    macao.names = {"en": f"{start}HYPERLINK(1)"}
    macao.latitude = -22.2
    macao.save()
    assert rows()[0]["name:en"] == f"'{start}HYPERLINK(1)"
    assert rows()[0]["latitude"] == "-22.2"
