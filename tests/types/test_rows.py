"""The check of whole columns says exactly what Pydantic says of each row."""

import math
import time
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

import numpy as np
import pandas as pd
import pytest
from annotated_types import Ge, Gt, Interval, Le, Lt
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError, model_validator
from pydantic_core import InitErrorDetails

from citybricks.types import Day, Moment, People, Percent, Row, Unit
from citybricks.types.rows import LIMIT, check, normalise

Said = set[tuple[int | str | None, str, str]]


class Reading(Row):
    """One row with a column of every kind."""

    people: People
    share: Percent
    small: Annotated[int, Gt(-3), Lt(3)] | None = None
    span: Annotated[float, Interval(ge=0, lt=1)] | None = None
    name: str
    kind: Literal["bus", "tram"]
    code: Literal[1, 2] | None = None
    open: bool
    day: Day
    seen: Moment | None = None


NUMBERS = st.one_of(
    st.integers(-5, 105),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(-5, 105),
    st.floats(),
    st.sampled_from([0.0, 1.0, 2.0, 100.0, math.inf, -math.inf, math.nan]),
)
WORDS = st.sampled_from(
    ["bus", "tram", "", "1", "2026-11-21", "2026-11-21T08:00:00Z", "长椅", "no"]
)
TIMES = st.one_of(
    st.dates(date(1970, 1, 1), date(2100, 1, 1)),
    st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001 - naive on purpose
    st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - as above
)
ODD = st.sampled_from([b"bytes", [1], {"a": 1}, ()])
ANYTHING = st.one_of(st.none(), st.booleans(), NUMBERS, WORDS, TIMES, ODD)
COLUMN = st.sampled_from([NUMBERS, WORDS, TIMES, st.booleans(), ANYTHING])


@st.composite
def frames(draw: st.DrawFn) -> pd.DataFrame:
    rows = draw(st.integers(1, 6))
    columns = {}
    for name in Reading.model_fields:
        kind = draw(COLUMN)
        maybe = draw(st.booleans())
        values = st.one_of(st.none(), kind) if maybe else kind
        drawn = draw(st.lists(values, min_size=rows, max_size=rows))
        columns[name] = pd.Series(drawn, dtype=draw(st.sampled_from([None, object])))
    return pd.DataFrame(columns)


def by_column(frame: pd.DataFrame, row: type[Row]) -> Said:
    return said(check(frame, row))


def said(details: list[InitErrorDetails]) -> Said:
    if not details:
        return set()
    errors = ValidationError.from_exception_data("rows", details).errors(include_url=False)
    return {(each["loc"][0], str(each["loc"][1]), each["msg"]) for each in errors}


def by_row(frame: pd.DataFrame, row: type[Row]) -> Said:
    """Validate each row alone; a cell that is empty is not given, or None where that is allowed."""
    adapter, found = TypeAdapter(row), set()
    for at in range(len(frame)):
        values = {name: cell(frame[name], at, row, name) for name in row.model_fields}
        given = {name: value for name, value in values.items() if value is not ...}
        try:
            adapter.validate_python(given)
        except ValidationError as error:
            found |= {
                (at, str(each["loc"][0]), each["msg"]) for each in error.errors(include_url=False)
            }
    return found


def cell(column: "pd.Series[Any]", at: int, row: type[Row], name: str) -> Any:
    value = column.iloc[at]
    optional = not row.model_fields[name].is_required()
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None if optional else ...
    if isinstance(value, np.generic):
        value = value.item()
    whole_number = isinstance(value, float) and value.is_integer()
    if name in ("people", "small") and whole_number and column.dtype.kind == "f":
        return int(value)  # a column of whole numbers is floating point once a cell is empty
    return value


@given(frames())
@example(pd.DataFrame({name: [None] for name in Reading.model_fields}))
def test_columns_are_refused_for_exactly_what_pydantic_says_of_each_row(
    frame: pd.DataFrame,
) -> None:
    assert by_column(frame, Reading) == by_row(frame, Reading)


DOCUMENTS = st.fixed_dictionaries(
    {},
    optional={
        name: st.one_of(
            st.none(), st.booleans(), st.integers(-5, 5), st.floats(-2, 2), WORDS, NUMBERS
        )
        for name in Reading.model_fields
    },
)


@given(st.lists(DOCUMENTS, min_size=1, max_size=5))
def test_giving_columns_their_types_changes_no_verdict(rows: list[dict[str, Any]]) -> None:
    frame = pd.DataFrame.from_records(rows, columns=list(Reading.model_fields))
    typed = normalise(frame, Reading, text=False)
    assert {(at, name) for at, name, _ in by_column(typed, Reading)} == {
        (at, name) for at, name, _ in by_row(frame, Reading)
    }


