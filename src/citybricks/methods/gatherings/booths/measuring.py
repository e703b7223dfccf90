"""How good a placing is, in metres that an organiser can imagine, and without compiled code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from citybricks.methods.gatherings.booths.filling import fill
from citybricks.methods.gatherings.booths.halls import Floats, Ints
from citybricks.methods.gatherings.booths.problem import Problem

BESIDE_M = 6.0
"""Facing each other, or neighbours of a row. [m]"""


@dataclass(frozen=True, slots=True)
class Score:
    """What is said of a placing.

    Parameters
    ----------
    objective
        What the search makes small: see `Problem.flow` and `Problem.pull`.
    alike_m
        Metres on foot between booths that share fields, by how much they share.
    beside
        Booths beside one that shares a field with them. [share]
    members_m
        Metres on foot between booths of one member; none without such pairs.
    wishes_m
        Metres between booths and what they wish to be near; none without wishes.
    """

    objective: float
    alike_m: float
    beside: float
    members_m: float | None
    wishes_m: float | None


def score(problem: Problem, first: Ints) -> Score:
    """Measure a placing."""
    apart, least = _metres(problem, first)
    pairs = np.triu_indices(len(first), 1)
    wish = np.array([_mean(problem.wish[at], first[at], size) for at, size in _sizes(problem)])
    wishing = (problem.wish > 0).any(axis=1)
    near = (least <= BESIDE_M) & (problem.alike > 0)
    np.fill_diagonal(near, val=False)
    pull = sum(_mean(row, first[at], size) for row, (at, size) in _pulls(problem))
    return Score(
        objective=float((problem.flow()[pairs] * apart[pairs]).sum() + pull),
        alike_m=_weighted(apart[pairs], problem.alike[pairs]) or 0.0,
        beside=float(near.any(axis=1).mean()),
        members_m=_weighted(apart[pairs], problem.same[pairs].astype(np.float64)),
        wishes_m=float(wish[wishing].mean()) if wishing.any() else None,
    )


def _sizes(problem: Problem) -> list[tuple[int, int]]:
    return [(at, int(size)) for at, size in enumerate(problem.size)]


def _pulls(problem: Problem) -> list[tuple[Floats, tuple[int, int]]]:
    return list(zip(problem.pull(), _sizes(problem), strict=True))


def _mean(row: Floats, first: int, size: int) -> float:
    return float(row[first : first + size].mean())


def _metres(problem: Problem, first: Ints) -> tuple[Floats, Floats]:
    """Return the mean and the least metres between the cells of each two booths."""
    cells = np.concatenate([np.arange(first[at], first[at] + size) for at, size in _sizes(problem)])
    far = problem.far[np.ix_(cells, cells)]
    starts = np.concatenate(([0], np.cumsum(problem.size)[:-1]))
    total = np.add.reduceat(np.add.reduceat(far, starts, axis=0), starts, axis=1)
    least = np.minimum.reduceat(np.minimum.reduceat(far, starts, axis=0), starts, axis=1)
    return total / np.outer(problem.size, problem.size), least


def _weighted(metres: Floats, weight: Floats) -> float | None:
    total = weight.sum()
    return float((metres * weight).sum() / total) if total else None


def alphabetical(problem: Problem, names: Sequence[str]) -> Ints:
    """Place booths in the order of their names, hall after hall and row after row."""
    return fill(problem, sorted(range(len(names)), key=lambda at: (names[at].casefold(), at)))


def shuffled(problem: Problem, seed: int) -> Ints:
    """Place booths in a random order."""
    order = np.random.default_rng(seed).permutation(len(problem.size))
    return fill(problem, [int(at) for at in order])
