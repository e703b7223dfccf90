"""The zones that are looked at: around every place, its nearest neighbours.

References
----------
.. [1] M. Kulldorff, "A spatial scan statistic", Commun. Stat. Theory Methods 26 (1997) 1481.
   https://doi.org/10.1080/03610929708831995
.. [2] M. Kulldorff et al., "An elliptic spatial scan statistic", Stat. Med. 25 (2006) 3929.
   https://doi.org/10.1002/sim.2490
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.surveillance.series import Floats, Truths

EARTH = 6371.0
"""Mean radius of the earth in km."""
ANGLES: Mapping[float, int] = MappingProxyType({1.0: 1, 1.5: 4, 2.0: 6, 3.0: 9, 4.0: 12, 5.0: 15})
"""How many directions an ellipse is turned to, by the ratio of its axes."""
TIE = 1e-12
"""Relative difference below which two distances are the same."""


@dataclass(frozen=True, eq=False)
class Zones:
    """Zones that grow neighbour by neighbour, a row for each centre and shape.

    Parameters
    ----------
    order
        Places by their distance from the centre, of shape (rows, longest); the centre is first.
    ends
        Whether a zone ends after this place; not so between two places at one distance, and not
        once the zone is larger than allowed. Same shape.
    centres
        Which place each row grows from.
    weights
        What the likelihood ratio of each row is multiplied with; 1 for circles.
    """

    order: NDArray[np.intp]
    ends: Truths
    centres: NDArray[np.intp]
    weights: Floats


def circles(
    coordinates: Floats,
    sizes: Floats,
    *,
    most_share: float = 0.5,
    most_radius: float | None = None,
    geographic: bool = False,
) -> Zones:
    """Return the circles around every place.

    Parameters
    ----------
    coordinates
        Of shape (places, 2): x and y in any length, or longitude and latitude in degrees.
    sizes
        People, or cases, at each place.
    most_share
        Largest part of all people in a zone.
    most_radius
        Largest radius, in the length of the coordinates, in km when `geographic`.
    geographic
        Whether distances are great circles.
    """
    distances = _great_circles(coordinates) if geographic else _straight(coordinates)
    places = np.arange(len(coordinates))
    return _grown(distances, places, np.ones(len(places)), sizes, most_share, most_radius)


def ellipses(
    coordinates: Floats,
    sizes: Floats,
    *,
    most_share: float = 0.5,
    penalty: float = 1.0,
    angles: Mapping[float, int] = ANGLES,
) -> Zones:
    """Return the ellipses around every place.

    Parameters
    ----------
    coordinates, sizes, most_share
        As for `circles`, in a plane.
    penalty
        Power a of the weight (4 s / (s + 1)²)^a of an ellipse whose axes are as s to 1; 0 for
        none, 1 for the strong penalty of [2]_.
    angles
        Directions of the long axis between 0 and 180°, by the ratio of the axes.
    """
    count = len(coordinates)
    distances, weights = [], []
    for shape, directions in angles.items():
        for turn in range(directions):
            distances.append(_straight(_squeezed(coordinates, shape, np.pi * turn / directions)))
            weights.append(np.full(count, (4 * shape / (shape + 1) ** 2) ** penalty))
    centres = np.tile(np.arange(count), len(distances))
    return _grown(np.vstack(distances), centres, np.concatenate(weights), sizes, most_share, None)


def _squeezed(coordinates: Floats, shape: float, angle: float) -> Floats:
    """Turn the long axis of an ellipse into x and shrink it, so that the ellipse is a circle."""
    cosine, sine = np.cos(angle), np.sin(angle)
    x, y = coordinates.T
    return np.stack([(x * cosine + y * sine) / shape, y * cosine - x * sine], axis=1)


def _straight(coordinates: Floats) -> Floats:
    apart = coordinates[:, None] - coordinates[None]
    return np.hypot(apart[..., 0], apart[..., 1])


def _great_circles(coordinates: Floats) -> Floats:
    longitude, latitude = np.radians(coordinates).T
    half = np.sin((latitude[:, None] - latitude) / 2) ** 2
    half += (
        np.cos(latitude[:, None])
        * np.cos(latitude)
        * np.sin((longitude[:, None] - longitude) / 2) ** 2
    )
    found: Floats = 2 * EARTH * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))
    return found


def _grown(
    distances: Floats,
    centres: NDArray[np.intp],
    weights: Floats,
    sizes: Floats,
    most_share: float,
    most_radius: float | None,
) -> Zones:
    order = np.argsort(distances, axis=1, kind="stable")
    sorted_ = np.take_along_axis(distances, order, axis=1)
    people = np.cumsum(sizes[order], axis=1)
    allowed = people <= most_share * np.sum(sizes) * (1 + TIE)
    if most_radius is not None:
        allowed &= sorted_ <= most_radius
    following = np.column_stack([sorted_[:, 1:], np.full(len(order), np.inf)])
    ends = allowed & (following - sorted_ > TIE * np.max(sorted_))
    longest = 1 + int(np.max(np.nonzero(np.any(ends, axis=0))[0], initial=-1))
    return Zones(order[:, :longest], ends[:, :longest], centres, weights)
