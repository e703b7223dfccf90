"""What a city gives, as plain rows that can be looked up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from citybricks.bricks.waste_rounds.rows import Access, Practice, Road, Truck, Yard
from citybricks.types import Features, Row, Table
from citybricks.types.waste import Container, Forecast

if TYPE_CHECKING:
    import geopandas as gpd

Dict = dict[str, Any]


def rows_of(table: Table[Any] | None, row: type[Row]) -> list[Dict]:
    """Return the rows of a table with the defaults of what is empty."""
    if table is None:
        return []
    defaults = {
        name: field.default for name, field in row.model_fields.items() if not field.is_required()
    }
    frame = pd.DataFrame(table.frame.drop(columns="geometry", errors="ignore")).astype(object)
    named = [name for name in row.model_fields if name in frame]
    return [
        {**defaults, **{str(key): value for key, value in one.items() if not pd.isna(value)}}
        for one in frame[named].to_dict("records")
    ]


def shapes_of(table: Features[Any] | None) -> gpd.GeoSeries | None:
    """Return the places of a table."""
    return None if table is None else table.frame.geometry.reset_index(drop=True)


@dataclass(frozen=True, slots=True)
class Given:
    """What a city gives.

    Parameters
    ----------
    places
        Of containers, yards and streets.
    overflow, litres
        Chance of being full and mean volume at the end of each day, for each container in its
        order: shape (n_containers, n_days); not a number where no forecast is given.
    """

    containers: list[Dict]
    forecast: list[Dict]
    trucks: list[Dict]
    yards: list[Dict]
    streets: list[Dict]
    access: list[Dict]
    practice: Practice
    places: dict[str, Any]
    days: tuple[date, ...]
    overflow: np.ndarray[Any, np.dtype[np.float64]]
    litres: np.ndarray[Any, np.dtype[np.float64]]

    @classmethod
    def of(
        cls,
        containers: Features[Container],
        forecast: Table[Forecast],
        trucks: Table[Truck],
        yards: Features[Yard],
        streets: Features[Road] | None,
        access: Table[Access] | None,
        practice: Practice,
        days: int,
    ) -> Given:
        """Read the inputs of the brick."""
        bins, expected = rows_of(containers, Container), rows_of(forecast, Forecast)
        first = min(day_of(row["day"]) for row in expected)
        dates = tuple(first + timedelta(days=ahead) for ahead in range(days))
        tables = [
            _by_day(bins, expected, dates, name).reshape(len(bins), days)
            for name in ("overflow", "mean_l")
        ]
        return cls(
            bins,
            expected,
            rows_of(trucks, Truck),
            rows_of(yards, Yard),
            rows_of(streets, Road),
            rows_of(access, Access),
            practice,
            {
                "containers": shapes_of(containers),
                "yards": shapes_of(yards),
                "streets": shapes_of(streets),
            },
            dates,
            *tables,
        )

    @property
    def fractions(self) -> list[str]:
        """What is collected."""
        kerbs = {row["fraction"] for row in self.streets if row["kerb_l"]}
        return sorted({row["fraction"] for row in self.containers} | kerbs)


def day_of(value: Any) -> date:
    """Return a day as a date, in whatever form a table holds it."""
    return pd.Timestamp(value).date()


def _by_day(
    bins: list[Dict], expected: list[Dict], dates: tuple[date, ...], name: str
) -> np.ndarray[Any, np.dtype[np.float64]]:
    known = {(row["container"], day_of(row["day"])): float(row[name]) for row in expected}
    return np.array([[known.get((row["id"], day), np.nan) for day in dates] for row in bins])
