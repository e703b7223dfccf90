"""The next reading of each container, as it is served and as its sensor works.

Unlike the forecast of the fill, this one knows that containers are emptied and that sensors repeat
themselves: it is what to compare with what is read, and to score.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from citybricks.methods.waste.fill import faults, hours
from citybricks.methods.waste.fill.compound import Floats, below, capped
from citybricks.methods.waste.fill.days import Calendar
from citybricks.methods.waste.fill.records import Index, Intervals, intervals, records

if TYPE_CHECKING:
    import pandas as pd

    from citybricks.methods.waste.fill.model import FillModel


@dataclass(frozen=True, eq=False)
class Ahead:
    """What was to be expected of readings, each told by those before it.

    Parameters
    ----------
    container
        Number of the container in the model, (readings,).
    time
        Local time in days since 1970, (readings,).
    before, read
        Percent that was read before, and then, (readings,).
    values
        Percent that may be read, (values,).
    chance
        Of each value, (readings, values).
    """

    container: Index
    time: Floats
    before: Floats
    read: Floats
    values: Floats
    chance: Floats

    @property
    def mean(self) -> Floats:
        """Expected reading."""
        return np.asarray(self.chance @ self.values, np.float64)


def ahead(model: FillModel, frame: pd.DataFrame, since: float = -np.inf) -> Ahead:
    """Tell each reading from those before it.

    Parameters
    ----------
    model
        What was learnt, before `since` if it is to be fair.
    frame
        Rows of `citybricks.types.Reading`; those of containers that the model does not know are
        left out.
    since
        Local time in days since 1970 from which readings are told; the earlier ones tell whether
        the sensor repeats itself.
    """
    known = frame[frame["container"].isin(model.containers)]
    given = records(known, model.zone)
    place = {name: at for at, name in enumerate(model.containers)}
    number = np.array([place[name] for name in given.containers], np.intp)
    gaps = intervals(given)
    shown = hours.told(given.time, model.clock)
    first = int(np.floor(given.time.min()))
    calendar = Calendar.over(first, int(given.time.max()) - first + 2, model.country)
    days = calendar.between(shown[gaps.begin], shown[gaps.end])
    fresh = given.emptied[gaps.begin]
    gaps = replace(gaps, who=number[gaps.who])
    order = np.argsort(gaps.who, kind="stable")
    gaps, days, fresh = gaps.take(order), days[order], fresh[order]
    expected = model.rates.expected(gaps.who, days)
    stuck = _stuck(model, gaps, expected)
    told = np.flatnonzero(given.time[gaps.end] >= since)
    chance = _chances(model, gaps.take(told), expected[told], stuck[told], fresh[told])
    values = np.asarray(np.arange(chance.shape[1]) * model.step, np.float64)
    rows = gaps.take(told)
    return Ahead(rows.who, given.time[rows.end], rows.start, rows.stop, values, chance)


def _stuck(model: FillModel, gaps: Intervals, expected: Floats) -> Floats:
    """Return the chance that the sensor repeats itself, before the end of each interval."""
    size = model.rates.size[gaps.who]
    same = faults.unchanged(gaps, expected, size, model.service, model.step, model.rates.noise)
    cell = _cells(model, gaps.stop)
    alike = model.marginal[gaps.who, cell]
    after = faults.repeating(gaps, same, alike, model.sensing, len(model.containers))
    before = np.zeros(len(after))
    before[1:] = after[:-1] * ((gaps.who[1:] == gaps.who[:-1]) & (gaps.begin[1:] == gaps.end[:-1]))
    return before


def _cells(model: FillModel, fill: Floats) -> Index:
    return np.clip(np.round(fill / model.step).astype(np.intp), 0, model.marginal.shape[1] - 1)


def _chances(
    model: FillModel, gaps: Intervals, expected: Floats, stuck: Floats, fresh: np.ndarray
) -> Floats:
    """Return the chance of each value, (intervals, values)."""
    who = gaps.who
    size = model.rates.size[who] + expected * model.rates.doubt[who] / 1.5
    number = expected / size
    cells = model.marginal.shape[1]
    start = _cells(model, gaps.start)
    emptied = np.where(fresh, 0.0, model.service.of(who, gaps.start))[:, None]
    still = np.where(
        fresh[:, None],
        _from_nothing(number, size, model.step, cells),
        _risen(number, size, model.step, start, cells),
    )
    after = _from_nothing(number * model.service.share, size, model.step, cells)
    works = (1 - emptied) * still + emptied * after
    again = np.zeros_like(works)
    again[np.arange(len(who)), start] = 1.0
    leave, enter = model.sensing.leave[who], np.where(fresh, 0.0, model.sensing.enter[who])
    held = stuck * (1 - leave) + (1 - stuck) * enter
    anew = stuck * leave
    return np.asarray(
        held[:, None] * again
        + anew[:, None] * model.marginal[who]
        + (1 - held - anew)[:, None] * works,
        np.float64,
    )


def _risen(number: Floats, size: Floats, step: float, start: Index, cells: int) -> Floats:
    """Return the chances of values above one that was read, which says no more than its cell."""
    edges = np.arange(cells + 1) * step
    whole = capped(number[:, None], size[:, None], edges)
    up_to = 1 - np.diff(whole, axis=1) / step
    rise = np.arange(cells) - start[:, None]
    total = np.take_along_axis(up_to, np.clip(rise, 0, cells - 1), axis=1) * (rise >= 0)
    return _parts(total)


def _from_nothing(number: Floats, size: Floats, step: float, cells: int) -> Floats:
    """Return the chances of values when it was empty."""
    edges = (np.arange(cells) + 0.5) * step
    total = below(number[:, None], size[:, None], edges)
    return _parts(total)


def _parts(total: Floats) -> Floats:
    """Return the chances of values whose sums are those; the last value takes what is left."""
    total[:, -1] = 1.0
    return np.diff(np.maximum.accumulate(total, axis=1), axis=1, prepend=0.0)
