import re
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citybricks.types import Table as Data
from citybricks.views import Card, Chart, Map, Page, Table, default
from citybricks.views.reader import Reader

EXTERNAL = re.compile(r"(?:https?:)?//[\w.]+")
ALLOWED = {"http://www.w3.org", "https://vega.github.io"}
"""XML namespaces, and the name of the Vega-Lite schema, which nothing fetches."""


def test_equal_pages_are_equal_text(outcome: Any) -> None:
    assert default(outcome).html() == default(outcome).html()
    assert default(outcome).svgs() == default(outcome).svgs()


def test_nothing_points_to_another_host(outcome: Any) -> None:
    page = default(outcome)
    for text in (page.html(), page.document(title="Run"), *page.svgs().values()):
        assert set(EXTERNAL.findall(text)) <= ALLOWED
        assert "url(" not in text
        assert "@import" not in text


def test_a_fragment_has_no_style_of_its_own(outcome: Any) -> None:
    assert not re.search(r"<style|\sstyle=|\son\w+=", default(outcome).html())


def test_a_document_stands_alone(outcome: Any) -> None:
    document = default(outcome).document(title="Run", language="zh-Hans")
    assert document.startswith("<!doctype html>")
    assert '<html lang="zh-Hans">' in document
    assert "<script" not in document
    assert "<link" not in document


def test_every_drawing_is_a_file(outcome: Any) -> None:
    svgs = default(outcome).svgs()
    assert list(svgs) == ["map-1", "map-2", "chart-3"]
    for svg in svgs.values():
        assert svg.startswith("<svg ")
        assert "var(" not in svg


def test_ids_are_unique_and_found(outcome: Any) -> None:
    html = default(outcome).html()
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids)) > 0
    for attribute in re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', html):
        assert attribute in ids


def test_sections_have_headings_one_level_down() -> None:
    html = Page(Page(Card(1, "a"), Page("text", title="Inner"), title="Costs"), title="Run").html()
    assert re.findall(r"<(h\d)>(\w+)", html) == [("h2", "Run"), ("h3", "Costs"), ("h4", "Inner")]


@pytest.fixture(scope="module")
def hostile() -> str:
    return "\"'><script>alert(1)</script></script><img src=x onerror=alert(1)>&{x}\u2028"


def test_hostile_text_stays_text(outcome: Any, hostile: str) -> None:
    frame = outcome.homes.frame.assign(kind=hostile, **{hostile: hostile})
    homes = type(outcome.homes)(frame)
    table: Data[Any] = Data(pd.DataFrame({hostile: [hostile, "b"], "y": [1, 2]}))
    page = Page(
        hostile,
        Card(hostile, hostile, unit=hostile, description=hostile),
        Map(homes, colour="kind", label=hostile, title=hostile),
        Chart(table, kind="bar", reference=(1, hostile), title=hostile),
        Chart(table, y="y", colour=hostile, title=hostile),
        Table(table, hostile),
        title=hostile,
    )
    for text in (page.html(), page.document(title=hostile), *page.svgs().values()):
        assert "<script>" not in text
        assert "<img" not in text
        assert not re.search(r"application/json[^>]*>[^<]*\u2028", text)


@settings(max_examples=15, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=30), st.floats())
def test_any_text_and_any_number_make_a_page(text: str, value: float) -> None:
    whole = text.encode("utf-8", "replace").decode()  # no data frame holds half a surrogate pair
    table: Data[Any] = Data(pd.DataFrame({"x": [whole, "b"], whole or "t": [value, 1.0]}))
    html = Page(Card(text, text), Card(value, text), Table(table, text), title=text).html()
    html.encode()
    tags = re.findall(r"<(/?\w+)", html)
    assert {name.strip("/") for name in tags} <= {
        "div", "dl", "dt", "dd", "span", "figure", "figcaption", "table", "caption", "thead",
        "tbody", "tr", "th", "td", "p", "h2",
    }  # fmt: skip


def test_a_readers_translation_comes_before_the_views_own() -> None:
    translate = {"Map": "Stadtplan"}.get
    assert Reader(lambda text: translate(text, text), "zh-Hans")("Map") == "Stadtplan"
    assert Reader(language="zh-Hans")("Map") == "地图"
    assert Reader(language="fr")("Map") == "Map"
