"""Languages are told by their script first, then by their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citybricks.methods.matching.languages import (
    SITE_LANGUAGES,
    language_of,
    primary,
    simplified,
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("港口自动化", "zh"),
        ("臺北市政府的智慧城市計畫", "zh"),
        ("ゴミの分別", "ja"),
        ("カメラ", "ja"),
        ("범죄 예방", "ko"),
        ("Безопасность города", "ru"),
        ("Prevenção ao crime com câmaras", "pt"),
        ("prévention de la criminalité en ville", "fr"),
        ("The city seeks partners for crime prevention", "en"),
        ("洛杉矶港 Los Angeles 自动化码头项目", "zh"),
        ("الوقاية من الجريمة", "ar"),
    ],
)
def test_a_language_is_recognised(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", "12345", "👍🎉", "שלום", "สวัสดี", "ຂີ້ເຫຍື້ອ", "AI", "?!"])
def test_what_cannot_be_told_is_no_language(text: str) -> None:
    assert language_of(text) is None


def test_only_languages_that_are_asked_for_are_told() -> None:
    assert language_of("Безопасность города", among=("zh", "en")) is None
    assert language_of("港口", among=("ja", "en")) == "ja"


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_has_a_site_language_or_none(text: str) -> None:
    assert language_of(text) in {*SITE_LANGUAGES, None}


@pytest.mark.parametrize(
    ("tag", "subtag"), [("zh-Hant-MO", "zh"), ("pt_BR", "pt"), ("EN", "en"), ("und", ""), ("", "")]
)
def test_the_primary_subtag_stands_for_a_language(tag: str, subtag: str) -> None:
    assert primary(tag) == subtag


def test_traditional_characters_become_simplified() -> None:
    assert simplified("港口與垃圾 in Macau") == "港口与垃圾 in Macau"
