"""The order of names for readers of a language."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citybricks.network.content.collation import collation_key, folded


def in_order(names: list[str], language: str) -> list[str]:
    """Sort names as readers of a language look them up."""
    return sorted(names, key=lambda name: collation_key(name, language))


def test_readers_of_chinese_look_cities_up_by_pinyin() -> None:
    # aomen, basailuona, buliseban, duling, shanghai, shenhu, shenzhen, tianjin, zhubo
    cities = ["澳门", "巴塞罗那", "布里斯班", "都灵", "上海", "神户", "深圳", "天津", "筑波"]
    # CLDR takes the reading of each character by itself: shen1 before shen2
    assert in_order(cities[::-1], "zh-Hans") == [
        "澳门", "巴塞罗那", "布里斯班", "都灵", "上海", "深圳", "神户", "天津", "筑波",
    ]  # fmt: skip


def test_latin_names_come_before_chinese_ones() -> None:
    assert in_order(["澳门", "Zürich"], "zh-Hans") == ["Zürich", "澳门"]


@pytest.mark.parametrize("language", ["en", "pt", "ru", "zh-Hans"])
def test_accents_and_case_do_not_part_names(language: str) -> None:
    assert in_order(["Zagreb", "évora", "Faro", "Evian"], language) == [
        "Evian", "évora", "Faro", "Zagreb",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "kept"), [("São Paulo", "sao paulo"), ("ＫＯＢＥ", "kobe"), (" Турин ", "турин")]
)
def test_a_name_is_found_however_it_is_typed(typed: str, kept: str) -> None:
    assert folded(typed) == kept


@given(st.text())
def test_a_name_in_its_composed_and_decomposed_form_is_the_same(name: str) -> None:
    assert folded(unicodedata.normalize("NFD", name)) == folded(unicodedata.normalize("NFC", name))


@given(st.text(), st.sampled_from(["en", "zh-Hans", "ja"]))
def test_every_name_has_a_place(name: str, language: str) -> None:
    assert len(collation_key(name, language)) == len(folded(name))
