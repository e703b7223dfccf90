"""Light on the way to the stop (SDG 11.2.1, 16.1.4, 7.2.1)."""

from __future__ import annotations

from typing import Annotated

from annotated_types import Ge, Le

from citybricks import Outcome, blueprint
from citybricks.bricks.missing_lamps.brick import Stretch, missing_lamps
from citybricks.bricks.service_area.brick import ServedStreet, service_area
from citybricks.bricks.solar_street.brick import MonthlyClimate, solar_street
from citybricks.bricks.solar_street.rows import Order, SizedPole, Yuan
from citybricks.types import (
    Features,
    Home,
    Indicator,
    Kilometres,
    Metres,
    Percent,
    Seed,
    Skyline,
    Stop,
    Street,
    StreetLamp,
    Table,
    Unit,
)


class LitWay(Outcome):
    """Ways to the stops, where they are dark, and what it takes to light them by the sun."""

    access: Indicator
    """Residents with convenient access to public transport."""
    lit_share: Percent
    """Length of the ways to stops that is lit after dark."""
    dark_length: Kilometres
    """Length of the ways that is dark."""
    count: Annotated[int, Ge(0), Unit("{pole}")]
    """Lamps that are missing on them."""
    ways: Features[ServedStreet]
    """Streets in walking distance of a stop."""
    dark: Features[Stretch]
    """Stretches of them without light."""
    poles: Features[SizedPole]
    """Solar lamps that would light them, with the size of each."""
    orders: Table[Order]
    """What to order."""
    lit_nights: Percent
    """Nights with light from dusk to dawn, mean of all poles and years."""
    build: Yuan
    """Price of building the lamps."""
    keep: Yuan
    """Present cost of building them and of replacing batteries until the horizon."""
    carbon: Annotated[float, Unit("t/a")]
    """Greenhouse gases avoided each year against lamps on the grid."""
    renewable: Indicator
    """Renewable electricity that the lamps use."""


@blueprint(
    id="lit-way",
    version="1.0.0",
    theme="safety",
    sdg=("11.2.1", "16.1.4", "7.2.1"),
    users="Transport and street-lighting offices that want people to walk to the stop after dark",
)
def lit_way(  # noqa: PLR0913, PLR0917 - each is a question the officer has to answer
    stops: Features[Stop],
    homes: Features[Home],
    streets: Features[Street],
    monthly: Table[MonthlyClimate],
    lamps: Features[StreetLamp] | None = None,
    radius: Metres = 500,
    reach: Annotated[float, Ge(1), Le(100), Unit("m")] = 15,
    spacing: Annotated[float, Ge(2), Le(200), Unit("m")] = 30,
    skyline: Skyline = 20.0,
    target: Annotated[float, Ge(0), Le(20), Unit("%")] = 1.0,
    years: Annotated[int, Ge(100), Le(300), Unit("a")] = 200,
    seed: Seed = 0,
) -> LitWay:
    """Solar lamps that light the way to the stop.

    Finds the streets on which people walk to public transport, the stretches of them that are
    dark, the lamps that would light these, and the panels and batteries the lamps need to stay
    lit all year.

    Parameters
    ----------
    stops
        Stops served on a weekday, one point each.
    homes
        Where residents live, one point each.
    streets
        Streets and paths that people walk. A column `lit` may say which are lit.
    monthly
        The climate in twelve rows.
    lamps
        Lamps there are, one point each.
    radius
        Longest walk to a stop of low capacity; to rail, metro and ferry it is 1000 m.
    reach
        How far from a lamp the way is lit.
    spacing
        Farthest that new lamps on one street may stand apart.
    skyline
        Height of the buildings and trees around the new lamps; 0 is open.
    target
        Energy not served over energy asked for in a year.
    years
        Synthetic years of weather.
    seed
        Start of the random sequence.

    References
    ----------
    .. [1] UN-Habitat, "SDG indicator metadata: 11.2.1", September 2021, sections 2.a and 4.c.
       https://unstats.un.org/sdgs/metadata/files/Metadata-11-02-01.pdf
    .. [2] Chalfin A., Hansen B., Lerner J., Parker L., Reducing crime through environmental
       design: evidence from a randomized experiment of street lighting in New York City, Journal
       of Quantitative Criminology 38 (2022) 127-157, doi:10.1007/s10940-020-09490-6.
    """
    near = service_area(stops, homes, radius=radius, streets=streets)
    missing = missing_lamps(near.served, lamps, reach=reach, spacing=spacing, skyline=skyline)
    solar = solar_street(missing.places, monthly, target=target, years=years, seed=seed)
    return LitWay(
        access=near.share,
        lit_share=missing.lit_share,
        dark_length=missing.dark_length,
        count=missing.count,
        ways=near.served,
        dark=missing.dark,
        poles=solar.poles,
        orders=solar.orders,
        lit_nights=solar.lit_nights,
        build=solar.build,
        keep=solar.keep,
        carbon=solar.carbon,
        renewable=solar.renewable,
    )
