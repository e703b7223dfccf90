"""Deliveries by drone to sparsely populated areas (SDG 9.1, 3.8, 13.2)."""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import Ge, Le

from citybricks import Outcome, brick
from citybricks.bricks.drone_delivery.answers import (
    Assessed,
    Below,
    Delivered,
    Fix,
    Flown,
    Intent,
    Means,
    Notice,
    Reached,
    Stretch,
    Unserved,
    Wind,
    ZoneShown,
)
from citybricks.bricks.drone_delivery.rows import (
    AircraftType,
    Depot,
    DroneOrder,
    LandingPlace,
    TruckRoad,
    Zones,
)
from citybricks.types import (
    Features,
    Home,
    Indicator,
    Moment,
    People,
    Proof,
    Seed,
    Table,
    Unit,
    Violation,
)

Model = Literal["stolaroff", "dorling", "dandrea", "rodrigues"]


class Deliveries(Outcome):
    """Who is brought what, when, by what, and what it takes."""

    sorties: Table[Flown]
    """Sorties by take-off; none when nothing can be flown."""
    deliveries: Features[Delivered]
    """Orders that are brought, where they are brought to."""
    unserved: Table[Unserved]
    """Orders that are not brought, why, and the nearest change that would let them be."""
    timetable: Table[Stretch]
    """What each vehicle does when."""
    fixes: Table[Fix]
    """Where each vehicle is when, in four dimensions."""
    comparison: Table[Means]
    """The same orders by drones, by a van and by an electric van."""
    zones: Features[ZoneShown]
    """Zones of the airspace; none when none was given."""
    reached: Features[Reached]
    """Homes, and how soon a parcel can be there; none without homes."""
    newly_reached: People
    """People whom only drones reach in time."""
    ground_risk: Table[Below]
    """Who lives below each sortie; none without homes."""
    intents: Table[Intent]
    """Operational intents after ASTM F3548-21."""
    sora: Table[Assessed]
    """Pre-assessment after JARUS SORA 2.5: not an approval."""
    notices: Table[Notice]
    """What was repaired in the inputs; none when they are sound."""
    start: Moment
    """Start of the plan."""
    wind: Wind
    """The wind of the plan."""
    objective: str
    """What was minimised."""
    proof: Proof
    """How good the plan is."""
    violations: Table[Violation]
    """Rules that the plan breaks; none is as it should be."""
    access: Indicator
    """People whom a drone reaches in time."""
    medicine: Indicator
    """Orders of medicine that are in hands within an hour."""
    emissions: Indicator
    """Carbon dioxide of these deliveries."""


