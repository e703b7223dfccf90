"""Who can walk to public transport (SDG 11.2.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from citybricks import BrickError, Outcome, brick
from citybricks.types import (
    Features,
    Home,
    Indicator,
    Metres,
    Mode,
    People,
    Percent,
    Row,
    Series,
    Stop,
    Street,
)

if TYPE_CHECKING:  # slow to import, and describing a brick needs none of it
    import geopandas as gpd
    from numpy.typing import NDArray

    from citybricks.bricks.service_area.walking import Mask, Survey
    from citybricks.methods.routing.streets import Floats, Ints, Places

HIGH_CAPACITY: tuple[Mode, ...] = ("rail", "metro", "ferry")
"""Modes that people walk farther to (UN-Habitat 2021, section 2.a)."""
WIDEST = 500_000
"""Homes farther from their centre are not of one city. [m]"""
APART = 200_000
"""Stops farther from every home are not of their city. [m]"""
WORLD = 10_000_000_000
"""More residents than people alive."""

Method = Literal["street network", "straight line"]
Reason = Literal["too far to walk", "no way to a stop", "no street nearby"]


class NearHome(Home):
    """A home with a stop in walking distance."""

    walk: Metres
    """Walking distance to the stop."""
    stop: str
    """Name of the nearest stop within its radius."""
    mode: Mode
    """What calls at the stop."""


class FarHome(Home):
    """A home without a stop in walking distance."""

    because: Reason
    """Why no stop is in walking distance."""
    walk: Metres | None = None
    """Walking distance to the nearest stop; empty where there is no way."""
    stop: str | None = None
    """Name of the nearest stop."""
    mode: Mode | None = None
    """What calls at the stop."""


class Catchment(Stop):
    """A stop and the covered residents it is the stop of."""

    residents: People
    """Residents whose nearest stop within its radius it is."""
    homes: int
    """Homes they live in."""
    reachable: bool
    """Whether a street is near enough to walk there; always true in a straight line."""


class ServedStreet(Street):
    """A piece of street in walking distance of a stop."""

    walk: Metres
    """Walking distance from its middle to the nearest stop within its radius."""


class WithinWalk(Row):
    """Share of residents whose walk is no longer than a distance."""

    walk: Metres
    """Walking distance."""
    any_stop: Percent
    """Residents with any stop within that distance."""
    low_capacity: Percent
    """Residents with a bus, tram or cable car stop within it."""
    high_capacity: Percent
    """Residents with a railway or metro station or a ferry landing within it."""


class ServiceArea(Outcome):
    """Homes near a stop, and the share of residents who live in them."""

    covered: Features[NearHome]
    """Homes with a stop in walking distance."""
    uncovered: Features[FarHome]
    """Homes without one, and why."""
    share: Indicator
    """Residents with convenient access to public transport."""
    method: Method
    """How walks were measured; the indicator asks for the street network."""
    share_straight: Percent
    """The share if everybody could walk in a straight line, for comparison."""
    residents_within: People
    """Residents with a stop in walking distance."""
    residents: People
    """All residents."""
    distances: Series[WithinWalk]
    """Share of residents by walking distance to the nearest stop."""
    catchments: Features[Catchment]
    """Residents that each stop serves, every covered resident counted at one stop."""
    served: Features[ServedStreet]
    """Streets in walking distance of a stop; none when walks are straight lines."""


@brick(
    id="service-area",
    version="1.0.0",
    city="Shanghai",
    theme="mobility",
    sdg=("11.2.1",),
    users="Transport planners and statistics offices",
)
def service_area(
    stops: Features[Stop],
    homes: Features[Home],
    radius: Metres = 500,
    radius_rail: Metres = 1000,
    streets: Features[Street] | None = None,
    to_street: Metres = 500,
) -> ServiceArea:
    """Share of residents who can walk to public transport.

    With streets, walks follow them: each home and stop is led straight to the nearest point of a
    street, and on along the shortest way. Without, walks are straight lines, which make more
    residents look served than are.

    Parameters
    ----------
    stops
        Stops served on a weekday, one point each.
    homes
        Where residents live, one point each.
    radius
        Longest walk to a stop of low capacity: bus, tram or cable car; 500 m for the indicator.
    radius_rail
        Longest walk to a stop of high capacity: rail, metro or ferry; 1000 m for the indicator.
    streets
        Streets and paths open to walkers. Pieces join where they share a point, and where the
        end of one is within 0.5 m of another; where lines merely cross, nobody can turn.
    to_street
        Farthest that a home or stop may be from a street; homes farther away are not covered.

    Raises
    ------
    BrickError
        When nobody lives in the homes, when places lie too far apart to be of one city, or when
        the streets lead no home to any stop.

    Notes
    -----
    The indicator's further criteria (stops usable with a disability, frequent and safe service)
    are for `stops` to meet; for its breakdown by sex, age and disability give the residents of
    one group at a time. Distances are rounded to 0.1 m before they are compared.

    References
    ----------
    .. [1] UN-Habitat, "SDG indicator metadata: 11.2.1", September 2021, sections 2.a and 4.c.
       https://unstats.un.org/sdgs/metadata/files/Metadata-11-02-01.pdf
    """
    from citybricks.bricks.service_area import coverage, walking
    from citybricks.methods.geometry import plane

    residents = _residents(homes.frame)
    stop_rows = _with_mode(stops.frame)
    high = stop_rows["mode"].isin(HIGH_CAPACITY).to_numpy()
    crs = plane.around(homes.frame)
    at_home, at_stop = plane.points(homes.frame, crs), plane.points(stop_rows, crs)
    survey = lines = walking.straight(at_home, at_stop, high).rounded()
    _check_one_city(at_home, lines)
    served = _no_streets()
    if streets is not None:
        pieces = streets.frame.explode(ignore_index=True)
        survey, middles = _along(plane.lines(pieces, crs), at_home, at_stop, high, to_street)
        walks, near = coverage.choose(middles, radius, radius_rail)
        served = Features[ServedStreet](pieces.assign(walk=walks.metres)[near])

    walks, covered = coverage.choose(survey, radius, radius_rail)
    _, covered_straight = coverage.choose(lines, radius, radius_rail)
    rows = coverage.described(homes.frame, stop_rows, walks)
    because = coverage.reason(walks, survey.homes)
    within, total = int(residents[covered].sum()), int(residents.sum())
    return ServiceArea(
        covered=Features[NearHome](rows[covered]),
        uncovered=Features[FarHome](rows.assign(because=because)[~covered]),
        share=Indicator(
            sdg="11.2.1",
            value=100 * within / total,
            unit="%",
            name="Residents with convenient access to public transport",
        ),
        method="straight line" if streets is None else "street network",
        share_straight=100 * int(residents[covered_straight].sum()) / total,
        residents_within=within,
        residents=total,
        distances=Series[WithinWalk](coverage.curve(survey, residents, [radius, radius_rail])),
        catchments=Features[Catchment](
            coverage.catchments(stop_rows, walks, covered, residents, survey.stops)
        ),
        served=served,
    )


def _no_streets() -> Features[ServedStreet]:
    import geopandas as gpd

    return Features[ServedStreet](gpd.GeoDataFrame({"walk": []}, geometry=[], crs="EPSG:4326"))


def _with_mode(stops: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Fill in the mode, which frames made in Python may lack."""
    default: Mode = Stop.model_fields["mode"].default
    return stops.assign(mode=stops["mode"].fillna(default) if "mode" in stops else default)


