"""Readings are equal to themselves after a journey through JSON, whatever was not told."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from citybricks.types import Reading, Table

READINGS: TypeAdapter[Any] = TypeAdapter(Table[Reading])
ROW = {"container": "A", "time": "2026-01-01T00:00:00+08:00"}


@pytest.mark.parametrize(
    "seen", [[None], [None, ...], [True, None], [True, ...], [..., False, None]], ids=str
)
def test_what_nobody_looked_at_is_one_absence_however_it_is_told(seen: list[Any]) -> None:
    rows = [{**ROW} if each is ... else {**ROW, "overflowed": each} for each in seen]
    table = READINGS.validate_python(rows)
    again = READINGS.validate_python(READINGS.dump_python(table, mode="json"))
    assert again == table
    told = [each for each in seen if each is not None and each is not ...]
    assert table.frame["overflowed"].dropna().tolist() == told


@pytest.mark.parametrize("wrong", [{"fill": 101}, {"fill": -1}, {"deposits": 0.5}])
def test_a_reading_has_a_fill_in_percent_and_whole_deposits(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        READINGS.validate_python([{**ROW, **wrong}])
