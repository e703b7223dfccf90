"""Networks that people and vehicles move on."""

from typing import ClassVar

from citybricks.types.model import Geometry, Row


class Street(Row):
    """A piece of street that can be walked in both directions.

    Pieces join where they share a point, and where the end of one meets another; lines that merely
    cross do not, for one of them may be a bridge.
    """

    geometry: ClassVar[Geometry] = "LineString"
