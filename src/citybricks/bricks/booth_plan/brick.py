"""Halls and booths of an expo: who stands where, and beside whom (SDG 17.16, 17.17)."""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import Ge, Le

from citybricks import Outcome, brick
from citybricks.bricks.booth_plan.rows import (
    Compared,
    Count,
    Exhibit,
    HallGiven,
    HallPlanned,
    Placed,
    Stays,
)
from citybricks.types import Metres, Percent, Proof, Seed, Table, Unit, Violation


class BoothPlan(Outcome):
    """Where each booth stands, and how good that is beside other placings of the same booths."""

    places: Table[Placed]
    """Where each booth stands, in the order of the booths."""
    halls: Table[HallPlanned]
    """The halls, with what is left in them."""
    scores: Table[Compared]
    """The plan beside the same booths in the order of their names, and in random orders."""
    booths: Count
    """Booths with a place."""
    alike: Metres
    """Mean way between booths that share fields."""
    nearer: Annotated[float, Le(100), Unit("%")]
    """How much shorter that way is than in random orders."""
    beside: Percent
    """Booths beside, or across the aisle from, one that shares a field."""
    proof: Proof
    """How good the plan is, and how that is known."""
    violations: Table[Violation]
    """Rules that the plan breaks, found by a checker that knows no solver."""


@brick(
    id="booth-plan",
    version="1.0.0",
    city="Macao",
    theme="planning",
    sdg=("17.16.1", "17.17.1"),
    users="Organisers of expos and fairs, and markets of a city",
)
def booth_plan(
    booths: Table[Exhibit],
    halls: Table[HallGiven],
    placed: Table[Stays] | None = None,
    members: Literal["apart", "together", "free"] = "apart",
    iterations: Annotated[int, Ge(0), Le(5_000_000)] = 200_000,
    seed: Seed = 0,
) -> BoothPlan:
    """Booths of an expo placed so that neighbours have something in common.

    Divides each hall into islands of stands and aisles of 3 m, and places booths of three sizes in
    halls of their theme: those that share fields near each other, those of one city apart, and
    those with a wish near an entrance or electricity. Booths placed before stay.

    Parameters
    ----------
    booths
        Booths with their size, theme and fields.
    halls
        Halls with their measures, theme and entrances.
    placed
        Booths that stay where they are when the rest is planned again.
    members
        Whether booths of one member are spread over the halls, brought together, or neither.
    iterations
        Swaps that are tried.
    seed
        Start of the random sequence.

    Raises
    ------
    BrickError
        When a booth or hall is there twice, no hall is about a booth's theme, the halls are too
        small, or a booth that stays stands in an aisle, on another, or outside.

    Notes
    -----
    This is a quadratic assignment problem [1]_ with booths of three sizes: what two booths share
    (Jaccard index of their fields), times the way on foot between them, is made small by simulated
    annealing [2]_ with swaps of one, two or four cells, then downhill. No bound is known for
    problems of this size; the score is therefore printed beside that of the same booths in the
    order of their names and in random orders. The ways lead through the aisles: booths back to
    back are not near each other.

    References
    ----------
    .. [1] T. C. Koopmans, M. Beckmann, "Assignment problems and the location of economic
       activities", Econometrica 25(1), 1957. doi:10.2307/1907742
    .. [2] D. T. Connolly, "An improved annealing scheme for the QAP", European Journal of
       Operational Research 46(1), 1990. doi:10.1016/0377-2217(90)90301-Q
    """
    from citybricks.bricks.booth_plan import planning

    return planning.plan(booths, halls, placed, members, iterations, seed)
