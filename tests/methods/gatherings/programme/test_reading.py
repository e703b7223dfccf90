"""Workbooks: what is written is read again, and every cell that is wrong is named."""

import io
from dataclasses import fields, replace
from datetime import datetime, time, timedelta, timezone
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from citybricks.methods.gatherings.programme import writing
from citybricks.methods.gatherings.programme.comfort import Hours, penalties
from citybricks.methods.gatherings.programme.evaluating import objective
from citybricks.methods.gatherings.programme.reading import Book, WorkbookError, read
from tests.methods.gatherings.programme.forums import forum, scattered


def book(seed: int) -> Book:
    """Make up a forum with times and zones."""
    made = replace(forum(seed), rooms=("R0", "R1", "R2"))
    zone = timezone(timedelta(hours=8))
    first = datetime(2026, 11, 18, 9, tzinfo=zone)
    starts = tuple(first + timedelta(hours=3 * at) for at in range(len(made.sessions)))
    ends = tuple(start + timedelta(hours=2) for start in starts)
    zones = tuple(timezone(timedelta(hours=at - 5)) for at in range(len(made.submissions)))
    hours = Hours(suits_from=time(8), less=2)
    made = replace(
        made, time_zones=penalties(zones, starts, ends, hours), similar=np.triu(made.similar, 1)
    )
    return Book(replace(made, similar=made.similar + made.similar.T), starts, ends, zones, hours)


@given(st.integers(0, 10_000))
@settings(max_examples=10, deadline=None)
def test_an_instance_that_is_written_is_read_again(seed: int) -> None:
    before = book(seed)
    after = read(writing.book_of(before))
    for each in fields(before.instance):
        one, other = getattr(before.instance, each.name), getattr(after.instance, each.name)
        assert np.array_equal(one, other) if isinstance(one, np.ndarray) else one == other
    assert (after.starts, after.ends, after.hours) == (before.starts, before.ends, before.hours)


def changed(sheet: str, cell: str, value: Any) -> bytes:
    """Write a forum with another value in a cell."""
    out = io.BytesIO()
    made = load_workbook(io.BytesIO(writing.book_of(book(1))))
    made[sheet][cell] = value
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "kind"),
    [
        ("submissions", "B2", "Z", "one of"),
        ("submissions", "C3", "two", "whole number"),
        ("submissions", "C3", 1.5, "whole number"),
        ("submissions", "C3", 0, "from"),
        ("submissions", "C3", 99, "most"),
        ("submissions", "D2", -1, "from"),
        ("submissions", "E4", "GMT+13", "zone"),
        ("submissions", "A3", "T0", "name"),
        ("submissions", "A3", None, "name"),
        ("submissions", "H1", "S9", "one of"),
        ("submissions", "I2", -3, "from"),
        ("sessions", "B2", True, "whole number"),
        ("sessions", "D2", "nine", "time"),
        ("sessions", "E2", "9", "time"),
        ("sessions", "C2", "2026-18-11", "date"),
        ("rooms", "A3", "R0", "name"),
        ("tracks_sessions|penalty", "A2", "Z", "one of"),
        ("tracks_rooms|penalty", "B2", "many", "whole number"),
        ("sessions_rooms|penalty", "B1", "Hall", "one of"),
        ("similar tracks", "A2", "Z", "one of"),
        ("similar tracks", "C2", "x", "whole number"),
        ("parameters", "B2", "here", "zone"),
        ("parameters", "B4", "late", "time"),
        ("parameters", "E2", -1, "from"),
    ],
)
def test_a_wrong_cell_is_named_with_what_is_there(
    sheet: str, cell: str, value: Any, kind: str
) -> None:
    with pytest.raises(WorkbookError) as refused:
        read(changed(sheet, cell, value))
    assert (refused.value.sheet, refused.value.cell, refused.value.kind) == (sheet, cell, kind)
    assert refused.value.value == value


def test_clocks_may_be_text_and_dates_american() -> None:
    assert read(changed("sessions", "D2", "08:15")).starts[0].time() == time(8, 15)
    assert read(changed("sessions", "C2", "11/19/2026")).starts[0].day == 19


def test_a_speaker_may_be_in_a_zone_with_summer_time() -> None:
    zone = read(changed("submissions", "E2", "Europe/Lisbon")).zones[0]
    assert str(zone) == "Europe/Lisbon"


def test_other_files_and_missing_sheets_are_refused() -> None:
    with pytest.raises(WorkbookError, match="file"):
        read(b"no workbook")
    made, out = load_workbook(io.BytesIO(writing.book_of(book(1)))), io.BytesIO()
    del made["rooms"]
    made.save(out)
    with pytest.raises(WorkbookError, match="sheet rooms"):
        read(out.getvalue())


def test_a_programme_is_written_session_by_session_with_what_it_costs() -> None:
    instance = forum(2)
    plan = scattered(instance, 2)
    content = writing.programme(instance, plan)
    sheet = load_workbook(io.BytesIO(content))["sol"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][1:] == instance.rooms
    first = len(instance.sessions) + 2
    held = [row[1:] for row in rows[first:]]
    assert len(held) == instance.slots.sum()
    named = {name for row in held for name in row if name}
    assert named == {instance.submissions[who] for who in plan.slots[plan.slots >= 0]}
    costs = load_workbook(io.BytesIO(content))["violations"]
    assert list(costs.iter_rows(values_only=True))[-1][3] == objective(instance, plan)


def test_equal_programmes_are_equal_bytes() -> None:
    instance = forum(2)
    plan = scattered(instance, 2)
    assert writing.programme(instance, plan) == writing.programme(instance, plan)
