"""How a plan of meetings looks: how good it is, who meets when, who does not and why."""

from __future__ import annotations

from typing import Any

from citybricks.bricks.meeting_schedule.brick import MeetingSchedule
from citybricks.views import Bilingual, Card, Chart, Gauge, Page, Relations, SlotGrid, Table
from citybricks.views.slot_grid import Cell, Line


def show(outcome: MeetingSchedule) -> Page:
    """Show the figures, the gap, the grid, the tables, the reasons, whom to ask, and the map."""
    return Page(
        Card(outcome.held, "Meetings"),
        Card(
            outcome.coverage,
            "Participants with a meeting",
            unit="%",
            description="Of those with a request that could be held if it were alone.",
        ),
        Card(
            outcome.gini,
            "Inequality of meetings (Gini)",
            description="0 when everybody has the same share of what they asked for.",
        ),
        Card(outcome.breaks, "Breaks", description="Free slots between two meetings of a day."),
        *_moved(outcome),
        Gauge(outcome.weight, outcome.bound, outcome.violations, name="What the meetings count"),
        _grid(outcome),
        Chart(
            outcome.loads,
            "slot",
            ["taken", "tables"],
            title="Tables taken in each slot",
        ),
        *_refused(outcome),
        *_nudges(outcome),
        *_cities(outcome),
        Table(outcome.agendas, "Agendas", limit=500, folded=True),
        Table(outcome.meetings, "All meetings", limit=500, folded=True),
        Table(outcome.people, "Participants", limit=500, folded=True),
        title="Meetings of the fair",
    )


def _moved(outcome: MeetingSchedule) -> list[Card]:
    said = "At another time now, or not held."
    return (
        [Card(outcome.moved, "Published meetings that change", description=said)]
        if outcome.moved
        else []
    )


def _grid(outcome: MeetingSchedule) -> SlotGrid:
    """Return the grid of participants and slots, with whom they meet where there is room."""
    slots = outcome.loads.frame
    column = {start: at for at, start in enumerate(slots["start"])}
    met: dict[str, dict[int, Any]] = {}
    for row in outcome.agendas.frame.to_dict("records"):
        met.setdefault(row["participant"], {})[column[row["start"]]] = row
    lines = [
        Line(
            row["name"],
            [
                _cell(mark, met.get(row["participant"], {}).get(at))
                for at, mark in enumerate(row["day"])
            ],
        )
        for row in outcome.people.frame.to_dict("records")
    ]
    heads = [(start[:10], start[11:16]) for start in slots["start"]]
    return SlotGrid(heads, lines, title="Who meets when")


def _cell(mark: str, row: Any) -> Cell:
    if row is None:
        return Cell("free" if mark == "f" else "away")
    return Cell("table" if row["table"] else "online", row["others"], row["table"])


def _refused(outcome: MeetingSchedule) -> list[Page | Chart | Bilingual]:
    if not len(outcome.refusals):
        return [Page("Every request has a meeting.")]
    return [
        Chart(
            outcome.reasons,
            "reason",
            "requests",
            kind="bar",
            title="Why requests have no meeting",
        ),
        Bilingual(outcome.refusals, "Requests without a meeting", folded=True),
    ]


def _nudges(outcome: MeetingSchedule) -> list[Page | Table]:
    if not len(outcome.nudges):
        return [Page("Nobody would gain a meeting by opening one more slot.")]
    return [
        Page(
            "One more free slot of these people would make a meeting possible; ask them to open it."
        ),
        Table(outcome.nudges, "Whom to ask for another slot"),
    ]


def _cities(outcome: MeetingSchedule) -> list[Relations]:
    return (
        [Relations(outcome.cities, "meetings", title="Who meets whom")]
        if len(outcome.cities)
        else []
    )