def _residents(homes: gpd.GeoDataFrame) -> Ints:
    total = sum(homes["residents"].tolist())
    if not total:
        raise BrickError(
            "homes",
            "nobody lives in the {count} homes; a share of nobody is none",
            count=len(homes),
        )
    if total > WORLD:
        raise BrickError(
            "homes",
            "the homes have {residents} residents, more than the world; are they people?",
            residents=total,
        )
    residents: Ints = homes["residents"].to_numpy(dtype="int64")
    return residents


def _check_one_city(at_home: Floats, lines: Survey) -> None:
    farthest = float((at_home**2).sum(axis=1).max() ** 0.5)
    if farthest > WIDEST:
        raise BrickError(
            "homes",
            "the homes are up to {distance} km from their centre; at most {limit} km can be"
            " measured, so take one city at a time",
            distance=round(farthest / 1000),
            limit=WIDEST // 1000,
        )
    nearest = float(min(lines.low.metres.min(), lines.high.metres.min()))
    if nearest > APART:
        raise BrickError(
            "stops",
            "the stop nearest to any home is {distance} km away; are both of one city, and"
            " longitude and latitude not swapped?",
            distance=round(nearest / 1000),
        )


def _along(
    lines: NDArray[Any], at_home: Floats, at_stop: Floats, high: Mask, reach: float
) -> tuple[Survey, Survey]:
    """Measure the walks from homes, and from the middles of the streets themselves."""
    from citybricks.bricks.service_area import walking
    from citybricks.methods.routing import streets

    network = streets.join(lines)
    homes, stops = (
        streets.snap(
            network, at, reach, message="Looking for the street nearest to each home and stop"
        )
        for at in (at_home, at_stop)
    )
    _check_reached(homes, stops, reach)
    survey = walking.along(network, homes, stops, high)
    if (survey.low.stop < 0).all() and (survey.high.stop < 0).all():
        raise BrickError(
            "streets",
            "the {count} pieces of street lead no home to any stop; pieces join only where they"
            " share a point or one ends within {tolerance} m of another",
            count=len(lines),
            tolerance=streets.TOLERANCE,
        )
    middles = walking.along(network, streets.middles(network), stops, high)
    return survey.rounded(), middles.rounded()


def _check_reached(homes: Places, stops: Places, reach: float) -> None:
    if not homes.placed.any():
        raise BrickError(
            "streets",
            "no home is within {reach} m of a street; the nearest is {distance} m away",
            reach=reach,
            distance=round(float(homes.gap.min())),
        )
    if not stops.placed.any():
        raise BrickError(
            "streets",
            "no stop is within {reach} m of a street; the nearest is {distance} m away",
            reach=reach,
            distance=round(float(stops.gap.min())),
        )
