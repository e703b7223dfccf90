"""How detectors of outbreaks would have done on a city's own past (SDG 3.d)."""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import Ge, Gt, Le, MaxLen, MinLen

from citybricks import Outcome, brick
from citybricks.types import Day, HolidayCountry, Indicator, People, Percent, Row, Seed, Table, Unit

Name = Annotated[str, MinLen(1), MaxLen(200)]
Cases = Annotated[int, Ge(0), Le(1_000_000_000), Unit("{case}")]
PerYear = Annotated[float, Ge(0), Unit("/a")]
Times = Annotated[int, Ge(0), Unit("{time}")]
Detector = Literal[
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
]
Verdict = Literal[
    "keeps the budget",
    "may keep the budget",
    "exceeds the budget",
    "the history is too short",
]
Finding = Literal[
    "One detector is best within the budget.",
    "The best within the budget is no better than a simpler one.",
    "No detector keeps the budget.",
    "Without outbreaks to find, only false alarms are counted.",
    "The history is too short for every detector.",
]
FIRST: list[Detector] = ["by history", "ears-c1", "ears-c2"]


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


class Known(Row):
    """An outbreak that is known to have been."""

    unit: Name
    """Where, as in the counts."""
    first_day: Day
    """First day of it."""
    last_day: Day
    """Last day of it."""
    syndrome: Annotated[str, MaxLen(200)] = ""
    """Of what, as in the counts."""


class Closed(Row):
    """A day on which nobody reports."""

    day: Day
    """The day."""


class Tested(Row):
    """How one detector did; intervals are of 95 %."""

    detector: Detector
    """Which."""
    verdict: Verdict
    """Whether its false alarms are within the budget, by their interval."""
    alarms_per_year: PerYear | None
    """False alarms per unit and year; alarms within a week are one."""
    alarms_low: PerYear | None
    """Lower end of the interval."""
    alarms_high: PerYear | None
    """Upper end of it."""
    found: Percent | None
    """Outbreaks with an alarm (probability of detection)."""
    found_low: Percent | None
    """Lower end of the interval."""
    found_high: Percent | None
    """Upper end of it."""
    sensitivity: Percent | None
    """Days or weeks of outbreaks with an alarm."""
    sensitivity_low: Percent | None
    """Lower end of the interval."""
    sensitivity_high: Percent | None
    """Upper end of it."""
    late: Percent | None
    """Mean part of an outbreak before its first alarm (timeliness); 100 % when missed."""
    late_low: Percent | None
    """Lower end of the interval."""
    late_high: Percent | None
    """Upper end of it."""
    predictive: Percent | None
    """Alarms that are outbreaks, when every unit has one like these in a year."""
    predictive_low: Percent | None
    """Lower end, of the worst of both intervals."""
    predictive_high: Percent | None
    """Upper end, of the best of both."""
    outbreaks: Annotated[int, Ge(0), Unit("{outbreak}")]
    """Outbreaks that it could judge."""
    years: Annotated[float, Ge(0), Unit("a")]
    """Unit-years that it could judge."""


class Searched(Row):
    """One outbreak and what one detector said of it."""

    detector: Detector
    """Which."""
    unit: str
    """Where."""
    syndrome: str
    """Of what."""
    source: Literal["known", "injected"]
    """Whether it was, or was added to the past."""
    first_day: Day
    """First day with a case of it."""
    cases: Cases | None
    """Cases that were added; empty for a known one."""
    length: Times
    """Days or weeks of it."""
    after: Times | None
    """Days or weeks until the first alarm; empty when it was missed or not judged."""
    judged: bool
    """Whether the detector had the history to judge it."""


