from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citybricks.types import Table
from citybricks.views import colours
from citybricks.views.columns import Column, column
from citybricks.views.maps.classes import classify
from citybricks.views.reader import Reader


def of(*cells: Any) -> Column:
    table: Table[Any] = Table(pd.DataFrame({"a": pd.Series(cells, dtype=object).infer_objects()}))
    return column(table, "a")


def test_numbers_fall_into_five_classes_of_equal_size() -> None:
    classes = classify(of(*range(1000)), Reader())
    assert classes.keys[0].label == "0 – 200"
    assert np.bincount(classes.codes).tolist() == pytest.approx([200] * 5, abs=10)


def test_classes_go_from_low_to_high() -> None:
    values = np.random.default_rng(0).gamma(2, 100, 500)
    codes = classify(of(*values), Reader()).codes
    assert (np.diff(codes[np.argsort(values)]) >= 0).all()


def test_zero_divides_a_diverging_ramp() -> None:
    classes = classify(of(*range(-50, 51)), Reader())
    assert [key.colour for key in classes.keys] == [
        *colours.DIVERGING[:2],
        *colours.DIVERGING[-2:],
    ]
    assert classes.codes[49] < 2 <= classes.codes[50]


def test_a_few_numbers_are_their_own_classes() -> None:
    classes = classify(of(2, 1, 2, 3), Reader())
    assert [key.label for key in classes.keys] == ["1", "2", "3"]
    assert classes.codes.tolist() == [1, 0, 1, 2]


def test_missing_values_have_a_class_of_their_own() -> None:
    for cells in ((1.0, None, 2.0), ("a", None, "b"), (1.0, np.inf, 2.0)):
        classes = classify(of(*cells), Reader())
        assert classes.keys[-1].label == "no value"
        assert classes.codes[1] == len(classes.keys) - 1


def test_rare_categories_are_gathered() -> None:
    words = [word for count, word in enumerate("abcdefghi", 1) for _ in range(count)]
    classes = classify(of(*words), Reader())
    assert [key.label for key in classes.keys] == ["i", "h", "g", "f", "e", "other"]


def test_nothing_but_missing_values_is_one_class() -> None:
    assert [key.label for key in classify(of(np.nan, np.nan), Reader()).keys] == ["no value"]


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), min_size=1, max_size=40))
def test_any_numbers_can_be_classed(values: list[float]) -> None:
    classes = classify(of(*values), Reader())
    assert len(classes.codes) == len(values)
    assert 0 <= classes.codes.min() <= classes.codes.max() < len(classes.keys) <= 6
