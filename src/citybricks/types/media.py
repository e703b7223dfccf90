"""Read tables: CSV, JSON rows, GeoJSON, Parquet and GeoParquet."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

from citybricks.types.files import CSV, GEOJSON, JSON, PARQUET, File, in_words
from citybricks.types.messages import refuse

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

TABLE = (CSV, JSON, PARQUET)
FEATURES = (GEOJSON, CSV, PARQUET)
WGS84 = 4326

LONGITUDES = ("longitude", "lon", "lng", "long", "x", "经度", "經度")
LATITUDES = ("latitude", "lat", "y", "纬度", "緯度")
_ENCODINGS = ("utf-8-sig", "gb18030")


def read_table(file: File) -> pd.DataFrame:
    """Read rows from CSV (UTF-8 or GB 18030), a JSON list of objects, or Parquet.

    Raises
    ------
    PydanticCustomError
        When the media type is another, or the content is not what it says.
    """
    import pandas as pd

    with _explained(file):
        if file.media_type == CSV:
            return _read_csv(file.content)
        if file.media_type == JSON:
            return rows_frame(json.loads(file.content))
        if file.media_type == PARQUET:
            table: pd.DataFrame = _plain(pd.read_parquet(io.BytesIO(file.content)))
            return table
    raise refuse("media_type", media_type=file.media_type, allowed=in_words(TABLE))


def read_features(file: File) -> gpd.GeoDataFrame:
    """Read places from GeoJSON, GeoParquet, or CSV with coordinates or WKT, into WGS 84.

    Raises
    ------
    PydanticCustomError
        When the media type is another, or the content is not what it says.
    """
    with _explained(file):
        if file.media_type in (GEOJSON, JSON):
            return features_frame(json.loads(file.content))
        if file.media_type == CSV:
            return _located(_read_csv(file.content))
        if file.media_type == PARQUET:
            return _read_geoparquet(file.content)
    raise refuse("media_type", media_type=file.media_type, allowed=in_words(FEATURES))


def rows_frame(value: Any) -> pd.DataFrame:
    """Make a table of a JSON list of objects.

    Raises
    ------
    PydanticCustomError
        When the value is not a list of objects.
    """
    import pandas as pd

    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise refuse("not_a_table", allowed=in_words(TABLE), input=shortened(value))
    return pd.DataFrame.from_records(value) if value else pd.DataFrame()


def features_frame(value: Any) -> gpd.GeoDataFrame:
    """Make a table of places of a GeoJSON FeatureCollection; broken geometries become empty.

    Raises
    ------
    PydanticCustomError
        When the value is not a FeatureCollection in WGS 84.
    """
    import geopandas as gpd
    import shapely

    is_collection = isinstance(value, dict) and value.get("type") == "FeatureCollection"
    if not is_collection or not isinstance(value.get("features"), list):
        raise refuse("not_features", allowed=in_words(FEATURES), input=shortened(value))
    _check_crs(value)
    for feature in value["features"]:
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            raise refuse("feature_type", input=shortened(feature))
    properties = [_properties(feature) for feature in value["features"]]
    texts = [json.dumps(feature.get("geometry")) for feature in value["features"]]
    geometry = shapely.from_geojson(texts, on_invalid="ignore")
    frame = rows_frame(properties)
    if "geometry" in frame.columns:
        frame = frame.drop(columns="geometry")
    if frame.empty and properties:
        frame = frame.reindex(range(len(properties)))
    return gpd.GeoDataFrame(frame, geometry=list(geometry), crs=WGS84)


def _properties(feature: dict[str, Any]) -> dict[str, Any]:
    properties = feature.get("properties") or {}
    if not isinstance(properties, dict):
        raise refuse("feature_type", input=shortened(feature))
    return properties


def _check_crs(collection: dict[str, Any]) -> None:
    said = collection.get("crs")
    if said is None:
        return
    name = str(said.get("properties", {}).get("name") if isinstance(said, dict) else said)
    if not name.endswith(("CRS84", ":4326")):
        raise refuse("crs", crs=name)


def _located(frame: pd.DataFrame) -> gpd.GeoDataFrame:
    import geopandas as gpd
    import pandas as pd

    names = {str(column).strip().lower(): column for column in frame.columns}
    if "geometry" in names or "wkt" in names:
        column = names.get("geometry", names.get("wkt"))
        shapes = gpd.GeoSeries.from_wkt(frame[column], on_invalid="ignore", crs=WGS84)
        return gpd.GeoDataFrame(frame.drop(columns=column), geometry=shapes)
    lon = next((names[name] for name in LONGITUDES if name in names), None)
    lat = next((names[name] for name in LATITUDES if name in names), None)
    if lon is None or lat is None:
        raise refuse("missing_coordinates", columns=", ".join(map(str, frame.columns)))
    x, y = (pd.to_numeric(frame[column], errors="coerce") for column in (lon, lat))
    points = gpd.GeoSeries(gpd.points_from_xy(x, y), index=frame.index, crs=WGS84)
    points = points.where(x.notna() & y.notna())
    return gpd.GeoDataFrame(frame.drop(columns=[lon, lat]), geometry=points, crs=WGS84)


def _read_csv(content: bytes) -> pd.DataFrame:
    import pandas as pd

    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise ValueError("neither UTF-8 nor GB 18030 text")
    header = text.lstrip().split("\n", 1)[0]
    separator = max(",;\t", key=header.count)
    frame = pd.read_csv(
        io.StringIO(text),
        sep=separator,
        skipinitialspace=True,
        dtype=str,  # "007" is a name; which columns are numbers is for the row model to say
        keep_default_na=False,
        na_values=[""],
        index_col=False,
    )
    return frame.rename(columns=str.strip)


def _read_geoparquet(content: bytes) -> gpd.GeoDataFrame:
    """Read places; a Parquet file without geometry may have columns with coordinates."""
    import geopandas as gpd
    import pandas as pd
    import pyarrow.parquet as pq

    if b"geo" not in (pq.read_schema(io.BytesIO(content)).metadata or {}):
        return _located(_plain(pd.read_parquet(io.BytesIO(content))))
    frame = gpd.read_parquet(io.BytesIO(content))
    others = frame.select_dtypes("geometry").columns.drop(frame.geometry.name)
    frame = frame.to_crs(WGS84) if frame.crs else frame.set_crs(WGS84)
    frame = frame.drop(columns=others)
    if frame.geometry.name != "geometry":
        frame = frame.rename_geometry("geometry")
    return _plain(frame)


def _plain(frame: Any) -> Any:
    """Return a table with rows by position and columns by text.

    Raises
    ------
    ValueError
        When two columns have one name.
    """
    named = any(name is not None for name in frame.index.names)
    frame = frame.reset_index(drop=not named).rename(columns=str)
    if not frame.columns.is_unique:
        twice = frame.columns[frame.columns.duplicated()][0]
        raise ValueError(f"two columns are called {twice}")
    return frame


class _explained:  # noqa: N801 - reads as a word in `with`
    """Turn what a reader raises on broken content into a refusal that names the file."""

    def __init__(self, file: File) -> None:
        self.file = file

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, Exception) and not _ours(error):  # readers raise what they like
            reason = str(error).split("\n", 1)[0][:200]
            raise refuse(
                "unreadable_file",
                name=self.file.name,
                media_type=self.file.media_type,
                reason=reason,
            ) from error


def _ours(error: BaseException) -> bool:
    from pydantic_core import PydanticCustomError

    return isinstance(error, PydanticCustomError)


def shortened(value: Any, limit: int = 60) -> str:
    """Write a value for a message, at most `limit` characters long."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= limit else text[: limit - 1] + "…"