class Backtested(Outcome):
    """What each detector would have given, and which to take."""

    detectors: Table[Tested]
    """How each did."""
    finding: Finding
    """What this comes to."""
    best: str
    """Detector that finds most within the budget; empty when none keeps it."""
    no_better_than: str
    """Simpler ones that find as much, as far as these outbreaks can tell."""
    searched: Table[Searched]
    """Every outbreak by every detector; none without outbreaks."""
    budget: PerYear
    """False alarms accepted, per unit and year."""
    since: Day
    """First day that was replayed."""
    until: Day
    """Last day that was replayed."""
    found: Indicator | None
    """Outbreaks that the best detector finds."""


@brick(
    id="backtest",
    version="1.0.0",
    city="Tsukuba",
    theme="health",
    sdg=("3.d.1",),
    users="Epidemiologists of a city before they adopt a detector, and when they review it",
)
def backtest(  # noqa: PLR0913, PLR0917 - each is a field of the form
    counts: Table[Count],
    every: Literal["day", "week"] = "day",
    detectors: Annotated[list[Detector], MinLen(1), MaxLen(10)] = FIRST,
    budget: Annotated[float, Gt(0), Le(12), Unit("/a")] = 1.0,
    latest: Annotated[int, Ge(4), Le(1500), Unit("{time}")] = 364,
    outbreaks: Table[Known] | None = None,
    injections: Annotated[int, Ge(0), Le(200)] = 10,
    size: Annotated[float, Gt(0), Le(50), Unit("1")] = 3.0,
    country: HolidayCountry = "",
    closed: Table[Closed] | None = None,
    seed: Seed = 0,
) -> Backtested:
    """Detectors of outbreaks tried on a city's own past.

    Replays the past time by time, each detector seeing only what came before, and tells how many
    false alarms it would have given in a year, how many outbreaks it would have found, and how
    late. When a simpler one does as well, it says so.

    Parameters
    ----------
    counts
        Cases by day or week and unit, a row for each report, also of zero cases. A row that is
        missing, or has no count, was not reported.
    every
        Whether a row stands for a day or a week.
    detectors
        Which detectors are compared.
    budget
        False alarms that are accepted, per unit and year.
    latest
        How many of the latest days or weeks are replayed; those before are history.
    outbreaks
        Outbreaks that are known to have been; alarms during them are not false.
    injections
        How often an outbreak is added to each unit's past, at times that the seed draws.
    size
        Expected cases of an added outbreak, in standard deviations of usual daily counts times
        seven, or of weekly counts.
    country
        Country whose public holidays the daily model reckons with, by its two letters.
    closed
        Days on which nobody reports.
    seed
        Of the times, cases and courses of added outbreaks, and of resampling.

    Raises
    ------
    BrickError
        When rows contradict each other, days are no weeks, or an outbreak
        is of a unit without counts or ends before it begins.

    Notes
    -----
    Without known outbreaks every alarm in the past counts as false, although some may have been
    right: the rate is then too high, never too low. Cases of an added outbreak come at times whose
    logarithm is normal with standard deviation 0.5, within two weeks, or four for weekly counts,
    after the comparison of 2019 [1]_. Alarms less than a week apart are one false alarm. Intervals
    are those of Garwood for false alarms, of Wilson for outbreaks found, and of resampled outbreaks
    for the rest. A detector is better than a simpler one when it finds more of the same outbreaks
    by more than resampling explains.

    References
    ----------
    .. [1] Noufaily A., Morbey R.A., Colón-González F.J., et al., Comparison of statistical
       algorithms for daily syndromic surveillance aberration detection, Bioinformatics 35 (2019)
       3110-3118, doi:10.1093/bioinformatics/bty997.
    .. [2] Garwood F., Fiducial limits for the Poisson distribution, Biometrika 28 (1936) 437-442,
       doi:10.1093/biomet/28.3-4.437.
    """
    from citybricks.bricks.backtest import answering, reading, trying

    past = reading.read(counts.frame, country, closed, weekly=every == "week", latest=latest)
    known = reading.known(past, outbreaks)
    tried = trying.compare(
        past, known, list(dict.fromkeys(detectors)), (injections, size), budget, seed
    )
    return answering.answer(past, tried, budget)
