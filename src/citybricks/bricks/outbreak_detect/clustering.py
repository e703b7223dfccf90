"""Units that have more cases than expected together: linked classes, and place and time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from citybricks import BrickError, track
from citybricks.bricks.outbreak_detect.deciding import FEWEST, LEVEL, Decided
from citybricks.bricks.outbreak_detect.reading import Read
from citybricks.methods.surveillance import small_counts

if TYPE_CHECKING:
    from citybricks.bricks.outbreak_detect.rows import Link, Site
    from citybricks.methods.surveillance.judging import Index
    from citybricks.types import Features, Table

REPLICAS = 999
MOST_DAYS = 7
"""Times that a cluster lasts at most."""
BASELINE = 60
"""Times that the scan looks at, the cluster's included."""
UNLIKELY = 0.05
"""Chance from which a cluster is none."""
MOST_CASES = 200_000
"""Cases of one syndrome that are shuffled."""


@dataclass(frozen=True)
class Found:
    """A cluster; `rows` are its series, `first` and `last` its times."""

    kind: str
    syndrome: str
    rows: tuple[int, ...]
    first: int
    last: int
    observed: float
    expected: float
    p: float
    recurrence: float | None = None
    score: float | None = None


def linked(read: Read, decided: Decided, links: Table[Link] | None) -> list[Found]:
    """Return groups of linked classes with more ill than usual on the last day.

    Raises
    ------
    BrickError
        When a linked unit has no counts; it is named by its row.
    """
    if links is None:
        return []
    units = {unit for unit, _ in read.table.names}
    for column in ("unit", "other"):
        for row, unit in enumerate(links.frame[column]):
            if unit not in units:
                raise BrickError(
                    f"links.{row}.{column}", "there are no counts of {unit}", unit=unit
                )
    pairs = list(zip(links.frame["unit"], links.frame["other"], strict=True))
    last = int(decided.judged.alarms.at[-1])
    found = []
    for syndrome, those in decided.classes.items():
        if those.days[-1] != last:
            continue
        place = {read.table.names[row][0]: at for at, row in enumerate(those.rows.tolist())}
        edges = [(place[a], place[b]) for a, b in pairs if a in place and b in place]
        flags = small_counts.flag_classes(
            those.ill,
            those.enrolled,
            those.school,
            means=those.means,
            edges=edges,
            level=LEVEL,
            fewest=FEWEST,
        )
        for one in flags.linked:
            rows = tuple(int(those.rows[at]) for at in one.classes)
            found.append(
                Found("linked classes", syndrome, rows, last, last, one.ill, one.expected, one.p)
            )
    return found


def scan(read: Read, at: Index, places: Features[Site] | None, seed: int) -> list[Found]:
    """Return clusters in place and time that last at the last time looked at."""
    if places is None:
        return []
    where = positions(read, places)
    found = []
    syndromes = list(dict.fromkeys(name for _, name in read.table.names))
    for syndrome in track(syndromes, "Looking for clusters in place and time"):
        rows = [
            row for row, name in enumerate(read.table.names) if name[1] == syndrome and row in where
        ]
        found += _scanned(read, int(at[-1]), syndrome, rows, where, seed)
    return found


def positions(read: Read, places: Features[Site]) -> dict[int, tuple[float, float]]:
    """Return longitude and latitude of the series whose unit has a place."""
    points = places.frame.geometry
    of_unit = dict(zip(places.frame["unit"], zip(points.x, points.y, strict=True), strict=True))
    return {
        row: (float(of_unit[unit][0]), float(of_unit[unit][1]))
        for row, (unit, _) in enumerate(read.table.names)
        if unit in of_unit
    }


def _scanned(
    read: Read,
    last: int,
    syndrome: str,
    rows: list[int],
    where: dict[int, tuple[float, float]],
    seed: int,
) -> list[Found]:
    from citybricks.methods.surveillance.scan import circles, space_time_permutation

    first = max(0, last + 1 - BASELINE)
    known = np.nan_to_num(read.table.series.counts[rows, first : last + 1])
    counts = np.minimum(known, MOST_CASES + 1).astype(np.int64)
    few = len(rows) < 2 or counts.shape[1] < 2  # noqa: PLR2004 - one place, or time, is no cluster
    if few or not 2 <= counts.sum() <= MOST_CASES:  # noqa: PLR2004 - one case is none either
        return []
    coordinates = np.array([where[row] for row in rows])
    zones = circles(coordinates, counts.sum(axis=1).astype(float), geographic=True)
    clusters = space_time_permutation(
        counts, zones, most_times=MOST_DAYS, replicas=REPLICAS, seed=seed
    )
    return [
        Found(
            "place and time",
            syndrome,
            tuple(rows[member] for member in one.members),
            last + 1 - one.days,
            last,
            float(one.cases),
            one.expected,
            one.p,
            one.recurrence,
            one.llr,
        )
        for one in clusters
        if one.p < UNLIKELY
    ]
