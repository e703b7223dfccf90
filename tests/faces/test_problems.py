"""What is wrong with an input is said of the field it is in, in the reader's language."""

import re
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from annotated_types import Ge, Gt, Le, Lt, MaxLen, MinLen, MultipleOf
from pydantic import ValidationError, create_model, field_validator

from citybricks import BrickError
from citybricks.faces.problems import Problem, problems
from citybricks.kernel.translation import translator
from citybricks.types import Features, Home, Model, Stop, Table
from citybricks.types.files import CSV, File
from citybricks.types.messages import MESSAGES, refuse
from citybricks.types.rows import LIMIT

FACES = Path(__file__).parents[2] / "src" / "citybricks" / "faces"
CHINESE = translator("zh-Hans", FACES)
HAN = re.compile(r"[\u4e00-\u9fff]")


class Colour(Enum):
    """A choice."""

    RED = "red"


class Lamp(Model):
    """A group of inputs."""

    power: float


KINDS: dict[str, tuple[Any, Any]] = {
    "missing": (Lamp, {}),
    "extra_forbidden": (Lamp, {"power": 1.0, "colour": 2}),
    "model_type": (Lamp, 1),
    "dict_type": (dict[str, int], 1),
    "list_type": (list[int], 1),
    "tuple_type": (tuple[int, int], 1),
    "too_short": (Annotated[list[int], MinLen(2)], [1]),
    "too_long": (Annotated[list[int], MaxLen(2)], [1, 2, 3]),
    "string_type": (str, 1),
    "string_too_short": (Annotated[str, MinLen(2)], "a"),
    "string_too_long": (Annotated[str, MaxLen(2)], "abc"),
    "int_type": (int, "1"),
    "float_type": (float, "1"),
    "finite_number": (float, float("inf")),
    "bool_type": (bool, 1),
    "greater_than": (Annotated[float, Gt(0)], 0),
    "greater_than_equal": (Annotated[float, Ge(0)], -1),
    "less_than": (Annotated[float, Lt(1)], 1),
    "less_than_equal": (Annotated[float, Le(1)], 2),
    "multiple_of": (Annotated[int, MultipleOf(5)], 3),
    "literal_error": (Literal["bus", "tram"], "zug"),
    "none_required": (None, 1),
    "date_type": (date, "today"),
    "datetime_type": (datetime, "now"),
    "not_a_table": (Table[Home], "homes"),
    "not_features": (Features[Home], "homes"),
    "media_type": (Table[Home], File(b"", "image/png")),
    "unreadable_file": (Table[Home], File(b"\xff", CSV)),
    "empty_table": (Table[Home], []),
    "missing_column": (Table[Home], [{"people": 1}]),
    "missing_coordinates": (Features[Home], File(b"residents\n1", CSV)),
    "feature_type": (Features[Home], {"type": "FeatureCollection", "features": [1]}),
    "stored_table": (Table[Home], {"table": "0123"}),
    "more_errors": (Table[Home], [{"residents": -1}] * (LIMIT + 5)),
}


def caught(hint: Any, value: Any) -> ValidationError:
    """Return what a model says of the value, or of a field that is given it."""
    model = isinstance(hint, type) and issubclass(hint, Model)
    kind = hint if model else create_model("Given", __base__=Model, value=(hint, ...))
    with pytest.raises(ValidationError) as error:
        kind.model_validate(value if model else {"value": value})
    return error.value


@pytest.mark.parametrize(("kind", "case"), KINDS.items(), ids=KINDS)
def test_each_kind_of_error_reads_as_its_template_in_both_languages(
    kind: str, case: tuple[Any, Any]
) -> None:
    error = caught(*case)
    kinds = [detail["type"] for detail in error.errors()]
    assert kind in kinds
    english = problems(error, lambda text: text)[kinds.index(kind)]
    chinese = problems(error, CHINESE)[kinds.index(kind)]
    start = re.split(r"[{]", MESSAGES[kind])[0]
    assert english.message.startswith(start)
    assert HAN.search(chinese.message)
    assert "{" not in english.message.replace("{}", "")


