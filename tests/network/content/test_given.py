"""What people give as a text or as a language."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from citybricks.network.content.given import language_tag, readable, text_up_to
from citybricks.network.content.naming import language_name, page_languages


@pytest.mark.parametrize(
    ("given", "tag"),
    [
        ("zh-hans", "zh-Hans"),
        ("EN", "en"),
        ("pt-br", "pt-BR"),
        ("中文", "zh-Hans"),
        ("葡萄牙语", "pt"),
        ("Simplified Chinese", "zh-Hans"),
        ("ga", "ga"),
        ("Irish", "ga"),
    ],
)
def test_a_language_is_known_by_tag_and_by_name(given: str, tag: str) -> None:
    assert language_tag(given) == tag


@pytest.mark.parametrize("tag", ["zh-Hans", "zh-Hant", "pt", "ja", "ar"])
def test_a_language_is_known_by_what_pages_call_it(tag: str) -> None:
    for reader in page_languages():
        assert language_tag(language_name(tag, reader)) == tag


@pytest.mark.parametrize("given", ["", "Klingonisch", "zz-zz-zz", "x" * 10_000])
def test_no_language_is_refused_with_what_is_allowed(given: str) -> None:
    with translation.override("en"), pytest.raises(ValidationError, match=r"tag of BCP 47"):
        language_tag(given)
    with translation.override("zh-hans"), pytest.raises(ValidationError, match="不是语言"):
        language_tag(given)


@given(st.text())
def test_a_text_is_readable_and_keeps_its_words(given: str) -> None:
    clean = text_up_to(given, 10**6)
    assert "\x00" not in clean
    assert text_up_to(clean, 10**6) == clean


def test_signs_that_turn_the_direction_of_others_are_left_out() -> None:
    assert readable("invoice\u202efdp.exe\u2066") == "invoicefdp.exe"


def test_twenty_thousand_characters_are_refused_with_both_numbers() -> None:
    with (
        translation.override("en"),
        pytest.raises(ValidationError, match=r"20000 characters; at most 10000"),
    ):
        text_up_to("字" * 20_000, 10_000)
