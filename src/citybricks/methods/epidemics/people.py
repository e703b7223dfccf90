"""Who shares a home, a class and a grade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

NOWHERE = -1
"""The class and grade of who does not go to school."""


@dataclass(frozen=True, eq=False)
class People:
    """Where people meet: one number each, of shape (people,).

    Parameters
    ----------
    household
        Which home each lives in: 0, 1, ...
    school_class, grade
        Which class and grade each goes to: 0, 1, ..., or -1 for none.
    """

    household: Ints
    school_class: Ints
    grade: Ints

    def __post_init__(self) -> None:
        shapes = {self.household.shape, self.school_class.shape, self.grade.shape}
        if len(shapes) != 1 or self.household.ndim != 1:
            raise ValueError(f"household, class and grade have the shapes {shapes}; one is needed")

    def __len__(self) -> int:
        """How many people there are."""
        return len(self.household)


def pupils_of(classes: Sequence[tuple[int, int]], siblings: float, seed: int = 1861) -> People:
    """Make up the pupils of a school from the sizes of its classes.

    Who lives with whom is not written down in a school's daily numbers; so many pupils as is
    usual share a home with one of another class, drawn by chance.

    Parameters
    ----------
    classes
        Grade and enrolled pupils of each class.
    siblings
        Part of the pupils who have a brother or sister in the school: 0 to 1.
    seed
        Which draw.
    """
    size = np.array([enrolled for _, enrolled in classes], dtype=np.int64)
    school_class = np.repeat(np.arange(len(classes)), size)
    grade = np.repeat(np.array([grade for grade, _ in classes], dtype=np.int64), size)
    household = np.arange(len(school_class))
    order = np.random.default_rng(seed).permutation(len(household))
    pairs = order[: 2 * int(siblings * len(order) / 2)].reshape(-1, 2)
    apart = school_class[pairs[:, 0]] != school_class[pairs[:, 1]]
    household[pairs[apart, 1]] = household[pairs[apart, 0]]
    return People(np.unique(household, return_inverse=True)[1], school_class, grade)
