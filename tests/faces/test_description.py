"""What is said of a brick is what its docstring says."""

from citybricks.faces.description import description_of, texts_of, unmarked
from citybricks.faces.example import example_of
from citybricks.kernel.registry import find
from tests.faces.samples import EVERY


def test_a_description_is_the_docstring_in_parts() -> None:
    about = description_of(EVERY, "en")
    assert about.title == "Every shape of input"
    assert about.summary == ("Tells what it was given, and computes nothing.",)
    assert about.sources == (
        'Somebody, "Shapes", 2026. doi:10.1000/182',
        'Another, "More shapes", 2025.',
    )
    assert (about.city, about.theme, about.sdg) == ("Tianjin", "planning", ("11.2.1",))


def test_it_is_said_in_the_language_of_the_reader() -> None:
    about = description_of(find("service-area"), "zh-Hans")
    assert about.city == "上海"
    assert about.theme == "出行"
    assert about.title != description_of(find("service-area"), "en").title


def test_the_marks_of_a_docstring_are_not_for_readers() -> None:
    assert unmarked("The ``mode`` of `stops` counts [1]_.") == "The mode of stops counts."


def test_every_text_it_shows_is_named_for_translators() -> None:
    named = set(texts_of(EVERY))
    assert {"Every shape of input", "Those who test", "Tianjin", "planning"} <= named


def test_a_brick_without_an_example_has_none() -> None:
    assert example_of(EVERY) is None
    example = example_of(find("service-area"))
    assert example
    assert example.inputs
