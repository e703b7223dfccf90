"""Write tables: CSV, JSON rows, GeoJSON, Parquet and GeoParquet.

Equal tables give equal bytes, so that a run can be found again by its content.
"""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

from citybricks.types.files import CSV, GEOJSON, JSON, PARQUET

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd


def write(frame: pd.DataFrame, media: str) -> bytes:
    """Write a table as `media`; places keep their geometry in each.

    Raises
    ------
    LookupError
        When the table cannot be written as `media`.
    """
    located = hasattr(frame, "geometry") and "geometry" in frame.columns
    if media == PARQUET:
        return _parquet(frame, located=located)
    if media == CSV:
        flat = _dated(_flat(frame) if located else frame)
        return ("\ufeff" + flat.to_csv(index=False)).encode()
    if media == GEOJSON and located:
        return json.dumps(collection(frame), ensure_ascii=False).encode()
    if media == JSON and not located:
        return json.dumps(records(frame), ensure_ascii=False).encode()
    raise LookupError(f"a table cannot be written as {media!r}")


def _flat(frame: gpd.GeoDataFrame) -> pd.DataFrame:
    import pandas as pd

    shapes = frame.geometry.to_wkt(rounding_precision=-1)  # 15 digits
    return pd.DataFrame(frame).assign(geometry=shapes)


def _parquet(frame: pd.DataFrame, *, located: bool) -> bytes:
    frame = frame.copy(deep=False)
    frame.attrs = {}  # they would be written too
    buffer = io.BytesIO()
    options: dict[str, Any] = {"index": False, "compression": "zstd"}
    if located:
        options["write_covering_bbox"] = True
    frame.to_parquet(buffer, **options)
    return buffer.getvalue()


def _dated(frame: pd.DataFrame) -> pd.DataFrame:
    """Write times as ISO 8601: days without hours, moments with seconds or less."""
    times = frame.select_dtypes(["datetime", "datetimetz"])
    return frame.assign(**{str(name): _iso(column) for name, column in times.items()})


def _iso(column: pd.Series[Any]) -> pd.Series[Any]:
    zoned = column.dt.tz is not None
    plain = column.dt.tz_convert("UTC").dt.tz_localize(None) if zoned else column
    known = plain.dropna()
    days = not zoned and (known == known.dt.normalize()).all()
    whole = (known == known.dt.floor("s")).all()
    pattern = "%Y-%m-%d" if days else "%Y-%m-%dT%H:%M:%S" if whole else "%Y-%m-%dT%H:%M:%S.%f"
    text: pd.Series[Any] = plain.dt.strftime(pattern + "Z" if zoned else pattern)
    return text


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Write rows as JSON objects; empty cells are left out."""
    if not len(frame.columns):
        return [{} for _ in range(len(frame))]
    names = [str(name) for name in frame.columns]
    columns = [_listed(column) for _, column in _dated(frame).items()]
    return [
        {name: value for name, value in zip(names, row, strict=True) if value is not None}
        for row in zip(*columns, strict=True)
    ]


def _listed(column: pd.Series[Any]) -> list[Any]:
    """Return values as JSON knows them, None for those that are empty or infinite."""
    import numpy as np

    known = column.notna()
    if column.dtype.kind == "f":
        known &= np.isfinite(column)
    values = column.astype(object).where(known, None).tolist()
    return [_plain(value) for value in values] if column.dtype == object else values


def _plain(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value.tolist() if hasattr(value, "tolist") else value


def collection(frame: gpd.GeoDataFrame) -> dict[str, Any]:
    """Write places as a GeoJSON FeatureCollection; empty cells are left out."""
    import shapely

    properties = records(frame.drop(columns="geometry"))
    shapes = shapely.to_geojson(frame.geometry.to_numpy())
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": properties[at],
                "geometry": json.loads(shape) if shape else None,
            }
            for at, shape in enumerate(shapes)
        ],
    }
