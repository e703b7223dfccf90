"""What programs are given holds by its standard."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from citybricks.network.content.text import Text
from tests.network.exchange.scene import Scene

ATOM = {"a": "http://www.w3.org/2005/Atom"}
RECORD = {
    "type": "object",
    "required": ["id", "type", "geometry", "time", "properties", "links"],
    "properties": {
        "id": {"type": "string"},
        "type": {"const": "Feature"},
        "conformsTo": {"type": "array", "items": {"type": "string", "format": "uri"}},
        "time": {
            "type": ["object", "null"],
            "properties": {
                "interval": {
                    "type": "array",
                    "minItems": 2,
                    "maxItems": 2,
                    "items": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$|^\.\.$"},
                }
            },
        },
        "geometry": {
            "oneOf": [
                {"type": "null"},
                {
                    "type": "object",
                    "required": ["type", "coordinates"],
                    "properties": {
                        "type": {"const": "Point"},
                        "coordinates": {
                            "type": "array",
                            "minItems": 2,
                            "maxItems": 3,
                            "items": {"type": "number"},
                        },
                    },
                },
            ]
        },
        "properties": {
            "type": "object",
            "required": ["title", "type"],
            "properties": {
                "created": {"type": "string"},
                "updated": {"type": "string"},
                "type": {"type": "string", "maxLength": 64},
                "title": {"type": "string"},
                "description": {"type": "string"},
                "keywords": {"type": "array", "items": {"type": "string"}},
                "language": {"$ref": "#/$defs/language"},
                "languages": {"type": "array", "items": {"$ref": "#/$defs/language"}},
                "externalIds": {
                    "type": "array",
                    "items": {"type": "object", "required": ["value"]},
                },
                "themes": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["concepts", "scheme"],
                        "properties": {
                            "concepts": {
                                "type": "array",
                                "minItems": 1,
                                "items": {"type": "object", "required": ["id"]},
                            }
                        },
                    },
                },
                "contacts": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "anyOf": [{"required": ["name"]}, {"required": ["organization"]}],
                    },
                },
            },
        },
        "links": {
            "type": "array",
            "items": {"type": "object", "required": ["href", "rel"]},
        },
    },
    "$defs": {
        "language": {
            "type": "object",
            "required": ["code"],
            "properties": {"dir": {"enum": ["ltr", "rtl", "ttb", "btt"]}},
        }
    },
}
"""The part of ``recordGeoJSON.yaml`` of OGC 20-004r1 that these records use."""


@pytest.fixture
def published(scene: Scene) -> Scene:
    """An offer of Shanghai's and a need of Turin's; a draft that nobody is given."""
    scene.listing()
    title = Text.of("en", "Air, & <cleaner>", zh_Hans="空气")
    scene.listing(side="need", member=scene.turin, title=title, sdg=["11.6"], trl=None)
    scene.listing("draft", title=Text(text="Secret"))
    return scene


def get(address: str, **query: Any) -> Any:
    """Ask as a visitor."""
    return Client(headers={"Accept-Language": "en"}).get(address, query)


def test_the_feed_is_atom_and_is_narrowed_down(published: Scene) -> None:
    feed = ET.fromstring(get("/exchange/feed.atom").content)  # noqa: S314 - our own
    titles = [title.text for title in feed.findall("a:entry/a:title", ATOM)]
    assert titles == ["Need: Air, & <cleaner>", "Offer: Lamps that save energy"]
    for wanted in ("id", "updated", "title", "link[@rel='self']"):
        assert feed.findall(f"a:{wanted}", ATOM), wanted
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    needs = ET.fromstring(get("/exchange/feed.atom", side="need").content)  # noqa: S314 - our own
    assert len(needs.findall("a:entry", ATOM)) == 1


def test_the_table_has_a_row_each_and_texts_by_language(published: Scene) -> None:
    answer = get("/exchange/offers-and-needs.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["title:zh-Hans"] for row in rows] == ["空气", "路灯节能"]
    assert [row["member"] for row in rows] == ["turin", "shanghai"]


def test_words_that_look_like_a_formula_are_none_in_a_spreadsheet(scene: Scene) -> None:
    scene.listing(title=Text.of("en", "=HYPERLINK(1)", zh_Hans="甲"))
    text = b"".join(get("/exchange/offers-and-needs.csv").streaming_content).decode()
    assert "'=HYPERLINK(1)" in text


@pytest.mark.parametrize(("side", "kind"), [("offer", "Offer"), ("need", "Demand")])
def test_json_ld_says_who_offers_or_seeks_what(scene: Scene, side: str, kind: str) -> None:
    listing = scene.listing(side=side)
    said = json.loads(get(f"/exchange/{listing.ulid}/listing.jsonld").content)
    assert (said["@context"], said["@type"]) == ("https://schema.org", kind)
    assert {"@language": "en", "@value": "Lamps that save energy"} in said["name"]
    member = said["offeredBy"] if side == "offer" else said["@reverse"]["seeks"]
    assert member["@id"].endswith("/members/shanghai/")
    assert said["itemOffered"]["about"][0]["@id"] == "http://metadata.un.org/sdg/7.3"


def test_records_hold_by_the_schema_of_the_standard(published: Scene) -> None:
    for name, count in (("offers", 1), ("needs", 1)):
        page = get(f"/records/collections/{name}/items").json()
        assert (page["type"], page["numberMatched"]) == ("FeatureCollection", count)
        for record in page["features"]:
            Draft202012Validator(RECORD).validate(record)
            links = {link["rel"]: link["href"] for link in record["links"]}
            assert get(links["self"]).json() == record


def test_the_landing_page_leads_everywhere(published: Scene) -> None:
    links = {link["rel"]: link["href"] for link in get("/records/").json()["links"]}
    assert {"self", "service-desc", "service-doc", "conformance", "data"} <= set(links)
    assert all(get(href).status_code == 200 for href in links.values())
    assert "record-core" in " ".join(get(links["conformance"]).json()["conformsTo"])
    every = get(links["data"]).json()["collections"]
    assert [one["id"] for one in every] == ["offers", "needs"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"bbox": "100,20,130,40"}, 1),
        ({"bbox": "170,20,130,40"}, 1),
        ({"bbox": "-10,40,10,50"}, 0),
        ({"bbox": "100,20,0,130,40,100"}, 1),
        ({"type": "technology,talent"}, 1),
        ({"type": "talent"}, 0),
        ({"datetime": "2020-01-01/2020-12-31"}, 0),
        ({"datetime": "../2020-12-31"}, 0),
        ({"datetime": "2020-01-01T00:00:00Z/.."}, 1),
        ({"externalIds": "nothing\0"}, 0),
        ({"q": "\0"}, 1),
        ({"limit": "1", "offset": "1"}, 1),
    ],
)
def test_records_are_narrowed_down_by_the_parameters_of_the_standard(
    published: Scene, query: dict[str, str], found: int
) -> None:
    answer = get("/records/collections/offers/items", **query)
    assert answer.status_code == 200
    assert answer.json()["numberMatched"] == found


def test_a_record_is_found_by_its_identifiers(published: Scene) -> None:
    record = get("/records/collections/offers/items").json()["features"][0]
    for known in record["properties"]["externalIds"]:
        page = get("/records/collections/offers/items", externalIds=known["value"]).json()
        assert page["numberMatched"] == 1


@pytest.mark.parametrize(
    "query",
    [
        {"bbox": "1,2,3"},
        {"bbox": "a,b,c,d"},
        {"bbox": "0,50,10,40"},
        {"datetime": "yesterday"},
        {"datetime": "2026-02-31"},
        {"limit": "0"},
        {"limit": "many"},
        {"offset": "-1"},
        {"colour": "red"},
    ],
)
def test_a_parameter_that_cannot_be_used_is_named(published: Scene, query: dict[str, str]) -> None:
    answer = get("/records/collections/offers/items", **query)
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert next(iter(query)) in answer.json()["detail"]


def test_pages_of_records_lead_to_one_another(scene: Scene) -> None:
    for _number in range(5):
        scene.listing()
    address, seen = "/records/collections/offers/items?limit=2", []
    while address:
        page = get(address).json()
        seen += [record["id"] for record in page["features"]]
        address = next((one["href"] for one in page["links"] if one["rel"] == "next"), "")
    assert len(seen) == len(set(seen)) == 5


def test_what_is_not_there_is_a_problem_document(published: Scene) -> None:
    for address in ("/records/collections/wishes", "/records/collections/offers/items/none"):
        answer = get(address)
        assert answer.status_code == 404
        assert answer.headers["Content-Type"] == "application/problem+json"
