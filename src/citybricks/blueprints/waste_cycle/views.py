"""How the way of waste looks: indicators, the rounds on a map, reasons, and where it goes."""

from __future__ import annotations

from citybricks.blueprints.waste_cycle.brick import WasteCycle
from citybricks.views import Bilingual, Card, Evidence, Layer, Map, Page, Table


def show(outcome: WasteCycle) -> Page:
    """Show what the city reports, then the rounds, then where waste goes."""
    layers = [
        Layer(outcome.trips, "Trips", colour="truck"),
        Layer(outcome.calls, "Containers emptied", colour="overflow"),
        Layer(outcome.left, "Containers left alone"),
    ]
    return Page(
        Card(outcome.controlled),
        Card(outcome.recycling),
        Card(outcome.emissions),
        Card(outcome.trucks_emissions),
        Card(outcome.service, "Containers that do not overflow", unit="%"),
        Card(outcome.length, "To drive", unit="km"),
        Map(*(each for each in layers if len(each.features)), title="Rounds of the trucks"),
        Evidence(
            outcome.rounds,
            outcome.violations,
            unit="{CNY}",
            goal="Trucks, crews, visits and overflows",
        ),
        Bilingual(outcome.calls, "Lists for the drivers", folded=True),
        Bilingual(outcome.left, "Containers left alone", folded=True),
        Table(outcome.flows, "Where waste goes"),
        Table(outcome.front, "Plans of treatment", folded=True),
        title="Waste from the sensor to the indicators",
    )
