"""How a plan of booths looks: the score beside other placings, each hall, and the evidence."""

from __future__ import annotations

from citybricks.bricks.booth_plan.brick import BoothPlan
from citybricks.bricks.booth_plan.drawing import HallDrawing
from citybricks.views import Card, Evidence, Page, Table


def show(outcome: BoothPlan) -> Page:
    """Show the figures, the comparison, the plan of each hall and the evidence."""
    halls = [
        {str(name): value for name, value in row.items()}
        for row in outcome.halls.frame.to_dict("records")
    ]
    return Page(
        Card(outcome.booths, "Booths with a place"),
        Card(outcome.alike, "Way between booths that share fields", unit="m"),
        Card(outcome.nearer, "Shorter than in random orders", unit="%"),
        Card(outcome.beside, "Booths beside one that shares a field", unit="%"),
        Table(outcome.scores, "The plan beside other placings of the same booths"),
        *(HallDrawing(hall, outcome.places) for hall in halls),
        Evidence(
            outcome.proof,
            outcome.violations,
            unit="m",
            goal="Ways between alike booths, less those of one member, and wishes",
        ),
        title="Plan of booths",
    )
