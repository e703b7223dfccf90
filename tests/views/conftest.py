"""An outcome with a field of every type that a view is made for."""

from datetime import date
from typing import Annotated, ClassVar, Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from citybricks import Outcome
from citybricks.types import (
    Day,
    Features,
    Geometry,
    Home,
    Indicator,
    Metres,
    Model,
    Percent,
    Row,
    Series,
    Table,
    Tonnes,
    Unit,
)


class Walk(Home):
    """A home with its way to the nearest stop."""

    distance: Metres
    """Walk to the nearest stop."""
    kind: Literal["flat", "house"]
    """Kind of building."""


class District(Row):
    """A part of the city."""

    geometry: ClassVar[Geometry] = "Polygon"

    name: str
    """What residents call it."""
    density: Annotated[float, Unit("{person}/km2")]
    """Residents per area."""


class Reach(Row):
    """A point of a curve."""

    distance: Metres
    """How far residents walk."""
    share: Percent
    """Residents who live within the distance."""


class Cost(Model):
    """What it costs."""

    investment: Annotated[float, Unit("{CNY}")]
    """What is paid once."""
    pays_back: bool
    """Whether it pays back."""


class Access(Outcome):
    """One field of every type."""

    share: Indicator
    """Residents with convenient access."""
    buses: int
    """Buses needed on a weekday."""
    saved_emissions: Tonnes
    """Carbon dioxide that is not emitted."""
    opens: Day
    """When it opens."""
    remark: str
    """What to know."""
    nothing: float | None
    """What is not known."""
    tags: list[str]
    """Words."""
    homes: Features[Walk]
    """Homes."""
    districts: Features[District]
    """Districts."""
    reach: Series[Reach]
    """How many live how near."""
    table: Table[Reach]
    """The same as a table."""
    cost: Cost
    """What it costs."""
    options: list[Cost]
    """What else it could cost."""
    goals: list[Indicator]
    """Other indicators."""
    counts: dict[str, int]
    """Numbers by name."""


def homes(count: int) -> Features[Walk]:
    """Return homes in Shanghai."""
    random = np.random.default_rng(0)
    frame = gpd.GeoDataFrame(
        {
            "residents": random.integers(1, 400, count),
            "distance": random.gamma(2, 180, count),
            "kind": random.choice(["flat", "house"], count),
        },
        geometry=gpd.points_from_xy(*random.normal([121.47, 31.23], 0.02, (count, 2)).T),
        crs=4326,
    )
    return Features[Walk](frame)


def districts() -> Features[District]:
    """Return four districts around the homes."""
    boxes = [
        shapely.box(x, y, x + 0.05, y + 0.04) for x in (121.42, 121.47) for y in (31.19, 31.23)
    ]
    names = ["Huangpu", "黄浦", "Pudong", "浦东"]
    frame = gpd.GeoDataFrame({"name": names, "density": [1.5, 900, 8000, 24_000]}, geometry=boxes)
    return Features[District](frame.set_crs(4326))


def reach() -> pd.DataFrame:
    """Return a curve that rises."""
    distance = np.arange(0, 2001, 250.0)
    return pd.DataFrame({"distance": distance, "share": 100 * (1 - np.exp(-distance / 400))})


@pytest.fixture
def outcome() -> Access:
    """Return an outcome of every type, its tables not knowing their rows, as after validation."""
    goals = [
        Indicator(sdg="13.1", value=-2.5, unit="kW.h/m2"),
        Indicator(sdg="X", value=1, unit="1"),
    ]
    cost = Cost(investment=12.5e6, pays_back=True)
    return Access(
        share=Indicator(
            sdg="11.2.1", value=72.34, unit="%", name="With access", year=2026, place="Shanghai"
        ),
        buses=1240,
        saved_emissions=1.0,
        opens=date(2026, 11, 21),
        remark="ready",
        nothing=None,
        tags=["bus", "metro"],
        homes=Features(homes(80).frame),
        districts=Features(districts().frame),
        reach=Series(reach()),
        table=Table(reach()),
        cost=cost,
        options=[cost, cost],
        goals=goals,
        counts={"a": 1, "b": 2},
    )


@pytest.fixture
def many_homes() -> Features[Walk]:
    """Return sixty thousand homes."""
    return homes(60_000)