@brick(
    id="drone-delivery",
    version="1.0.0",
    city="Tsukuba",
    theme="logistics",
    sdg=("9.1.1", "3.8.1", "13.2.2"),
    users="Rural delivery services, clinics and the offices that permit drones",
)
def drone_delivery(  # noqa: PLR0913, PLR0917 - each is a field of the form
    depots: Features[Depot],
    orders: Features[DroneOrder],
    start: Moment,
    mode: Literal["depot_sorties", "truck_and_drone"] = "depot_sorties",
    objective: Literal["energy", "makespan", "waiting", "fair"] = "energy",
    zones: Zones | None = None,
    time_zone: str = "",
    permits: list[str] = [],  # noqa: B006 - never changed
    alternates: Features[LandingPlace] | None = None,
    aircraft: Table[AircraftType] | None = None,
    homes: Features[Home] | None = None,
    streets: Features[TruckRoad] | None = None,
    wind_from: Annotated[float, Ge(0), Le(360), Unit("deg")] = 0.0,
    wind_speed: Annotated[float, Ge(0), Le(60), Unit("m/s")] = 0.0,
    height: Annotated[float, Ge(20), Le(150), Unit("m")] = 100.0,
    ground_lowest: Annotated[float, Ge(-500), Le(6_000), Unit("m")] = 0.0,
    ground_highest: Annotated[float, Ge(-500), Le(6_000), Unit("m")] = 0.0,
    geoid: Annotated[float, Ge(-120), Le(100), Unit("m")] = 0.0,
    energy_model: Model = "stolaroff",
    within: Annotated[float, Ge(1), Le(240), Unit("min")] = 30.0,
    carbon_intensity: Annotated[float, Ge(0), Le(2_000), Unit("g/(kW.h)")] = 450.0,
    van_energy: Annotated[float, Ge(0), Le(5_000), Unit("W.h/km")] = 950.0,
    van_emissions: Annotated[float, Ge(0), Le(2_000), Unit("g/km")] = 250.0,
    electric_van_energy: Annotated[float, Ge(0), Le(2_000), Unit("W.h/km")] = 270.0,
    iterations: Annotated[int, Ge(1), Le(1_000_000)] = 2_000,
    seed: Seed = 0,
) -> Deliveries:
    """Deliveries by drone to those who live far out.

    Plans which drone flies when to whom, around zones where nobody may fly, with the wind, the
    payload that gets lighter at each drop and a reserve of a fifth of the battery. Drones fly from
    depots, or from a truck that meets them. Says how good the plan is, who is not brought anything
    and why, and what a van would take for the same orders. A plan, not an approval to fly.

    Parameters
    ----------
    depots
        Where drones are at home. Each order is flown from the nearest.
    orders
        What is brought to whom, one point each.
    start
        Start of the plan, with the offset of its time zone.
    mode
        Whether drones fly from the depots, or from a truck that leaves the first depot.
    objective
        What is made small: the energy, the time of the last landing, the sum of waiting, or the
        longest waiting of those in remote hamlets, so that none of them is left for last. With a
        truck, waiting is the longest instead of the sum, and nine in ten of those in hamlets wait
        less than what is made small.
    zones
        Where, how high and when flying is restricted, as EUROCAE ED-269 (JSON) or ED-318 (GeoJSON)
        write it, or plain GeoJSON. A ring that crosses itself is repaired, and that is told.
    time_zone
        IANA name, such as Asia/Tokyo, of the clock that times without an offset in the zones are
        of; without it they are refused.
    permits
        Identifiers of zones whose authorisation is held or whose conditions are met.
    alternates
        Where drones land when their depot cannot be landed on. A sortie keeps enough for the way
        from the depot to the nearest of them, and a fifth of the battery in any case.
    aircraft
        Types of drones; a hexacopter for parcels of up to 3 kg when not given.
    homes
        Where people live: for who is reached, and who is overflown.
    streets
        Streets for the van and the truck; without them roads are taken to be 1.35 times as long as
        straight lines.
    wind_from
        Where the wind comes from: 270 is a wind from the west.
    wind_speed
        At the height of cruise.
    height
        Of cruise, above the ground.
    ground_lowest
        Lowest ground above the sea: zones and intents have heights above the sea, or the ellipsoid.
    ground_highest
        Highest ground above the sea.
    geoid
        Height of the sea above the ellipsoid WGS 84: 40 m in Tsukuba.
    energy_model
        Published model that the plan is made with: Stolaroff 2018 (momentum theory), Dorling 2017
        (linear in payload), D'Andrea 2014 (lift over drag), Rodrigues 2022 (regression on flights).
        They differ several-fold; the answer shows the range.
    within
        How soon a parcel has to be there for people to count as reached.
    carbon_intensity
        Carbon dioxide of a kilowatt-hour from the grid.
    van_energy
        Of a van that burns diesel, for a kilometre.
    van_emissions
        Carbon dioxide of a van that burns diesel, for a kilometre.
    electric_van_energy
        Of an electric van, for a kilometre.
    iterations
        Of the search, where the plan is not proved optimal sooner.
    seed
        Start of the random sequence.

    References
    ----------
    .. [1] Stolaroff et al., "Energy use and life cycle greenhouse gas emissions of drones for
       commercial package delivery", Nature Communications 9, 409, 2018.
    .. [2] Rodrigues et al., "Drone flight data reveal energy and greenhouse gas emissions savings
       for very small package delivery", Patterns 3, 100569, 2022.
    .. [3] Agatz, Bouman and Schmidt, "Optimization approaches for the traveling salesman problem
       with drone", Transportation Science 52(4), 965-981, 2018.
    .. [4] ASTM F3548-21, "Standard specification for UAS traffic management UAS service supplier
       interoperability", 2021.
    .. [5] JARUS, "Specific operations risk assessment", JAR-DEL-SRM-SORA-MB-2.5, 2024.
    """
    from citybricks.bricks.drone_delivery import delivering, reading, task

    known = task.task(depots, orders, start, zones, time_zone, permits, aircraft, alternates)
    known = task.under(known, task.weather(wind_from, wind_speed), height,
                       task.terrain(ground_lowest, ground_highest, geoid))  # fmt: skip
    costs = delivering.Costs(carbon_intensity, van_energy, van_emissions, electric_van_energy)
    wanted = delivering.Wanted(mode, objective, energy_model, 60 * within, iterations, seed)
    made = reading.saying(
        "aircraft", lambda: delivering.deliver(known, wanted, costs, homes, streets)
    )
    return Deliveries(
        start=start, wind=Wind(from_deg=wind_from, speed=wind_speed), objective=objective, **made
    )