@pytest.mark.parametrize("kind", MESSAGES)
def test_every_template_has_its_chinese_with_the_same_placeholders(kind: str) -> None:
    said = CHINESE(MESSAGES[kind])
    assert HAN.search(said)
    assert sorted(re.findall(r"{\w+}", said)) == sorted(re.findall(r"{\w+}", MESSAGES[kind]))


@pytest.mark.parametrize("kind", MESSAGES)
def test_every_template_can_be_raised_by_a_type_of_ours(kind: str) -> None:
    values = dict.fromkeys(re.findall(r"{(\w+)}", MESSAGES[kind]), "x")
    assert refuse(kind, **values).message() == MESSAGES[kind].format(**values)


def test_bounds_are_written_as_they_were_and_alternatives_without_an_english_or() -> None:
    (bound,) = problems(caught(Annotated[float, Ge(0)], -5), lambda text: text)
    assert bound.message == "must be at least 0, not -5"
    (choice,) = problems(caught(Literal["a", "b", "c"], "d"), lambda text: text)
    assert choice.message == "must be one of a, b, c, not d"


def test_a_long_value_is_shortened() -> None:
    (problem,) = problems(caught(int, "9" * 1_000), lambda text: text)
    assert len(problem.message) < 120


@pytest.mark.parametrize("value", [b"\xff", {1: 2}, [object()], "{x}", "{", float("nan"), "长椅"])
def test_any_value_can_be_said(value: Any) -> None:
    (problem,) = problems(caught(int, value), lambda text: text)
    assert problem.message.startswith("must be a whole number, not ")


def test_the_path_of_a_problem_leads_through_groups_and_rows() -> None:
    class Inputs(Model):
        lamp: Lamp
        stops: Table[Stop]

    error = caught(Inputs, {"lamp": {"power": "a"}, "stops": [{"name": "a"}, {"mode": "zug"}]})
    assert [problem.input for problem in problems(error, lambda text: text)] == [
        "lamp.power",
        "stops.1.mode",
        "stops.1.name",
    ]


def test_a_refusal_of_the_brick_is_said_as_it_is() -> None:
    error = BrickError("weather.0", "the file has {count} gaps", count=3)
    assert problems(error, lambda text: text) == [Problem("weather.0", "the file has 3 gaps")]
    assert str(Problem("weather.0", "the file has 3 gaps")) == "weather.0: the file has 3 gaps"
    assert problems(error, {error.message: "文件有 {count} 处缺口"}.__getitem__) == [
        Problem("weather.0", "文件有 3 处缺口")
    ]


def test_a_refusal_of_no_single_input_is_only_its_sentence() -> None:
    (problem,) = problems(BrickError("", "no route was found"), lambda text: text)
    assert str(problem) == "no route was found"


class Checked(Model):
    """A group with rules of its own."""

    low: float
    code: str = ""

    @field_validator("low")
    @classmethod
    def _odd(cls, value: float) -> float:
        if value == 1:
            raise BrickError("hours.3", "{value} is not to be", value=value)
        if value == 2:
            raise ValueError("two is too much")
        return value


def test_a_rule_of_a_model_is_said_in_its_own_words() -> None:
    (brick,) = problems(caught(Checked, {"low": 1.0}), lambda text: text)
    assert brick == Problem("low.hours.3", "1.0 is not to be")
    (plain,) = problems(caught(Checked, {"low": 2.0}), lambda text: text)
    assert plain == Problem("low", "two is too much")


@pytest.mark.parametrize(
    ("given", "word"), [("Point", "点"), ("LineString", "线"), ("Polygon", "面")]
)
def test_geometries_have_chinese_names(given: str, word: str) -> None:
    assert word in CHINESE(given)
