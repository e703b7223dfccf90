from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pandas as pd

from citybricks.types import Home
from citybricks.types import Table as Data
from citybricks.views import Table
from citybricks.views.columns import describe
from citybricks.views.reader import Reader


def test_headers_carry_scope_unit_and_meaning(outcome: Any) -> None:
    describe(outcome)
    html = str(Table(outcome.districts, "Districts").html(Reader()))
    root = ET.fromstring(html)  # noqa: S314 - our own
    heads = root.findall(".//th")
    assert [head.attrib["scope"] for head in heads] == ["col", "col"]
    assert "".join(heads[1].itertext()) == "Density (people/km²)"
    assert heads[1].attrib["title"] == "Residents per area."
    assert "".join(root.find(".//caption").itertext()) == "Districts"  # type: ignore[union-attr] # fails if None


def test_numbers_stand_under_each_other() -> None:
    html = Table(Data(pd.DataFrame({"a": [1234.56, 2.5, np.nan], "b": ["x", "y", None]}))).html(
        Reader()
    )
    assert '<td class="cb-right">1,234.6</td>' in html
    assert '<td class="cb-right">2.5</td>' in html
    assert '<td class="cb-right">–</td><td>–</td>' in html


def test_only_the_first_rows_are_shown_and_all_are_counted() -> None:
    html = Table(Data[Home](pd.DataFrame({"residents": range(1200)}))).html(Reader())
    assert html.count("<tr>") == 51
    assert "50 of 1,200 rows" in html


def test_a_table_without_rows_says_so() -> None:
    for frame in (pd.DataFrame(), pd.DataFrame({"a": []})):
        assert "0 rows" in Table(Data(frame)).html(Reader())


def test_a_folded_table_waits_to_be_opened() -> None:
    html = Table(Data(pd.DataFrame({"a": [1]})), "Numbers", folded=True).html(Reader())
    assert html.startswith("<details")
    assert "<summary>Numbers" in html
    assert "1 row<" in html
