"""Rounds of waste trucks: what to empty on which day, and by which way (SDG 11.6.1, 13.2.2)."""

from __future__ import annotations

from typing import Annotated

from annotated_types import Ge, Le

from citybricks import Outcome, brick, tell
from citybricks.bricks.waste_rounds.rows import (
    Access,
    Call,
    Conflict,
    Count,
    Fix,
    Left,
    Practice,
    Road,
    Served,
    Stretch,
    Trip,
    Truck,
    Yard,
)
from citybricks.types import (
    Day,
    Features,
    Hours,
    Indicator,
    Kilometres,
    Percent,
    Proof,
    Seed,
    Table,
    Tonnes,
    Unit,
    Violation,
)
from citybricks.types.waste import Collected, Container, Forecast


class WasteRounds(Outcome):
    """Which truck empties what and when, why, and how good that plan is."""

    trips: Features[Trip]
    """Ways of the trucks, from yard to tip."""
    served: Features[Served]
    """Streets collected along their kerb, in the direction in which they are."""
    calls: Features[Call]
    """What each driver collects, in order, with the reason."""
    left: Features[Left]
    """Containers that are left alone, with the reason."""
    conflicts: Table[Conflict]
    """What cannot be collected, and what would have to give; none when all can."""
    timetable: Table[Stretch]
    """What each truck does from when to when."""
    fixes: Table[Fix]
    """Where each truck is at a time."""
    start: Day
    """The first day of the plan."""
    length: Kilometres
    """Driven by all trucks in the horizon."""
    today: Kilometres
    """Driven by all trucks on the first day."""
    hours: Hours
    """Time of crews in the horizon."""
    stops: Count
    """Containers and streets collected in the horizon."""
    mass: Tonnes
    """Collected in the horizon."""
    collected: Table[Collected]
    """Collected of each fraction in the horizon."""
    cost: Annotated[float, Ge(0), Unit("{CNY}")]
    """Of trucks and crews in the horizon."""
    overflows: Annotated[float, Ge(0), Unit("1")]
    """Containers expected to overflow in the horizon under this plan."""
    overflows_alone: Annotated[float, Ge(0), Unit("1")]
    """Containers expected to overflow in the horizon if nothing were collected."""
    service: Percent
    """Containers that do not overflow in the horizon, as expected."""
    carbon: Annotated[float, Ge(0), Unit("kg")]
    """Greenhouse gases of the trucks (CO2e)."""
    emissions: Indicator
    """Greenhouse gases for each tonne collected."""
    proof: Proof
    """How good the plan is, and how that is known."""
    violations: Table[Violation]
    """Rules that the plan breaks, found by a checker that knows no solver."""


@brick(
    id="waste-rounds",
    version="1.0.0",
    city="Shanghai",
    theme="waste",
    sdg=("11.6.1", "13.2.2"),
    users="Sanitation departments and the dispatchers and drivers of waste trucks",
)
def waste_rounds(  # noqa: PLR0913, PLR0917 - each is a question the dispatcher has to answer
    containers: Features[Container],
    forecast: Table[Forecast],
    trucks: Table[Truck],
    yards: Features[Yard],
    streets: Features[Road] | None = None,
    access: Table[Access] | None = None,
    practice: Practice = Practice(),  # noqa: B008 - frozen
    days: Annotated[int, Ge(1), Le(7), Unit("d")] = 3,
    iterations: Annotated[int, Ge(1), Le(1_000_000)] = 1_000,
    seed: Seed = 0,
) -> WasteRounds:
    """Waste trucks that go where containers are about to overflow.

    Chooses which containers to empty on which of the next days and in which order, so that what
    trucks, crews and overflowing containers cost together is least. Containers and streets with
    waste along their kerbs are collected by the same trucks, which tip and resume.

    Parameters
    ----------
    containers
        Containers, one point each.
    forecast
        How full each is expected to be at the end of each day; the first day of the plan is the
        first one here.
    trucks
        Trucks with shift, cost and compartments.
    yards
        Depots, and sites where trucks tip.
    streets
        Streets with speed and direction, and what is to be collected along them; without them
        ways are straight lines times a detour.
    access
        Hours in which containers can be reached; others always can.
    practice
        What overflows and visits cost, times, the kerb trucks lift from, and hours of bans.
    days
        Days to plan together, so that what is near each other is collected on the same day.
    iterations
        Steps of the search.
    seed
        Start of the random sequence.

    Raises
    ------
    BrickError
        When an input contradicts another: unknown depots, no tip for a fraction, days or
        containers without a forecast, hours that close before they open, and the like.

    Notes
    -----
    Leaving a container alone costs overflow cost × P(full by the end of the horizon) + visit cost
    × fill then. Emptying it on day d costs overflow cost × P(full by the end of day d - 1) + visit
    cost × what comes in afterwards: an early visit is wasted in part. The differences are the
    prizes of a prize-collecting problem [1]_ with several trips, time windows and capacities for
    each fraction, all days at once, solved by PyVRP [2]_. Streets along which waste stands must be
    collected on one of the days; in which direction is part of the problem, as is the kerb.

    Loads are those expected at the end of the first day. Only the first day's rounds are meant to
    be driven; tomorrow is planned again, with new readings.

    The lower bound packs trips that fit into trucks and shifts by a linear programme, without the
    times of a day and with trucks in parts; no plan can cost less, and the best plan costs more.
    With more than 90 ways to collect, it is an assignment of what follows what.

    References
    ----------
    .. [1] Wouda N. A., Aerts-Veenstra M., van Foreest N. D., An integrated selection and routing
       policy for urban waste collection, arXiv:2409.13386 (2024).
    .. [2] Wouda N. A., Lan L., Kool W., PyVRP: a high-performance VRP solver package, INFORMS
       Journal on Computing 36(4) (2024) 943-955, doi:10.1287/ijoc.2023.0055.
    """
    from citybricks.bricks.waste_rounds import planning, refusing, telling
    from citybricks.bricks.waste_rounds.given import Given

    given = Given.of(containers, forecast, trucks, yards, streets, access, practice, days)
    refusing.refuse(given)
    planned = planning.plan(given, iterations, seed, tell)
    return WasteRounds(**telling.told(planned))
