"""Searching: words and meanings in any language, marks, bad input."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from citybricks.hub.lab.finding import put_bricks
from citybricks.network.errands.domain.errands import run_due
from citybricks.network.finding.domain.marking import marked
from citybricks.network.finding.domain.matching import matches_of
from citybricks.network.finding.domain.searching import LONGEST, search
from tests.network.finding.conftest import Hashing, Put

pytestmark = pytest.mark.django_db


def page(query: str, language: str = "en", **more: str) -> str:
    answer = Client(headers={"accept-language": language}).get("/search/", {"q": query, **more})
    assert answer.status_code == 200
    return answer.content.decode()


def found(text: str, sought: str, language: str) -> list[str]:
    return [part.text for part in marked(text, sought, language) if part.found]


@pytest.fixture
def embedded(things: Put, models: object) -> None:
    """Everything put, and embedded by the packaged models."""
    things()
    run_due()


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("港口", "offer:port"),
        ("犯罪", "offer:police"),
        ("集装箱", "offer:port"),
        ("集裝箱", "offer:port"),
        ("cranes", "offer:port"),
        ("Dunedin", "member:dunedin"),
        ("达尼丁", "member:dunedin"),
    ],
)
def test_words_are_found_before_anything_is_embedded(
    things: Put, hashing: Hashing, words: str, key: str
) -> None:
    things()
    assert search(words)[0].key == key


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("how can we have fewer burglaries", "need:crime"),
        ("терминал для контейнеров", "offer:port"),
        ("segurança pública com câmeras de vídeo", "offer:police"),
        ("大学城市", "member:dunedin"),
    ],
)
def test_what_means_the_same_is_found_in_other_languages(
    embedded: None, words: str, key: str
) -> None:
    assert key in [one.key for one in search(words)][:2]


def test_a_request_embeds_its_query_and_nothing_else(things: Put, hashing: Hashing) -> None:
    things()
    run_due()
    before = hashing.asked
    page("港口")
    assert hashing.asked == before + 1


def test_what_is_not_public_is_matched_and_not_found(things: Put, hashing: Hashing) -> None:
    things("need:crime")
    things("offer:police", public=False)
    run_due()
    assert "offer:police" not in [one.key for one in search("犯罪")]
    assert [one.key for one in matches_of("need:crime").found] == ["offer:police"]


def test_kinds_narrow_the_list_down_and_are_counted(things: Put, hashing: Hashing) -> None:
    things()
    run_due()
    assert {one.kind for one in search("港口 Dunedin", kinds=["member"])} <= {"member"}
    html = page("Dunedin", kind="member")
    assert 'aria-current="page">Members <span class="number">1</span>' in html


def test_what_does_not_fit_anything_says_so(things: Put, hashing: Hashing) -> None:
    assert matches_of("offer:nowhere").found == ()
    assert "Nothing fits" in page("qqqq")


@pytest.mark.parametrize("words", ["", "   ", "\x00"])
def test_an_empty_query_says_what_can_be_typed(things: Put, hashing: Hashing, words: str) -> None:
    things()
    html = page(words)
    assert "Type what you look for" in html
    assert 'Everything <span class="number">4</span>' in html


@pytest.mark.parametrize("words", ["!!!", "。，、", "–", "💡"])
def test_punctuation_alone_is_answered_clearly(db: None, hashing: Hashing, words: str) -> None:
    assert "There is no word in" in page(words)
    assert "中没有词语" in page(words, "zh-CN")


def test_of_twenty_thousand_characters_the_first_are_searched_for(
    things: Put, hashing: Hashing
) -> None:
    things()
    html = page("港口 " * 7000)
    assert f"Only the first {LONGEST} characters" in html
    assert "offer/port" in html


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", '" onfocus="alert(1)', "{{ 7|add:7 }}", "%s%n"]
)
def test_code_in_a_query_is_shown_as_it_was_typed(
    things: Put, hashing: Hashing, words: str
) -> None:
    things()
    html = page(words)
    assert "<script>alert" not in html
    assert 'onfocus="alert' not in html


def test_right_to_left_words_are_shown_that_way(things: Put, hashing: Hashing) -> None:
    assert 'value="ميناء" maxlength="500" dir="auto"' in page("ميناء")


def test_a_result_in_another_language_says_so_and_is_marked_as_such(
    things: Put, hashing: Hashing
) -> None:
    things("offer:police")
    html = page("犯罪")
    assert '<span class="found-language">Chinese (Simplified)</span>' in html
    assert '<p class="found-snippet" lang="zh-Hans" dir="auto">' in html
    assert "<mark>犯罪</mark>" in html
    assert '<span class="found-language">' not in page("犯罪", "zh-CN")


def test_what_shares_no_word_says_that_it_was_found_by_meaning(embedded: None) -> None:
    assert "found by meaning" in page("терминал для контейнеров")


def test_a_page_of_any_number_shows_the_last_there_is(things: Put, hashing: Hashing) -> None:
    things()
    for number in ("0", "999", "x"):
        assert "offer/port" in page("港口", page=number)
    assert "offer/port" in page("港口", kind="nonsense")


def test_a_page_asks_the_database_a_handful_of_questions(things: Put, hashing: Hashing) -> None:
    things()
    page("港口")
    with CaptureQueriesContext(connection) as asked:
        page("港口")
    assert len(asked) <= 5


@pytest.mark.parametrize(
    ("text", "sought", "language", "marks"),
    [
        ("自动化集装箱港口", "港口", "zh", ["港口"]),
        ("自動化集裝箱港口", "集装箱", "zh", ["集裝箱"]),
        ("Ports and a port.", "port", "en", ["Ports", "port"]),
        ("An automated port.", "港口", "en", ["port"]),
        ("港口在哪里", "port", "zh", ["港口"]),
        ("nothing here", "crane", "en", []),
        ("", "crane", "en", []),
    ],
)
def test_the_words_that_were_found_are_marked(
    text: str, sought: str, language: str, marks: list[str]
) -> None:
    assert found(text, sought, language) == marks


@given(text=st.text(max_size=60), sought=st.text(max_size=20))
def test_marking_changes_no_character(text: str, sought: str) -> None:
    for language in ("zh", "en"):
        assert "".join(part.text for part in marked(text, sought, language)) == text


def test_bricks_are_found_in_both_languages_and_once(hashing: Hashing) -> None:
    put_bricks()
    put_bricks()
    for words in ("路灯", "lamps", "tram"):
        keys = [one.key for one in search(words, kinds=["brick"])]
        assert keys, words
        assert len(keys) == len(set(keys))


def test_a_word_that_abbreviates_finds_the_brick(db: None, models: object) -> None:
    put_bricks()
    run_due()
    assert "Share of residents who can walk to public transport" in page("公交")


def test_a_reader_sees_a_brick_in_their_language(hashing: Hashing) -> None:
    put_bricks()
    assert "能步行到达公共交通的居民比例" in page("tram", "zh-CN")
