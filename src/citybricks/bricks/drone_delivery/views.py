"""How deliveries by drone look: a map that moves, a timetable, batteries, and a comparison."""

from __future__ import annotations

from typing import Any

from citybricks.bricks.drone_delivery.answers import Delivered, Flown, Stretch
from citybricks.bricks.drone_delivery.arrows import arrows
from citybricks.bricks.drone_delivery.brick import Deliveries
from citybricks.types import Features
from citybricks.types import Table as Data
from citybricks.views import (
    Bilingual,
    Card,
    Chart,
    Evidence,
    Gantt,
    Layer,
    Map,
    Moving,
    Page,
    Table,
)


def show(outcome: Deliveries) -> Page:
    """Show how good the plan is, where and when is flown, and what a van would take."""
    said = "A part of what the indicator asks, not a measure of it."
    return Page(
        Card(len(outcome.deliveries), "Orders brought", unit="{order}"),
        Card(len(outcome.unserved), "Orders not brought", unit="{order}"),
        Card(outcome.newly_reached, "People whom only drones reach in time", unit="{person}"),
        Card(outcome.access, description=said),
        Card(outcome.medicine, description=said),
        Card(outcome.emissions, description=said),
        Card(outcome.wind.speed, "Wind", unit="m/s"),
        Card(outcome.wind.from_deg, "Wind comes from", unit="deg"),
        _evidence(outcome),
        *_unserved(outcome),
        *_notices(outcome),
        *_flights(outcome),
        *_comparison(outcome),
        *_reached(outcome),
        *_ground(outcome),
        _assessed(outcome),
        Table(
            _local(Features[Delivered], outcome.deliveries, outcome), "Orders brought", folded=True
        ),
        Table(outcome.intents, "Operational intents after ASTM F3548-21", folded=True),
        title="Deliveries by drone",
    )


def _local(kind: Any, table: Any, outcome: Deliveries) -> Any:
    """Return a table with its times as the clock shows them where the plan starts."""
    frame = table.frame.copy()
    for name in frame.select_dtypes("datetimetz"):
        frame[name] = frame[name].dt.tz_convert(outcome.start.tzinfo)
    return kind(frame)


def _evidence(outcome: Deliveries) -> Evidence:
    found = outcome.proof, outcome.violations
    match outcome.objective:
        case "energy":
            return Evidence(*found, unit="J", goal="Energy of flights, and of the truck")
        case "makespan":
            return Evidence(*found, unit="s", goal="Time of the last landing")
        case "waiting":
            return Evidence(*found, unit="s", goal="Waiting, by priority")
    return Evidence(*found, unit="s", goal="Waiting in remote hamlets")


def _unserved(outcome: Deliveries) -> list[Any]:
    if not len(outcome.unserved):
        return []
    return [Bilingual(outcome.unserved, "Orders not brought, and what would help")]


def _notices(outcome: Deliveries) -> list[Any]:
    return [Bilingual(outcome.notices, "Repaired inputs")] if len(outcome.notices) else []


def _flights(outcome: Deliveries) -> list[Any]:
    if not len(outcome.fixes):
        return [Page("Nothing is flown.")]
    return [
        Moving(
            *_zones(outcome),
            *_wind(outcome),
            Layer(outcome.deliveries, "Orders brought"),
            fixes=outcome.fixes,
            start=outcome.start,
            title="Flights around zones",
        ),
        Gantt(
            _local(Data[Stretch], outcome.timetable, outcome),
            "vehicle",
            "start",
            "end",
            colour="what",
            label="orders",
            title="What each vehicle does when",
        ),
        *_batteries(outcome),
    ]  # fmt: skip


def _zones(outcome: Deliveries) -> list[Layer]:
    return [Layer(outcome.zones, "Zones", colour="rule", label="name")][: len(outcome.zones)]


def _wind(outcome: Deliveries) -> list[Layer]:
    drawn = arrows(outcome.fixes, outcome.wind.from_deg, outcome.wind.speed)
    return [Layer(drawn, "Wind")] if drawn is not None else []


def _batteries(outcome: Deliveries) -> list[Any]:
    if not len(outcome.sorties):
        return []
    sorties = _local(Data[Flown], outcome.sorties, outcome)
    reserve = float(outcome.sorties.frame["reserve"].max())
    return [
        Chart(
            sorties, "sortie", "battery", kind="point", reference=(reserve, "Reserve"),
            title="Battery at landing",
        ),
        Table(
            sorties, "Sorties, with the range of energy over published models",
            folded=True),
    ]  # fmt: skip


def _comparison(outcome: Deliveries) -> list[Any]:
    if not len(outcome.comparison):
        return []
    return [
        Chart(outcome.comparison, "means", "energy", kind="bar", title="Energy for each parcel"),
        Chart(
            outcome.comparison, "means", "emissions", kind="bar",
            title="Carbon dioxide for each parcel",
        ),
        Table(outcome.comparison, "The same orders by drones and by vans"),
    ]  # fmt: skip


def _reached(outcome: Deliveries) -> list[Any]:
    if not len(outcome.reached):
        return []
    return [
        Map(outcome.reached, colour="reached", size="residents", title="Who is reached in time"),
    ]


def _ground(outcome: Deliveries) -> list[Any]:
    if not len(outcome.ground_risk):
        return []
    return [Table(outcome.ground_risk, "Who lives below: a proxy, not a safety case", folded=True)]


def _assessed(outcome: Deliveries) -> Bilingual:
    return Bilingual(
        outcome.sora, "Pre-assessment after JARUS SORA 2.5: not an approval", folded=True
    )
