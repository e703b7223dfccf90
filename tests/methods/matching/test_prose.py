"""Whatever people paste becomes plain text, and sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citybricks.methods.matching.prose import LONGEST, beginning, plain, sentences


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_becomes_one_that_utf_8_holds(text: str) -> None:
    assert plain(text).encode().decode() == plain(text)
    assert all(part in plain(text) for part in sentences(text))


def test_markup_and_scripts_are_not_read() -> None:
    text = "<p>Safe &amp; <b>clean</b></p><script>alert('port')</script><!-- note --> streets"
    assert plain(text).split() == ["Safe", "&", "clean", "streets"]


def test_a_script_that_never_ends_is_not_read() -> None:
    assert plain("streets<script>alert(1)") == "streets"


def test_less_than_is_no_markup() -> None:
    assert plain("1 < 2 and 3 > 2") == "1 < 2 and 3 > 2"


@pytest.mark.parametrize("odd", ["\x00", "\u202e", "\ufeff", "\u200b"])
def test_characters_that_are_not_seen_are_left_out(odd: str) -> None:
    assert plain(f"har{odd}bour") == "har bour"


def test_what_is_too_long_is_cut() -> None:
    assert len(plain("a" * (LONGEST + 5))) == LONGEST


def test_sentences_end_in_every_script() -> None:
    assert sentences("港口很大。真的吗？Yes. It is 3.5 km long!") == [
        "港口很大。",
        "真的吗？",
        "Yes.",
        "It is 3.5 km long!",
    ]
    assert sentences("हाँ। नहीं।") == ["हाँ।", "नहीं।"]


def test_a_beginning_is_as_long_as_a_summary() -> None:
    assert beginning("Short.") == "Short."
    assert beginning("One two three. " * 50) == ("One two three. " * 26).strip()
    assert len(beginning("港" * 900)) == 100
