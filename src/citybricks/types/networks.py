"""Networks that people and vehicles move on."""

from typing import ClassVar

from citybricks.types.model import Geometry, Row


class Street(Row):
    """A piece of street that can be walked in both directions; pieces join where ends coincide."""

    geometry: ClassVar[Geometry] = "LineString"
