"""What is given for a listing is checked, and what does not fit is named with what is allowed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from citybricks.network.content.given import language_tag
from citybricks.network.content.text import Text
from citybricks.network.exchange.domain import quality, regions, values


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("BR", "BR"),
        ("brazil", "BR"),
        ("巴西", "BR"),
        ("Africa", "002"),
        ("非洲", "002"),
        ("142", "142"),
    ],
)
def test_a_region_is_known_by_code_and_by_name_in_every_language(given: str, code: str) -> None:
    assert values.region(given) == code


@pytest.mark.parametrize(
    ("check", "given", "said"),
    [
        (values.region, "Atlantis", "Atlantis"),
        (values.target, "11.9", "11.1, 11.2"),
        (values.target, "18.1", "11.2"),
        (values.brick, "no-such-brick", "no-such-brick"),
        (values.occupation, "http://data.europa.eu/x", "esco/occupation"),
        (values.evidence, "javascript:alert(1)", "https://"),
        (values.evidence, "http://[", "https://"),
    ],
)
def test_what_is_not_known_is_named_with_what_is_allowed(
    check: Callable[[str], str], given: str, said: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        check(given)
    assert said in refused.value.messages[0]
    with translation.override("zh-hans"), pytest.raises(ValidationError) as refused:
        check(given)
    assert "“" in refused.value.messages[0]
    assert any("\u4e00" <= sign <= "\u9fff" for sign in refused.value.messages[0])


def test_a_doi_becomes_the_address_that_it_is_found_at() -> None:
    assert values.evidence("doi:10.1000/xyz") == "https://doi.org/10.1000/xyz"


def test_all_that_is_wrong_in_a_list_is_said_at_once() -> None:
    with pytest.raises(ValidationError) as refused:
        values.checked("BR, Atlantis、 Lemuria; CN", values.region)
    assert len(refused.value.messages) == 2


@given(st.text(max_size=300))
def test_lists_of_anything_are_taken_or_refused(given: str) -> None:
    for check in (values.region, language_tag, values.target, values.evidence):
        try:
            found = values.checked(given, check)
        except ValidationError:
            continue
        assert values.checked(", ".join(found), check) == found


def test_countries_of_a_region_are_those_that_lie_in_it() -> None:
    assert {"ZA", "EG"} <= regions.countries_in(["002"])
    assert regions.countries_in(["BR"]) == {"BR"}
    assert "CN" not in regions.countries_in(["002", "BR"])


@pytest.mark.parametrize(
    ("text", "language", "short"),
    [
        (" ".join(["word"] * 60), "en", True),
        (" ".join(["word"] * 61), "en", False),
        ("字" * 120, "zh-Hans", True),
        ("字" * 121, "zh-Hans", False),
    ],
)
def test_a_summary_is_short_in_words_or_in_characters(
    text: str, language: str, short: bool
) -> None:
    assert quality.is_short(Text(language=language, text=text)) is short
