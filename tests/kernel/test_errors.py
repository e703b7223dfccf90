"""The tree of errors is the one that is drawn, and errors travel between processes."""

import inspect
import pickle
import re

import pytest

from citybricks import BrickError, Cancelled
from citybricks.kernel import errors


def test_the_tree_that_is_drawn_is_the_tree_there_is() -> None:
    drawn = dict(re.findall(r"^ *\* (\w+) \((\w+)\)", str(errors.__doc__), re.MULTILINE))
    real = {
        name: kind.__bases__[0].__name__
        for name, kind in vars(errors).items()
        if inspect.isclass(kind)
        and issubclass(kind, Exception)
        and kind.__module__ == errors.__name__
    }
    assert drawn == real | {"Cancelled": Cancelled.__bases__[0].__name__}


def test_a_refusal_names_its_input_and_fills_in_its_values() -> None:
    error = BrickError("weather.0", "{file} has {count} gaps", file="tj.epw", count=3)
    assert str(error) == "weather.0: tj.epw has 3 gaps"
    assert error.input == "weather.0"
    assert error.message == "{file} has {count} gaps"


def test_a_refusal_of_no_single_input_is_its_sentence() -> None:
    assert str(BrickError("", "no route was found")) == "no route was found"


@pytest.mark.parametrize("message", ["{gap", "100 % {", "{}"])
def test_a_refusal_whose_message_is_broken_is_still_a_refusal(message: str) -> None:
    assert message in repr(BrickError("homes", message))


def test_a_refusal_keeps_its_words_from_one_process_to_the_next() -> None:
    error = BrickError("homes", "{input} and {message} are words too", input=1, message=2)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (again.input, again.message, again.values) == (error.input, error.message, error.values)
    assert str(again) == "homes: 1 and 2 are words too"
