"""How full containers will be, and which are full first (SDG 11.6.1)."""

from __future__ import annotations

from typing import Annotated

from annotated_types import Ge, Le

from citybricks import Outcome, brick
from citybricks.bricks.fill_forecast.rows import Count, Curve, Expected, Fault, Weekday
from citybricks.types import (
    Features,
    HolidayCountry,
    Indicator,
    Moment,
    Percent,
    Table,
    Unit,
    ZoneName,
)
from citybricks.types.waste import Container, Forecast, Reading


class FillForecast(Outcome):
    """Containers in the coming days, unless they are emptied."""

    forecasts: Table[Forecast]
    """Fill and chance to be full, for each container and day."""
    containers: Features[Expected]
    """Where they are, those that are full first at the beginning."""
    likely_full: Count
    """Containers that are full by the last day with even chance or more."""
    faults: Table[Fault]
    """Sensors that someone should look at; none when all work."""
    curves: Table[Curve]
    """Latest weeks and coming days of the containers that are full first."""
    weekdays: Table[Weekday]
    """How much is thrown in by the day of the week."""
    now: Moment
    """From when the forecast looks ahead."""
    error: Percent | None
    """Root mean squared error of the next reading, on the last four weeks, told from before them.

    Empty when there are not eight weeks of fills.
    """
    error_unchanged: Percent | None
    """The same error, had each reading been told to be like the one before."""
    inside: Percent | None
    """Readings of those weeks that were in the middle 80 % of what was expected."""
    room: Indicator
    """Waste of the coming days that finds room in the containers, if none is emptied."""


@brick(
    id="fill-forecast",
    version="1.0.0",
    city="Shanghai",
    theme="waste",
    sdg=("11.6.1", "12.5.1"),
    users="Dispatchers of collection rounds each morning, and who decides on sensors",
)
def fill_forecast(
    containers: Features[Container],
    readings: Table[Reading],
    days: Annotated[int, Ge(1), Le(14), Unit("d")] = 7,
    now: Moment | None = None,
    zone: ZoneName = "Asia/Shanghai",
    country: HolidayCountry = "CN",
    half_life: Annotated[float, Ge(7), Le(3650), Unit("d")] = 180.0,
) -> FillForecast:
    """Which waste containers will be full, and when.

    Learns from what was read of each container, and from all of them together, how much is thrown
    in on which days; finds emptyings and faulty sensors by itself; and tells how full each will be
    at the end of each coming day unless it is emptied.

    Parameters
    ----------
    containers
        Where they stand and what fits into them.
    readings
        What sensors, lids and crews told; times with the offset of their zone. Fill in percent,
        or the number of deposits, or both. Emptyings that are not told are found by falls.
    days
        How many days are told; the first ends with the calendar day of `now`.
    now
        From when to look ahead; the latest reading if empty.
    zone
        Time zone whose calendar days count, by its IANA name.
    country
        Country whose public holidays hold, by its two letters; empty for none.
    half_life
        Days after which a reading counts half: shorter follows changes, longer knows more.

    Raises
    ------
    BrickError
        When readings contradict the containers, each other, the time or the calendar; the row is
        named.

    Notes
    -----
    A container fills by deposits that come at random and are of random size (a compound Poisson
    process with gamma sizes), and begins anew when it is emptied. Rates, weekdays and sizes of a
    container are drawn towards those of all, the more the less was read of it. What a full
    container hides is put at what is expected then. Where only deposits are counted, their size is
    learnt from what crews saw at emptyings: full or not yet, after so many; nothing is known of
    it as long as they always saw the same. At which hours waste is thrown in is learnt for all
    containers together from a thousand intervals within days on; with fewer, hours are alike.

    The middle 80 % are told with the end values by their share, as readings come in steps. That
    waste finds room is a part of what indicator 11.6.1 asks, and does not measure it.

    References
    ----------
    .. [1] Jørgensen B., The Theory of Dispersion Models, Chapman & Hall 1997, chapter 4.
    .. [2] Robbins H., An empirical Bayes approach to statistics, Third Berkeley Symposium 1 (1956)
       157-163.
    .. [3] Wouda N.A., Aerts-Veenstra M., van Foreest N., An integrated selection and routing policy
       for urban waste collection, arXiv:2409.13386 (2024).
    .. [4] Czado C., Gneiting T., Held L., Predictive model assessment for count data, Biometrics 65
       (2009) 1254-1261, doi:10.1111/j.1541-0420.2009.01191.x.
    """
    from citybricks.bricks.fill_forecast import answering, reading

    given = reading.read(containers.frame, readings.frame, zone, country, now)
    return answering.answer(given, days, half_life)