class Band(Row):
    """A row whose columns have to agree."""

    low: float
    high: float

    @model_validator(mode="after")
    def _ordered(self) -> "Band":
        if self.low > self.high:
            raise ValueError("low is above high")
        return self


def test_a_rule_that_spans_columns_is_asked_of_each_row() -> None:
    frame = pd.DataFrame({"low": [1.0, 3.0, 5.0], "high": [2.0, 2.0, 5.0]})
    (error,) = check(frame, Band)
    assert error["loc"] == (1,)
    assert str(error["ctx"]["error"]) == "low is above high"


class Resident(Row):
    """What a table of a whole city holds."""

    name: str
    residents: People
    share: Percent
    mode: Literal["bus", "tram"]
    seen: Moment


def city(rows: int) -> pd.DataFrame:
    rng = np.random.default_rng(1)
    return pd.DataFrame(
        {
            "name": pd.Series(np.arange(rows)).astype("str"),
            "residents": rng.integers(0, 9, rows),
            "share": rng.uniform(0, 100, rows),
            "mode": rng.choice(["bus", "tram"], rows),
            "seen": pd.date_range("2000-01-01", periods=rows, freq="s"),
        }
    )


def test_only_the_first_twenty_offending_rows_are_named_and_the_others_counted() -> None:
    frame = city(1_000).assign(residents=-1)
    errors = check(frame, Resident)
    assert [error["loc"] for error in errors] == [*((at, "residents") for at in range(LIMIT)), ()]
    assert "980" in str(errors[-1]["type"])


def test_the_rows_named_are_the_first_ones_whichever_columns_are_wrong() -> None:
    frame = city(100)
    frame.loc[50:, "share"] = 101.0
    frame.loc[10:12, "residents"] = -1
    rows = [error["loc"][0] for error in check(frame, Resident)[:-1]]
    assert rows == [10, 11, 12, *range(50, 67)]


def test_a_missing_column_is_named_once_with_the_columns_there_are() -> None:
    (error,) = check(city(3).drop(columns="share"), Resident)
    assert error["loc"] == ("share",)
    assert "name, residents, mode, seen" in str(error["type"])


def test_a_million_rows_are_checked_ten_times_faster_than_one_by_one() -> None:
    frame = city(1_000_000)
    sample = frame.head(20_000).to_dict("records")
    adapter = TypeAdapter(Resident)
    check(frame.head(10), Resident)
    started = time.process_time()
    assert check(frame, Resident) == []
    together = time.process_time() - started
    started = time.process_time()
    for values in sample:
        adapter.validate_python(values)
    alone = (time.process_time() - started) * len(frame) / len(sample)
    assert together * 10 < alone


@pytest.mark.parametrize(
    ("constraint", "inside", "outside"),
    [
        (Ge(1), 1.0, 0.999),
        (Gt(1), 1.001, 1.0),
        (Le(1), 1.0, 1.001),
        (Lt(1), 0.999, 1.0),
        (Interval(gt=0, le=2), 2.0, 0.0),
    ],
)
def test_each_bound_admits_its_limit_or_not(constraint: Any, inside: float, outside: float) -> None:
    class Bounded(Row):
        value: Annotated[float, constraint, Unit("m")]

    errors = check(pd.DataFrame({"value": [inside, outside]}), Bounded)
    assert [error["loc"] for error in errors] == [(1, "value")]


def test_an_empty_cell_takes_the_default_of_its_column() -> None:
    class Stop(Row):
        name: str
        mode: Literal["bus", "tram"] = "bus"
        level: int = 0

    frame = pd.DataFrame({"name": ["a", "b"], "level": [1.0, math.nan]})
    typed = normalise(frame, Stop, text=False)
    assert typed.to_dict("list") == {"name": ["a", "b"], "level": [1, 0], "mode": ["bus", "bus"]}
    assert typed.level.dtype == "int64"


def test_an_empty_cell_of_text_takes_the_default_beside_numbers_that_are_spelt() -> None:
    class Stop(Row):
        level: int = 7
        roofed: bool = True

    frame = pd.DataFrame({"level": ["3", None, "2"], "roofed": ["no", None, "yes"]})
    typed = normalise(frame, Stop, text=True)
    assert typed.to_dict("list") == {"level": [3, 7, 2], "roofed": [False, True, True]}


def test_infinities_in_a_column_nobody_named_are_empty_cells() -> None:
    class Stop(Row):
        name: str

    frame = pd.DataFrame({"name": ["a", "b"], "high": [math.inf, 2.5], "low": [-math.inf] * 2})
    typed = normalise(frame, Stop, text=False)
    assert list(typed.columns) == ["name", "high"]
    assert typed.high.isna().tolist() == [True, False]
