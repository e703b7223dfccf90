"""The cheapest panel and battery that keep the light on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from citybricks.bricks.solar_street.energy_balance import Course, loss_of_load
from citybricks.bricks.solar_street.equipment import Battery, Panel, Prices
from citybricks.bricks.solar_street.sun import Array

Counts = NDArray[np.int64]

RUNGS, REACH = 9, 8.0
"""Panels on the first ladder, from one that just covers the year to eight times that."""
NEAR = 1.05
"""Tilts whose first cost is within this factor of the least are looked at closely."""
CLOSE = 24
"""So many panels are tried at once when looking closely."""


@dataclass(frozen=True)
class Aim:
    """What a size has to achieve.

    Parameters
    ----------
    target
        Loss-of-load probability, a share.
    confidence
        Share of the years that must keep the target.
    must
        Which years must keep it in any case.
    """

    target: float
    confidence: float
    must: NDArray[np.bool_]

    def needed(self, batteries: Counts) -> Counts:
        """Battery that enough of the years are content with, over the last axis."""
        rank = int(np.ceil(self.confidence * batteries.shape[-1] - 1e-9)) - 1
        need = np.sort(batteries, axis=-1)[..., max(rank, 0)]
        if self.must.any():
            need = np.maximum(need, batteries[..., self.must].max(axis=-1))
        return need


@dataclass(frozen=True)
class Front:
    """For each of some panels the least batteries that keep the target.

    Parameters
    ----------
    panels
        Peak powers in ascending order [W], shape (n_panels,).
    batteries
        Multiples of the step between sizes on sale, shape (n_panels, n_tilts, n_years).
    """

    panels: Array
    batteries: Counts

    def costs(self, aim: Aim, battery: Battery, prices: Prices) -> Array:
        """Present cost of each panel with the battery it needs, shape (n_panels, n_tilts)."""
        need = aim.needed(self.batteries)
        cost = prices.fixed + prices.panel * self.panels[:, None]
        cost = cost + prices.per_watt_hour() * need * battery.step
        on_sale: Array = np.where(need * battery.step <= battery.largest, cost, np.inf)
        return on_sale


def least_batteries(
    course: Course,
    panels: Array,
    battery: Battery,
    target: float | Array,
    between: tuple[Counts, Counts] | None = None,
) -> Counts:
    """Find for every panel, tilt and year the least battery that keeps the target.

    Parameters
    ----------
    course
        What drives the batteries.
    panels
        Peak powers [W], (n_panels,).
    battery
        Its efficiencies, limits and the step between sizes on sale.
    target
        Loss-of-load probability, one or one for each panel.
    between
        Batteries known to be too small and large enough, where known.

    Returns
    -------
    Counts
        Multiples of ``battery.step``, shape (n_panels, n_tilts, n_years); one more than the
        largest where even the largest does not keep the target.

    Notes
    -----
    Bisection over the sizes on sale: more battery never serves less.
    """
    shape = (len(panels), *course.gain.shape[1:])
    most = int(battery.largest // battery.step)
    if between is None:
        between = np.full(shape, -1), np.full(shape, most + 1)
    low, high = (np.broadcast_to(bound, shape).copy() for bound in between)
    goal = np.reshape(target, (-1, 1, 1))
    power = panels.reshape(-1, 1, 1)
    while (high - low > 1).any():
        middle = (low + high) // 2
        kept = loss_of_load(course, power, middle * battery.step, battery) <= goal
        high = np.where(kept & (middle > low), middle, high)
        low = np.where(kept, low, middle)
    return high


def ladder(course: Course, panel: Panel) -> Array:
    """Choose panels to begin with, multiples of ``panel.step`` [W]."""
    yearly = course.gain.sum(axis=0).mean(axis=1).max()
    first = course.demand.sum() / yearly
    last = max(min(panel.largest, first * REACH), panel.step)
    rungs = np.geomspace(min(first, last), last, RUNGS) / panel.step
    steps: Array = np.unique(np.maximum(np.floor(rungs + 0.5), 1))
    return steps * panel.step


def first_front(course: Course, panel: Panel, battery: Battery, target: float) -> Front:
    """Compute the batteries for a ladder of panels."""
    panels = ladder(course, panel)
    return Front(panels, least_batteries(course, panels, battery, target))


def refined(
    front: Front, at: int, course: Course, panel: Panel, battery: Battery, target: float
) -> Front:
    """Add panels on sale between the neighbours of the panel at index `at`.

    A panel between two others needs a battery between theirs, so few years are simulated.
    """
    low, high = max(at - 1, 0), min(at + 1, len(front.panels) - 1)
    steps = np.arange(front.panels[low] / panel.step + 1, front.panels[high] / panel.step)
    steps = np.setdiff1d(np.round(steps), np.round(front.panels / panel.step))
    if len(steps) > CLOSE:
        steps = steps[np.linspace(0, len(steps) - 1, CLOSE).round().astype(int)]
    if not len(steps):
        return front
    panels = steps * panel.step
    above = np.searchsorted(front.panels, panels)
    between = front.batteries[above] - 1, front.batteries[above - 1]
    batteries = least_batteries(course, panels, battery, target, between)
    joined = np.concatenate([front.panels, panels])
    order = np.argsort(joined)
    return Front(joined[order], np.concatenate([front.batteries, batteries])[order])
