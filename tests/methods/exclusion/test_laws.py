"""Law tables are data that are refused when something in them is missing or misspelt."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as some

from citybricks.methods.exclusion import laws
from citybricks.methods.exclusion.law import UnknownDiseaseError
from citybricks.methods.exclusion.vocabulary import LANGUAGES, facts, sentences, syndromes

JAPAN = (files("citybricks.methods.exclusion") / "laws" / "japan.toml").read_text("utf-8")


def test_two_countries_are_known_and_one_of_them_is_guidance() -> None:
    assert laws.available() == ["gb-eng", "jp"]
    assert laws.load("JP").binding == "law"
    assert laws.load("gb-eng").binding == "guidance"


def test_a_country_without_a_table_is_named_beside_those_there_are() -> None:
    with pytest.raises(laws.UnknownCountryError, match="'xx'; there are gb-eng, jp"):
        laws.load("xx")


def test_no_table_names_a_percentage_from_which_classes_close() -> None:
    assert [laws.load(country).closure.statutory_share for country in laws.available()] == [
        None,
        None,
    ]


def test_the_first_class_of_japan_is_that_of_article_18_and_what_is_taken_as_such() -> None:
    first = [code for code, row in laws.load("jp").diseases.items() if row.class_ == "1"]
    assert len(first) == 12 + 1
    assert "novel-infection" in first


@pytest.mark.parametrize(
    ("code", "disease"),
    [
        ("J10", "influenza"),
        ("j11.1", "influenza"),
        ("J09", "avian-influenza"),
        ("B30.2", "pharyngoconjunctival-fever"),
        ("B30.0", "epidemic-keratoconjunctivitis"),
        ("A39.0", "meningococcal-meningitis"),
        (" Influenza ", "influenza"),
    ],
)
def test_a_disease_is_found_by_its_own_code_and_by_icd_10(code: str, disease: str) -> None:
    assert laws.load("jp").find(code) == disease


@pytest.mark.parametrize("code", ["", "J", "Z99", "measels"])
def test_what_is_no_code_is_not_guessed(code: str) -> None:
    with pytest.raises(UnknownDiseaseError, match="'jp' knows no disease"):
        laws.load("jp").find(code)


@pytest.mark.parametrize("country", laws.available())
def test_no_two_diseases_of_a_table_share_a_code_of_icd_10(country: str) -> None:
    codes = [icd for row in laws.load(country).diseases.values() for icd in row.icd10]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("country", laws.available())
def test_every_rule_is_cited_with_how_it_was_checked(country: str) -> None:
    law = laws.load(country)
    for code in law.diseases:
        clause = law.citations[law.exclusion_of(code).citation]
        assert clause.checked
        assert clause.url.startswith("https://")
    assert all(row.text for row in law.citations.values()) == (law.binding == "law")


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        (
            '{ after = "onset", days = 5 }',
            '{ after = "onsett", days = 5 }',
            "unknown fact 'onsett'",
        ),
        ('{ until = "rash_gone" }', '{ until = "rash_gone", after = "rash" }', "names one of"),
        ("stages = { kindergarten = 3 }", "stages = { nursery = 3 }", "nursery"),
        ('citation = "act-20"', 'citation = "act-21"', "act-21"),
        ('syndrome = "parotitis"', 'syndrome = "mumps"', "mumps"),
        ("days = 5", "days = -1", "greater than or equal to 0"),
        ("days = 5", 'dayz = 5, days = 1, note = "x"', "Extra inputs are not permitted"),
        ('ja = "麻しん"', 'fr = "rougeole"', "all of"),
        ("rule.any = [{", "rule.any = []\nrule.allof = [{", "Extra inputs|in one of"),
        ('class = "3"\nicd10 = ["A00"]', 'class = "4"\nicd10 = ["A00"]', "4"),
    ],
)
def test_a_table_with_a_mistake_is_refused(right: str, wrong: str, message: str) -> None:
    assert right in JAPAN
    with pytest.raises(ValueError, match=message):
        laws.read(JAPAN.replace(right, wrong, 1))


@given(data=some.data())
def test_a_table_that_lost_lines_is_refused_or_still_a_table(data: some.DataObject) -> None:
    lines = JAPAN.splitlines()
    lost = data.draw(some.sets(some.integers(0, len(lines) - 1), min_size=1, max_size=3))
    text = "\n".join(line for number, line in enumerate(lines) if number not in lost)
    with suppress(ValueError):
        law = laws.read(text)
        assert all(law.exclusion_of(code).citation in law.citations for code in law.diseases)


def test_a_disease_without_a_rule_is_refused() -> None:
    with pytest.raises(ValueError, match="no rule for"):
        laws.read(JAPAN.replace("[classes.3.exclusion]", "[diseases.cholera.exclusion]", 1))


def test_names_are_given_in_every_language() -> None:
    assert set(syndromes()) == {
        "fever",
        "respiratory",
        "gastrointestinal",
        "rash",
        "conjunctivitis",
        "parotitis",
        "other",
        "none",
    }
    for row in [*syndromes().values(), *sentences().values()]:
        assert set(row) == set(LANGUAGES)
    assert all(set(fact.names) == set(LANGUAGES) for fact in facts().values())


def test_sentences_take_the_same_values_in_every_language() -> None:
    import string

    for key, row in sentences().items():
        taken = {
            language: {name for _, name, _, _ in string.Formatter().parse(text) if name}
            for language, text in row.items()
        }
        assert len({frozenset(names) for names in taken.values()}) == 1, key


def test_the_table_of_japan_is_toml_that_others_can_read() -> None:
    assert tomllib.loads(JAPAN)["country"] == "jp"
