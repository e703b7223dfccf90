from typing import Any

import geopandas as gpd
import pandas as pd

from citybricks import Outcome
from citybricks.types import Features, Home, Row, Series, Table
from citybricks.views import Card, Chart, Map, Page, default
from citybricks.views import Table as View


def test_every_field_type_has_its_view(outcome: Any) -> None:
    blocks = default(outcome).blocks
    assert [type(block) for block in blocks] == [
        *[Card] * 7,  # share, buses, saved_emissions, opens, remark, nothing, tags
        Map, View, Map, View,  # homes, districts
        Chart, View,  # reach, table
        Page, View, Page, View,  # cost, options, goals, counts
    ]  # fmt: skip


def test_cards_carry_label_unit_and_meaning(outcome: Any) -> None:
    html = default(outcome).html()
    for text in ("Saved emissions", "Carbon dioxide that is not emitted.", "12,500,000", "yuan"):
        assert text in html


def test_places_are_coloured_by_their_first_number(outcome: Any) -> None:
    maps = [block for block in default(outcome).blocks if isinstance(block, Map)]
    assert [layer.colour for each in maps for layer in each.layers] == ["residents", "density"]


class Nothing(Outcome):
    homes: Features[Home]
    curve: Series[Row]
    table: Table[Row]


def test_an_outcome_without_rows_is_shown() -> None:
    empty = gpd.GeoDataFrame({"residents": []}, geometry=[], crs=4326)
    for homes in (empty, gpd.GeoDataFrame()):
        nothing = Nothing(
            homes=Features(homes), curve=Series(pd.DataFrame()), table=Table(pd.DataFrame())
        )
        assert "There are no places to show." in default(nothing).html()
        assert default(nothing).svgs().keys() == {"map-1"}


def test_a_series_of_words_is_a_table() -> None:
    words = Nothing(
        homes=Features(gpd.GeoDataFrame()),
        curve=Series(pd.DataFrame({"day": ["a"], "word": ["b"]})),
        table=Table(pd.DataFrame()),
    )
    assert not any(isinstance(block, Chart) for block in default(words).blocks)
