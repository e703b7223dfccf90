"""How far one battery brings an order, and what would bring it all the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from citybricks.methods.drones.aircraft import Aircraft
from citybricks.methods.drones.airways import Airways
from citybricks.methods.drones.energy import Leg, sortie
from citybricks.methods.drones.legs import Cruise
from citybricks.methods.drones.sorties.conflicts import (
    Conflict,
    in_zone,
    no_way,
    too_far,
    too_heavy,
    window,
)
from citybricks.methods.drones.sorties.enumerating import up
from citybricks.methods.drones.sorties.orders import Order
from citybricks.methods.drones.wind import CALM, TooWindyError, Wind

_HALVINGS = 30
_LIGHTEST_KG = 0.05


@dataclass(frozen=True, slots=True)
class Reach:
    """What flies from the base, how, and with how much energy."""

    airways: Airways
    aircraft: Aircraft
    cruise: Cruise
    drop_m: float
    budget_j: float

    def spent(
        self, order: Order, place: int, share: float = 1.0, kg: float | None = None, wind: float = 1
    ) -> tuple[float, float]:
        """Return joules, and seconds to the delivery, of bringing an order by itself.

        Parameters
        ----------
        order, place
            The order and its place among the orders.
        share
            Of the way.
        kg
            Of another parcel.
        wind
            Share of the wind that blows.
        """
        mass = order.mass_kg if kg is None else kg
        height, to = self.cruise.height_m, place + 1
        there, back = (self.airways.vectors(*ends) * share for ends in ((0, to), (to, 0)))
        legs = [
            Leg(there, mass, height, float(order.service_s), 0.0, self.drop_m),
            Leg(back, 0.0, height, 0.0, self.drop_m, 0.0),
        ]
        blows = self.cruise.wind
        part = Wind(blows.east_m_s * wind, blows.north_m_s * wind) if wind else CALM
        try:
            taken = sortie(self.cruise.model, self.aircraft, legs, part, self.cruise.altitude_m)
        except TooWindyError:
            return np.inf, np.inf
        return taken.joules, float(taken.seconds_by_leg[0])


def conflict_of(order: Order, place: int, zone: str | None, reach: Reach) -> Conflict:
    """Return why an order cannot be flown: the first of zone, mass, way, battery and window."""
    if zone is not None:
        return in_zone(order, zone)
    if order.mass_kg > reach.aircraft.payload_kg:
        return too_heavy(order, reach.aircraft.payload_kg)
    away = float(reach.airways.metres[0, place + 1])
    if not np.isfinite(away):
        return no_way(order)
    joules, seconds = reach.spent(order, place)
    if joules <= reach.budget_j:
        return window(order, int(up(np.array(seconds))))
    share = _most(lambda part: reach.spent(order, place, share=part)[0] <= reach.budget_j)
    return too_far(order, away, share * away, _head_wind(reach, place), _help(order, place, reach))


def _head_wind(reach: Reach, place: int) -> float:
    """Return the wind against the way there, metres per second."""
    east, north = reach.airways.points_xy[place + 1] - reach.airways.points_xy[0]
    wind = reach.cruise.wind
    length = float(np.hypot(east, north)) or 1.0
    return -float(east * wind.east_m_s + north * wind.north_m_s) / length


def _help(order: Order, place: int, reach: Reach) -> tuple[str, str]:
    """Return the nearest relaxation: a lighter parcel, else calmer wind, else a nearer base."""

    def enough(share: float = 1.0, kg: float | None = None, wind: float = 1.0) -> bool:
        return reach.spent(order, place, share, kg, wind)[0] <= reach.budget_j

    if enough(kg=_LIGHTEST_KG):
        kg = order.mass_kg * _most(lambda part: enough(kg=max(_LIGHTEST_KG, part * order.mass_kg)))
        kg = max(_LIGHTEST_KG, np.floor(kg * 100) / 100)
        return f"a parcel of at most {kg:.2f} kg", f"包裹不超过 {kg:.2f} 千克"
    blows = reach.cruise.wind.speed_m_s
    if blows and enough(wind=0.0):
        calm = np.floor(blows * _most(lambda part: enough(wind=part)) * 10) / 10
        return f"wind of at most {calm:.1f} m/s", f"风速不超过 {calm:.1f} m/s"
    away = float(reach.airways.metres[0, place + 1])
    near = np.ceil(away * (1 - _most(lambda part: enough(share=part))) / 100) / 10
    return f"a base {near:.1f} km nearer", f"基地近 {near:.1f} 公里"


def _most(holds: Callable[[float], bool]) -> float:
    """Return the largest share for which something holds, 0 when it never does."""
    low, high = 0.0, 1.0
    if holds(high):
        return high
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low
