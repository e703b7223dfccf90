"""What was read of containers, and what cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np

from citybricks import BrickError

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

EARLIEST = "2000-01-01"
"""Clocks that were never set tell earlier times."""
LONGEST_D = 3_660
"""Days from the first reading to the last: ten years."""
APART_DEG = 5.0
"""Degrees from the middle of a city in which all its containers stand."""
EMPTY = 20.0
"""Percent below which nobody sees a container overflow."""


@dataclass(frozen=True, eq=False)
class Given:
    """Containers and readings that fit together.

    Parameters
    ----------
    containers, readings
        As they came.
    zone, country
        Of the calendar.
    now
        From when to look ahead.
    """

    containers: gpd.GeoDataFrame
    readings: pd.DataFrame
    zone: str
    country: str
    now: datetime


def read(
    containers: gpd.GeoDataFrame,
    readings: pd.DataFrame,
    zone: str,
    country: str,
    now: datetime | None,
) -> Given:
    """Return what fits together.

    Raises
    ------
    BrickError
        When something does not; it is named with its row.
    """
    _containers(containers)
    _moments(readings, now)
    time = readings["time"]
    latest = (now or time.max().to_pydatetime()).astimezone(ZoneInfo(zone))
    _times(readings, latest)
    _placed(containers, readings)
    _told(readings)
    return Given(containers.reset_index(drop=True), readings, zone, country, latest)


def _containers(containers: gpd.GeoDataFrame) -> None:
    names = containers["id"]
    for at in np.flatnonzero(names.str.strip() == ""):
        raise BrickError(f"containers.{at}.id", "must not be empty")
    for at in np.flatnonzero(names.duplicated()):
        first = int(np.flatnonzero(names == names.iloc[at])[0])
        raise BrickError(
            f"containers.{at}.id", "{name} is the container of row {first} already; ids must"
            " differ", name=names.iloc[at], first=first,
        )  # fmt: skip
    lon, lat = containers.geometry.x.to_numpy(), containers.geometry.y.to_numpy()
    middle = float(np.median(lon)), float(np.median(lat))
    far = np.hypot(lon - middle[0], lat - middle[1]) > APART_DEG
    for at in np.flatnonzero(far):
        swapped = np.hypot(lat[at] - middle[0], lon[at] - middle[1]) <= APART_DEG
        values = {"lon": f"{lon[at]:.5f}", "lat": f"{lat[at]:.5f}", "limit": APART_DEG}
        if swapped:
            raise BrickError(
                f"containers.{at}.geometry",
                "stands at longitude {lon}, latitude {lat}, far from the others; longitude and"
                " latitude seem swapped, longitude comes first", **values,
            )  # fmt: skip
        raise BrickError(
            f"containers.{at}.geometry",
            "stands at longitude {lon}, latitude {lat}; allowed are {limit}° from the middle of"
            " the others", **values,
        )  # fmt: skip


def _moments(readings: pd.DataFrame, now: datetime | None) -> None:
    if getattr(readings["time"].dtype, "tz", None) is None:
        raise BrickError(
            "readings.0.time",
            "must tell the offset of its time zone, such as 2026-11-21T08:00:00+08:00, not {time}",
            time=str(readings["time"].iloc[0]),
        )
    if now is not None and now.tzinfo is None:
        raise BrickError(
            "now",
            "must tell the offset of its time zone, such as 2026-11-21T08:00:00+08:00, not {time}",
            time=now.isoformat(),
        )


def _times(readings: pd.DataFrame, now: datetime) -> None:
    import pandas as pd

    time = readings["time"]
    for at in np.flatnonzero(time > now):
        raise BrickError(
            f"readings.{at}.time", "is {time}, later than now, {now}; readings come from the past",
            time=time.iloc[at].isoformat(), now=now.isoformat(),
        )  # fmt: skip
    for at in np.flatnonzero(time < pd.Timestamp(EARLIEST, tz="UTC")):
        raise BrickError(
            f"readings.{at}.time", "is {time}; allowed are times since {earliest}: was the clock"
            " set?", time=time.iloc[at].isoformat(), earliest=EARLIEST,
        )  # fmt: skip
    length = (pd.Timestamp(now) - time.min()).days
    if length > LONGEST_D:
        raise BrickError(
            "readings", "go back {days} days from {now}; allowed are {most}",
            days=length, now=now.isoformat(), most=LONGEST_D,
        )  # fmt: skip
    again = readings.duplicated(["container", "time"])
    for at in np.flatnonzero(again):
        raise BrickError(
            f"readings.{at}.time", "{container} has two readings at {time}; one is allowed",
            container=readings["container"].iloc[at], time=time.iloc[at].isoformat(),
        )  # fmt: skip


def _placed(containers: gpd.GeoDataFrame, readings: pd.DataFrame) -> None:
    known = readings["container"].isin(containers["id"])
    for at in np.flatnonzero(~known):
        raise BrickError(
            f"readings.{at}.container", "{container} is none of the {count} containers, such as"
            " {one}", container=readings["container"].iloc[at], count=len(containers),
            one=containers["id"].iloc[0],
        )  # fmt: skip


def _told(readings: pd.DataFrame) -> None:
    fill, deposits = readings["fill"], readings["deposits"]
    if not (fill.notna() | deposits.notna()).any():
        raise BrickError("readings", "tell neither a fill nor deposits; one of them is needed")
    known = fill.dropna()
    if len(known) and known.max() <= 1 and (known % 1 != 0).any():
        raise BrickError(
            "readings", "fills go up to {most} only; they must be percent, 0 to 100, not shares",
            most=float(known.max()),
        )  # fmt: skip
    over = readings["overflowed"].astype("float64").to_numpy() > 0
    for at in np.flatnonzero(over & (fill < EMPTY).to_numpy() & ~readings["faulty"].to_numpy(bool)):
        raise BrickError(
            f"readings.{at}.overflowed", "is true with a fill of {fill} %; a container that"
            " overflows is at least {least} % full, or its sensor faulty",
            fill=float(fill.iloc[at]), least=EMPTY,
        )  # fmt: skip
