"""How fill forecasts look: what is full first, its curves, the map, faulty sensors, weekdays."""

from __future__ import annotations

from citybricks.bricks.fill_forecast.brick import FillForecast
from citybricks.bricks.fill_forecast.rows import Curve
from citybricks.types import Table as Data
from citybricks.views import Card, Chart, Layer, Map, Page, Table


def show(outcome: FillForecast) -> Page:
    """Show which containers are full first, and what that is known from."""
    return Page(
        Card(outcome.likely_full, "Containers likely to be full by the last day"),
        Card(
            outcome.room,
            description="A part of what indicator 11.6.1 asks, not a measure of it.",
        ),
        Card(outcome.now, "Looks ahead from"),
        *_tested(outcome),
        *_curves(outcome),
        Map(
            Layer(outcome.containers, "Containers", colour="overflow", label="id"),
            title="Chance to be full by the last day, unless emptied",
        ),
        Table(outcome.containers, "Containers, those full first at the top", limit=50),
        *_faults(outcome),
        Chart(
            outcome.weekdays,
            "kind",
            "factor",
            kind="bar",
            reference=(1.0, "average day"),
            title="What is thrown in by the day of the week",
        ),
        Table(outcome.forecasts, "Forecast by container and day", folded=True, limit=200),
        title="Fill forecast",
    )


def _tested(outcome: FillForecast) -> list[Card]:
    if outcome.error is None:
        return []
    return [
        Card(
            outcome.error,
            "Error of the next reading",
            unit="%",
            description="Of the last four weeks, told from before them.",
        ),
        Card(outcome.error_unchanged, "Error if nothing ever changed", unit="%"),
        Card(
            outcome.inside,
            "Readings in the middle 80 % of what was expected",
            unit="%",
            description="80 % would be right.",
        ),
    ]


def _curves(outcome: FillForecast) -> list[Chart]:
    frame = outcome.curves.frame
    names = frame["container"].drop_duplicates().tolist()
    return [
        Chart(
            Data[Curve](frame[frame["container"] == name].reset_index(drop=True)),
            "day",
            ("median", "read"),
            band=("low", "high"),
            reference=(100.0, "full"),
            title=name,
        )
        for name in names
    ]


def _faults(outcome: FillForecast) -> list[Table]:
    return [Table(outcome.faults, "Sensors to look at")] if len(outcome.faults) else []
