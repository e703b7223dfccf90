"""Where lamps are missing on the streets people walk (SDG 16.1.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from annotated_types import Ge, Le

from citybricks import BrickError, Outcome, brick
from citybricks.types import (
    Features,
    Indicator,
    Kilometres,
    Metres,
    Percent,
    Pole,
    Skyline,
    Street,
    StreetLamp,
    Unit,
)

if TYPE_CHECKING:  # slow to import, and describing a brick needs none of it
    import geopandas as gpd
    import numpy as np
    from numpy.typing import NDArray
    from pyproj import CRS

    from citybricks.bricks.missing_lamps.axis import Axis, Floats, Spans

WIDEST = 100_000
"""Streets farther from their centre are not of one city. [m]"""
APART = 10_000
"""Lamps farther from every street are not of their city. [m]"""


class MissingLamp(Pole):
    """A place where a lamp is missing."""

    id: str
    """Its number, from west to east."""
    lights: Metres
    """Dark street within its reach; what two lamps light is counted at both."""
    skyline: Skyline
    """Height of the buildings and trees around it, as given."""


class Stretch(Street):
    """A stretch of street that is lit, or dark, from end to end."""

    length: Metres
    """How long it is."""


class MissingLamps(Outcome):
    """Lit and dark streets, and the lamps that would leave none dark."""

    places: Features[MissingLamp]
    """Where to put lamps; none when everything is lit."""
    dark: Features[Stretch]
    """Stretches without light; none when everything is lit."""
    lit: Features[Stretch]
    """Stretches near a lamp, or declared lit."""
    share: Indicator
    """Length of street that is lit after dark."""
    lit_share: Percent
    """The same, as a number for other bricks."""
    streets_length: Kilometres
    """Length of all streets; a street given twice counts once."""
    dark_length: Kilometres
    """Length of the dark stretches."""
    count: Annotated[int, Ge(0), Unit("{pole}")]
    """Lamps that are missing."""


@brick(
    id="missing-lamps",
    version="1.0.0",
    city="New York",
    theme="safety",
    sdg=("16.1.4",),
    users="Street-lighting offices, district governments and planners of safe ways to school",
)
def missing_lamps(
    streets: Features[Street],
    lamps: Features[StreetLamp] | None = None,
    reach: Annotated[float, Ge(1), Le(100), Unit("m")] = 15,
    spacing: Annotated[float, Ge(2), Le(200), Unit("m")] = 30,
    skyline: Skyline = 0.0,
) -> MissingLamps:
    """Lamps that are missing on the streets people walk.

    Cuts the streets into stretches that are lit and stretches that are dark, and places the
    fewest lamps it can so that nobody on a dark stretch is out of a lamp's reach. Lamps stand at
    junctions first, then at equal distances along the way.

    Parameters
    ----------
    streets
        Streets and paths that people walk. A column `lit` as in OpenStreetMap may say which are
        lit; only yes, automatic, 24/7, dusk-dawn and sunset-sunrise promise light all night.
    lamps
        Lamps there are, one point each; without any, only streets declared lit are lit.
    reach
        How far from a lamp the way is lit, in a straight line along the ground.
    spacing
        Farthest that new lamps on one street may stand apart: 3 to 3.5 times their height. Where
        that is more than twice the reach they stand closer.
    skyline
        Height of the buildings and trees around the new lamps; 0 is open. It is passed on, for
        lamps that run on the sun.

    Raises
    ------
    BrickError
        When the streets have no length or lie too far apart to be of one city, or when the lamps
        are far from all of them.

    Notes
    -----
    The share is the part of the streets with light, which helps people feel safe (16.1.4); how
    safe they feel only a survey tells. A lamp lights every street within its reach, so that
    parallel streets share lamps. A dark way of length L takes the smallest n lamps with
    L / n ≤ min(spacing, 2 reach), at (k - ½) L / n. The fewest lamps for a whole city are not
    known; ways are taken the longest first. Distances have a tolerance of 0.1 m, and rests of
    less than 0.5 m between two lights are not dark. Whether a place is bright enough and even
    (EN 13201-2, CJJ 45) is for the photometric design of the lamp that is chosen.

    References
    ----------
    .. [1] Chalfin A., Hansen B., Lerner J., Parker L., Reducing crime through environmental
       design: evidence from a randomized experiment of street lighting in New York City, Journal
       of Quantitative Criminology 38 (2022) 127-157, doi:10.1007/s10940-020-09490-6.
    .. [2] Global Designing Cities Initiative, Global Street Design Guide, 2016, Lighting design
       guidance: poles of 8 to 10 m in narrow streets, 2.5 to 3 times their height apart.
    .. [3] CJJ 45-2015, Standard for lighting design of urban road, sections 5.1 (spacing by the
       mounting height) and 5.2.1 (lamps at junctions).
    """
    import numpy as np

    from citybricks.bricks.missing_lamps import light, placing
    from citybricks.bricks.missing_lamps.axis import lay
    from citybricks.methods.geometry import plane

    pieces, said = _pieces(streets.frame)
    crs = plane.around(pieces)
    axis = lay(plane.lines(pieces, crs))
    _check_one_city(axis)
    standing = np.empty((0, 2))
    if lamps is not None:
        standing = plane.points(lamps.frame, crs)
        _check_near(standing, axis)
    lit, dark = light.stretches(axis, standing, reach, said)
    dark_lines = axis.parts(dark)
    placed = placing.place(dark_lines, reach, spacing)
    lights = placing.lights(lay(dark_lines), placed, reach)
    total = float(axis.whole.length.sum())
    share = 100 * (float(lit.length.sum()) / total)
    return MissingLamps(
        places=Features[MissingLamp](_places(placed, lights, skyline, crs)),
        dark=Features[Stretch](_stretches(pieces, axis, dark, crs)),
        lit=Features[Stretch](_stretches(pieces, axis, lit, crs)),
        share=Indicator(sdg="16.1.4", value=share, unit="%", name="Streets that are lit"),
        lit_share=share,
        streets_length=total / 1000,
        dark_length=float(dark.length.sum()) / 1000,
        count=len(placed),
    )


def _pieces(streets: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, NDArray[np.bool_]]:
    """Take the streets apart into lines, each once, and say which are declared lit."""
    import shapely

    from citybricks.bricks.missing_lamps import light

    pieces = streets.explode(ignore_index=True)
    pieces = pieces.set_geometry(shapely.force_2d(pieces.geometry.to_numpy()), crs=streets.crs)
    line = pieces.geometry.normalize().to_wkb()
    said = light.declared(pieces).groupby(line).transform("any")
    once = ~line.duplicated()
    return pieces[once].reset_index(drop=True), said[once].to_numpy(dtype=bool)


def _check_one_city(axis: Axis) -> None:
    import numpy as np

    if not axis.whole.length.sum():
        raise BrickError(
            "streets",
            "the {count} streets have no length; each needs two points that differ",
            count=len(axis.first),
        )
    farthest = float(np.hypot(*axis.xy.T).max())
    if farthest > WIDEST:
        raise BrickError(
            "streets",
            "the streets are up to {distance} km from their centre; at most {limit} km can be"
            " measured, so take one city at a time",
            distance=round(farthest / 1000),
            limit=WIDEST // 1000,
        )


def _check_near(standing: Floats, axis: Axis) -> None:
    import shapely

    streets = shapely.STRtree(axis.parts(axis.whole.among(axis.whole.length > 0)))
    _, gaps = streets.query_nearest(shapely.points(standing), return_distance=True)
    if gaps.min() > APART:
        raise BrickError(
            "lamps",
            "the lamp nearest to any street is {distance} km away; are both of one city, and"
            " longitude and latitude not swapped?",
            distance=round(float(gaps.min()) / 1000),
        )


def _places(placed: Floats, lights: Floats, skyline: float, crs: CRS) -> gpd.GeoDataFrame:
    """Describe the new lamps."""
    import geopandas as gpd

    from citybricks.methods.geometry import plane

    digits = len(str(len(placed)))
    rows = {
        "id": [f"lamp-{number:0{digits}}" for number in range(1, len(placed) + 1)],
        "lights": lights,
        "skyline": [skyline] * len(placed),
    }
    shapes = gpd.points_from_xy(*placed.T, crs=crs)
    return gpd.GeoDataFrame(rows, geometry=shapes).to_crs(plane.WGS84)


def _stretches(pieces: gpd.GeoDataFrame, axis: Axis, spans: Spans, crs: CRS) -> gpd.GeoDataFrame:
    """Describe stretches, with the columns of the street that each is of."""
    import geopandas as gpd

    from citybricks.methods.geometry import plane

    shapes = gpd.GeoSeries(axis.parts(spans), crs=crs).to_crs(plane.WGS84)
    rows = pieces.iloc[axis.lines_of(spans)].reset_index(drop=True)
    return rows.set_geometry(shapes).assign(length=spans.length)
