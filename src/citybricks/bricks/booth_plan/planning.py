"""A plan made of what was given, with its score and what a checker says of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from citybricks import BrickError, tell
from citybricks.bricks.booth_plan.brick import BoothPlan
from citybricks.bricks.booth_plan.reading import Dict, Given, read
from citybricks.bricks.booth_plan.rows import (
    Compared,
    Exhibit,
    HallGiven,
    HallPlanned,
    Placed,
    Stays,
)
from citybricks.methods.gatherings.booths import checking, measuring
from citybricks.methods.gatherings.booths.filling import FullError
from citybricks.methods.gatherings.booths.halls import CELL_M, SIZES, Ints, cells_of, stands
from citybricks.methods.gatherings.booths.measuring import Score, score
from citybricks.methods.gatherings.booths.placing import place
from citybricks.methods.gatherings.booths.problem import (
    Members,
    Place,
    Problem,
    places,
    problem,
)
from citybricks.types import Proof, Table, Violation

SOLVER = "citybricks annealing 1"
RANDOM = 5
"""Random orders that the mean of the comparison is of."""


def plan(
    booths: Table[Exhibit],
    halls: Table[HallGiven],
    placed: Table[Stays] | None,
    members: Members,
    iterations: int,
    seed: int,
) -> BoothPlan:
    """Plan the booths, measure the plan and check it."""
    given = read(booths, halls, placed)
    task = problem(given.booths, given.halls, members=members, kept=given.kept)
    try:
        first = place(task, iterations=iterations, seed=seed, report=_report)
    except FullError as error:
        raise BrickError(
            f"booths.{error.booth}",
            "{name} finds no place beside the booths that stay; enlarge a hall or let some move",
            name=given.booths[error.booth].id,
        ) from None
    return _outcome(given, task, first, iterations, seed)


def _report(share: float) -> None:
    tell(share, "Swapping booths")


def _outcome(given: Given, task: Problem, first: Ints, iterations: int, seed: int) -> BoothPlan:
    found = dict(zip((b.id for b in given.booths), places(given.halls, first), strict=True))
    broken = list(checking.check(given.booths, given.halls, found, given.kept))
    ours, random = score(task, first), _random(task, seed)
    names = [str(row["name"] or row["id"]) for row in given.rows]
    ordered = score(task, measuring.alphabetical(task, names))
    scores = {"planned": ours, "alphabetical": ordered, "random": random}
    nearer = 100 * (1 - ours.alike_m / random.alike_m) if random.alike_m else 0.0
    return BoothPlan(
        places=_table(Placed, [_place(row, found[row["id"]], given.kept) for row in given.rows]),
        halls=_table(HallPlanned, _halls(given, found)),
        scores=_table(Compared, [_compared(name, one) for name, one in scores.items()]),
        booths=len(given.rows),
        alike=ours.alike_m,
        nearer=nearer,
        beside=100 * ours.beside,
        proof=Proof(
            solver=SOLVER,
            seed=seed,
            iterations=iterations,
            objective=ours.objective,
            lower_bound=None,
            gap=1.0,
            feasible=not broken,
        ),
        violations=_table(Violation, [one.model_dump() for one in broken]),
    )


def _random(task: Problem, seed: int) -> Score:
    """Return the mean score of random orders."""
    every = [score(task, measuring.shuffled(task, seed + at)) for at in range(RANDOM)]

    def mean(name: str) -> Any:
        values = [getattr(one, name) for one in every]
        return None if values[0] is None else float(np.mean(values))

    return Score(**{name: mean(name) for name in Score.__slots__})


def _place(row: Dict, at: Place, kept: dict[str, Place]) -> Dict:
    rows, columns = SIZES[row["size"]]
    same = ("name_zh", "size", "theme", "fields", "country", "member")
    return {
        "booth": row["id"],
        "stand": stand(at),
        "name": row["name"] or row["id"],
        **{name: row[name] for name in same},
        "hall": at.hall,
        "row": at.row + 1,
        "column": at.column + 1,
        "east": at.column * CELL_M,
        "south": at.row * CELL_M,
        "width": columns * CELL_M,
        "depth": rows * CELL_M,
        "faces": _faces(at, rows),
        "stayed": row["id"] in kept,
    }


def stand(at: Place) -> str:
    """Return the number of a stand: ``A5-07`` is row 5, column 7 of hall A."""
    return f"{at.hall.upper()}{at.row + 1}-{at.column + 1:02d}"


def _faces(at: Place, rows: int) -> str:
    if rows > 1:
        return "both"
    return "north" if at.row % 3 == 1 else "south"


def _halls(given: Given, found: dict[str, Place]) -> list[Dict]:
    rows = []
    for hall, row in zip(given.halls, given.hall_rows, strict=True):
        here = [booth for booth in given.booths if found[booth.id].hall == hall.id]
        used = sum(cells_of(booth.size) for booth in here)
        rows.append(
            {
                **{name: row[name] for name in ("id", "name_zh", "theme", "width", "depth")},
                "name": row["name"] or row["id"],
                "rows": hall.rows,
                "columns": hall.columns,
                "entrances": ", ".join(hall.entrances),
                "booths": len(here),
                "free": len(stands(hall)) - used,
            }
        )
    return rows


def _compared(name: str, one: Score) -> Dict:
    return {
        "placing": name,
        "cost": one.objective,
        "alike": one.alike_m,
        "beside": 100 * one.beside,
        "members": one.members_m,
        "wishes": one.wishes_m,
    }


def _table(row: Any, rows: list[Dict]) -> Any:
    return Table[row](pd.DataFrame(rows, columns=list(row.model_fields)))
