"""Off-grid solar lamps and benches that stay lit (SDG 7.2.1)."""

from typing import Annotated

from annotated_types import Ge, Le, MaxLen, MinLen

from citybricks import Outcome, brick
from citybricks.bricks.solar_street.equipment import (
    Battery,
    Footprint,
    Kit,
    Lamp,
    Panel,
    Prices,
)
from citybricks.types import (
    Features,
    Indicator,
    Metres,
    Percent,
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
    KilowattHoursPerSquareMetre,
    KilowattHoursPerYear,
    WattHours,
    Watts,
    Weather,
)

Yuan = Annotated[float, Ge(0), Unit("{CNY}")]
Nights = Annotated[int, Ge(0), Unit("{night}")]


class Pole(Row):
    """A lamp or bench that is to be lit."""

    id: str
    """How the city calls it."""
    skyline: Annotated[float, Ge(0), Le(60), Unit("deg")] = 0.0
    """Height of the buildings and trees around it, seen from the panel; 0 is open."""


class MonthlyClimate(Row):
    """The climate of one month."""

    month: Annotated[int, Ge(1), Le(12)]
    """1 is January."""
    irradiation: DailyIrradiation
    """Mean daily global irradiation on the horizontal."""
    temperature: Celsius
    """Mean air temperature."""


class SizedPole(Row):
    """A pole and what it needs."""

    id: str
    """How the city calls it."""
    lit_nights: Percent
    """Nights with light from dusk to dawn, in the worst year within the confidence."""
    panel: Watts
    """Peak power of the panel."""
    battery: WattHours
    """Energy of the battery when new."""
    tilt: Degrees
    """Angle of the panel from the horizontal; it faces the equator."""
    skyline: Degrees
    """Skyline that was sized for."""


class Order(Row):
    """What to order for poles that see equally much sky."""

    skyline: Degrees
    """Height of what stands around them, rounded up."""
    poles: Annotated[int, Ge(0), Unit("{pole}")]
    """How many there are."""
    panel: Watts
    """Peak power of each panel."""
    battery: WattHours
    """Energy of each battery when new."""
    tilt: Degrees
    """Angle of the panels from the horizontal."""
    build: Yuan
    """Price of building them all."""
    keep: Yuan
    """Present cost of building them and of replacing batteries until the horizon."""


class SourceSize(Row):
    """What one source of weather alone would ask for, and how the chosen size does in it."""

    source: str
    """File, or monthly means, that the weather comes from."""
    irradiation: KilowattHoursPerSquareMetre
    """Yearly global irradiation on the horizontal."""
    panel: Watts
    """Panel that this source alone would ask for."""
    battery: WattHours
    """Battery that this source alone would ask for."""
    cost: Yuan
    """Present cost of that pole."""
    loss: Percent
    """Energy not served by the chosen size, in the worst year within the confidence."""
    dark_run: Nights
    """Longest run of dark nights with the chosen size, likewise."""
    lit_nights: Percent
    """Nights fully lit with the chosen size, likewise."""


class Sizing(Row):
    """A panel and the battery that it needs."""

    panel: Watts
    """Peak power of the panel."""
    loss: Percent
    """Loss-of-load probability that enough years keep."""
    battery: WattHours
    """Least battery."""


class LampYear(Row):
    """A year in the life of the chosen lamp, from the best year to the worst."""

    share: Percent
    """Share of the years that are as good or better."""
    loss: Percent
    """Energy not served."""
    dark_run: Nights
    """Longest run of dark nights."""
    lit_nights: Percent
    """Nights with light from dusk to dawn."""
    source: str
    """File, or monthly means, that the weather comes from."""


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
    r"""Solar lamps and benches that stay lit through the darkest weeks.

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
        Share of the years that must keep the target; files must keep it in any case.
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
    Synthetic years: for each source the monthly mean clearness index is multiplied, for all
    months of a year alike, by :math:`e^{\sigma z}` with :math:`z` spread evenly over the normal
    distribution and :math:`\sigma` the doubt; daily indices by the Markov matrices of Aguiar et
    al. [1]_ in half of the years and by the Gaussian process of Graham et al. [2]_ in the other;
    half-hours after Collares-Pereira and Rabl, diffuse part after Erbs et al. [3]_.

    Panel, per watt of peak power: :math:`g = \frac{G_{in}}{1000} (1 - \gamma (T_c - 25))
    (1 - soiling)(1 - ageing)\,converter`, with :math:`G_{in}` after Hay and Davies [4]_ with
    the transmittance of the glass and the skyline, :math:`T_c` after Faiman at 1 m/s.

    Battery, in half hours by day and one step per night, full 30 days before midsummer, from
    where a year is counted: :math:`n = P g - d`, :math:`E \leftarrow \min(E + \min(\eta_c n,
    n / \eta_d, r C \Delta t), C \cdot depth \cdot health \cdot (1 - k (25 - T_b)^+))`,
    :math:`\eta_c = 0` while :math:`T_b` is below the coldest charge; what :math:`E` would be
    below 0 is, times :math:`\eta_d`, not served. :math:`T_b` is the air's, or the ground's at
    the depth of the box (Kusuda). LLP is the sum of what is not served over the sum of the demand
    :math:`d`; a night is dark when more than 0.1 % of the demand from noon to noon is not served.

    Size: the least present cost :math:`fixed + c_P P + c_C C \sum_i (1 + r)^{-iL}` over
    the sizes on sale, so that LLP is at most the target in the given share of all years and in
    every file [5]_. The dark days decide, whose light is diffuse: the best tilt is often flatter
    than the one for the mean of the darkest month. Snow on the panel is not simulated.

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
    designs = [street.design(sun, sources.years, kit, float(sky)) for sky in classes]
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
