"""Terms: two characters inside a run, stems, and Chinese words in English."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citybricks.methods.matching.words import (
    alternatives,
    gloss,
    meanings,
    tokens,
    weighted,
    words_of,
)

LANGUAGES = ["zh", "en", "pt", "ru", "ja", "ko", "ar", "th", "", "no such language"]


@given(st.text(st.characters(exclude_categories=())), st.sampled_from(LANGUAGES))
def test_any_text_has_terms(text: str, language: str) -> None:
    terms = weighted(text, language)
    assert all(term and weight > 0 for term, weight in terms.items())
    assert set(tokens(text, language)) <= terms.keys()
    assert weighted(text, language) == terms


@given(st.text(st.characters(codec="utf-8"), max_size=80), st.sampled_from(LANGUAGES))
def test_words_that_are_sought_are_terms_that_are_sought(text: str, language: str) -> None:
    sought = weighted(text, language, sought=True)
    assert all(word and word.keys() <= sought.keys() for word in alternatives(text, language))


@pytest.mark.parametrize("word", ["港口", "垃圾", "犯罪", "安全"])
def test_a_word_of_two_characters_is_found_inside_a_run(word: str) -> None:
    assert word in tokens(f"本市{word}管理办法", "zh")
    assert word in tokens(f"本市{word}管理办法", "")


def test_characters_beside_letters_are_words_of_their_own() -> None:
    assert {"2015", "年", "ai", "港口"} <= {*tokens("2015年AI港口", "zh"), "年"}


def test_traditional_and_simplified_are_the_same_terms() -> None:
    assert tokens("港口自動化與垃圾處理", "zh-Hant") == tokens("港口自动化与垃圾处理", "zh-Hans")


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "voting", "votes"),
        ("ru", "безопасности", "безопасность"),
        ("pt", "automações", "automação"),
        ("es", "puertos", "puerto"),
    ],
)
def test_endings_do_not_matter(language: str, one: str, other: str) -> None:
    assert tokens(one, language) == tokens(other, language) != []


def test_words_that_say_nothing_are_left_out() -> None:
    assert tokens("the of and", "en") == tokens("的 和 以及", "zh") == []


@pytest.mark.parametrize(
    ("language", "text", "part"),
    [
        ("ja", "ゴミの分別", "ゴミ"),
        ("lo", "ຂີ້ເຫຍື້ອ", "ເຫ"),
        ("ko", "범죄예방", "예방"),
        ("th", "ท่าเรือ", "รื"),
    ],
)
def test_writing_without_spaces_has_characters_in_twos(language: str, text: str, part: str) -> None:
    assert part in tokens(text, language)


def test_chinese_words_have_english_meanings() -> None:
    assert meanings("港口") == ("port", "harbor")
    assert "crime" in meanings("犯罪")
    assert meanings("沒有") == meanings("没有")
    assert meanings("英国")[0] == "United Kingdom"
    assert meanings("no Chinese") == ()


def test_a_gloss_tells_words_in_order() -> None:
    assert [one.word for one in gloss("預防犯罪")] == ["预防", "犯罪"]


def test_chinese_documents_are_found_by_english_words() -> None:
    assert weighted("港口", "zh").keys() & weighted("harbors", "zh", sought=True).keys()
    assert weighted("harbors", "en").keys() & weighted("港口", "en", sought=True).keys()


def test_what_is_sought_among_chinese_documents_needs_no_translation() -> None:
    assert "port" not in weighted("港口", "zh", sought=True)


def test_shared_terms_are_told_as_they_are_written() -> None:
    assert words_of("Ports", "zh")["port"] == "ports"
    assert words_of("港口", "zh")["port"] == "港口"


def test_jieba_prints_nothing_and_leaves_no_file(tmp_path: Path) -> None:
    code = "from citybricks.methods.matching.words import tokens; tokens('港口自动化', 'zh')"
    environment = {"TMPDIR": str(tmp_path), "PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    assert (done.stdout, done.stderr) == ("", "")
    assert list(tmp_path.iterdir()) == []
