"""What a brick's page reads from its docstring."""

from typing import Any

import pytest

from citybricks.hub.lab import signature
from citybricks.hub.lab.signature import Source
from citybricks.kernel.brick import Brick
from citybricks.kernel.outcome import Outcome


def same(text: str) -> str:
    return text


class Nothing(Outcome):
    """Nothing."""


def brick_saying(docstring: str) -> Brick[..., Any]:
    def function() -> Nothing:
        return Nothing()

    function.__doc__ = docstring
    return Brick("function", "1.0.0", function)


def test_a_docstring_is_taken_apart(lamps: Brick[..., Any]) -> None:
    assert signature.paragraphs(lamps, same) == ["Counts ``lamps``, and says which shine with LED."]
    assert signature.notes(lamps, same) == ["A lamp is counted once."]
    assert [one.name for one in signature.outputs(lamps, "en")] == [
        "lamps", "readings", "share", "hours",
    ]  # fmt: skip
    assert [one.kind for one in signature.outputs(lamps, "en")] == [
        "places", "table", "indicator", "value",
    ]  # fmt: skip
    assert signature.call(lamps) == "from tests.hub.lamps import count_lamps"


def test_a_source_links_to_its_doi(lamps: Brick[..., Any]) -> None:
    assert signature.sources(lamps) == [
        Source("1", 'A. Lamp, "Counting lamps", Journal of Light 3, 2021.', "10.1000/182"),
        Source("2", "The lamp post, chapter 4.", ""),
    ]


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("doi:10.1016/j.solener.2020.01.001", "10.1016/j.solener.2020.01.001"),
        ("DOI: 10.1016/S0038-092X(97)00016-X.", "10.1016/S0038-092X(97)00016-X"),
        ("see doi:10.1000/1; and more", "10.1000/1"),
        ("no number here", ""),
    ],
)
def test_a_doi_ends_before_the_sentence_does(text: str, doi: str) -> None:
    said = brick_saying(f"Title.\n\nReferences\n----------\n.. [1] {text}\n")
    assert [one.doi for one in signature.sources(said)] == [doi]


def test_a_bare_docstring_says_nothing_wrong() -> None:
    bare = brick_saying("Title.")
    assert signature.paragraphs(bare, same) == []
    assert signature.notes(bare, same) == []
    assert signature.sources(bare) == []
    assert signature.outputs(bare, "en") == []


def test_paragraphs_are_set_apart_and_unwrapped() -> None:
    said = brick_saying("Title.\n\nFirst\nline.\n\nSecond.\n\nNotes\n-----\nOne.\n\nTwo\nlines.\n")
    assert signature.paragraphs(said, str.upper) == ["FIRST LINE.", "SECOND."]
    assert signature.notes(said, same) == ["One.", "Two lines."]
