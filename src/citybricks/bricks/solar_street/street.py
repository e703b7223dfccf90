"""Poles of a city: where they stand, how much sky they see, and what each kind needs."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray

from citybricks.bricks.solar_street.demand import lamp_energy, night_energy
from citybricks.bricks.solar_street.energy_balance import (
    course,
    dark_nights,
    longest_run,
    loss_of_load,
    unserved,
)
from citybricks.bricks.solar_street.equipment import Kit
from citybricks.bricks.solar_street.panel_output import panel_output
from citybricks.bricks.solar_street.sizing import Size, Task, cheapest
from citybricks.bricks.solar_street.sun import Array, Sun
from citybricks.bricks.solar_street.weather_years import Years
from citybricks.kernel.errors import BrickError

SKY_STEP = 5.0
"""Skylines are rounded up to multiples of this [deg]; poles of one class get one size."""
FARTHEST_KM = 100.0
"""Places within this distance of their middle share one weather."""
KM_PER_DEGREE = 111.2


@dataclass(frozen=True)
class Design:
    """A size for poles that see equally much sky, and how it does year by year.

    Parameters
    ----------
    skyline
        Height of what stands around them [deg].
    tilt
        Of the panel [deg].
    task
        What was sized, at that tilt.
    size
        The cheapest that keeps the target.
    asked
        Energy asked for in a year [Wh].
    loss
        Share of it not served in each year, shape (n_years,).
    loss_new
        The same while the battery is new.
    dark
        Which nights were dark, shape (n_days, n_years).
    """

    skyline: float
    tilt: float
    task: Task
    size: Size
    asked: float
    loss: Array
    loss_new: Array
    dark: NDArray[np.bool_]

    @property
    def lit(self) -> Array:
        """Percent of nights fully lit, each year."""
        lit: Array = 100 * (1 - self.dark.mean(axis=0))
        return lit

    @property
    def run(self) -> NDArray[np.int64]:
        """Longest run of dark nights, each year."""
        return longest_run(self.dark)


def middle(places: gpd.GeoDataFrame) -> tuple[float, float]:
    """Latitude and longitude of the middle of the places.

    Raises
    ------
    BrickError
        When a place is too far from the middle to share its weather.
    """
    east, north = places.geometry.x.to_numpy(float), places.geometry.y.to_numpy(float)
    longitude, latitude = float(east.mean()), float(north.mean())
    squeeze = np.cos(np.radians(latitude))
    distance = KM_PER_DEGREE * np.hypot((east - longitude) * squeeze, north - latitude)
    if distance.max() > FARTHEST_KM:
        raise BrickError(
            f"places.{int(np.argmax(distance))}",
            "the place is {distance} km from the middle of the places; places that far apart do"
            " not share one weather: size them city by city, within {limit} km",
            distance=round(float(distance.max())),
            limit=round(FARTHEST_KM),
        )
    return latitude, longitude


def sky_class(skyline: Array) -> Array:
    """Round skylines up to the class that is sized for [deg]."""
    rounded: Array = np.ceil(np.round(skyline, 6) / SKY_STEP) * SKY_STEP
    return rounded


def check_one_night(sun: Sun, kit: Kit) -> None:
    """Refuse batteries that cannot carry the longest night.

    Raises
    ------
    BrickError
        When the largest battery that fits is too small.
    """
    battery = kit.battery
    night = night_energy(sun, kit.lamp)
    usable = battery.depth * battery.health * battery.discharge / 1e6
    if battery.largest * usable < night:
        raise BrickError(
            "battery",
            "the largest battery of {largest} Wh gives {given} Wh when aged, less than the {night}"
            " Wh of the longest night; allow at least {least} Wh",
            largest=round(battery.largest),
            given=round(battery.largest * usable),
            night=round(night),
            least=int(np.ceil(night / usable)),
        )


def design(sun: Sun, years: Years, kit: Kit, skyline: float) -> Design:
    """Size the poles of one class.

    Raises
    ------
    BrickError
        When no size on sale keeps the target.
    """
    outputs = [panel_output(sun, years, tilt, skyline, kit.panel) for tilt in kit.tilts]
    drive = course(sun, years, outputs, lamp_energy(sun, kit.lamp), kit.battery)
    task = Task(drive, kit, alone(years))
    size = cheapest(task)
    if size is None:
        raise refusal(task, skyline)
    task = task.of([size.tilt], np.arange(len(years)))
    panel = np.full((1, 1, 1), size.panel)
    capacity = np.full((1, 1, 1), size.battery)
    short = unserved(task.course, panel, capacity, kit.battery)[:, 0, 0]
    new = kit.battery.model_copy(update={"health": 100.0})
    asked = task.course.asked
    return Design(
        skyline=skyline,
        tilt=kit.tilts[size.tilt],
        size=size,
        task=task,
        asked=float(asked.sum()),
        loss=short.sum(axis=0) / (asked.sum() or 1.0),
        loss_new=loss_of_load(task.course, panel, capacity, new)[0, 0],
        dark=dark_nights(short, asked),
    )


def alone(years: Years) -> NDArray[np.bool_]:
    """Which years are the only one of their file, such as typical meteorological years."""
    count = np.bincount(years.source[years.measured], minlength=years.source.max() + 1)
    only: NDArray[np.bool_] = years.measured & (count[years.source] == 1)
    return only


def refusal(task: Task, skyline: float) -> BrickError:
    """Say what the largest panel and battery would reach."""
    panel = np.full((1, 1, 1), task.kit.panel.largest)
    capacity = np.full((1, 1, 1), task.kit.battery.largest)
    lost = loss_of_load(task.course, panel, capacity, task.kit.battery)[0]
    reached = np.quantile(lost, task.kit.confidence, axis=1, method="inverted_cdf").min()
    return BrickError(
        "target",
        "no panel up to {panel} W with a battery up to {battery} Wh keeps {target} % under a"
        " skyline of {skyline} degrees; the largest of both reaches {reached} %: allow larger"
        " ones, ask for less light, or connect these places to the grid",
        panel=round(task.kit.panel.largest),
        battery=round(task.kit.battery.largest),
        target=round(100 * task.kit.target, 3),
        skyline=round(skyline),
        reached=round(100 * float(reached), 2),
    )
