"""The two kinds of value that cross a brick's boundary: closed documents and open rows."""

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

Geometry = Literal["Point", "LineString", "Polygon"]


class Model(BaseModel):
    """An immutable value with no unknown fields, no infinities and no silent coercion."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        use_attribute_docstrings=True,
        allow_inf_nan=False,
    )


class Row(BaseModel):
    """One row of a table; columns it does not name are kept and ignored.

    A row of places says which geometry it stands for: ``geometry = "Point"`` accepts points,
    ``"LineString"`` and ``"Polygon"`` accept their multi-part forms too.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="allow",
        strict=True,
        use_attribute_docstrings=True,
        allow_inf_nan=False,
    )

    geometry: ClassVar[Geometry] = "Point"
    """Used by `Features` only; coordinates are WGS 84 longitude and latitude."""
