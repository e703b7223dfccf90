"""How long a drone may stay in the air, from what its battery holds."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from citybricks.methods.drones.trucks.problem import Numbers


def endurance_s(
    flight_s: ArrayLike,
    drone_service_s: ArrayLike,
    out_j: ArrayLike,
    back_j: ArrayLike,
    battery_j: float,
    hover_w: float,
) -> Numbers:
    """Return the most seconds from take-off to recovery: the flight, then hovering on what is left.

    Parameters
    ----------
    flight_s
        Seconds from take-off to landing (n, n).
    drone_service_s
        Seconds at the customer: a number, or one for each node.
    out_j
        Joules from the launch to the customer with the parcel, and of serving it there (n, n).
    back_j
        Joules from the customer to the recovery without the parcel (n, n).
    battery_j
        Joules that may be used: without the reserve.
    hover_w
        Power of hovering without the parcel.

    Returns
    -------
    numpy.ndarray
        For each launch, customer and recovery (n, n, n); -1 where the battery does not last.
    """
    flight = np.asarray(flight_s, dtype=float)
    service = np.broadcast_to(np.asarray(drone_service_s, dtype=float), len(flight))
    left = battery_j - np.asarray(out_j)[:, :, None] - np.asarray(back_j)[None]
    aloft = (flight + service)[:, :, None] + flight[None]
    with np.errstate(invalid="ignore"):
        seconds = aloft + left / hover_w
    return np.where((left >= 0) & np.isfinite(aloft), seconds, -1.0)
