"""From orders, ways, an aircraft and the wind to a plan, checked leg by leg."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import perm

import numpy as np

from citybricks.methods.drones.aircraft import Aircraft
from citybricks.methods.drones.airways import Airways
from citybricks.methods.drones.energy import RESERVE, sortie
from citybricks.methods.drones.legs import Cruise, LegTable, leg_table
from citybricks.methods.drones.sorties.checking import Taken, check
from citybricks.methods.drones.sorties.conflicts import Conflict, too_windy
from citybricks.methods.drones.sorties.enumerating import Legs, enumerate_flights
from citybricks.methods.drones.sorties.inputs import check_fleet, check_flying, check_orders
from citybricks.methods.drones.sorties.objectives import STEP_S, Objective
from citybricks.methods.drones.sorties.orders import Order
from citybricks.methods.drones.sorties.reaching import Reach, conflict_of
from citybricks.methods.drones.sorties.solving import ROUNDS, Rules, SortiePlan, plan
from citybricks.methods.drones.wind import SLOWEST_M_S, Wind
from citybricks.methods.routing.answer import Answer
from citybricks.methods.routing.stopping import Stop

MOST_FLIGHTS = 1_000_000
"""Sequences of orders that are listed; where there are more, `large` plans without a list."""
DROP_M = 15.0
"""Height from which a winch lets parcels down."""


def deliver(  # noqa: PLR0913 - what a day needs
    orders: Sequence[Order],
    airways: Airways,
    aircraft: Aircraft,
    *,
    drones: int = 4,
    model: str = "stolaroff",
    wind: tuple[float, float] = (0.0, 0.0),
    height_m: float = 60.0,
    drop_m: float = DROP_M,
    most_drops: int = 3,
    reserve: float = RESERVE,
    inside: Mapping[str, str] | None = None,
    objective: Objective = "energy",
    stop: Stop | None = None,
    seed: int = 0,
    step_s: int = STEP_S,
) -> SortiePlan:
    """Plan the sorties that bring orders from a base.

    Parameters
    ----------
    orders, airways
        What is to be brought, and the ways between the base (place 0) and the orders (1, 2, …).
    aircraft, drones
        What flies, and how many.
    model
        Of energy, one of `energy.MODELS`.
    wind
        At cruise height, east and north, metres per second.
    height_m, drop_m
        Cruise above ground, and from where parcels are let down; 0 to land.
    most_drops
        Of a sortie: 1 to 3.
    reserve
        Share of the drawable energy that is left after landing.
    inside
        Orders (ids) that lie in active zones, with the zones' names.
    objective, stop, seed, step_s
        As in `solving.plan`.

    Raises
    ------
    InputError
        When an order, the fleet or the way of flying cannot be.
    """
    check_orders(orders)
    check_fleet(drones, aircraft.swap_s, objective, step_s)
    check_flying(most_drops, reserve)
    blows = Wind(*wind)
    limit = min(aircraft.wind_limit_m_s, aircraft.airspeed_m_s - SLOWEST_M_S)
    if blows.speed_m_s > limit:
        return no_go([too_windy(order, blows.speed_m_s, limit) for order in orders], seed)
    flying = Flying.of(
        orders, airways, aircraft, Cruise(model, height_m, 0.0, blows), drop_m, reserve
    )
    named = inside or {}
    large = is_large(len(orders), most_drops)
    drops = 1 if large else most_drops
    flights = enumerate_flights(orders, flying.legs, drops)
    flown = {int(place) for place in np.unique(flights.orders)} - {-1}
    blocked = {
        place: conflict_of(order, place, named.get(order.id), flying.reach)
        for place, order in enumerate(orders)
        if place not in flown or order.id in named
    }
    rules = Rules(drones, aircraft.swap_s, objective, step_s)
    stop = Stop(iterations=ROUNDS) if stop is None else stop
    if large:
        from citybricks.methods.drones.sorties.large import plan_large

        made = plan_large(orders, flying.legs, most_drops, rules, stop, seed, blocked)
    else:
        free = np.flatnonzero(~np.isin(flights.orders, list(blocked)).any(axis=1))
        made = plan(
            orders,
            flights.take(free),
            drones=drones,
            swap_s=aircraft.swap_s,
            objective=objective,
            stop=stop,
            seed=seed,
            step_s=step_s,
        )
    return _checked(made, flying, blocked, drones)


def is_large(count: int, drops: int) -> bool:
    """Whether orders have more sequences than are listed."""
    return sum(perm(count, size) for size in range(1, drops + 1)) > MOST_FLIGHTS


def no_go(conflicts: Sequence[Conflict], seed: int) -> SortiePlan:
    """Return the plan of a day on which nothing flies."""
    answer = Answer("none", seed, 0.0, 0, 0.0, 0.0)
    return SortiePlan((), answer, tuple(conflicts))


def _checked(
    made: SortiePlan, flying: Flying, blocked: Mapping[int, Conflict], drones: int
) -> SortiePlan:
    """Name what cannot be flown, and check every leg again."""
    named = {conflict.order: conflict for conflict in blocked.values()}
    unserved = tuple(named.get(conflict.order, conflict) for conflict in made.unserved)
    violations = check(
        flying.orders,
        made.sorties,
        drones,
        flying.aircraft.swap_s,
        flying.again,
        flying.legs.payload_kg,
        flying.legs.budget_j,
        {conflict.order for conflict in unserved},
    )
    answer = replace(made.answer, violations=tuple(violations))
    return SortiePlan(made.sorties, answer, unserved)


@dataclass(frozen=True, slots=True)
class Flying:
    """Orders with the ways, the aircraft and the energy that bring them."""

    orders: Sequence[Order]
    airways: Airways
    aircraft: Aircraft
    cruise: Cruise
    table: LegTable
    legs: Legs
    reach: Reach

    @classmethod
    def of(
        cls,
        orders: Sequence[Order],
        airways: Airways,
        aircraft: Aircraft,
        cruise: Cruise,
        drop_m: float,
        reserve: float,
    ) -> Flying:
        """Return it with the energy of all legs."""
        drops = [0.0, *(drop_m for _ in orders)]
        service = [0.0, *(float(order.service_s) for order in orders)]
        table = leg_table(aircraft, airways, cruise, drops, service)
        budget = aircraft.drawable_j * (1 - reserve)
        legs = Legs(table.seconds, table.joules, aircraft.payload_kg, budget)
        reach = Reach(airways, aircraft, cruise, drop_m, budget)
        return cls(orders, airways, aircraft, cruise, table, legs, reach)

    def again(self, sequence: Sequence[int]) -> Taken:
        """Compute a sequence again, piece by piece of its way."""
        masses = [self.orders[place].mass_kg for place in sequence]
        payloads = [sum(masses[drop:]) for drop in range(len(masses) + 1)]
        stops = [0, *(place + 1 for place in sequence), 0]
        legs = self.table.legs(self.airways, stops, payloads)
        spent = sortie(self.cruise.model, self.aircraft, legs, self.cruise.wind)
        clock = list(accumulate(spent.seconds_by_leg.tolist()))
        return Taken(tuple(clock[:-1]), clock[-1], spent.joules)
