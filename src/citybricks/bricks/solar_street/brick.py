"""Off-grid solar lamps and benches that stay lit (SDG 7.2.1)."""

from typing import Annotated

from annotated_types import Ge, Le, MaxLen, MinLen

from citybricks import Outcome, brick, track
from citybricks.bricks.solar_street.equipment import (
    Battery,
    Footprint,
    Kit,
    Lamp,
    Panel,
    Prices,
)
from citybricks.bricks.solar_street.rows import (
    LampYear,
    Nights,
    Order,
    SizedPole,
    Sizing,
    SourceSize,
    Yuan,
)
from citybricks.types import (
    Features,
    Indicator,
    Metres,
    Percent,
    Pole,
    Row,
    Seed,
    Series,
    Table,
    Unit,
)
from citybricks.types.energy import (
    Celsius,
    DailyIrradiation,
    Degrees,
    KilowattHoursPerYear,
    Weather,
)


class MonthlyClimate(Row):
    """The climate of one month."""

    month: Annotated[int, Ge(1), Le(12)]
    """1 is January."""
    irradiation: DailyIrradiation
    """Mean daily global irradiation on the horizontal."""
    temperature: Celsius
    """Mean air temperature."""


class SolarStreet(Outcome):
    """What to buy so that the street stays lit, and how sure that is."""

    poles: Features[SizedPole]
    """Poles with the size and the reliability of each."""
    orders: Table[Order]
    """What to order, by how much sky the poles see."""
    sources: Table[SourceSize]
    """Sizes side by side for each source of weather; those that differ show what is not known."""
    sizes: Series[Sizing]
    """Panels and the batteries they need, for three loss-of-load probabilities."""
    years: Series[LampYear]
    """The chosen lamp under the open sky, or the most open there is, in every year."""
    loss: Percent
    """Energy not served in the worst year within the confidence, with aged batteries."""
    loss_when_new: Percent
    """The same with new batteries."""
    lit_nights: Percent
    """Nights with light from dusk to dawn, mean of all poles and years."""
    dark_run: Nights
    """Longest run of dark nights in the worst year within the confidence, at any pole."""
    flawless_years: Percent
    """Years without any dark night, mean of all poles."""
    autonomy: Annotated[float, Ge(0), Unit("{night}")]
    """Longest nights that a full, aged battery carries without sun, least of all poles."""
    build: Yuan
    """Price of building all poles."""
    keep: Yuan
    """Present cost of building them and of replacing batteries until the horizon."""
    cable: Metres
    """Solar is cheaper than the grid where a pole is farther than this from it."""
    energy: KilowattHoursPerYear
    """Electricity from the sun that the poles use."""
    carbon: Annotated[float, Unit("t/a")]
    """Greenhouse gases avoided each year: the grid's, less those of making panels and batteries."""
    renewable: Indicator
    """Renewable energy added to final consumption."""


