"""Whoever runs a blueprint hears at which step something went wrong, in their language."""

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from citybricks import BrickError
from citybricks.faces.json_schema import HERE
from citybricks.faces.problems import problems
from citybricks.kernel.graph import Graph, Port, Step
from citybricks.kernel.placing import placed
from citybricks.kernel.translation import translator
from citybricks.types import Home, Metres, Table
from tests.kernel.joined import GROW
from tests.kernel.samples import COUNT

HAN = re.compile(r"[\u4e00-\u9fff]")
ENGLISH, CHINESE = translator("en", HERE), translator("zh-Hans", HERE)
GRAPH = Graph(
    steps={
        "first": Step(GROW, {"homes": Port(None, "people", Table[Home])}),
        "second": Step(
            COUNT,
            {
                "homes": Port("first", "homes", Table[Home]),
                "radius": Port(None, "walk", Metres),
                "seed": 3,
            },
        ),
    }
)


def refused(model: type[BaseModel], document: Any) -> ValidationError:
    """Return what a model says of a document."""
    with pytest.raises(ValidationError) as error:
        model.model_validate(document)
    return error.value


def heard(error: Exception) -> Any:
    """Return the error as it leaves the second step."""
    with pytest.raises(type(error)) as caught, placed(GRAPH, "second"):
        raise error
    return caught.value


@pytest.mark.parametrize(
    ("inner", "where"),
    [
        ("homes", "second.homes"),
        ("homes.3.residents", "second.homes.3.residents"),
        ("radius", "walk"),
        ("radius.value", "walk.value"),
        ("seed", "second.seed"),
        ("elsewhere", "second.elsewhere"),
        ("", "second"),
    ],
)
def test_a_refusal_names_the_step_or_the_input_of_the_blueprint(inner: str, where: str) -> None:
    error = heard(BrickError(inner, "nobody lives in the {count} homes", count=2))
    assert error.input == where
    assert problems(error, ENGLISH)[0].input == where


def test_what_does_not_fit_is_named_field_by_field_in_both_languages() -> None:
    document = {
        "homes": [{"residents": -1}, {"residents": 2.5}],
        "radius": -5,
        "lamp": {"power": "bright"},
        "seed": True,
    }
    before = refused(COUNT.inputs, document)
    after = heard(before)
    for language, words in (("en", ENGLISH), ("zh-Hans", CHINESE)):
        said = [each.message for each in problems(before, words)]
        placed_there = problems(after, words)
        assert [each.message for each in placed_there] == said, language
        assert [each.input for each in placed_there] == [
            "second.homes.0.residents",
            "second.homes.1.residents",
            "walk",
            "second.lamp.power",
            "second.seed",
        ]
        assert all(HAN.search(each) for each in said) is (language == "zh-Hans")


def test_through_two_blueprints_an_error_keeps_its_words() -> None:
    outer = Graph(steps={"area": Step(COUNT, {"radius": Port(None, "longest", Metres)})})
    error = heard(refused(COUNT.inputs, {"homes": [{"residents": 1}], "radius": "{ge} {x}"}))
    with pytest.raises(ValidationError) as caught, placed(outer, "area"):
        raise error
    (problem,) = problems(caught.value, CHINESE)
    assert problem.input == "area.walk"
    assert "{ge} {x}" in problem.message
    assert HAN.search(problem.message)


def test_a_table_that_is_unreadable_is_told_with_its_reason() -> None:
    for homes in ([], 3, [{"people": 1}], {"table": "00"}):
        before = refused(COUNT.inputs, {"homes": homes})
        after = heard(before)
        assert [each.message for each in problems(after, CHINESE)] == [
            each.message for each in problems(before, CHINESE)
        ]


def test_what_is_no_refusal_passes() -> None:
    assert str(heard(KeyError("x"))) == "'x'"
    with placed(GRAPH, "second"):
        pass


def test_the_texts_are_where_the_faces_have_them() -> None:
    assert (Path(HERE) / "zh_Hans.po").exists()
