import json
import re
from typing import Any

import numpy as np
import pandas as pd
import pytest

from citybricks.types import Series, Table
from citybricks.views import Chart, Page
from citybricks.views.charts.datum import MOST, data
from citybricks.views.columns import describe
from citybricks.views.reader import Reader


def table(**columns: Any) -> Table[Any]:
    return Series(pd.DataFrame(columns))


def test_the_summary_tells_the_course_of_each_line(outcome: Any) -> None:
    describe(outcome)
    said = Chart(outcome.reach).summary(Reader())
    assert said == "Share: from 0.00% (0\xa0m) to 99.33% (2,000\xa0m)."
    wave = Chart(table(hour=[0, 1, 2, 3], load=[5, 1, 9, 6])).summary(Reader())
    assert wave == "Load: from 5 (0) to 6 (3); lowest 1 (1), highest 9 (2)."
    assert Chart(table(x=[1], y=[2])).summary(Reader(language="zh-Hans")) == "Y：2（1）。"
    assert Chart(table(x=[1, 2], y=[3, 3])).summary(Reader()) == "Y: 3 throughout."
    names = Chart(table(city=["A", "B"], y=[3, 4]), kind="bar").summary(Reader())
    assert names == "Y: lowest 3 (A), highest 4 (B)."


@pytest.mark.parametrize("kind", ["line", "bar", "area", "point", "step"])
@pytest.mark.parametrize(
    "x",
    [
        [1.0, 2.0, 3.0],
        ["a", "b", "c"],
        pd.date_range("2026-01-01", periods=3),
        pd.date_range("2026-01-01", periods=3, tz="Asia/Shanghai"),
        pd.date_range("2026-01-01", periods=3).date,
        [True, False, True],
    ],
    ids=["number", "name", "moment", "zoned", "day", "truth"],
)
def test_every_kind_is_drawn_along_every_axis(kind: Any, x: Any) -> None:
    made = Chart(table(x=x, y=[1, 2, 4], z=[2, 3, 1]), kind=kind, title="Title")
    svg = made.svg(Reader())
    assert svg.startswith("<svg")
    assert "NaN" not in svg
    assert ">Y</text>" in svg  # the legend


def test_many_or_long_names_lie_beside_their_bars() -> None:
    lying = Chart(table(place=["A very long name", "B"], y=[1, 2]), kind="bar").svg(Reader())
    upright = Chart(table(place=["A", "B"], y=[1, 2]), kind="bar").svg(Reader())
    assert 'text-anchor="end"' in lying.split("A very long name")[0][-300:]
    assert 'text-anchor="middle"' in upright.split(">A<")[0][-300:]


def test_a_band_a_reference_and_logarithms_are_drawn() -> None:
    columns = table(x=[1, 10, 100], y=[1, 10, 100], low=[0.5, 5, 50], high=[2, 20, 200])
    svg = Chart(
        columns, y="y", band=("low", "high"), log_x=True, log_y=True, reference=(50, "Goal")
    ).svg(Reader())
    assert "Goal" in svg
    assert 'opacity="0.16"' in svg
    assert "NaN" not in svg


def test_what_has_no_logarithm_is_left_out() -> None:
    made = Chart(table(x=[0, 1, 10], y=[1, 0, 10]), log_x=True, log_y=True)
    assert [point["x"] for point in data(made.plot, Reader())] == [10]


def test_a_column_splits_a_line() -> None:
    made = Chart(table(x=[1, 1, 2, 2], y=[1, 2, 3, 4], mode=list("abab")), y="y", colour="mode")
    assert [point["s"] for point in data(made.plot, Reader())] == ["a", "a", "b", "b"]


def test_a_long_series_is_thinned_but_keeps_its_peaks_and_ends() -> None:
    values = np.random.default_rng(0).normal(size=60_000)
    values[[1234, 45_678]] = [99, -99]
    made = Chart(table(x=np.arange(60_000), y=values))
    points = data(made.plot, Reader())
    assert len(points) <= MOST + 2
    ys = [point["y"] for point in points]
    assert (max(ys), min(ys)) == (99, -99)
    assert (points[0]["x"], points[-1]["x"]) == (0, 59_999)
    page = Page(made)
    assert len(page.html()) < 600_000
    assert len(page.svgs()["chart-1"]) < 600_000


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame(),
        pd.DataFrame({"x": [], "y": []}),
        pd.DataFrame({"x": [1.0, 2.0], "y": [np.nan, np.nan]}),
        pd.DataFrame({"x": [None, None], "y": [1.0, np.inf]}),
    ],
    ids=["no columns", "no rows", "no numbers", "no finite number has an x"],
)
def test_a_chart_of_nothing_says_so(frame: pd.DataFrame) -> None:
    page = Page(Chart(Series(frame)))
    assert "There are no values to show." in page.html()
    assert "<svg" in page.svgs()["chart-1"]


def test_gaps_are_left_out() -> None:
    made = Chart(table(x=[1, 2, 3], y=[1, np.nan, 3]))
    assert [point["y"] for point in data(made.plot, Reader())] == [1, 3]


def test_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(LookupError, match="there is no column 'z'"):
        Chart(table(x=[1], y=[2]), y="z")


def test_the_screen_gets_the_same_chart_with_a_pointer(outcome: Any) -> None:
    html = Page(Chart(outcome.reach)).html()
    found = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', html, re.DOTALL)
    assert found
    described = json.loads(found[1])
    assert described["layer"][-1]["name"] == "pointer"
    assert "url" not in found[1]


def test_times_are_those_on_the_wall() -> None:
    made = Chart(
        table(x=pd.date_range("2026-01-01 08:00", periods=2, tz="Asia/Shanghai"), y=[1, 2])
    )
    assert data(made.plot, Reader())[0]["x"] == "2026-01-01T08:00:00Z"
