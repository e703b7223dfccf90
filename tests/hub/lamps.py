"""A brick for trying the lab with: an input of every shape a form knows."""

from typing import Annotated, Literal

from annotated_types import Ge, Le

from citybricks.kernel.brick import brick
from citybricks.kernel.outcome import Outcome
from citybricks.kernel.run import track
from citybricks.types import Day, Features, Hours, Indicator, Model, Moment, Percent, Row, Table


class Lamp(Row):
    """A street lamp."""

    watts: Annotated[float, Ge(0)]
    """Power it takes."""
    kind: Literal["LED", "sodium"] = "LED"
    """What shines in it."""


class Reading(Row):
    """A meter reading."""

    hour: int
    """Hour of the day."""
    load: float
    """Share of full power."""


class Dimming(Model):
    """How lamps are dimmed."""

    share: Annotated[float, Ge(0), Le(100)] = 50.0
    """Power left when dimmed."""
    early: bool = True
    """Whether dimming starts before midnight."""


class Lit(Outcome):
    """What the lamps use."""

    lamps: Features[Lamp]
    """The lamps."""
    readings: Table[Reading]
    """All readings, one after the other."""
    share: Indicator
    """Lamps with LED."""
    hours: Hours
    """Hours of light in a night."""


@brick(
    id="count-lamps",
    version="1.2.0",
    city="Tianjin",
    theme="energy",
    sdg=("7.2.1", "11.6.2"),
    users="Street-lighting offices",
)
def count_lamps(  # noqa: PLR0913 - a parameter for each shape of field
    lamps: Features[Lamp],
    readings: list[Table[Reading]] = [],  # noqa: B006 - never changed
    hours: Hours = 11.0,
    floor: Percent = 20.0,
    most: Annotated[int, Ge(1)] = 100,
    season: Literal["summer", "winter"] = "winter",
    dimmed: bool = True,
    dimming: Dimming = Dimming(),  # noqa: B008 - frozen
    steps: list[float] = [0.5, 1.0],  # noqa: B006 - never changed
    since: Day | None = None,
    at: Moment | None = None,
    labels: dict[str, float] = {},  # noqa: B006 - never changed
    note: str = "",
) -> Lit:
    """Lamps and what they use.

    Counts ``lamps``, and says which shine with LED.

    Parameters
    ----------
    lamps
        Every lamp, one point each.
    readings
        Meter readings, a table for each meter.
    hours
        Hours of light in a night.
    floor
        Least power.
    most
        Lamps that may be counted.
    season
        Time of the year.
    dimmed
        Whether lamps are dimmed at all.
    dimming
        How they are dimmed.
    steps
        Shares of power.
    since
        First day.
    at
        When they were counted.
    labels
        Anything else.
    note
        A remark.

    Notes
    -----
    A lamp is counted once.

    References
    ----------
    .. [1] A. Lamp, "Counting lamps", Journal of Light 3, 2021, doi:10.1000/182.
    .. [2] The lamp post, chapter 4.
    """
    import pandas as pd

    frames = [table.frame for table in track(readings, "reading meters")]
    empty = pd.DataFrame({"hour": pd.Series(dtype="int64"), "load": pd.Series(dtype="float64")})
    led = (lamps.frame["kind"] == "LED").mean() if "kind" in lamps.frame else 1.0
    return Lit(
        lamps=lamps,
        readings=Table[Reading](pd.concat(frames, ignore_index=True) if frames else empty),
        share=Indicator(sdg="7.2.1", value=100 * float(led), unit="%", name="LED lamps"),
        hours=hours,
    )
