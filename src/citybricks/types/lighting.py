"""Lamps and what they stand on."""

from typing import Annotated

from annotated_types import Ge, Le

from citybricks.types.model import Row
from citybricks.types.quantities import Unit

Skyline = Annotated[float, Ge(0), Le(60), Unit("deg")]
"""Height of what stands around a place, seen from there; 0 is open."""


class StreetLamp(Row):
    """A lamp that lights the street whenever it is dark."""


class Pole(StreetLamp):
    """A lamp or bench that is to be lit."""

    id: str
    """How the city calls it."""
    skyline: Skyline = 0.0
    """Height of the buildings and trees around it, seen from the panel; 0 is open."""
