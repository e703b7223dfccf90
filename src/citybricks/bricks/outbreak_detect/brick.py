"""Whether more are ill than usual, and where (SDG 3.d)."""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import Ge, Gt, Le

from citybricks import Outcome, brick
from citybricks.bricks.outbreak_detect.rows import (
    Area,
    Closed,
    Cluster,
    Count,
    Curve,
    Excess,
    LateReport,
    Link,
    Method,
    Nowcast,
    Reproduction,
    Signal,
    Site,
    Unjudged,
)
from citybricks.types import Features, HolidayCountry, Indicator, Seed, Table, Unit


class Detected(Outcome):
    """What is unusual, beside what is usual."""

    signals: Table[Signal]
    """More than usual, the latest first; none on a quiet time."""
    curves: Table[Curve]
    """What was seen and what is usual, at all times looked at."""
    unjudged: Table[Unjudged]
    """Units of which nothing is said; none when all are judged."""
    clusters: Table[Cluster]
    """Units with more cases than expected together; none without places or links."""
    areas: Features[Area]
    """Where the clusters are."""
    sites: Features[Excess]
    """How the units are at the last time, on the map; none without places."""
    reproduction: Table[Reproduction]
    """How many others each case infects; none when no serial interval is given."""
    nowcast: Table[Nowcast]
    """Cases that are still to be reported; none without late reports."""
    method: str
    """Method that was taken."""
    parameters: str
    """SHA-256 of it and its parameters."""
    budget: Annotated[float, Ge(0), Unit("/a")]
    """False alarms that were accepted, per unit and year."""
    completeness: Indicator
    """Reports that came in."""
    judged: Indicator
    """Units with enough history to be judged."""


