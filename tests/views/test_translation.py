"""Every text the views write themselves is there in Chinese."""

import ast
from pathlib import Path

import pytest

from citybricks import views
from citybricks.kernel.translation import catalogue
from citybricks.views.card import GOALS
from citybricks.views.charts.datum import SENTENCES
from citybricks.views.reader import Reader
from citybricks.views.units import WORDS

FOLDER = Path(str(views.__file__)).parent


def literals() -> set[str]:
    found = set()
    for path in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            called = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "reader"
            if called and isinstance(node.args[0], ast.Constant):  # type: ignore[attr-defined] # a call
                found.add(str(node.args[0].value))  # type: ignore[attr-defined] # a call
    return found


TEXTS = sorted(
    literals() | set(GOALS) | set(SENTENCES.values()) | {w for both in WORDS.values() for w in both}
)


def test_there_are_texts() -> None:
    assert len(literals()) > 25


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_has_a_translation_with_its_placeholders(text: str) -> None:
    chinese = catalogue(FOLDER, "zh-Hans")
    assert chinese.get(text)
    names = {part.split("}")[0] for part in text.split("{")[1:]}
    assert {part.split("}")[0] for part in chinese[text].split("{")[1:]} == names


def test_sentences_are_joined_and_lists_written_as_the_language_does() -> None:
    assert Reader().joined("One.", "", "Two.") == "One. Two."
    assert Reader(language="zh-Hans").joined("一。", "二。") == "一。二。"
    assert Reader().listed("a", "b") == "a, b"
    assert Reader(language="zh-Hans").listed("甲", "乙") == "甲、乙"
