"""What choosing containers by their sensors saves in a year, and what a sensor is worth."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from annotated_types import Ge, Le

from citybricks import Outcome, brick, track
from citybricks.types import (
    Hours,
    Indicator,
    Kilometres,
    Percent,
    Row,
    Seed,
    Series,
    Table,
    Unit,
)

Money = Annotated[float, Unit("{CNY}")]
Whole = Annotated[int, Ge(0), Unit("1")]


Policy = Literal["weekly plan", "threshold", "choosing", "choosing without sensors"]
Less = Annotated[float, Le(100), Unit("%")]
"""Share that is saved; below zero where more is driven."""


class PolicyYear(Row):
    """What a policy did with the same waste as the others."""

    policy: Policy
    """How it decides what is emptied."""
    kilometres: Kilometres
    """Driven."""
    visits: Whole
    """Containers emptied."""
    overflows: Whole
    """Days on which a container was full at the end, all containers together."""
    service: Percent
    """Days on which a container took all that was thrown in."""
    crew: Hours
    """Worked by all people in the truck."""
    cost: Money
    """Of truck and crew."""


class Month(Row):
    """Kilometres of a month under each policy."""

    month: Annotated[int, Ge(1)]
    """From the start of the comparison, in steps of 30 days."""
    weekly: Kilometres
    """By the weekly plan."""
    threshold: Kilometres
    """By a threshold."""
    choosing: Kilometres
    """By what is worth a visit."""


class WastePolicies(Outcome):
    """Policies side by side."""

    policies: Table[PolicyYear]
    """A row for each policy."""
    months: Series[Month]
    """How far each drives."""
    threshold: Percent
    """The threshold that drives least among those that serve as well as the weekly plan."""
    saved: Less
    """Kilometres saved against the weekly plan by choosing."""
    saved_threshold: Less
    """Kilometres saved against the threshold by choosing."""
    sensor: Money
    """What a sensor saves in a year: truck, crew and overflows, against choosing without."""
    serviced: Indicator
    """Days on which a container took all that was thrown in, by choosing."""


@brick(
    id="waste-policies",
    version="1.0.0",
    city="Shanghai",
    theme="waste",
    sdg=("11.6.1",),
    users="Sanitation departments that think of buying sensors or of giving up fixed rounds",
)
def waste_policies(  # noqa: PLR0913, PLR0917 - each is a question the city has to answer
    containers: Annotated[int, Ge(10), Le(500), Unit("1")] = 200,
    days: Annotated[int, Ge(14), Le(730), Unit("d")] = 365,
    overflow_cost: Annotated[float, Ge(0), Le(100_000), Unit("{CNY}")] = 150.0,
    per_km: Annotated[float, Ge(0), Le(1_000), Unit("{CNY}")] = 8.0,
    per_h: Annotated[float, Ge(0), Le(10_000), Unit("{CNY}")] = 60.0,
    capacity_l: Annotated[float, Ge(5_000), Le(200_000), Unit("L")] = 40_000.0,
    noise: Annotated[float, Ge(0), Le(30), Unit("%")] = 2.0,
    effort: Annotated[int, Ge(1_000), Le(1_000_000)] = 100_000,
    seed: Seed = 0,
) -> WastePolicies:
    """Sensors or the calendar: what choosing containers saves in a year.

    A generated town fills its containers; three policies empty them, each seeing the same waste.
    The weekly plan knows only what was usual, the threshold what sensors say, and choosing what
    will probably overflow and what lies on the way. A fourth chooses without sensors: what it
    loses is what sensors are worth.

    Parameters
    ----------
    containers
        How many there are in the town.
    days
        Days to compare.
    overflow_cost
        What a day costs on which a container is full.
    per_km
        Cost of a kilometre.
    per_h
        Cost of an hour of a truck with its crew of two.
    capacity_l
        What the truck takes, as it lies loosely in containers.
    noise
        Standard deviation of a sensor's reading.
    effort
        Steps of the search for each morning's plan.
    seed
        Of the town and its waste.

    Notes
    -----
    Common random numbers: what is thrown in does not depend on the policy, so that differences
    are not chance. The weekly plan comes by as seldom as keeps 99 of 100 rounds of a container
    from finding it overflowing. Of four thresholds the best in hindsight is shown. Choosing has
    learnt from twelve weeks of readings under the weekly plan, drives every second or third day (in
    between only what is nearly full) and plans three rounds at once [1]_;
    its price of an overflow is 2.7 times the city's, so that it serves as well as the plan. All
    rounds are driven by one truck that tips where the next container does not fit.

    References
    ----------
    .. [1] Wouda N. A., Aerts-Veenstra M., van Foreest N. D., An integrated selection and routing
       policy for urban waste collection, arXiv:2409.13386 (2024).
    """
    from citybricks.bricks.waste_policies.playing import play
    from citybricks.methods.waste.policies.world import Fleet

    fleet = Fleet(capacity_l=capacity_l, per_km=per_km, per_h=per_h)
    steps = play(seed, containers, days, fleet, noise / 100, overflow_cost, effort)
    found: dict[str, Any] = {}
    for step in track(steps, "Playing the year"):
        found.update(step(found))
    return WastePolicies(
        serviced=Indicator(
            sdg="11.6.1",
            value=found.pop("service"),
            unit="%",
            name="Days on which containers take what is thrown in",
        ),
        **found,
    )