@brick(
    id="outbreak-detect",
    version="1.0.0",
    city="Tsukuba",
    theme="health",
    sdg=("3.d.1", "3.3.1"),
    users="Health centres, school nurses and boards of education each morning",
)
def outbreak_detect(  # noqa: PLR0913, PLR0917 - each is a field of the form
    counts: Table[Count],
    every: Literal["day", "week"] = "day",
    level: Literal["city", "school", "class"] = "city",
    method: Method = "by history",
    budget: Annotated[float, Gt(0), Le(12), Unit("/a")] = 1.0,
    latest: Annotated[int, Ge(1), Le(400), Unit("{time}")] = 28,
    country: HolidayCountry = "",
    closed: Table[Closed] | None = None,
    places: Features[Site] | None = None,
    links: Table[Link] | None = None,
    interval_mean: Annotated[float, Gt(1), Le(100), Unit("d")] | None = None,
    interval_sd: Annotated[float, Ge(0.1), Le(100), Unit("d")] | None = None,
    late: Table[LateReport] | None = None,
    seed: Seed = 0,
) -> Detected:
    """Where and when more people are ill than usual.

    Says of every unit, on each of the latest days or weeks, how many cases are usual and whether
    there are more. A unit whose history is too short is named and not judged; the others are. A
    signal is a reason to look, not an outbreak: people verify it.

    Parameters
    ----------
    counts
        Cases by day or week and unit, a row for each report, also of zero cases. A row that is
        missing, or has no count, was not reported.
    every
        Whether a row stands for a day or a week.
    level
        What the units are. Public holidays close schools and classes; few ill pupils in a class
        are judged by their exact chance.
    method
        Which detector. By history takes the best that the history allows: for days, the daily
        model with a year of them; for weeks, Farrington's with three years; with less, EARS C2;
        for classes of known size, small counts.
    budget
        False alarms that are accepted, per unit and year. Detectors with a fixed threshold
        (RKI, CUSUM) do not know it; back-testing tells what they really give.
    latest
        How many of the latest days or weeks are looked at.
    country
        Country whose public holidays hold, by its two letters, such as CN or JP.
    closed
        Further days on which nobody reports.
    places
        Where the units are; with them, clusters in place and time are searched.
    links
        Pairs of classes that share siblings, a club or a canteen.
    interval_mean
        Mean of the serial interval: days between a case and those it infects. With it and its
        standard deviation, reproduction numbers are told.
    interval_sd
        Standard deviation of the serial interval.
    late
        Cases by the days on which they fell ill and were reported; with them, what is still to be
        reported is told. The latest report is the last one known: nothing later is.
    seed
        Of the replicas from which the chance of a cluster in place and time is taken.

    Raises
    ------
    BrickError
        When rows contradict each other, days are no weeks, a linked unit is not
        known, small counts lack the number of pupils, the daily model is to judge weeks, a serial
        interval lacks its mean or its standard deviation, or a report is before its case.

    Notes
    -----
    The band is that of the negative binomial distribution with the mean and the dispersion that the
    detector found. The chances are of one unit at one time; with many units some are small by
    chance, so they are adjusted too. Small counts flag a class with a chance below 1 % and three
    or more ill, whatever the budget. Clusters in place and time are the space-time permutation scan
    of the latest times: cases alone, without knowing the people. Detection is a part of what
    indicator 3.d.1 asks of a health system, and does not measure it.

    The reproduction number of seven days is Cori's, from the gamma distribution with mean 5 and
    standard deviation 5 that EpiEstim begins with; it is told from 12 cases on and when its
    standard deviation is at most 30 % of it. Counts are taken as new cases. What is counted after
    up to six days on which no unit reports is spread over them; a report that a unit alone misses
    leaves the days untold that need it. Days of which reports are still to come make it too low.
    What is still to come is told by the delays of all late reports of a unit, those beyond 28 days
    taken as 28, for as many of the latest days as are looked at.

    References
    ----------
    .. [1] Noufaily A., Enki D.G., Farrington P., et al., An improved algorithm for outbreak
       detection in multiple surveillance systems, Statistics in Medicine 32 (2013) 1206-1222,
       doi:10.1002/sim.5595.
    .. [2] Hutwagner L., Thompson W., Seeman G.M., Treadwell T., The bioterrorism preparedness and
       response Early Aberration Reporting System (EARS), Journal of Urban Health 80 (2003),
       doi:10.1007/PL00022319.
    .. [3] Kulldorff M., Heffernan R., Hartman J., et al., A space-time permutation scan statistic
       for disease outbreak detection, PLoS Medicine 2 (2005) e59,
       doi:10.1371/journal.pmed.0020059.
    .. [4] Cori A., Ferguson N.M., Fraser C., Cauchemez S., A new framework and software to estimate
       time-varying reproduction numbers during epidemics, American Journal of Epidemiology 178
       (2013) 1505-1512, doi:10.1093/aje/kwt133.
    .. [5] Lawless J.F., Adjustments for reporting delays and the prediction of occurred but not
       reported events, Canadian Journal of Statistics 22 (1994) 15-31, doi:10.2307/3315826.
    .. [6] Höhle M., an der Heiden M., Bayesian nowcasting during the STEC O104:H4 outbreak in
       Germany, 2011, Biometrics 70 (2014) 993-1002, doi:10.1111/biom.12194.
    """
    from citybricks.bricks.outbreak_detect import (
        answering,
        clustering,
        coming,
        deciding,
        reading,
        spreading,
    )

    interval = spreading.interval(interval_mean, interval_sd)
    awaited = coming.coming(late, latest)
    table = reading.read(counts.frame, weekly=every == "week")
    calendar = reading.calendar(table, country, closed, level)
    at = reading.latest(table, calendar, latest)
    decided = deciding.decide(table, calendar, at, method, level, budget)
    found = clustering.linked(table, decided, links)
    scanned = clustering.scan(table, at, places, seed)
    spread = spreading.spread(table, calendar, at, interval)
    clusters = (*found, *scanned)
    return answering.answer(table, calendar, decided, clusters, places, budget, spread, awaited)
