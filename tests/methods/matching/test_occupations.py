"""Job titles find the names of occupations, by meaning and by spelling."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citybricks.methods.matching.occupations import Occupations, sequences

NAMES = [
    ("2161", "Arquiteto de edifícios"),
    ("2142", "Engenheiro civil"),
    ("2142", "Engenheira civil"),
    ("2511", "Analista de sistemas informáticos"),
    ("2221", "Enfermeiro"),
    ("8343", "Operador de grua"),
]


@pytest.fixture(scope="module")
def occupations() -> Occupations:
    """Names of a few occupations in Portuguese."""
    return Occupations(NAMES)


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("engenheiros civis", "2142"),
        ("enfermeira", "2221"),
        ("crane operator", "8343"),
        ("护士", "2221"),
        ("ARQUITETA", "2161"),
    ],
)
def test_a_title_finds_its_occupation(occupations: Occupations, title: str, key: str) -> None:
    assert occupations.nearest(title)[0].key == key


def test_each_occupation_is_found_once(occupations: Occupations) -> None:
    keys = [one.key for one in occupations.nearest("engenheiro civil")]
    assert sorted(keys) == ["2142", "2161", "2221", "2511", "8343"]
    assert len(occupations.nearest("engenheiro civil", k=2)) == 2


def test_a_name_as_it_stands_is_spelt_alike(occupations: Occupations) -> None:
    best = occupations.nearest("Enfermeiro")[0]
    assert best.spelling == pytest.approx(1, abs=1e-5)
    assert best.meaning == pytest.approx(1, abs=1e-3)


def test_nothing_finds_nothing(occupations: Occupations) -> None:
    assert occupations.nearest("  ") == []
    assert Occupations([]).nearest("nurse") == []


@settings(max_examples=15)
@given(title=st.text(st.characters(exclude_categories=()), max_size=40))
def test_any_title_may_be_asked_for(occupations: Occupations, title: str) -> None:
    assert all(one.key in dict(NAMES) for one in occupations.nearest(title))


def test_sequences_know_where_words_end() -> None:
    assert set(sequences("Grua")) == {
        " gr",
        "gru",
        "rua",
        "ua ",
        " gru",
        "grua",
        "rua ",
        " grua",
        "grua ",
    }
