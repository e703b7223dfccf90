from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from citybricks.methods.gatherings.meetings.errors import MeetingsError
from tests.methods.gatherings.meetings.fairs import fair

GOOD = fair(["11", "11", "01"], [(0, 1), (1, 2)], seated=[True, False])


@pytest.mark.parametrize(
    ("field", "value", "row"),
    [
        ("cap", np.array([1, 2]), None),
        ("cap", np.array([1, -1, 2]), 1),
        ("weight", np.array([0, 3]), 0),
        ("people", np.array([[0, 0, -1, -1], [1, 2, -1, -1]]), 0),
        ("people", np.array([[0, 1, -1, -1], [1, -1, -1, -1]]), 1),
        ("people", np.array([[0, 1, -1, -1], [1, -1, 2, -1]]), 1),
        ("people", np.array([[0, 1, -1, -1], [1, 3, -1, -1]]), 1),
        ("tables", np.array([0, 0]), None),
        ("tables", np.array([1, -1]), 1),
        ("interpreter", np.array([-1, 0]), 1),
        ("published", np.array([2, -1]), 0),
        ("free", np.ones(3, bool), None),
        ("seated", np.array([0, 1]), None),
        ("weight", np.array([1.5, 2.0]), None),
    ],
)
def test_what_cannot_be_is_refused_with_field_value_and_what_is_allowed(
    field: str, value: Any, row: int | None
) -> None:
    with pytest.raises(MeetingsError) as refused:
        replace(GOOD, **{field: value})
    assert (refused.value.field, refused.value.row) == (field, row)
    assert "allowed" in refused.value.en
    assert "允许" in refused.value.zh


def test_a_request_can_be_where_all_are_free_and_nothing_forbids_it() -> None:
    assert GOOD.open().tolist() == [[True, True], [False, True]]
    closed = replace(GOOD, tables=np.array([1, 0]), allowed=np.array([True, False]))
    assert closed.open().tolist() == [[True, False], [False, False]]
    assert not replace(GOOD, cap=np.array([1, 0, 1])).open().any()
