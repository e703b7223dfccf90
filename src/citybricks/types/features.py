"""Tables of places: a GeoDataFrame inside, GeoJSON, GeoParquet or CSV at the boundary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic_core import InitErrorDetails

from citybricks.types import files, media, writing
from citybricks.types.files import File
from citybricks.types.messages import refuse
from citybricks.types.model import Row
from citybricks.types.rows import LIMIT, check
from citybricks.types.tables import Row_co, Table

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    import pandas as pd

_SCHEMAS = {
    "Point": "https://geojson.org/schema/Point.json",
    "LineString": "https://geojson.org/schema/LineString.json",
    "Polygon": "https://geojson.org/schema/Polygon.json",
}


class Features(Table[Row_co]):
    """Places in WGS 84 whose properties satisfy the model `Row_co`, one or more.

    Parameters
    ----------
    frame
        A GeoDataFrame with longitude and latitude (EPSG:4326) in ``geometry``.
    """

    media_types: ClassVar[tuple[str, ...]] = media.FEATURES
    frame: gpd.GeoDataFrame

    def __init__(self, frame: gpd.GeoDataFrame) -> None:
        super().__init__(frame)

    @classmethod
    def read(cls, value: Any) -> Self:
        """Read places from a `File` or a GeoJSON object, without checking their rows."""
        if isinstance(value, File):
            return cls(media.read_features(value))
        return cls(media.features_frame(value))

    def document(self) -> Any:
        """Write the places as a GeoJSON FeatureCollection."""
        return writing.collection(self.frame)

    @classmethod
    def _faults(cls, frame: pd.DataFrame, row: type[Row]) -> list[InitErrorDetails]:
        return _geometry_faults(frame, row) + check(frame.drop(columns="geometry"), row)

    @classmethod
    def _describe(cls, row: type[Row]) -> dict[str, Any]:
        properties = row.model_json_schema()
        return {
            "type": "object",
            "format": "geojson-feature-collection",
            "contentMediaType": files.GEOJSON,
            "required": ["type", "features"],
            "properties": {
                "type": {"type": "string", "enum": ["FeatureCollection"]},
                "features": {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "type": "object",
                        "required": ["type", "geometry", "properties"],
                        "properties": {
                            "type": {"type": "string", "enum": ["Feature"]},
                            "geometry": {
                                "type": "object",
                                "format": f"geojson-{row.geometry.lower()}",
                                "externalDocs": {"url": _SCHEMAS[row.geometry]},
                            },
                            "properties": properties,
                        },
                    },
                },
            },
        }


def _heights_known(shapes: gpd.GeoSeries) -> np.ndarray:
    """Whether all positions of each shape have a height, or none has."""
    import numpy as np
    import shapely

    known = np.ones(len(shapes), dtype=bool)
    tall = np.flatnonzero(shapes.has_z)
    heights, owner = shapely.get_coordinates(
        shapes.to_numpy()[tall], include_z=True, return_index=True
    )
    known[tall[owner[~np.isfinite(heights[:, 2])]]] = False
    return known


def _geometry_faults(frame: gpd.GeoDataFrame, row: type[Row]) -> list[InitErrorDetails]:
    import numpy as np

    shapes = frame.geometry
    kinds = shapes.geom_type.str.removeprefix("Multi" if row.geometry != "Point" else "")
    bounds = shapes.bounds.to_numpy()
    absent = (shapes.isna() | shapes.is_empty).to_numpy()
    outside = (np.abs(bounds[:, [0, 2]]) > 180).any(axis=1)  # noqa: PLR2004 - degrees
    outside |= (np.abs(bounds[:, [1, 3]]) > 90).any(axis=1)  # noqa: PLR2004 - degrees
    broken = ~absent & ~(np.isfinite(bounds).all(axis=1) & _heights_known(shapes))
    wrong = absent | outside | broken | (kinds != row.geometry).to_numpy()
    faults = []
    for at in np.flatnonzero(wrong)[:LIMIT].tolist():
        if absent[at] or broken[at]:
            error = refuse("geometry_missing", geometry=row.geometry)
        elif outside[at]:
            given = ", ".join(f"{value:g}" for value in bounds[at][:2])
            error = refuse("geometry_bounds", given=given)
        else:
            error = refuse("geometry_type", geometry=row.geometry, given=kinds.iloc[at])
        faults.append(InitErrorDetails(type=error, loc=(at, "geometry"), input=None))
    if wrong.sum() > LIMIT:
        count = int(wrong.sum()) - LIMIT
        faults.append(InitErrorDetails(type=refuse("more_errors", count=count), loc=(), input=None))
    return faults
