"""The cheapest panel and battery that keep the light on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from citybricks.bricks.solar_street.energy_balance import Course, loss_of_load
from citybricks.bricks.solar_street.equipment import Kit
from citybricks.bricks.solar_street.sun import Array

Counts = NDArray[np.int64]

RUNGS, REACH = 9, 8.0
"""Panels on the first ladder, from one that just covers the year to eight times that."""
SAMPLE, GENERATORS = 4, 2
"""One in so many years, from each generator, decides which tilts are looked at closely."""
NEAR = 1.02
"""Tilts whose cost in those years is within this factor of the least are."""
CLOSE = 24
"""So many panels are tried at once when looking closely."""


@dataclass(frozen=True)
class Task:
    """What is to be sized.

    Parameters
    ----------
    course
        What drives the batteries.
    kit
        What may be bought, and what it has to achieve.
    must
        Which years must keep the target in any case, shape (n_years,).
    """

    course: Course
    kit: Kit
    must: NDArray[np.bool_]

    def of(self, tilts: list[int], years: NDArray[np.int64]) -> Task:
        """Keep some of the tilts and of the years."""
        return Task(self.course.of(tilts, years), self.kit, self.must[years])

    def needed(self, batteries: Counts) -> Counts:
        """Battery that enough of the years are content with, over the last axis."""
        rank = int(np.ceil(self.kit.confidence * batteries.shape[-1] - 1e-9)) - 1
        need = np.sort(batteries, axis=-1)[..., max(rank, 0)]
        if self.must.any():
            need = np.maximum(need, batteries[..., self.must].max(axis=-1))
        return need

    def costs(self, front: Front) -> Array:
        """Present cost of each panel with the battery it needs, shape (n_panels, n_tilts)."""
        prices, battery = self.kit.prices, self.kit.battery
        energy = self.needed(front.batteries) * battery.step
        cost = prices.fixed + prices.panel * front.panels[:, None]
        cost = cost + prices.per_watt_hour() * energy
        on_sale: Array = np.where(energy <= battery.largest, cost, np.inf)
        return on_sale


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


@dataclass(frozen=True)
class Size:
    """A panel, a battery, how steep the panel stands, and what they cost.

    Parameters
    ----------
    panel
        Peak power [W].
    battery
        Rated energy [Wh].
    tilt
        Index of the tilt.
    cost
        Present cost of all that is paid over the horizon.
    """

    panel: float
    battery: float
    tilt: int
    cost: float


def cheapest(task: Task) -> Size | None:
    """Find the cheapest panel, battery and tilt, or None when no size on sale will do.

    Notes
    -----
    A ladder of panels at every tilt in one year of four; then, at the tilts that come near, the
    ladder in all years; then every panel on sale between the neighbours of the cheapest rung.
    Within one year the energy not served is jointly convex in panel and battery, being the value
    of a linear programme in which they bound the flows, so the cost has no second valley that
    the ladder could step over.
    """
    if not task.course.demand.any():
        return Size(0.0, 0.0, 0, task.kit.prices.fixed)
    panels = ladder(task)
    if not len(panels):
        return None
    tilts = promising_tilts(task)
    task = task.of(tilts, np.arange(len(task.must)))
    front = first_front(task, panels)
    while True:
        costs = task.costs(front)
        at, tilt = (int(n) for n in np.unravel_index(np.argmin(costs), costs.shape))
        if not np.isfinite(costs[at, tilt]):
            return None
        closer = refined(task, front, at)
        if closer is front:
            break
        front = closer
    battery = float(task.needed(front.batteries)[at, tilt] * task.kit.battery.step)
    return Size(float(front.panels[at]), battery, tilts[tilt], float(costs[at, tilt]))


def promising_tilts(task: Task) -> list[int]:
    """Choose the tilts that one year in four finds nearly as cheap as the best."""
    count = task.course.gain.shape[1]
    if count == 1:
        return [0]
    pairs = np.arange(len(task.must)) // GENERATORS
    years = np.flatnonzero((pairs % SAMPLE == 0) | task.must)
    sample = task.of(list(range(count)), years)
    costs = sample.costs(first_front(sample, ladder(task)[::2])).min(axis=0)
    near = np.argsort(costs, kind="stable")[:2]
    return sorted(int(n) for n in near if n == near[0] or costs[n] <= NEAR * costs[near[0]])


def ladder(task: Task) -> Array:
    """Choose panels to begin with, multiples of the step between sizes on sale [W]."""
    yearly = task.course.gain.sum(axis=0).mean(axis=1).max()
    step, largest = task.kit.panel.step, task.kit.panel.largest
    if yearly <= 0 or largest < step:
        return np.zeros(0)
    first = max(task.course.demand.sum() / yearly, step)
    last = min(first * REACH, largest)
    rungs = np.geomspace(min(first, last), last, RUNGS) / step
    panels: Array = np.unique(np.floor(rungs + 1e-9)) * step
    return panels


def first_front(task: Task, panels: Array) -> Front:
    """Compute the batteries for some panels from nothing."""
    return Front(panels, least_batteries(task, panels, task.kit.target, *none_to_all(task, panels)))


def none_to_all(task: Task, panels: Array) -> tuple[Counts, Counts]:
    """Give the bounds of a search that knows nothing: below no battery, above the largest."""
    shape = (len(panels), *task.course.gain.shape[1:])
    largest = int(task.kit.battery.largest // task.kit.battery.step)
    return np.full(shape, -1), np.full(shape, largest + 1)


def contours(task: Task, panels: Array, targets: Array) -> Counts:
    """Battery that each panel needs for other targets, at the first tilt, (n_targets, n_panels)."""
    power = np.tile(panels, len(targets))
    goal = np.repeat(targets, len(panels)).reshape(-1, 1, 1)
    batteries = least_batteries(task, power, goal, *none_to_all(task, power))
    return task.needed(batteries)[:, 0].reshape(len(targets), -1)


def refined(task: Task, front: Front, at: int) -> Front:
    """Add panels on sale between the neighbours of the panel at index `at`.

    A panel between two others needs a battery between theirs. A year that needs less with the
    smaller panel than enough years need with the larger one, or more with the larger than they
    need with the smaller, is on the same side of the aim whatever its battery, and is left out.
    """
    low, high = max(at - 1, 0), min(at + 1, len(front.panels) - 1)
    step = task.kit.panel.step
    steps = np.arange(round(front.panels[low] / step) + 1, round(front.panels[high] / step))
    steps = np.setdiff1d(steps, np.round(front.panels / step))
    if not len(steps):
        return front
    if len(steps) > CLOSE:
        steps = steps[np.linspace(0, len(steps) - 1, CLOSE).round().astype(int)]
    panels = steps * step
    above = np.searchsorted(front.panels, panels)
    small, large = front.batteries[above], front.batteries[above - 1]
    need = task.needed(front.batteries)
    beyond = (large < need[above][..., None]) | (small > need[above - 1][..., None])
    years = np.flatnonzero(~beyond.all(axis=(0, 1)) | task.must)
    part = task.of(list(range(small.shape[1])), years)
    batteries = small.copy()
    batteries[:, :, years] = least_batteries(
        part, panels, task.kit.target, small[:, :, years] - 1, large[:, :, years]
    )
    joined = np.concatenate([front.panels, panels])
    order = np.argsort(joined)
    return Front(joined[order], np.concatenate([front.batteries, batteries])[order])


def least_batteries(
    task: Task, panels: Array, target: float | Array, low: Counts, high: Counts
) -> Counts:
    """Find for every panel, tilt and year the least battery that keeps the target.

    Parameters
    ----------
    task
        What is to be sized.
    panels
        Peak powers [W], shape (n_panels,).
    target
        Loss-of-load probability, a share, or one for each panel, shape (n_panels, 1, 1).
    low, high
        Batteries known to be too small and to be large enough, or one more than the largest on
        sale, shape (n_panels, n_tilts, n_years).

    Returns
    -------
    Counts
        Multiples of the step between sizes on sale, of the same shape; one more than the
        largest where even the largest does not keep the target.

    Notes
    -----
    Bisection over the sizes on sale: more battery never serves less.
    """
    power = panels.reshape(-1, 1, 1)
    while (high - low > 1).any():
        middle = (low + high) // 2
        energy = np.asarray(middle * task.kit.battery.step, dtype=float)
        lost = loss_of_load(task.course, power, energy, task.kit.battery)
        high = np.where(lost <= target, np.maximum(middle, low + 1), high)
        low = np.where(lost <= target, low, middle)
    return high
