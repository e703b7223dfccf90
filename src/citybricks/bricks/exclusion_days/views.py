"""How days of return look: who comes back when, what is missing, and why."""

from __future__ import annotations

from citybricks.bricks.exclusion_days.brick import ExclusionDays
from citybricks.bricks.exclusion_days.tables import Calendar, Closures, Returns, Rules
from citybricks.views import Card, Chart, Page


def show(outcome: ExclusionDays) -> Page:
    """Show when each pupil may come back, the days away, closures and the rules."""
    return Page(
        Card(outcome.known, "Day of return known", unit="{person}"),
        Card(outcome.waiting, "Something is missing", unit="{person}"),
        Card(outcome.for_doctor, "For a doctor to say", unit="{person}"),
        Card(outcome.law, "Law table"),
        Returns(outcome),
        *_by_day(outcome),
        *_closures(outcome),
        Rules(outcome),
        title="Days of return",
    )


def _by_day(outcome: ExclusionDays) -> list[Calendar | Chart]:
    if not len(outcome.days):
        return []
    chart = Chart(
        outcome.days, "day", ["away", "open_ended"], kind="step", title="Pupils kept away by day"
    )
    return [Calendar(outcome), chart]


def _closures(outcome: ExclusionDays) -> list[Closures | Page]:
    if not len(outcome.closures):
        return []
    return [
        Closures(outcome),
        Page("This is advice: people decide whether a class closes, never this table."),
    ]
