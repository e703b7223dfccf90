from datetime import UTC, datetime
from typing import Any

import pandas as pd
import pytest

from citybricks.types import Table
from citybricks.views import Gantt, Page
from citybricks.views.reader import Reader


def flights(**more: Any) -> Table[Any]:
    rows = {
        "drone": ["Drone 1", "Drone 1", "Drone 2"],
        "start_s": [0.0, 1800.0, 600.0],
        "end_s": [1200.0, 3600.0, 4200.0],
        "orders": ["a b", "c", "<d>"],
    }
    return Table[Any](pd.DataFrame(rows | more))


def gantt(table: Table[Any], **named: Any) -> Gantt:
    return Gantt(table, "drone", "start_s", "end_s", label="orders", title="Sorties", **named)


def test_each_lane_is_told_in_words() -> None:
    said = gantt(flights()).summary(Reader())
    assert "Drone 1: 2 from 0:00:00 to 1:00:00, 83 % of that time taken." in said
    assert "Drone 2: 1 from 0:10:00 to 1:10:00, 100 % of that time taken." in said
    chinese = gantt(flights()).summary(Reader(language="zh-Hans"))
    assert chinese.startswith("Drone 1：0:00:00 至 1:00:00 共 2 段")


def test_only_the_first_lanes_are_told() -> None:
    many: Table[Any] = Table(
        pd.DataFrame({"drone": [f"d{n:02}" for n in range(11)], "start_s": 0, "end_s": 9})
    )
    assert (
        Gantt(many, "drone", "start_s", "end_s").summary(Reader()).endswith("3 more in the table.")
    )


def test_moments_are_shown_as_the_clock_on_the_wall() -> None:
    hours = pd.to_datetime(["2026-05-01 09:00", "2026-05-01 10:00", "2026-05-01 11:00"])
    zoned = hours.tz_localize("Asia/Tokyo")
    table = flights(start_s=zoned, end_s=zoned + pd.Timedelta(minutes=30))
    svg = gantt(table).svg(Reader())
    assert ">09:00<" in svg or ">10:00<" in svg
    assert "2 from 09:00 to 10:30" in gantt(table).summary(Reader())
    later = flights(start_s=zoned, end_s=zoned + pd.Timedelta(days=1))
    assert "from 2026-05-01 09:00" in gantt(later).summary(Reader())


def test_the_drawing_has_lanes_labels_and_escaped_text() -> None:
    made = Page(gantt(flights())).html()
    assert made.count("Drone 2") > 2
    assert "<d>" not in made
    assert 'class="cb-chart"' in made
    assert "<details" in made


def test_more_categories_than_colours_share_the_last() -> None:
    kinds = [f"kind {n}" for n in range(9)]
    table: Table[Any] = Table(
        pd.DataFrame({"who": "x", "a": range(9), "b": range(1, 10), "kind": kinds})
    )
    svg = Gantt(table, "who", "a", "b", colour="kind").svg(Reader())
    assert ">other<" in svg
    assert ">kind 5<" not in svg


def test_a_stretch_without_an_end_is_not_drawn() -> None:
    open_ended = flights(end_s=[1200.0, None, None])
    assert "Drone 2" not in gantt(open_ended).summary(Reader())


def test_an_empty_timetable_says_so() -> None:
    empty = Table[Any](flights().frame.iloc[:0])
    assert "There are no values to show." in Page(gantt(empty)).html()


def test_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(LookupError, match="no column 'truck'"):
        Gantt(flights(), "truck", "start_s", "end_s")


def test_equal_timetables_are_equal_text() -> None:
    now = datetime(2026, 5, 1, 9, tzinfo=UTC)
    table = flights(start_s=[now] * 3, end_s=[now.replace(hour=10)] * 3)
    assert Page(gantt(table)).html() == Page(gantt(table)).html()
