from typing import Any
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

from citybricks.types import Table
from citybricks.views import Capacities, Page, Sankey
from citybricks.views.reader import Reader


def flows(*rows: tuple[str, str, float]) -> Sankey:
    table: Table[Any] = Table(pd.DataFrame(rows, columns=["start", "end", "tonnes"]))
    return Sankey(table, "start", "end", "tonnes", "Where it goes")


def test_each_flow_is_told_in_words_the_largest_first() -> None:
    said = flows(("wet", "plant", 10), ("dry", "plant", 250.4), ("plant", "air", 260)).summary(
        Reader()
    )
    assert said == "plant → air: 260. dry → plant: 250. wet → plant: 10.0."


def test_bands_leave_a_node_as_wide_as_they_enter_it() -> None:
    drawn = ET.fromstring(  # noqa: S314 - our own drawing
        flows(("a", "m", 30), ("b", "m", 70), ("m", "z", 100)).svg(Reader())
    )
    name = "{http://www.w3.org/2000/svg}"
    boxes = {
        box[0].text.split(":")[0]: float(box.get("height", 0))
        for box in drawn.iter(f"{name}rect")
        if len(box) and box[0].text
    }
    assert boxes["a"] + boxes["b"] == pytest.approx(boxes["m"], abs=0.2)
    assert boxes["m"] == pytest.approx(boxes["z"], abs=0.1)
    assert len(list(drawn.iter(f"{name}path"))) == 3


def test_names_are_escaped_and_long_ones_cut_with_the_whole_in_the_title() -> None:
    made = Page(flows(("<b>", "a facility with a very long name", 5))).html()
    assert "<b>" not in made
    assert "a facility with…" in made
    assert "<title>a facility with a very long name: 5.0</title>" in made


def test_flows_of_nothing_are_said_to_be_none() -> None:
    assert "There are no values to show." in Page(flows(("a", "b", 0))).html()


def test_a_circle_of_flows_is_drawn_all_the_same() -> None:
    assert "<path" in flows(("a", "b", 5), ("b", "a", 5)).svg(Reader())


def test_more_than_the_capacity_has_another_colour() -> None:
    rows = {"id": ["A", "B"], "taken": [5.0, 15.0], "capacity": [10.0, 10.0]}
    table: Table[Any] = Table(pd.DataFrame(rows))
    block = Capacities(table, "id", "taken", "capacity")
    assert block.summary(Reader()) == "A: 5 of 10. B: 15 of 10."
    assert "series-2" in block.svg(Reader())
    assert block.summary(Reader(language="zh-Hans")) == "A：10中用5。B：10中用15。"
