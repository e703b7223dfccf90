"""Rows that are given and found: counts, places, late reports, signals, curves, clusters."""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import Ge, Le, MaxLen, MinLen

from citybricks.types import AnyUnit, Day, Kilometres, People, Row, Unit

Name = Annotated[str, MinLen(1), MaxLen(200)]
Cases = Annotated[int, Ge(0), Le(1_000_000_000), Unit("{case}")]
Number = Annotated[float, Ge(0), Unit("{case}")]
Others = Annotated[float, Ge(0), Unit("1")]
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
Untold = Literal[
    "Counts of weeks do not tell it; counts of days are needed.",
    "A report is missing on the days that tell it.",
    "The days before are too few.",
    "There were fewer than 12 cases until then.",
    "The cases of the seven days are too few to tell it well.",
]
Unguessed = Literal[
    "Fewer than 20 cases are reported in all.",
    "Too little of the day is reported to tell the rest.",
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


class LateReport(Row):
    """Cases that fell ill on a day and were reported on that day or later."""

    onset: Day
    """Day on which they fell ill."""
    report: Day
    """Day on which they were reported."""
    count: Cases
    """How many."""
    unit: Annotated[str, MaxLen(200)] = ""
    """Where; empty where all are told together."""


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


class Reproduction(Row):
    """How many others each case infects, by the seven days that end with a day."""

    unit: str
    """Where."""
    syndrome: str
    """Of what."""
    day: Day
    """Last of the seven days."""
    mean: Others | None
    """Reproduction number; empty where too little is known."""
    lower: Others | None
    """Lower end of its 95 % interval."""
    upper: Others | None
    """Upper end of it."""
    reason: Untold | None
    """Why nothing is said; empty where something is."""


class Nowcast(Row):
    """Cases of a day of which some are not reported yet."""

    unit: str
    """Where; empty where all are told together."""
    day: Day
    """Day on which they fell ill."""
    reported: Number
    """Cases reported so far."""
    expected: Number | None
    """Cases expected in the end, the reported included."""
    lower: Number | None
    """Lower end of what holds them with 95 %."""
    upper: Number | None
    """Upper end of it."""
    reason: Unguessed | None
    """Why nothing is said; empty where something is."""
