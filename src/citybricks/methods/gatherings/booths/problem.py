"""Booths that seek a place, and what a placing costs: a quadratic assignment with sizes.

Each pair of booths pulls together or apart, and its pull times the metres on foot between them is
what it costs [1]_. A booth of several cells is as far from another as its cells are on average.

References
----------
.. [1] T. C. Koopmans, M. Beckmann, "Assignment problems and the location of economic activities",
   Econometrica 25(1), 1957, doi:10.2307/1907742.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from citybricks.methods.gatherings.booths.halls import (
    Bools,
    Floats,
    Hall,
    Ints,
    Walks,
    cells_of,
    stands,
    walks,
)

Wish = Literal["", "entrance", "power"]
Members = Literal["apart", "together", "free"]
HALL_TO_HALL_M = 60.0
"""Walked between the entrances of two halls. [m]"""
MEMBERS = 0.2
"""Weight of a metre between booths of one member, beside a metre between booths of one field."""
WISHES = 0.2
"""Weight of a metre from a booth to what it wishes to be near."""


@dataclass(frozen=True, slots=True)
class Booth:
    """A booth that seeks a place.

    Parameters
    ----------
    id
        Its name.
    size
        "S", "M" or "L".
    theme
        The theme of its hall; empty for any.
    fields
        What it shows; the more two booths share, the nearer they should be.
    member
        Whose it is; empty for nobody's.
    wish
        What it wishes to be near.
    """

    id: str
    size: str = "S"
    theme: str = ""
    fields: frozenset[str] = frozenset()
    member: str = ""
    wish: Wish = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a booth stands: its northwestern cell."""

    hall: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Booths and cells as arrays: n booths, N cells in bays of four, hall after hall.

    Parameters
    ----------
    size
        Cells of each booth: 1, 2 or 4.
    alike
        How much each pair shares, 0 to 1: shape (n, n).
    same
        Whether a pair is of one member: shape (n, n).
    wish
        Metres from what each booth wishes to be near, for each cell; 0 without a wish: (n, N).
    far
        Metres on foot between cells: shape (N, N).
    hall
        Hall of each cell.
    allowed
        Which halls each booth may be in.
    members
        Whether booths of one member are to be apart, together, or either.
    kept
        First cell of the booths that stay where they are, -1 for the others.
    """

    size: Ints
    alike: Floats
    same: Bools
    wish: Floats
    far: Floats
    hall: Ints
    allowed: Bools
    members: Members = "apart"
    kept: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def flow(self) -> Floats:
        """Return the pull of each pair of booths on a metre: shape (n, n)."""
        sign = {"apart": -MEMBERS, "together": MEMBERS, "free": 0.0}[self.members]
        pull = _shared(self.alike) + sign * _shared(self.same.astype(np.float64))
        np.fill_diagonal(pull, 0.0)
        return pull

    def pull(self) -> Floats:
        """Return the cost of each booth in each cell by its wish: shape (n, N)."""
        wishing = int((self.wish > 0).any(axis=1).sum())
        return self.wish * (WISHES / max(wishing, 1))


def _shared(weight: Floats) -> Floats:
    """Scale the weights of pairs so that those of all pairs together are 1."""
    rest = weight.copy()
    np.fill_diagonal(rest, 0.0)
    total = rest.sum() / 2
    return rest / total if total else rest


def problem(
    booths: Sequence[Booth],
    halls: Sequence[Hall],
    *,
    members: Members = "apart",
    kept: dict[str, Place] | None = None,
) -> Problem:
    """Make the arrays of booths and halls.

    Raises
    ------
    KeyError
        When a booth is kept on what is no cell for stands.
    """
    measured = [walks(hall) for hall in halls]
    cells = [len(walk.entrance) for walk in measured]
    at = np.repeat(np.arange(len(halls)), cells)
    first = _numbers(halls)
    stay = [(kept or {}).get(booth.id) for booth in booths]
    return Problem(
        size=np.array([cells_of(booth.size) for booth in booths], dtype=np.int64),
        alike=_alike(booths),
        same=_same(booths),
        wish=_wishes(booths, measured),
        far=_far(measured, at),
        hall=at.astype(np.int64),
        allowed=_allowed(booths, halls),
        members=members,
        kept=np.array([-1 if place is None else first[place] for place in stay], dtype=np.int64),
    )


def _numbers(halls: Sequence[Hall]) -> dict[Place, int]:
    """Return the number of each cell of all halls."""
    places = [Place(hall.id, int(row), int(col)) for hall in halls for row, col in stands(hall)]
    return {place: number for number, place in enumerate(places)}


def places(halls: Sequence[Hall], first: Ints) -> list[Place]:
    """Turn first cells into places."""
    known = list(_numbers(halls))
    return [known[int(cell)] for cell in first]


def _alike(booths: Sequence[Booth]) -> Floats:
    """Return the Jaccard index of the fields of each pair; the theme stands in for no field."""
    shown = [booth.fields or frozenset({booth.theme} - {""}) for booth in booths]
    words = sorted(frozenset().union(*shown))
    has = np.array([[word in fields for word in words] for fields in shown], dtype=np.float64)
    has = has.reshape(len(booths), len(words))
    both = has @ has.T
    many = has.sum(axis=1)
    either = many[:, None] + many[None, :] - both
    index: Floats = np.divide(both, either, out=np.zeros_like(both), where=either > 0)
    return index


def _same(booths: Sequence[Booth]) -> Bools:
    members = np.array([booth.member for booth in booths])
    one: Bools = (members[:, None] == members[None, :]) & (members != "")[:, None]
    np.fill_diagonal(one, val=False)
    return one


def _wishes(booths: Sequence[Booth], measured: Sequence[Walks]) -> Floats:
    entrance = np.concatenate([walk.entrance for walk in measured])
    power = np.concatenate([walk.power for walk in measured])
    near = {"entrance": entrance, "power": power, "": np.zeros_like(entrance)}
    return np.stack([near[booth.wish] for booth in booths])


def _far(measured: Sequence[Walks], hall: Ints) -> Floats:
    """Return the metres between all cells; from hall to hall by the entrances."""
    out = np.concatenate([walk.entrance for walk in measured])
    far: Floats = out[:, None] + out[None, :] + HALL_TO_HALL_M
    for number, walk in enumerate(measured):
        here = np.flatnonzero(hall == number)
        far[np.ix_(here, here)] = walk.between
    return far


def _allowed(booths: Sequence[Booth], halls: Sequence[Hall]) -> Bools:
    themes = np.array([hall.theme for hall in halls])
    asked = np.array([booth.theme for booth in booths])
    fits: Bools = (
        (themes[None, :] == asked[:, None]) | (themes == "")[None, :] | (asked == "")[:, None]
    )
    return fits
