"""Make a town from a seed."""

from __future__ import annotations

import numpy as np

from citybricks.methods.towns import laying
from citybricks.methods.towns.town import TSUKUBA, Floats, Hamlet, Place, Town

_NAMES = ("Kita", "Higashi", "Minami", "Nishi", "Yama", "Kawa", "Mori", "Hara", "Oka", "Ike")
SEEDS = tuple(range(10))
"""Of the ten towns that benchmarks plan for."""
MOST_HAMLETS = len(_NAMES)
_OUTSKIRTS = 9
_NEAR_M, _FAR_M = 1_500.0, 2_600.0
"""Where the outskirts are, from the middle."""
_REMOTE_M, _FARTHEST_M = 4_000.0, 9_000.0
"""Where hamlets are, from the middle."""
_APART_M = 1_200.0


def town(seed: int = 0, hamlets: int = 6, centre: Place = TSUKUBA) -> Town:
    """Make a town: a grid of streets, outskirts, and hamlets that are 4 to 9 km out.

    Parameters
    ----------
    seed
        Equal seeds make equal towns.
    hamlets
        How many, at most 10.
    centre
        Longitude and latitude of its middle.

    Raises
    ------
    ValueError
        When there are more hamlets than names.
    """
    if not 0 <= hamlets <= MOST_HAMLETS:
        raise ValueError(f"hamlets is {hamlets}; allowed: 0 to {MOST_HAMLETS}")
    random = np.random.default_rng([seed, 1])
    junctions, _, roads = laying.centre(random)
    suburbs = _around(random, _OUTSKIRTS, _NEAR_M, _FAR_M, 500.0)
    remote = _around(random, hamlets, _REMOTE_M, _FARTHEST_M, _APART_M)
    roads += laying.outside(random, laying.border(junctions), np.vstack([suburbs, remote]))
    homes, residents, hamlet = _homes(random, junctions, suburbs, remote)
    edge = laying.border(junctions)
    depot, clinic = edge[random.integers(len(edge))], junctions[len(junctions) // 2]
    return Town(
        seed,
        centre,
        tuple(roads),
        homes,
        residents,
        hamlet,
        tuple(
            Hamlet(name, (float(x), float(y)))
            for name, (x, y) in zip(_NAMES, remote.tolist(), strict=False)
        ),
        (float(depot[0]) + 15.0, float(depot[1]) + 15.0),
        (float(clinic[0]) + 20.0, float(clinic[1]) - 20.0),
    )


def _around(
    random: np.random.Generator, count: int, near: float, far: float, apart: float
) -> Floats:
    """Return places in a ring around the middle, none too close to another."""
    found: list[Floats] = []
    while len(found) < count:
        angle, reach = random.uniform(0, 2 * np.pi), np.sqrt(random.uniform(near**2, far**2))
        place = reach * np.array([np.cos(angle), np.sin(angle)])
        if all(np.hypot(*(place - other)) >= apart for other in found):
            found.append(place)
    return np.array(found).reshape(-1, 2)


def _homes(
    random: np.random.Generator, junctions: Floats, suburbs: Floats, remote: Floats
) -> tuple[
    Floats, np.ndarray[tuple[int], np.dtype[np.int64]], np.ndarray[tuple[int], np.dtype[np.int64]]
]:
    """Put people around junctions, many in the middle and few far out."""
    places, residents, hamlet = [], [], []
    for centres, each, spread, mean, remote_too in (
        (junctions, 4, 70.0, 55.0, False),
        (suburbs, 9, 160.0, 32.0, False),
        (remote, 7, 150.0, 11.0, True),
    ):
        count = len(centres) * each
        xy = np.repeat(centres, each, axis=0) + random.normal(0, spread, (count, 2))
        places.append(xy)
        residents.append(1 + random.negative_binomial(4, 4 / (4 + mean), count))
        at = np.repeat(np.arange(len(centres)), each)
        hamlet.append(at if remote_too else np.full(count, -1))
    return np.vstack(places), np.concatenate(residents), np.concatenate(hamlet)
