"""The space-time permutation model: clusters from cases alone, without knowing the people.

References
----------
.. [1] M. Kulldorff et al., "A space-time permutation scan statistic for disease outbreak
   detection", PLoS Med. 2 (2005) e59. https://doi.org/10.1371/journal.pmed.0020059
"""

from __future__ import annotations

import numpy as np

from citybricks.methods.surveillance.scan.cluster import Cluster, Counts, Scan, clusters
from citybricks.methods.surveillance.scan.poisson import backwards
from citybricks.methods.surveillance.scan.zones import Zones


def space_time_permutation(
    cases: Counts,
    zones: Zones,
    *,
    most_times: int = 7,
    replicas: int = 999,
    seed: int = 0,
    most: int = 10,
) -> list[Cluster]:
    """Return clusters that last at the last time and are more than place and time alone explain.

    Parameters
    ----------
    cases
        Of shape (places, times).
    zones
        Which zones are looked at; sizes are the cases of each place.
    most_times, replicas, seed, most
        As in `poisson_scan`; a replica keeps the cases of every place and of every time and
        shuffles which goes with which.

    Raises
    ------
    ValueError
        When there are fewer than two cases or times.
    """
    counts = np.asarray(cases)
    total = int(np.sum(counts))
    if total < 2 or counts.shape[1] < 2:  # noqa: PLR2004 - one case or time is no cluster
        raise ValueError(f"{total} cases in {counts.shape[1]} times cannot cluster")
    of_place, of_time = np.sum(counts, axis=1), np.sum(counts, axis=0)
    expected = np.outer(of_place, of_time) / total
    most_times = min(most_times, counts.shape[1] - 1)
    scan = Scan(zones, backwards(expected, most_times), total)
    places = np.repeat(np.arange(len(counts)), of_place)
    # only the last times are counted; which of them, 0 being the last
    ago = np.repeat(np.arange(counts.shape[1])[::-1], of_time)
    random = np.random.default_rng(seed)

    def drawn(count: int) -> Counts:
        made = np.empty((len(counts), most_times, count), dtype=np.int64)
        for replica in range(count):
            shuffled = random.permutation(ago)
            late = shuffled < most_times
            cell = places[late] * most_times + shuffled[late]
            made[..., replica] = np.bincount(cell, minlength=len(counts) * most_times).reshape(
                len(counts), most_times
            )
        return np.cumsum(made, axis=1)

    found = backwards(counts, most_times)
    return clusters(scan, found, drawn, replicas=replicas, most=most)
