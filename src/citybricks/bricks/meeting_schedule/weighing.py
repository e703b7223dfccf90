"""What a meeting counts.

A request counts ``20 × priority``, so 20, 40 or 60; 20 more when it is mutual; up to 20 more
for how well they match (``20 × score``); and up to 20 more so that who has few requests is not
forgotten: ``20 / requests of the participant who has fewest``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from citybricks.bricks.meeting_schedule.rows import Request

STEP = 20
"""What a step of priority counts; mutual wishes, a perfect match and being alone count as much."""


def weights(
    requests: Sequence[Request], people: NDArray[np.int32], participants: int
) -> NDArray[np.int64]:
    """Return what each request counts, shape (m,).

    Parameters
    ----------
    requests
        The requests.
    people
        Participants of each, shape (m, 4); -1 where there are fewer.
    participants
        How many participants there are.
    """
    asked = np.bincount(people[people >= 0], minlength=participants + 1)
    asked[-1] = len(requests) + 1  # nobody
    fewest = asked[people].min(axis=1)
    wanted = np.array([row.priority for row in requests])
    mutual = np.array([row.mutual for row in requests], dtype=float)
    score = np.array([row.score for row in requests], dtype=float)
    counts: NDArray[np.int64] = np.rint(STEP * (wanted + mutual + score + 1 / fewest)).astype(
        np.int64
    )
    return counts
