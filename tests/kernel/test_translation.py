"""English texts are message ids; what has no translation is said in English."""

from pathlib import Path

import pytest

from citybricks.kernel.translation import LANGUAGES, catalogue, complete, translator

PO = """\
msgid ""
msgstr "Language: zh_Hans\\n"

msgid "homes"
msgstr "住处"

msgid ""
"a long text "
"in two lines"
msgstr "两行的长文"

#, fuzzy
msgid "doubtful"
msgstr "可疑"

msgid "empty"
msgstr ""

#~ msgid "gone"
#~ msgstr "没了"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "zh_Hans.po").write_text(PO, encoding="utf-8")
    return tmp_path


def test_a_text_is_said_in_the_language_asked_for(folder: Path) -> None:
    assert translator("zh-Hans", folder)("homes") == "住处"
    assert translator("en", folder)("homes") == "homes"


def test_how_a_text_is_broken_into_lines_does_not_matter(folder: Path) -> None:
    assert translator("zh-Hans", folder)("a long\n    text in two  lines") == "两行的长文"


@pytest.mark.parametrize("text", ["doubtful", "empty", "gone", "never seen", ""])
def test_what_has_no_sure_translation_is_said_in_english(folder: Path, text: str) -> None:
    assert translator("zh-Hans", folder)(text) == text


def test_the_first_folder_has_the_first_word(folder: Path, tmp_path: Path) -> None:
    nearer = tmp_path / "brick"
    nearer.mkdir()
    (nearer / "zh_Hans.po").write_text('msgid "homes"\nmsgstr "房屋"\n', encoding="utf-8")
    assert translator("zh-Hans", nearer, folder)("homes") == "房屋"
    assert translator("zh-Hans", folder, nearer)("homes") == "住处"


def test_a_folder_without_translations_has_none(tmp_path: Path) -> None:
    assert catalogue(tmp_path / "nowhere", "zh-Hans") == {}


def test_traditional_chinese_is_the_simplified_in_the_characters_of_hong_kong(folder: Path) -> None:
    assert translator("zh-Hant", folder)("homes") == "住處"


@pytest.mark.parametrize(
    ("language", "said"), [("zh-Hant", "zh-Hans"), ("en", "en"), ("pt", "en"), ("x", "en")]
)
def test_where_only_complete_languages_are_spoken_the_nearest_is(language: str, said: str) -> None:
    assert complete(language) == said


def test_two_languages_are_the_floor() -> None:
    assert list(LANGUAGES) == ["zh-Hans", "en"]
