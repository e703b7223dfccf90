"""Tables with one row for each city, and the files that their cells name."""

from __future__ import annotations

import base64
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, ConfigDict, model_validator

from citybricks.types import media
from citybricks.types.casting import settle
from citybricks.types.files import CSV, EXTENSIONS, GEOJSON, JSON, PARQUET, File
from citybricks.types.model import Model, Row
from citybricks.types.tables import Table

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

LONGITUDE, LATITUDE = "longitude", "latitude"
FILES = (CSV, JSON, GEOJSON, PARQUET)
"""Media types that rows of cities are read from."""


class City(Row):
    """A city, or another place or case, in one row; every column is of the table's own choosing."""


def frame_of(value: Any) -> pd.DataFrame:
    """Read rows from a `File`, GeoJSON or JSON rows; places become two columns of coordinates.

    Raises
    ------
    PydanticCustomError
        When it cannot be read.
    """
    if isinstance(value, File):
        return _of_file(value)
    if isinstance(value, dict):
        return flat(media.features_frame(value))
    return media.rows_frame(value)


def _of_file(file: File) -> pd.DataFrame:
    if _has_places(file):
        return flat(media.read_features(file))
    frame = media.read_table(file)
    return flat(media.read_features(file)) if _writes_places(frame) else frame


def _writes_places(frame: pd.DataFrame) -> bool:
    """Whether a column holds geometries as text."""
    names = {str(name).strip().lower() for name in frame.columns}
    return not names.isdisjoint({"geometry", "wkt"})


def _has_places(file: File) -> bool:
    """Whether a file is of a kind that has geometries, or says that it has."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if file.media_type == PARQUET:
        with suppress(pa.ArrowException):
            return b"geo" in (pq.read_schema(pa.BufferReader(file.content)).metadata or {})
    collection = file.media_type == JSON and file.content.lstrip()[:1] == b"{"
    return file.media_type == GEOJSON or collection


def flat(frame: pd.DataFrame) -> pd.DataFrame:
    """Return places as rows with a longitude and a latitude; areas and lines by a point in them."""
    import pandas as pd

    if "geometry" not in frame.columns:
        return frame
    points = frame.geometry.representative_point()
    where = {LONGITUDE: points.x, LATITUDE: points.y}
    given = {name: column for name, column in where.items() if name not in frame.columns}
    return pd.DataFrame(frame.drop(columns="geometry")).assign(**given)


def points_of(frame: pd.DataFrame) -> gpd.GeoSeries | None:
    """Return where rows are, empty where they do not say; None when none does."""
    import geopandas as gpd
    import pandas as pd

    names = {str(column).strip().lower(): column for column in frame.columns}
    found = [
        next((names[name] for name in known if name in names), None)
        for known in (media.LONGITUDES, media.LATITUDES)
    ]
    if None in found:
        return None
    x, y = (pd.to_numeric(frame[column], errors="coerce").astype(float) for column in found)
    there = (x.abs() <= 180) & (y.abs() <= 90)  # noqa: PLR2004 - degrees
    points = gpd.GeoSeries(gpd.points_from_xy(x, y), index=frame.index, crs=media.WGS84)
    return points.where(there) if there.any() else None


class _OfPlaces:
    """Lets a table of rows be read from places too."""

    @staticmethod
    def __get_pydantic_json_schema__(schema: Any, handler: Any) -> dict[str, Any]:
        return {**handler(schema), "x-files": list(FILES)}


def _rows(value: Any) -> Any:
    located = isinstance(value, File) and _has_places(value)
    if located or (isinstance(value, dict) and value.get("type") == "FeatureCollection"):
        return Table(frame_of(value))
    text = isinstance(value, File) and value.media_type == CSV
    if text and _writes_places(media.read_table(value)):
        return Table(frame_of(value).apply(lambda column: settle(column, text=True)))
    return value


Cities = Annotated[Table[City], BeforeValidator(_rows), _OfPlaces()]
"""One row for each city, from CSV, JSON, Parquet, or from places."""


class Attachment(Model):
    """A file that cells of a table name."""

    model_config = ConfigDict(json_schema_extra={"x-files": [*sorted(set(EXTENSIONS.values()))]})

    name: str
    """What cells call it."""
    media_type: str
    """What kind of file it is."""
    content: str
    """What is in it, in base64."""

    @model_validator(mode="before")
    @classmethod
    def _from_file(cls, value: Any) -> Any:
        return cls.fields_of(value) if isinstance(value, File) else value

    @staticmethod
    def fields_of(file: File) -> dict[str, str]:
        """Return a file as JSON holds it."""
        content = base64.b64encode(file.content).decode()
        return {"name": file.name, "media_type": file.media_type, "content": content}

    def file(self) -> File:
        """Return the file.

        Raises
        ------
        ValueError
            When it is not in base64.
        """
        return File(base64.b64decode(self.content, validate=True), self.media_type, self.name)
