"""One search box: the words themselves first, then what means the same in any language."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citybricks.methods.matching.pool import Pool
from citybricks.methods.matching.searching import SNIPPET, search
from tests.methods.matching.conftest import item


def found(text: str, pool: Pool) -> list[str]:
    """Return the keys that a search finds."""
    return [hit.key for hit in search(text, pool)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("港口", "port"),
        ("港口自動化", "port"),
        ("垃圾", "waste"),
        ("垃圾分类", "waste"),
        ("voting", "budget"),
        ("garbage", "waste"),
        ("ゴミ", "waste"),
        ("segurança pública", "safety"),
        ("мусор", "waste"),
        ("fugas", "water"),
        ("犯罪", "safety"),
        ("SAFETY", "safety"),
    ],
)
def test_any_language_finds_any_language(pool: Pool, text: str, key: str) -> None:
    assert found(text, pool)[0] == key


@pytest.mark.parametrize(
    "text", ["", "  ", "\x00", "芭蕾舞鞋", "recipe for pancakes", "xqzw", "🎻"]
)
def test_nothing_is_shown_where_nothing_fits(pool: Pool, text: str) -> None:
    assert found(text, pool) == []


def test_what_has_the_word_comes_before_what_means_the_same(pool: Pool) -> None:
    more = pool.with_items([item("rubbish", "The word garbage, and much about trams besides")])
    assert set(found("garbage", more)[:2]) == {"waste", "rubbish"}
    assert found("港口", pool) == ["port", "needs port"]


def test_an_item_just_written_is_found_by_its_words(pool: Pool) -> None:
    more = pool.with_items([item("new", "本市轻轨系统", language="zh-Hans")])
    assert found("轻轨", more)[0] == "new"
    assert found("轨", more)[0] == "new"


def test_only_wanted_kinds_are_found(pool: Pool) -> None:
    assert {hit.key for hit in search("crime", pool, kinds={"need"})} == {"needs safety"}


def test_the_version_that_fits_best_is_told_with_its_sentence(pool: Pool) -> None:
    hit = search("ゴミ", pool)[0]
    assert (hit.language, hit.document) == ("ja", "waste/ja")
    assert "ゴミ" in hit.snippet
    english = search("garbage", pool)[0]
    assert english.snippet == "Garbage is sorted by households and recycled."


def test_a_snippet_is_short() -> None:
    long = Pool.of([item("long", "port " * 300)])
    assert len(search("port", long)[0].snippet) == SNIPPET


@settings(max_examples=15)
@given(text=st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_text_may_be_typed(pool: Pool, text: str) -> None:
    hits = search(text, pool)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert search(text, pool) == hits


def test_a_long_text_from_the_right_is_searched(pool: Pool) -> None:
    assert isinstance(search("ميناء " * 3_000 + "<script>x</script>", pool), list)


def test_an_empty_pool_has_nothing() -> None:
    assert search("port", Pool.of([])) == []
