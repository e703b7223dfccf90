"""The founding network on a fresh hub: what the documents say, and nothing else."""

from __future__ import annotations

import pytest
from django.test import Client

from citybricks.hub.founding import found, is_fresh, number_of
from citybricks.network.errands.domain.errands import run_due
from citybricks.network.exchange.models import Listing
from citybricks.network.finding.domain.matching import matches_of
from citybricks.network.founding.reading import read
from citybricks.network.members.models import Fact, Member, Place, Relation

pytestmark = pytest.mark.django_db


@pytest.fixture
def founded(db: None) -> None:
    """A hub with the founding network."""
    found()


def test_a_fresh_hub_is_filled_with_every_record(founded: None) -> None:
    network = read()
    assert Member.objects.count() == len(network.members)
    assert Listing.objects.count() == len(network.entries)
    assert Fact.objects.count() == sum(len(member.facts) for member in network.members)
    assert Relation.objects.count() == sum(len(one.members) - 1 for one in network.relations)
    assert Place.objects.filter(member__slug="university-of-macau").count() == 2
    assert not is_fresh()


def test_only_those_the_documents_call_members_are_members(founded: None) -> None:
    members = set(Member.objects.filter(state=Member.State.MEMBER).values_list("slug", flat=True))
    assert members == {
        "shenzhen", "macao", "tsukuba", "kobe", "barcelona", "brisbane", "turin",
    }  # fmt: skip
    assert Member.objects.get(slug="johannesburg").state == Member.State.LISTED


def test_everything_rests_on_a_sentence_and_its_source(founded: None) -> None:
    for row in (*Member.objects.all(), *Listing.objects.all()):
        assert all(quote["text"] and quote["source"] for quote in row.quotes), row
        assert row.quotes, row
        assert not row.demonstration
    assert not Fact.objects.filter(source="").exists()


def test_filling_again_adds_nothing_and_changes_nothing(founded: None) -> None:
    tsukuba = Member.objects.get(slug="tsukuba")
    tsukuba.website = "https://www.city.tsukuba.lg.jp/"
    tsukuba.save()
    assert sum(found().values()) == 0
    tsukuba.refresh_from_db()
    assert tsukuba.website


def test_a_city_is_where_geonames_has_it(founded: None) -> None:
    macao = Member.objects.get(slug="macao")
    assert (round(macao.latitude, 1), round(macao.longitude, 1)) == (22.2, 113.5)
    assert macao.population_year
    assert Member.objects.get(slug="university-of-macau").city == macao


NEEDS = {
    "johannesburg-crime-prevention": {"shanghai-safety-at-night"},
    "los-angeles-port-automation": {"shanghai-automated-port", "tianjin-smart-port"},
    "johannesburg-waste-management": {"shanghai-waste-management"},
}
"""Needs, and the offers the documents name for them, which are to come first."""
WORDS = {
    "港口": "shanghai-automated-port",
    "垃圾": "shanghai-waste-management",
    "online voting": "tsukuba-online-voting",
    "オンライン投票": "tsukuba-online-voting",
    "lixo urbano": "shanghai-waste-management",
}
"""What is typed into the search box, in five languages, and what is to be found."""


@pytest.mark.long
def test_needs_and_words_of_any_language_find_what_the_documents_name(
    founded: None, client: Client
) -> None:
    run_due(limit=1000)
    for need, offers in NEEDS.items():
        matches = matches_of(f"need:{number_of(need)}", k=10)
        found_offers = [one.key for one in matches.found if one.key.startswith("offer:")]
        wanted = {f"offer:{number_of(slug)}" for slug in offers}
        assert set(found_offers[: len(offers)]) == wanted, need
    for words, slug in WORDS.items():
        page = client.get("/search/", {"q": words}, headers={"accept-language": "en"})
        assert f"/exchange/{number_of(slug)}/" in page.content.decode(), words


def test_a_brick_shows_the_offers_that_name_it(founded: None, client: Client) -> None:
    page = client.get("/bricks/solar-street/").content.decode()
    assert f"/exchange/{number_of('tianjin-solar-benches-and-streetlights')}/" in page
    assert "/exchange/01" not in client.get("/bricks/missing-lamps/").content.decode()
