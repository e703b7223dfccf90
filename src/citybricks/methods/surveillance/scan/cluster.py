"""What a scan finds, and the scan itself: likelihood ratios of all zones, and by chance.

The margins of cases and people are the same in every replica, so the expected cases of a zone are
too, and the logarithm of a likelihood ratio is a table of the cases inside less two constants.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import xlogy

from citybricks.methods.surveillance.scan.zones import Zones
from citybricks.methods.surveillance.series import Floats

Counts = NDArray[np.int64]
EULER = 0.5772156649015329
BATCH = 128
"""Replicas that are counted at once; they stay in the cache of a processor."""


@dataclass(frozen=True)
class Cluster:
    """Places with more cases than expected, all at once.

    Parameters
    ----------
    members
        Which places, nearest to the centre first.
    days
        How many of the last times it lasts; all of them for a scan of places alone.
    cases, expected
        Cases inside, and how many there would be if there was no cluster.
    relative_risk
        Risk inside over risk outside.
    llr
        Logarithm of the likelihood ratio, weighted by the shape of the zone.
    p
        By rank among the replicas: (1 + as large) / (1 + replicas).
    p_gumbel
        From the extreme-value distribution through the replicas, also below 1 / replicas.
    recurrence
        After how many scans something like it is seen by chance: 1 / p, by the extreme-value
        distribution when no replica is as large.
    """

    members: tuple[int, ...]
    days: int
    cases: int
    expected: float
    relative_risk: float
    llr: float
    p: float
    p_gumbel: float
    recurrence: float


@dataclass(frozen=True, eq=False)
class Scan:
    """Zones by the last times, and what is expected in each.

    Parameters
    ----------
    zones
        Zones of places.
    expected
        Expected cases of shape (places, windows), added up over the times of each window.
    total
        All cases.
    least_cases
        Fewer are no cluster.
    """

    zones: Zones
    expected: Floats
    total: int
    least_cases: int = 2

    def best(self, counts: Counts) -> tuple[Floats, NDArray[np.intp], NDArray[np.intp]]:
        """Return the best statistic of each row of zones, its length and its window.

        Parameters
        ----------
        counts
            Cases of shape (places, windows), as expected.
        """
        rows = len(self.zones.order)
        value, length = np.zeros(rows), np.zeros(rows, dtype=np.intp)
        window = np.zeros(rows, dtype=np.intp)
        for row, which, places, ratio in self._ratios(counts[..., None]):
            largest = int(np.argmax(ratio[:, 0]))
            if ratio[largest, 0] > value[row]:
                value[row], window[row] = ratio[largest, 0], which
                length[row] = places[largest]
        return value, length, window

    def largest(self, replicas: Counts) -> Floats:
        """Return the largest statistic of each replica, of shape (places, windows, replicas)."""
        found = np.zeros(replicas.shape[-1])
        for start in range(0, len(found), BATCH):
            part = np.ascontiguousarray(replicas[..., start : start + BATCH])
            most = found[start : start + BATCH]
            for _row, _window, _places, ratio in self._ratios(part):
                np.maximum(most, np.max(ratio, axis=0), out=most)
        return found

    def _ratios(self, counts: Counts) -> Iterator[tuple[int, int, NDArray[np.intp], Floats]]:
        """Yield the ratios of each row and window, of shape (zones, replicas)."""
        table = xlogy(np.arange(self.total + 1.0), np.arange(self.total + 1.0))
        table = table + table[::-1]  # c log c + (C - c) log (C - c)
        zones = self.zones
        for row, (order, ends) in enumerate(zip(zones.order, zones.ends, strict=True)):
            places = np.nonzero(ends)[0]
            if not len(places):
                continue
            near = order[: places[-1] + 1]
            for window in range(counts.shape[1]):
                inside = np.cumsum(counts[near, window], axis=0)[places]
                usual = np.cumsum(self.expected[near, window])[places][:, None]
                ratio = self._ratio(inside, usual, table)
                yield row, window, places + 1, ratio * zones.weights[row]

    def _ratio(self, inside: Counts, usual: Floats, table: Floats) -> Floats:
        rest = np.maximum(self.total - usual, 0.0)
        slope = np.log(np.maximum(usual, 1e-300)) - np.log(np.maximum(rest, 1e-300))
        ratio: Floats = np.take(table, inside)
        ratio -= inside * slope
        ratio -= xlogy(self.total, rest)
        ratio[inside < np.maximum(usual, self.least_cases)] = 0.0
        return np.maximum(ratio, 0.0, out=ratio)


def clusters(
    scan: Scan,
    counts: Counts,
    drawn: Callable[[int], Counts],
    *,
    replicas: int,
    most: int,
) -> list[Cluster]:
    """Return the most likely cluster and those that share no place with a likelier one.

    Parameters
    ----------
    scan
        The zones and what is expected.
    counts
        Cases of shape (places, windows).
    drawn
        Draws so many replicas, of shape (places, windows, replicas).
    replicas
        How many are drawn for the probabilities.
    most
        Longest list.
    """
    value, length, window = scan.best(counts)
    by_chance = np.concatenate(
        [scan.largest(drawn(min(BATCH, replicas - at))) for at in range(0, replicas, BATCH)]
    )
    taken: set[int] = set()
    found: list[Cluster] = []
    for row in np.argsort(-value, kind="stable"):
        if value[row] <= 0 or len(found) == most:
            break
        members = tuple(int(place) for place in scan.zones.order[row, : length[row]])
        if taken.isdisjoint(members):
            taken.update(members)
            found.append(_cluster(scan, counts, members, window[row], value[row], by_chance))
    return found


def _cluster(
    scan: Scan,
    counts: Counts,
    members: tuple[int, ...],
    window: int,
    llr: float,
    by_chance: Floats,
) -> Cluster:
    cases = int(np.sum(counts[list(members), window]))
    expected = float(np.sum(scan.expected[list(members), window]))
    outside = (scan.total - cases) / max(scan.total - expected, 1e-300)
    p = float((1 + np.sum(by_chance >= llr)) / (1 + len(by_chance)))
    gumbel = _beyond(llr, by_chance)
    return Cluster(
        members=members,
        days=int(window) + 1,
        cases=cases,
        expected=expected,
        relative_risk=float(cases / expected / outside) if outside > 0 else float("inf"),
        llr=float(llr),
        p=p,
        p_gumbel=gumbel,
        recurrence=1 / (max(gumbel, 1e-12) if p * (1 + len(by_chance)) < 2 else p),  # noqa: PLR2004
    )


def _beyond(llr: float, by_chance: Floats) -> float:
    """Return the probability of a value as large in the Gumbel distribution of the same moments."""
    spread = max(float(np.std(by_chance)) * np.sqrt(6) / np.pi, 1e-6)
    middle = float(np.mean(by_chance)) - EULER * spread
    return float(-np.expm1(-np.exp(min(-(llr - middle) / spread, 700.0))))
