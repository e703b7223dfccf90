"""Texts and their translations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from citybricks.network.content.prose import prose
from citybricks.network.content.text import State, Text

PORT = Text.of("zh-Hans", "港口", en="Port")


def test_a_reader_is_shown_the_translation_into_their_language() -> None:
    assert (PORT.shown("en").text, PORT.shown("en").state) == ("Port", State.TRANSLATED)


def test_a_reader_without_a_translation_is_shown_the_original_and_told_so() -> None:
    shown = PORT.shown("pt")
    assert (shown.text, shown.language, shown.state) == ("港口", "zh-Hans", State.UNTRANSLATED)


def test_a_reader_of_traditional_chinese_is_shown_the_simplified_version() -> None:
    assert PORT.shown("zh-Hant").text == "港口"


def test_a_translation_is_out_of_date_once_the_original_is_rewritten() -> None:
    changed = PORT.rewritten("自动化港口")
    assert changed.shown("en").state == State.OUTDATED
    assert changed.translated("en", "Automated port").shown("en").state == State.TRANSLATED


def test_writing_the_same_again_changes_nothing() -> None:
    assert PORT.rewritten("港口") is PORT


def test_an_empty_translation_is_taken_away() -> None:
    assert PORT.translated("en", "  ").languages() == ("zh-Hans",)


def test_the_original_is_not_translated_into_its_own_language() -> None:
    with pytest.raises(ValueError, match="written in zh-Hans"):
        PORT.translated("zh-Hans", "码头")


@pytest.mark.parametrize("tag", ["", "english", "x!", "zh_Hans_CN_foo_bar_baz"])
def test_a_language_that_is_none_is_refused(tag: str) -> None:
    with pytest.raises(ValidationError, match="BCP 47"):
        Text(language=tag, text="?")


@given(st.text())
def test_whatever_is_written_is_kept_and_shown(written: str) -> None:
    text = Text(language="en", text=written)
    assert Text.model_validate_json(text.model_dump_json()).shown("zh-Hans").text == written


@given(st.text(alphabet="<>script/\"'=onerror img javascript:()[]!&", max_size=200))
def test_prose_can_do_nothing_but_be_read(written: str) -> None:
    html = prose(written).lower()
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html


def test_prose_keeps_paragraphs_lists_and_links() -> None:
    html = prose("One\n\n- two\n- [three](https://example.org)")
    assert "<p>One</p>" in html
    assert "<li>two</li>" in html
    assert 'href="https://example.org"' in html
