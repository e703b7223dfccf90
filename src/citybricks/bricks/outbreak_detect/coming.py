"""Reports that are still to come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from citybricks import BrickError
from citybricks.bricks.outbreak_detect.rows import Unguessed
from citybricks.methods.surveillance.nowcasting import Triangle, nowcast
from citybricks.methods.surveillance.series import Days, Floats, ShortHistoryError
from citybricks.methods.surveillance.tabulating import MOST_TIMES

if TYPE_CHECKING:
    from citybricks.bricks.outbreak_detect.rows import LateReport
    from citybricks.types import Table

LONGEST = 28
"""Days of the longest delay; longer ones count as this."""
FEW, YOUNG = Unguessed.__args__  # type: ignore[attr-defined] # of a Literal


@dataclass(frozen=True, eq=False)
class Coming:
    """What is known and expected of the latest days of a unit, (days,) each."""

    unit: str
    days: Days
    reported: Floats
    expected: Floats
    lower: Floats
    upper: Floats
    reason: NDArray[np.object_]


def coming(late: Table[LateReport] | None, most: int) -> list[Coming]:
    """Return what is still to come of the latest days of each unit.

    Parameters
    ----------
    late
        Cases by the days on which they fell ill and were reported.
    most
        How many days at most.

    Raises
    ------
    BrickError
        When a report is before its case, or a case a century before the last report; it is named
        by its row.
    """
    if late is None or not len(late):
        return []
    began, known = (late.frame[name].to_numpy("datetime64[D]") for name in ("onset", "report"))
    _check(began, known)
    count = late.frame["count"].to_numpy(float)
    units = late.frame["unit"].fillna("")
    _, which = np.unique(units, return_inverse=True)
    rows = [np.flatnonzero(which == at) for at in dict.fromkeys(which.tolist())]
    return [
        _of_unit(units.iloc[part[0]], began[part], known[part], count[part], known.max(), most)
        for part in rows
    ]


def _check(began: Days, known: Days) -> None:
    for row in np.flatnonzero(known < began)[:1].tolist():
        raise BrickError(
            f"late.{row}.report",
            "{report} is before the day on which the cases fell ill, {onset}",
            report=known[row],
            onset=began[row],
        )
    for row in np.flatnonzero((known.max() - began).astype(int) >= MOST_TIMES)[:1].tolist():
        raise BrickError(
            f"late.{row}.onset",
            "{onset} is more than a century before the last report, {last}",
            onset=began[row],
            last=known.max(),
        )


def _of_unit(
    unit: str, began: Days, known: Days, count: Floats, today: np.datetime64, most: int
) -> Coming:
    longest = int(np.clip((known - began).astype(int).max(), 1, LONGEST))
    triangle = Triangle.of(began, known, today, longest, count)
    reported = np.nansum(triangle.counts, axis=1)
    mean = lower = upper = np.full(len(reported), np.nan)
    why = FEW
    try:
        found = nowcast(triangle)
        mean, lower, upper, why = found.mean, found.lower, found.upper, YOUNG
    except ShortHistoryError:
        pass
    return Coming(
        unit=unit,
        days=triangle.days[-most:],
        reported=reported[-most:],
        expected=mean[-most:],
        lower=lower[-most:],
        upper=upper[-most:],
        reason=np.array([None if told else why for told in np.isfinite(mean)[-most:]], object),
    )
