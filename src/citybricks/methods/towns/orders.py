"""Orders of a day: medicine from the clinic, food and parcels, most of them for those far out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from citybricks.methods.towns.town import Place, Town
from citybricks.methods.towns.zones import Area

Priority = Literal["medicine", "food", "parcel"]

_SHARES: dict[Priority, float] = {"medicine": 0.3, "food": 0.3, "parcel": 0.4}
_MASSES: dict[Priority, tuple[float, float]] = {
    "medicine": (0.2, 0.8),
    "food": (0.8, 2.2),
    "parcel": (0.3, 2.6),
}
_HOUR = 3600
_MIDDLE_M = 1_200.0
"""Who lives farther from the middle orders more often; shops are near to the others."""
_CLEAR_M = 300.0
"""Nobody orders from within this distance of an area that may not be flown in."""


@dataclass(frozen=True, slots=True)
class Order:
    """Something to be brought to a home.

    Parameters
    ----------
    place
        Where, on the town's map. [m]
    open_s, close_s
        When it may be delivered, from the start of the plan.
    hamlet
        Which hamlet the home is in; -1 in the town itself.
    """

    id: str
    place: Place
    mass_kg: float
    open_s: int
    close_s: int
    priority: Priority
    hamlet: int


def orders(town: Town, count: int = 40, seed: int = 0, zones: Sequence[Area] = ()) -> list[Order]:
    """Make orders, six in ten of them for hamlets, each home once as long as there are enough.

    Parameters
    ----------
    town
        Whose people order.
    count
        How many.
    seed
        Equal seeds make equal orders.
    zones
        Areas whose neighbours do not order.
    """
    random = np.random.default_rng([town.seed, seed, 2])
    open_homes = _outside(town, zones)
    weights = np.where(
        town.hamlet >= 0, 6.0, np.where(np.hypot(*town.homes.T) > _MIDDLE_M, 1.0, 0.5)
    )
    weights = np.where(open_homes, weights, 0.0)
    enough = count <= int((weights > 0).sum())
    chosen = random.choice(len(weights), count, replace=not enough, p=weights / weights.sum())
    kinds = random.choice(list(_SHARES), count, p=list(_SHARES.values()))
    return [
        _order(town, at, int(home), kind, random)
        for at, (home, kind) in enumerate(zip(chosen, kinds.tolist(), strict=True))
    ]


def _order(town: Town, at: int, home: int, kind: Priority, random: np.random.Generator) -> Order:
    low, high = _MASSES[kind]
    x, y = town.homes[home]
    opens, closes = _window(kind, random)
    return Order(
        f"{kind}-{at + 1:02}",
        (float(x), float(y)),
        round(float(random.uniform(low, high)), 1),
        opens,
        closes,
        kind,
        int(town.hamlet[home]),
    )


def _window(kind: Priority, random: np.random.Generator) -> tuple[int, int]:
    """Medicine within two hours; half of the rest in a window of two hours, half by the evening."""
    if kind == "medicine":
        return 0, 2 * _HOUR
    if random.random() < 0.5:  # noqa: PLR2004 - half
        opens = int(random.integers(1, 5)) * _HOUR
        return opens, opens + 2 * _HOUR
    return 0, 8 * _HOUR


def _outside(town: Town, zones: Sequence[Area]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    import shapely

    if not zones:
        return np.ones(len(town.homes), dtype=bool)
    closed = shapely.union_all([shapely.Polygon(area.xy) for area in zones]).buffer(_CLEAR_M)
    return np.asarray(~shapely.contains_xy(closed, *town.homes.T))
