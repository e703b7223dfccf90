"""From the sensors of containers to rounds, facilities and indicators (SDG 11.6.1, 12.5.1)."""

from __future__ import annotations

from typing import Annotated

from annotated_types import Ge, Le

from citybricks import Outcome, blueprint
from citybricks.bricks.fill_forecast.brick import fill_forecast
from citybricks.bricks.waste_flows.brick import waste_flows
from citybricks.bricks.waste_flows.rows import Content, Corner, Plant, Sent
from citybricks.bricks.waste_rounds.brick import waste_rounds
from citybricks.bricks.waste_rounds.rows import Call, Left, Practice, Trip, Truck, Yard
from citybricks.types import (
    Features,
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
from citybricks.types.waste import Container, Reading


class WasteCycle(Outcome):
    """What is emptied on which day, where it goes, and what the city can report."""

    trips: Features[Trip]
    """Ways of the trucks."""
    calls: Features[Call]
    """What each driver collects, in order, with the reason."""
    left: Features[Left]
    """Containers that are left alone, with the reason."""
    length: Kilometres
    """Driven by all trucks."""
    mass: Tonnes
    """Collected."""
    service: Percent
    """Containers that do not overflow, as expected."""
    flows: Table[Sent]
    """What goes to which facility."""
    front: Table[Corner]
    """Plans of treatment from the cheapest to the one with the least greenhouse gases."""
    rounds: Proof
    """How good the rounds are."""
    violations: Table[Violation]
    """Rules that the rounds break, found by a checker that knows no solver."""
    treatment: Proof
    """How good the plan of treatment is."""
    trucks_emissions: Indicator
    """Greenhouse gases of trucks for each tonne collected."""
    emissions: Indicator
    """Greenhouse gases of each tonne, from the kerb to the last facility."""
    recycling: Indicator
    """Share of all waste that is recycled, composted or digested."""
    controlled: Indicator
    """Share of all waste that is collected and treated in controlled facilities."""


@blueprint(
    id="waste-cycle",
    version="1.0.0",
    theme="waste",
    sdg=("11.6.1", "12.5.1", "13.2.2"),
    users="Waste authorities that have sensors, trucks and contracts with facilities",
)
def waste_cycle(  # noqa: PLR0913, PLR0917 - each is a question the authority has to answer
    containers: Features[Container],
    readings: Table[Reading],
    trucks: Table[Truck],
    yards: Features[Yard],
    composition: Table[Content],
    plants: Table[Plant],
    practice: Practice = Practice(),  # noqa: B008 - frozen
    days: Annotated[int, Ge(1), Le(7), Unit("d")] = 3,
    uncollected: Annotated[float, Ge(0), Le(1e9), Unit("t")] = 0.0,
    iterations: Annotated[int, Ge(1), Le(1_000_000)] = 500,
    seed: Seed = 0,
) -> WasteCycle:
    """Waste from the sensor in the container to the city's indicators.

    Learns from readings how containers fill, plans the rounds of the next days by what is about
    to overflow, sends what they bring to facilities, and reports greenhouse gases, recycling and
    waste in controlled facilities.

    Parameters
    ----------
    containers
        Containers, one point each.
    readings
        What sensors told of them.
    trucks
        Trucks with shift, cost and compartments.
    yards
        Depots, and sites where trucks tip.
    composition
        What each fraction is made of; shares of a fraction add up to 100 %.
    plants
        Facilities with capacity, fee and what they take.
    practice
        What overflows and visits cost, times, and hours of bans.
    days
        Days to plan together.
    uncollected
        Waste that is thrown away in these days and not collected.
    iterations
        Steps of the search for rounds.
    seed
        Start of the random sequence.

    References
    ----------
    .. [1] UN-Habitat, "Waste Wise Cities Tool", 2021, and the metadata of SDG 11.6.1 and 12.5.1.
    """
    expected = fill_forecast(containers, readings, days=days)
    rounds = waste_rounds(
        containers,
        expected.forecasts,
        trucks,
        yards,
        practice=practice,
        days=days,
        iterations=iterations,
        seed=seed,
    )
    treated = waste_flows(
        rounds.collected,
        composition,
        plants,
        collection_carbon=rounds.carbon,
        uncollected=uncollected,
    )
    return WasteCycle(
        trips=rounds.trips,
        calls=rounds.calls,
        left=rounds.left,
        length=rounds.length,
        mass=rounds.mass,
        service=rounds.service,
        flows=treated.flows,
        front=treated.front,
        rounds=rounds.proof,
        violations=rounds.violations,
        treatment=treated.proof,
        trucks_emissions=rounds.emissions,
        emissions=treated.emissions,
        recycling=treated.recycling,
        controlled=treated.controlled,
    )
