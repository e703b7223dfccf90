"""Whether more are ill than usual, and where (SDG 3.d)."""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import Ge, Gt, Le, MaxLen, MinLen

from citybricks import Outcome, brick
from citybricks.types import (
    AnyUnit,
    Day,
    Features,
    Indicator,
    Kilometres,
    People,
    Row,
    Seed,
    Table,
    Unit,
)

Name = Annotated[str, MinLen(1), MaxLen(200)]
Cases = Annotated[int, Ge(0), Le(1_000_000_000), Unit("{case}")]
Number = Annotated[float, Ge(0), Unit("{case}")]
Chance = Annotated[float, Ge(0), Le(1), Unit("1")]
Times = Annotated[int, Ge(0), Unit("{time}")]
Method = Literal[
    "by history",
    "daily",
    "farrington-flexible",
    "farrington",
    "ears-c1",
    "ears-c2",
    "ears-c3",
    "cusum",
    "rki",
    "bayes",
    "small-counts",
]
Reason = Literal[
    "The history is too short to say what is usual.",
    "Nothing was reported on the times looked at.",
    "The history has gaps where the method looks.",
]


class Count(Row):
    """Cases of a unit on a day, or in a week."""

    day: Day
    """The day, or the first day of the week."""
    unit: Name
    """City, district, school or class that reports."""
    count: Cases | None = None
    """How many; empty where nothing was reported, which is not zero."""
    syndrome: Annotated[str, MaxLen(200)] = ""
    """Of what; empty when there is one only."""
    population: People | None = None
    """People at risk, such as pupils enrolled; holds until the next is told."""
    school: Annotated[str, MaxLen(200)] = ""
    """School of a class."""


class Site(Row):
    """Where a unit is."""

    unit: Name
    """The unit, as in the counts."""


class Closed(Row):
    """A day on which nobody reports."""

    day: Day
    """The day."""


class Link(Row):
    """Two classes that share siblings, a club or a canteen."""

    unit: Name
    """One."""
    other: Name
    """The other."""


class Signal(Row):
    """More cases than usual; to be verified by people."""

    unit: str
    """Where."""
    syndrome: str
    """Of what."""
    day: Day
    """When: the day, or the first day of the week."""
    observed: Number
    """Cases."""
    expected: Number | None
    """How many are usual."""
    upper: Number | None
    """How many are not unusual yet."""
    p: Chance | None
    """Chance of as many when nothing is wrong."""
    adjusted: Chance | None
    """The same, adjusted for all units of that day (Benjamini and Hochberg)."""
    score: AnyUnit | None
    """Minus the natural logarithm of that chance; without one, in the measure of the method."""
    method: str
    """Which method said so."""
    parameters: str
    """SHA-256 of the method and its parameters, by which it can be run again."""


class Curve(Row):
    """What was seen and what is usual at one time."""

    unit: str
    """Where."""
    syndrome: str
    """Of what."""
    day: Day
    """When."""
    observed: Number | None
    """Cases; empty where nothing was reported."""
    expected: Number | None
    """How many are usual; empty where the history does not say."""
    low_50: Number | None
    """Lower end of what half of usual times have."""
    high_50: Number | None
    """Upper end of it."""
    low_95: Number | None
    """Lower end of what 95 % of usual times have."""
    high_95: Number | None
    """Upper end of it."""
    upper: Number | None
    """Threshold of an alarm."""
    alarm: bool
    """Whether it is exceeded."""


class Unjudged(Row):
    """A unit of which nothing is said, and why."""

    unit: str
    """Which."""
    syndrome: str
    """Of what."""
    reason: Reason
    """Why."""
    needed: Times
    """Reported days or weeks that the method needs before the one looked at."""
    given: Times
    """How many there are."""


class Cluster(Row):
    """Units that have more cases than expected together."""

    kind: Literal["place and time", "linked classes"]
    """How it was found."""
    syndrome: str
    """Of what."""
    units: str
    """Which units."""
    first_day: Day
    """Since when."""
    last_day: Day
    """Until when."""
    observed: Number
    """Cases in it."""
    expected: Number
    """How many there would be without it."""
    p: Chance
    """Chance of a cluster as strong when there is none."""
    recurrence: Annotated[float, Ge(0), Unit("{time}")] | None
    """After how many looks one like it comes by chance."""
    score: AnyUnit | None
    """Logarithm of its likelihood ratio."""


class Area(Row):
    """Where a cluster is."""

    geometry = "Polygon"
    units: str
    """Which units."""
    syndrome: str
    """Of what."""
    p: Chance
    """Chance of a cluster as strong when there is none."""
    radius: Kilometres
    """From its middle to its farthest unit."""


class Excess(Row):
    """How a unit is at the last time."""

    unit: str
    """Which."""
    excess: Annotated[float, Unit("1")] | None
    """Cases above expectation over the square root of the expected, of all syndromes."""
    observed: Number | None
    """Cases."""


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
    country: str = "",
    closed: Table[Closed] | None = None,
    places: Features[Site] | None = None,
    links: Table[Link] | None = None,
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
    seed
        Of the replicas from which the chance of a cluster in place and time is taken.

    Raises
    ------
    BrickError
        When rows contradict each other, days are no weeks, a country or a linked unit is not
        known, small counts lack the number of pupils, or the daily model is to judge weeks.

    Notes
    -----
    The band is that of the negative binomial distribution with the mean and the dispersion that the
    detector found. The chances are of one unit at one time; with many units some are small by
    chance, so they are adjusted too. Small counts flag a class with a chance below 1 % and three
    or more ill, whatever the budget. Clusters in place and time are the space-time permutation scan
    of the latest times: cases alone, without knowing the people. Detection is a part of what
    indicator 3.d.1 asks of a health system, and does not measure it.

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
    """
    from citybricks.bricks.outbreak_detect import answering, clustering, deciding, reading

    table = reading.read(counts.frame, weekly=every == "week")
    calendar = reading.calendar(table, country, closed, level)
    at = reading.latest(table, calendar, latest)
    decided = deciding.decide(table, calendar, at, method, level, budget)
    found = clustering.linked(table, decided, links)
    scanned = clustering.scan(table, at, places, seed)
    return answering.answer(table, calendar, decided, (*found, *scanned), places, budget)
