"""What the lamp asks of its battery, from dusk to dawn and day and night."""

import numpy as np

from citybricks.bricks.solar_street.equipment import Lamp
from citybricks.bricks.solar_street.sun import DAYS, STEPS, Array, Sun

YEAR_H = 24.0 * DAYS


def lamp_energy(sun: Sun, lamp: Lamp) -> Array:
    """Energy asked for in each half hour of the year [Wh], exact to the second.

    Notes
    -----
    With dusk :math:`a` and dawn :math:`b`, when the sun passes ``lamp.sun``, the light is at
    full power in :math:`[a, a + evening]` and :math:`[b - morning, b]` and dimmed between.
    The half hours get the differences of the running sum of that step function.
    """
    edges = np.linspace(0.0, YEAR_H, DAYS * STEPS + 1)
    always = np.full(DAYS * STEPS, lamp.extra * 24 / STEPS)
    nights = sun.nights(lamp.sun)
    if not len(nights):
        return always
    dusk, dawn = np.vstack([nights, nights[:1] + YEAR_H]).T
    first = np.minimum(dusk + lamp.evening, dawn)
    last = np.maximum(dawn - lamp.morning, first)
    times = np.column_stack([dusk, first, last, dawn])
    dimmed = lamp.power * lamp.dimmed / 100
    powers = np.array([0.0, lamp.power, dimmed, lamp.power])
    spans = np.diff(times, prepend=times[:, :1], axis=1) * powers
    total: Array = np.interp(edges, times.ravel(), np.cumsum(spans.ravel()))
    return always + np.diff(total)


def night_energy(sun: Sun, lamp: Lamp) -> float:
    """Energy asked for from dusk to dawn of the longest night [Wh]."""
    nights = sun.nights(lamp.sun)
    if not len(nights):
        return 0.0
    hours = float((nights[:, 1] - nights[:, 0]).max())
    full = min(hours, lamp.evening + lamp.morning)
    return full * lamp.power + (hours - full) * lamp.power * lamp.dimmed / 100 + hours * lamp.extra
