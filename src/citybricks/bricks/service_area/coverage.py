"""Who is within reach of a stop, how far the others are, and what each stop serves."""

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from citybricks.bricks.service_area.walking import Mask, Survey, Walks
from citybricks.methods.routing.streets import Floats, Ints

TOO_FAR = "too far to walk"
NO_WAY = "no way to a stop"
NO_STREET = "no street nearby"

STEPS = 50
"""About how many distances the curve of residents has."""
SHORTEST = 10.0
"""Distance between two of them, at least. [m]"""


def choose(survey: Survey, radius: float, radius_rail: float) -> tuple[Walks, Mask]:
    """Choose the nearest stop of those within their radius, else the nearest of all.

    Returns
    -------
    The way from each home to its stop, and which homes have one within its radius.
    """
    low, high = survey.low, survey.high
    near_low, near_high = low.metres <= radius, high.metres <= radius_rail
    is_high = np.where(near_low == near_high, high.metres < low.metres, near_high)
    walks = Walks(
        np.where(is_high, high.metres, low.metres), np.where(is_high, high.stop, low.stop)
    )
    return walks, near_low | near_high


def described(homes: gpd.GeoDataFrame, stops: gpd.GeoDataFrame, walks: Walks) -> gpd.GeoDataFrame:
    """Say of each home how far its stop is, what it is called and what calls there."""
    found = walks.stop >= 0
    stop = stops[["name", "mode"]].iloc[np.maximum(walks.stop, 0)].reset_index(drop=True)
    return homes.reset_index(drop=True).assign(
        walk=np.where(np.isfinite(walks.metres), walks.metres, np.nan),
        stop=stop["name"].where(found, None),
        mode=stop["mode"].where(found, None),
    )


def reason(walks: Walks, on_street: Mask) -> NDArray[np.object_]:
    """Say why a home that is not covered is not: shape (n_homes,)."""
    walkable = np.where(np.isfinite(walks.metres), TOO_FAR, NO_WAY)
    return np.where(on_street, walkable, NO_STREET).astype(object)


def curve(survey: Survey, residents: Ints, radii: list[float]) -> pd.DataFrame:
    """Return the share of residents by walking distance, a column for each kind of stop.

    Parameters
    ----------
    survey
        The ways from all homes.
    residents
        People in each home, shape (n_homes,).
    radii
        Distances that the curve tells exactly. [m]
    """
    low, high = survey.low.metres, survey.high.metres
    nearest = np.minimum(low, high)
    walk = _axis(float(nearest[np.isfinite(nearest)].max(initial=0)), radii)
    return pd.DataFrame(
        {
            "walk": walk,
            "any_stop": _within(nearest, residents, walk),
            "low_capacity": _within(low, residents, walk),
            "high_capacity": _within(high, residents, walk),
        }
    )


def _axis(farthest: float, radii: list[float]) -> Floats:
    """Divide the way to the farthest home, or to four times the radii, into round steps."""
    top = min(farthest, 4 * max(radii)) or max(SHORTEST, farthest)
    raw = max(top / STEPS, SHORTEST)
    power = 10.0 ** np.floor(np.log10(raw))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw * (1 - 1e-9))
    steps = np.arange(int(np.ceil(top / step)) + 1) * step
    return np.unique(np.append(steps, [radius for radius in radii if radius <= steps[-1]]))


def _within(metres: Floats, residents: Ints, walk: Floats) -> Floats:
    order = np.argsort(metres)
    total = np.append(0, np.cumsum(residents[order]))
    share: Floats = 100 * total[np.searchsorted(metres[order], walk, side="right")] / total[-1]
    return share


def catchments(
    stops: gpd.GeoDataFrame, walks: Walks, covered: Mask, residents: Ints, on_street: Mask
) -> gpd.GeoDataFrame:
    """Count at each stop the covered residents and homes that it is chosen for.

    Parameters
    ----------
    stops
        The stops.
    walks
        The way from each home to its stop.
    covered
        Which homes have a stop within its radius, shape (n_homes,).
    residents
        People in each home, shape (n_homes,).
    on_street
        Which stops people can walk to along the streets, shape (n_stops,).
    """
    stop = walks.stop[covered]
    people = np.bincount(stop, residents[covered], minlength=len(stops))
    return stops.reset_index(drop=True).assign(
        residents=people.astype(np.int64),
        homes=np.bincount(stop, minlength=len(stops)),
        reachable=on_street,
    )
