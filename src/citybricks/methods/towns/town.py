"""A town: streets, homes, hamlets around it, and where vehicles start; metres on a flat map."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Place = tuple[float, float]

TSUKUBA = (140.08, 36.12)
"""Longitude and latitude near which the towns are laid; only the climate is of that place."""


@dataclass(frozen=True, slots=True)
class Road:
    """A piece of street from junction to junction.

    Parameters
    ----------
    xy
        Its vertices, shape ``(n, 2)``. [m]
    one_way
        Whether it may only be driven as it is drawn.
    metres_per_second
        Speed of a van.
    """

    xy: Floats
    one_way: bool = False
    metres_per_second: float = 9.0


@dataclass(frozen=True, slots=True)
class Hamlet:
    """A few houses far out."""

    name: str
    place: Place


@dataclass(frozen=True)
class Town:
    """A town on a flat map whose origin is its middle, x to the east and y to the north.

    Parameters
    ----------
    seed
        What made it.
    centre
        Longitude and latitude of the origin.
    roads
        Streets; every junction can be reached from every other, one-way streets regarded.
    homes
        Where people live, shape ``(n_homes, 2)``. [m]
    residents
        How many live at each, shape ``(n_homes,)``.
    hamlet
        Which hamlet each home is in, -1 in the town itself, shape ``(n_homes,)``.
    hamlets
        Those far out.
    depot, clinic
        Where drones and vans start, and where medicine comes from. [m]
    """

    seed: int
    centre: Place
    roads: tuple[Road, ...]
    homes: Floats
    residents: Ints
    hamlet: Ints
    hamlets: tuple[Hamlet, ...]
    depot: Place
    clinic: Place

    @cached_property
    def crs(self) -> str:
        """The flat map, as PROJ knows it."""
        lon, lat = self.centre
        return f"+proj=aeqd +lat_0={lat:.6f} +lon_0={lon:.6f} +datum=WGS84 +units=m"

    def earth(self, xy: Floats) -> Floats:
        """Return longitude and latitude of places on the map: shape ``(n, 2)``, 6 decimals."""
        from pyproj import Transformer

        turn = Transformer.from_crs(self.crs, 4326, always_xy=True)
        flat = np.asarray(xy, dtype=float).reshape(-1, 2)
        return np.column_stack(turn.transform(flat[:, 0], flat[:, 1])).round(6)
