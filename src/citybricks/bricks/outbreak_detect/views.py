"""How detection looks: signals, curves with their bands, a heat calendar and a map."""

from __future__ import annotations

from typing import Any

from citybricks.bricks.outbreak_detect.brick import Curve, Detected
from citybricks.bricks.outbreak_detect.curve import EpidemicCurve
from citybricks.bricks.outbreak_detect.heat import HeatCalendar
from citybricks.types import Table as Data
from citybricks.views import Card, Layer, Map, Page, Table

MOST_CURVES = 4
"""Curves that are drawn: those of the units with the latest signals first."""


def show(outcome: Detected) -> Page:
    """Show what is unusual first, then what it is held against."""
    said = "A part of what indicator 3.d.1 asks, not a measure of it."
    return Page(
        Card(
            len(outcome.signals),
            "Signals",
            description="Reasons to look, not outbreaks: people verify them.",
        ),
        Card(outcome.completeness, description=said),
        Card(outcome.judged, description=said),
        Card(
            outcome.budget,
            "False alarms accepted, per unit and year",
            unit="/a",
            description="What a detector really gives, back-testing tells.",
        ),
        Card(outcome.method, "Method"),
        *_signals(outcome),
        *_unjudged(outcome),
        *_curves(outcome),
        HeatCalendar(outcome.curves),
        *_clusters(outcome),
        *_map(outcome),
        title="Outbreak detection",
    )


def _signals(outcome: Detected) -> list[Page | Table]:
    if not len(outcome.signals):
        return [Page("No unit has more cases than usual.")]
    return [Table(outcome.signals, "Signals", limit=50)]


def _unjudged(outcome: Detected) -> list[Page | Table]:
    if not len(outcome.unjudged):
        return []
    return [
        Page("Of some units nothing is said: no guess is made where the history is too short."),
        Table(outcome.unjudged, "Units that are not judged"),
    ]


def _curves(outcome: Detected) -> list[EpidemicCurve]:
    frame = outcome.curves.frame
    order = [
        *zip(outcome.signals.frame["unit"], outcome.signals.frame["syndrome"], strict=True),
        *zip(frame["unit"], frame["syndrome"], strict=True),
    ]
    chosen: list[tuple[Any, Any]] = list(dict.fromkeys(order))[:MOST_CURVES]
    return [
        EpidemicCurve(
            Data[Curve](frame[(frame["unit"] == unit) & (frame["syndrome"] == syndrome)]),
            f"{unit} · {syndrome}" if syndrome else str(unit),
        )
        for unit, syndrome in chosen
    ]


def _clusters(outcome: Detected) -> list[Table]:
    return [Table(outcome.clusters, "Clusters")] if len(outcome.clusters) else []


def _map(outcome: Detected) -> list[Map]:
    if not len(outcome.sites):
        return []
    return [
        Map(
            Layer(outcome.sites, "Units", colour="excess", label="unit"),
            Layer(outcome.areas, "Clusters in place and time"),
            title="Units at the last time, and clusters",
        )
    ]
