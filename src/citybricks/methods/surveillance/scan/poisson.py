"""The discrete Poisson model: cases in proportion to the people, unless there is a cluster.

References
----------
.. [1] M. Kulldorff, "Prospective time periodic geographical disease surveillance using a scan
   statistic", J. R. Stat. Soc. A 164 (2001) 61. https://doi.org/10.1111/1467-985X.00186
"""

from __future__ import annotations

import numpy as np

from citybricks.methods.surveillance.scan.cluster import Cluster, Counts, Scan, clusters
from citybricks.methods.surveillance.scan.zones import Zones
from citybricks.methods.surveillance.series import Floats


def poisson_scan(
    cases: Counts,
    population: Floats,
    zones: Zones,
    *,
    most_times: int = 1,
    replicas: int = 999,
    seed: int = 0,
    most: int = 10,
) -> list[Cluster]:
    """Return clusters of cases given the people at risk.

    Parameters
    ----------
    cases, population
        Of shape (places,) for places alone, or (places, times): clusters are then such that
        still last at the last time.
    zones
        Which zones are looked at, by `circles` or `ellipses`.
    most_times
        Longest cluster in times.
    replicas
        How often cases are drawn by chance.
    seed
        Of the random numbers.
    most
        Longest list.

    Raises
    ------
    ValueError
        When shapes differ, there are fewer than two cases, or nobody is at risk.
    """
    counts, people = _table(cases), np.asarray(_table(population), dtype=float)
    total = int(np.sum(counts))
    if counts.shape != people.shape:
        raise ValueError(f"cases are {counts.shape}, population is {people.shape}")
    everybody = float(np.sum(people))
    if total < 2 or not everybody > 0:  # noqa: PLR2004 - one case is no cluster
        raise ValueError(f"{total} cases among {everybody} people cannot cluster")
    if counts.shape[1] == 1:
        most_times = 1
    expected = total * people / everybody
    scan = Scan(zones, backwards(expected, most_times), total)
    chances = (people / everybody).ravel()
    random = np.random.default_rng(seed)

    def drawn(count: int) -> Counts:
        flat = random.multinomial(total, chances, size=count)
        return backwards(flat.T.reshape(*counts.shape, count), most_times)

    found = backwards(counts, most_times)
    return clusters(scan, found, drawn, replicas=replicas, most=most)


def backwards(table: np.ndarray, most_times: int) -> np.ndarray:
    """Add up the last 1, 2, ... times of a table of shape (places, times, ...)."""
    return np.cumsum(table[:, ::-1][:, :most_times], axis=1)


def _table(values: np.ndarray) -> np.ndarray:
    given = np.asarray(values)
    return given[:, None] if given.ndim == 1 else given
