"""A programme that was asked for, as the brick tells it."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from citybricks import BrickError
from citybricks.bricks.forum_schedule import telling
from citybricks.bricks.forum_schedule.given import Asked
from citybricks.bricks.forum_schedule.rows import Workbook
from citybricks.methods.gatherings.programme import replanning, writing
from citybricks.methods.gatherings.programme.instance import Instance
from citybricks.methods.gatherings.programme.solving import Published, Solved, solve
from citybricks.methods.gatherings.programme.starting import CannotFitError
from citybricks.methods.gatherings.programme.tracks import bound
from citybricks.types import Proof
from citybricks.types.files import XLSX

Tell = Callable[[float, str], None]

SOLVER = "citybricks annealing 1.0; bound: HiGHS (SciPy)"
SMALL, NODES = 1_200, 20
"""Talks times sessions up to which the bound branches, and into how many nodes at most."""
SEARCH = 0.9
"""Share of the work that is the search."""


def planned(asked: Asked, iterations: int, seed: int, tell: Tell) -> dict[str, Any]:
    """Return the fields of the outcome.

    Raises
    ------
    BrickError
        When no programme is found in which every talk has its slots.
    """
    before = replanning.standing(asked.instance, asked.places()) if asked.published else None
    found = _solved(asked, before, iterations, seed, tell)
    tell(SEARCH, "How good a programme could be")
    least = _least(asked.instance, found.cost)
    schedule = found.schedule
    if before is not None:
        schedule = replanning.at_old_times(asked.instance, schedule, before)
    told = telling.told(asked, schedule)
    cost = told["cost"]
    proof = Proof(
        solver=SOLVER,
        seed=seed,
        iterations=found.iterations,
        objective=float(cost),
        lower_bound=float(least),
        gap=min(1.0, max(0.0, (cost - least) / cost)) if cost else 0.0,
        feasible=not len(told["violations"]),
    )
    content = base64.b64encode(writing.programme(asked.instance, schedule)).decode()
    workbook = Workbook(name="programme.xlsx", media_type=XLSX, content=content)
    return {**told, "proof": proof, "workbook": workbook}


def _least(instance: Instance, cost: int) -> int:
    """Return what no programme can cost less than, more closely for a small forum."""
    least = bound(instance)
    talks, _, sessions, _ = instance.shape
    small = talks * sessions <= SMALL
    return bound(instance, NODES) if small and least < cost else least


def _solved(asked: Asked, before: Any, iterations: int, seed: int, tell: Tell) -> Solved:
    near = None if before is None else Published(before, asked.moved)
    try:
        return solve(
            asked.instance,
            iterations=iterations,
            seed=seed,
            published=near,
            report=lambda share: tell(SEARCH * share, "Searching for a programme"),
        )
    except CannotFitError as error:
        raise BrickError(
            "talks",
            "do not all fit: the slots suffice, but not as tracks and talks divide them; add a"
            " session or a room, or allow more iterations",
        ) from error
