"""How detection looks: signals, curves, ribbons, what is still to come, a calendar and a map."""

from __future__ import annotations

from typing import Any

from citybricks.bricks.outbreak_detect.bars import NowcastBars
from citybricks.bricks.outbreak_detect.brick import Detected
from citybricks.bricks.outbreak_detect.curve import EpidemicCurve
from citybricks.bricks.outbreak_detect.heat import HeatCalendar
from citybricks.bricks.outbreak_detect.ribbon import Ribbon
from citybricks.bricks.outbreak_detect.rows import Curve, Nowcast, Reproduction
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
        *_ribbons(outcome),
        *_bars(outcome),
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
    return [
        EpidemicCurve(
            Data[Curve](frame[(frame["unit"] == unit) & (frame["syndrome"] == syndrome)]),
            _name(unit, syndrome),
        )
        for unit, syndrome in _first(outcome, frame)[:MOST_CURVES]
    ]


def _first(outcome: Detected, frame: Any) -> list[tuple[Any, Any]]:
    """Return units and syndromes of a table, those with the latest signals first."""
    there = list(zip(frame["unit"], frame["syndrome"], strict=True))
    signals = outcome.signals.frame
    rung = zip(signals["unit"], signals["syndrome"], strict=True)
    kept = set(there)
    return list(dict.fromkeys([*(one for one in rung if one in kept), *there]))


def _name(unit: Any, syndrome: Any) -> str:
    return f"{unit} · {syndrome}" if syndrome else str(unit)


def _ribbons(outcome: Detected) -> list[Ribbon | Page | Table]:
    if not len(outcome.reproduction):
        return []
    frame = outcome.reproduction.frame
    known = frame[frame["mean"].notna()]
    ribbons = [
        Ribbon(
            Data[Reproduction](frame[(frame["unit"] == unit) & (frame["syndrome"] == syndrome)]),
            _name(unit, syndrome),
        )
        for unit, syndrome in _first(outcome, known)[:MOST_CURVES]
    ]
    none = [] if ribbons else [Page("Of no unit it can be said how many others each case infects.")]
    return [*ribbons, *none, Table(outcome.reproduction, "Reproduction numbers", folded=True)]


def _bars(outcome: Detected) -> list[NowcastBars | Table]:
    if not len(outcome.nowcast):
        return []
    frame = outcome.nowcast.frame
    bars = [
        NowcastBars(Data[Nowcast](frame[frame["unit"] == unit]), str(unit))
        for unit in frame["unit"].drop_duplicates()[:MOST_CURVES]
    ]
    return [*bars, Table(outcome.nowcast, "Reports that are still to come", folded=True)]


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
