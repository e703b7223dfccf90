"""How rounds of waste look: the map on which trucks move, who drives when, why, and how good."""

from __future__ import annotations

from datetime import datetime, time

from citybricks.bricks.waste_rounds.brick import WasteRounds
from citybricks.bricks.waste_rounds.rows import Call
from citybricks.types import Features
from citybricks.views import Bilingual, Card, Evidence, Gantt, Layer, Map, Moving, Page, Table


def show(outcome: WasteRounds) -> Page:
    """Show the figures, the map, the timetable, the drivers' lists and the evidence."""
    return Page(
        Card(outcome.today, "To drive on the first day", unit="km"),
        Card(outcome.stops, "Stops", description="Containers and streets, on all days."),
        Card(outcome.service, "Containers that do not overflow", unit="%"),
        Card(outcome.overflows, "Overflows expected"),
        Card(outcome.overflows_alone, "Overflows without collection"),
        Card(outcome.cost, "Trucks and crews", unit="{CNY}"),
        Card(outcome.carbon, "Greenhouse gases of trucks", unit="kg"),
        Card(outcome.emissions),
        *_conflicts(outcome),
        Moving(
            *_moving(outcome),
            fixes=outcome.fixes,
            start=datetime.combine(outcome.start, time()),
            title="Rounds of the trucks",
        ),
        *_still(outcome),
        Gantt(
            outcome.timetable,
            "truck",
            "start_s",
            "end_s",
            colour="kind",
            label="what",
            title="What the trucks do when",
        ),
        Evidence(
            outcome.proof,
            outcome.violations,
            unit="{CNY}",
            goal="Trucks, crews, visits and overflows",
        ),
        Bilingual(outcome.calls, "Lists for the drivers", folded=True),
        Bilingual(outcome.left, "Containers left alone", folded=True),
        Table(outcome.served, "Streets collected", folded=True),
        Table(outcome.trips, "Trips", folded=True),
        title="Rounds of waste trucks",
    )


def _moving(outcome: WasteRounds) -> list[Layer]:
    emptied = Layer(_emptied(outcome), "Containers emptied", colour="overflow")
    return [emptied] if len(emptied.features) else []


def _still(outcome: WasteRounds) -> list[Map]:
    """Return the map of streets that are only driven, streets collected, and what is left."""
    layers = (
        Layer(outcome.trips, "Streets driven"),
        Layer(outcome.served, "Streets collected", colour="truck", label="street"),
        Layer(outcome.left, "Containers left alone"),
    )
    drawn = [layer for layer in layers if len(layer.features)]
    return [Map(*drawn, title="Streets driven and collected")] if drawn else []


def _emptied(outcome: WasteRounds) -> Features[Call]:
    """Return the stops at containers; streets are drawn as lines."""
    calls = outcome.calls.frame
    return Features[Call](calls[~calls["place"].isin(outcome.served.frame["street"])])


def _conflicts(outcome: WasteRounds) -> list[Bilingual]:
    if not len(outcome.conflicts):
        return []
    return [Bilingual(outcome.conflicts, "What cannot be collected, and what would help")]
