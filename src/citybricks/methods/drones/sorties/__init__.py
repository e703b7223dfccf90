"""Sorties of drones from one base: which orders fly together, when, and which cannot fly."""

from citybricks.methods.drones.sorties.conflicts import Conflict
from citybricks.methods.drones.sorties.enumerating import Legs, enumerate_flights
from citybricks.methods.drones.sorties.objectives import OBJECTIVES, Objective
from citybricks.methods.drones.sorties.orders import Flight, Flights, Order, Sortie
from citybricks.methods.drones.sorties.planning import deliver
from citybricks.methods.drones.sorties.solving import SortiePlan, plan

__all__ = [
    "OBJECTIVES",
    "Conflict",
    "Flight",
    "Flights",
    "Legs",
    "Objective",
    "Order",
    "Sortie",
    "SortiePlan",
    "deliver",
    "enumerate_flights",
    "plan",
]