@brick(
    id="solar-street",
    version="1.0.0",
    city="Tianjin",
    theme="energy",
    sdg=("7.2.1",),
    users="Parks, street-lighting offices and contractors who place lamps and benches off the grid",
)
def solar_street(  # noqa: PLR0913, PLR0917 - each is a question the buyer has to answer
    places: Features[Pole],
    monthly: Table[MonthlyClimate],
    weather: Annotated[list[Weather], MaxLen(12)] = [],  # noqa: B006 - never changed
    lamp: Lamp = Lamp(),  # noqa: B008 - frozen
    panel: Panel = Panel(),  # noqa: B008 - frozen
    battery: Battery = Battery(),  # noqa: B008 - frozen
    prices: Prices = Prices(),  # noqa: B008 - frozen
    footprint: Footprint = Footprint(),  # noqa: B008 - frozen
    target: Annotated[float, Ge(0), Le(20), Unit("%")] = 1.0,
    confidence: Annotated[float, Ge(50), Le(100), Unit("%")] = 90.0,
    doubt: Annotated[float, Ge(0), Le(60), Unit("%")] = 30.0,
    tilts: Annotated[list[Degrees], MinLen(1), MaxLen(9)] = [20.0, 30.0, 40.0, 50.0, 60.0],  # noqa: B006 - never changed
    years: Annotated[int, Ge(100), Le(300), Unit("a")] = 200,
    seed: Seed = 0,
) -> SolarStreet:
    """Solar lamps and benches that stay lit through the darkest weeks.

    Finds the cheapest panel, battery and tilt that keep the light on, not in one typical year
    but in hundreds: those that weather files hold, and synthetic ones that carry the doubt about
    every source of weather. Lamps follow the sun, not the clock.

    Parameters
    ----------
    places
        Lamps and benches, one point each.
    monthly
        The climate in twelve rows, such as a climate normal or NASA POWER give.
    weather
        Weather files of stations within 100 km (EPW or CSV); each is simulated as it is, and its
        monthly means are one more source of synthetic years.
    lamp
        The light and what else draws current.
    panel
        The photovoltaic module.
    battery
        The battery.
    prices
        What it costs.
    footprint
        Greenhouse gases of the grid and of making panels and batteries.
    target
        Energy not served over energy asked for in a year (loss-of-load probability, LLP).
    confidence
        Share of the years that must keep the target; a file of one year must keep it in any case.
    doubt
        How far another source's irradiation in the dark months may lie from the one given
        (standard deviation); 30 % is how far two public files for Tianjin are apart from
        November to January, 5 % is good for a well-kept pyranometer's ten years.
    tilts
        Angles of the panel from the horizontal to choose from.
    years
        Synthetic years.
    seed
        Start of the random sequence.

    Notes
    -----
    Synthetic years: the monthly mean clearness indices of a source are multiplied, all months of
    a year alike, by exp(σ z), with z spread evenly over the normal distribution and σ the doubt.
    Daily indices follow the Markov matrices of Aguiar et al. [1]_ in half of the years and the
    Gaussian process of Graham et al. [2]_ in the other half; half hours follow Collares-Pereira
    and Rabl, their diffuse part Erbs et al. [3]_.

    Panel, watts per watt-peak: g = G / 1000 · (1 - γ (T_c - 25)) · (1 - soiling) · (1 - ageing)
    · converter, with G by the sky of Hay and Davies [4]_ through the glass and over the skyline,
    and the temperature of the cells T_c by Faiman at 1 m/s of wind.

    Battery, in half hours by day and one step per night, from 30 days before midsummer, full:
    with the surplus n = P g - d, E becomes min(E + min(η_c n, n / η_d, r C Δt),
    C · depth · health · (1 - k (25 - T_b))). What E would be below 0 is not served, times η_d.
    η_c is 0 while the battery is colder than its coldest charge; its temperature T_b is that of
    the air, or of the ground at its depth by Kusuda. LLP is the sum of what is not served over
    the sum of the demand d, in the 365 days from midsummer. A night is dark when more than 0.1 %
    of the demand from noon to noon is not served.

    Size: the least fixed + c_P P + c_C C Σ (1 + i)^(-j L), with batteries replaced every L
    years, so that LLP is at most the target in the given share of all years and in every file of
    one year [5]_. The dark days decide, and their light is diffuse: the best tilt is often
    flatter than the one for the mean of the darkest month. Snow on the panel is not simulated.

    References
    ----------
    .. [1] Aguiar R. J., Collares-Pereira M., Conde J. P., Simple procedure for generating
       sequences of daily radiation values using a library of Markov transition matrices, Solar
       Energy 40 (1988) 269-279, doi:10.1016/0038-092X(88)90049-7.
    .. [2] Graham V. A., Hollands K. G. T., Unny T. E., A time series model for Kt with
       application to global synthetic weather generation, Solar Energy 40 (1988) 83-92,
       doi:10.1016/0038-092X(88)90075-8.
    .. [3] Erbs D. G., Klein S. A., Duffie J. A., Estimation of the diffuse radiation fraction for
       hourly, daily and monthly-average global radiation, Solar Energy 28 (1982) 293-302,
       doi:10.1016/0038-092X(82)90302-4.
    .. [4] Anderson K. S., Hansen C. W., Holmgren W. F., Jensen A. R., Mikofski M. A., Driesse A.,
       pvlib python: 2023 project update, Journal of Open Source Software 8(92) (2023) 5994,
       doi:10.21105/joss.05994.
    .. [5] Egido M., Lorenzo E., The sizing of stand alone PV-systems: a review and a proposed new
       method, Solar Energy Materials and Solar Cells 26 (1992) 51-69,
       doi:10.1016/0927-0248(92)90125-9.
    .. [6] He Y., Wang K., Feng F., Improvement of ERA5 over ERA-Interim in simulating surface
       incident solar radiation throughout China, Journal of Climate 34 (2021) 3853-3867,
       doi:10.1175/JCLI-D-20-0300.1 (why sources differ).
    """
    import numpy as np

    from citybricks.bricks.solar_street import report, street
    from citybricks.bricks.solar_street.sources import gather
    from citybricks.bricks.solar_street.sun import sun_over

    kit = Kit(
        lamp, panel, battery, prices, tuple(sorted(set(tilts))), target / 100, confidence / 100
    )
    latitude, longitude = street.middle(places.frame)
    offset = weather[0].utc_offset if weather else float(round(longitude / 15))
    sun = sun_over(latitude, longitude, offset)
    street.check_one_night(sun, kit)
    sources = gather(sun, monthly.frame, weather, doubt / 100, years, seed)
    classes = np.unique(street.sky_class(places.frame.skyline.to_numpy(float)))
    designs = [street.design(sun, sources.years, kit, float(sky)) for sky in track(list(classes))]
    made = report.Street(sun, places.frame, designs, sources, footprint)
    numbers = made.numbers()
    return SolarStreet(
        poles=Features(made.poles()),
        orders=Table(made.orders()),
        sources=Table(made.side_by_side()),
        sizes=Series(made.sizes()),
        years=Series(made.yearly()),
        renewable=Indicator(
            sdg="7.2.1",
            value=round(numbers["energy"], 1),
            unit="kW.h/a",
            name="Renewable electricity used by street furniture",
        ),
        **numbers,
    )
