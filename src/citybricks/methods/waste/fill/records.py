"""Readings as columns of numbers, ordered by container and time, and the times between them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.waste.fill.compound import Floats

if TYPE_CHECKING:
    import pandas as pd

Index = NDArray[np.intp]
Truths = NDArray[np.bool_]

FULL = 99.0
"""Percent from which a container is full; more does not show."""


@dataclass(frozen=True, eq=False)
class Records:
    """Readings, ordered by container and time; all arrays but `containers` are (readings,).

    Parameters
    ----------
    containers
        Names.
    who
        Number of the container.
    time
        Local time in days since 1970.
    fill
        Percent; not a number where nothing was read or the sensor told of a fault.
    deposits
        Deposits since the row before; not a number where they are not counted.
    emptied
        Whether it was emptied then.
    overflowed
        1 or 0 as people saw it, not a number where nobody looked.
    """

    containers: tuple[str, ...]
    who: Index
    time: Floats
    fill: Floats
    deposits: Floats
    emptied: Truths
    overflowed: Floats

    def without(self, rows: Truths) -> Records:
        """Return the readings without what the sensor told in some rows."""
        return replace(self, fill=np.where(rows, np.nan, self.fill))

    def bounds(self) -> Index:
        """Return where the rows of each container begin, and where the last ones end."""
        return np.searchsorted(self.who, np.arange(len(self.containers) + 1))


@dataclass(frozen=True, eq=False)
class Intervals:
    """From one usable reading of a container to its next; all arrays are (intervals,).

    Parameters
    ----------
    who
        Number of the container.
    begin, end
        Rows of the readings.
    start
        Percent with which it begins: what was read, or 0 after it was emptied.
    stop
        Percent with which it ends.
    """

    who: Index
    begin: Index
    end: Index
    start: Floats
    stop: Floats

    def take(self, rows: Index) -> Intervals:
        """Return some of the intervals, in this order."""
        who, begin, end = self.who[rows], self.begin[rows], self.end[rows]
        return Intervals(who, begin, end, self.start[rows], self.stop[rows])


def records(frame: pd.DataFrame, zone: str) -> Records:
    """Return the rows of a table of readings; of two at one time the last one holds.

    Parameters
    ----------
    frame
        With the columns of `citybricks.types.Reading`; all but container and time may be missing.
    zone
        IANA name of the time zone whose days count.
    """
    import pandas as pd

    names, who = np.unique(frame["container"].to_numpy(str), return_inverse=True)
    local = pd.DatetimeIndex(frame["time"]).tz_convert(zone).tz_localize(None)
    time = np.asarray((local - pd.Timestamp(0)) / pd.Timedelta(days=1), np.float64)
    order = np.lexsort((time, who))
    last = np.append((np.diff(who[order]) > 0) | (np.diff(time[order]) > 0), True)
    order = order[last]
    fill = np.where(_truths(frame, "faulty"), np.nan, _numbers(frame, "fill"))
    return Records(
        tuple(names.tolist()),
        who[order],
        time[order],
        fill[order],
        _numbers(frame, "deposits")[order],
        _truths(frame, "emptied")[order],
        _numbers(frame, "overflowed")[order],
    )


def intervals(given: Records) -> Intervals:
    """Return what lies between usable readings; a container that was emptied begins with 0."""
    read = np.isfinite(given.fill)
    rows = np.flatnonzero(read | given.emptied)
    begin, end = rows[:-1], rows[1:]
    whole = (given.who[begin] == given.who[end]) & read[end]
    begin, end = begin[whole], end[whole]
    start = np.where(given.emptied[begin], 0.0, given.fill[begin])
    return Intervals(given.who[end], begin, end, start, given.fill[end])


def _numbers(frame: pd.DataFrame, name: str) -> Floats:
    if name not in frame:
        return np.full(len(frame), np.nan)
    values = frame[name].astype("float64").to_numpy(np.float64, na_value=np.nan)
    return np.asarray(values, np.float64)


def _truths(frame: pd.DataFrame, name: str) -> Truths:
    if name not in frame:
        return np.zeros(len(frame), bool)
    return frame[name].to_numpy(bool)
