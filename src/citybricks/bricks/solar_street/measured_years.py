"""Years of weather as files hold them, checked and put on the half hours of the place."""

import numpy as np
import pandas as pd

from citybricks.bricks.solar_street.clearness import MONTH_LENGTHS
from citybricks.bricks.solar_street.sun import DAYS, STEPS, Array, Sun
from citybricks.bricks.solar_street.weather_years import BEAM_LIMIT, Years
from citybricks.kernel.errors import BrickError
from citybricks.types.energy import Weather

HOURS = 24 * DAYS
MISSING = 9999.0
"""What EPW files write for an irradiance that was not measured."""
BRIGHTEST = 1500.0
"""No hour on earth has a higher irradiance [W/m2]."""
NOON_TOLERANCE_MIN = 33.0
"""Half an hour, the width of the habits by which hours are labelled, and 3 minutes of chance."""
FARTHEST_KM = 100.0
"""A station speaks for places within this distance."""


def measured_years(sun: Sun, weather: Weather, source: int, path: str) -> Years:
    """Read the years a weather file holds.

    Parameters
    ----------
    sun
        The sun over the place.
    weather
        The file.
    source
        Index of the source, kept with the years.
    path
        Name of the input, for refusals.

    Raises
    ------
    BrickError
        When the hours are not whole years, an hour's irradiance is missing or impossible, all
        direct irradiance is zero, noon is not at noon, or the station is too far away.
    """
    frame = whole_years(weather, path)
    check_irradiance(weather, frame, path)
    late = noon_error(weather, frame)
    if abs(late) > NOON_TOLERANCE_MIN:
        raise BrickError(
            path,
            "{file}: the irradiance is centred {minutes} minutes from solar noon at longitude"
            " {longitude} and UTC{offset} (line {line} on); time zone and longitude do not"
            " belong together",
            file=weather.name,
            minutes=round(late),
            longitude=weather.longitude,
            offset=f"{weather.utc_offset:+g}",
            line=weather.first_line,
        )
    check_distance(sun, weather, path)
    shift = round((sun.offset - weather.utc_offset) * STEPS / 24) - round(late / 30)
    parts = {
        name: frame[name].to_numpy(float).reshape(-1, HOURS).T
        for name in ("global_horizontal", "diffuse_horizontal", "air_temperature")
    }
    level = within_hours(sun, parts["global_horizontal"], shift)
    diffuse = within_hours(sun, parts["diffuse_horizontal"], shift)
    floor = level - BEAM_LIMIT * sun.horizontal[:, None]
    count = level.shape[1]
    return Years(
        level,
        np.clip(diffuse, floor, level),
        np.roll(np.repeat(parts["air_temperature"], 2, axis=0), shift, axis=0),
        np.full(count, source),
        np.ones(count, dtype=bool),
    )


def whole_years(weather: Weather, path: str) -> pd.DataFrame:
    """Return the hours without 29 February, in order from 1 January.

    Raises
    ------
    BrickError
        When an hour is missing or out of order.
    """
    frame = weather.hours.frame
    frame = frame.assign(line=weather.first_line + np.arange(len(frame)))
    frame = frame[~((frame.month == 2) & (frame.day == 29))]  # noqa: PLR2004 - leap day
    month = np.repeat(np.arange(1, 13), MONTH_LENGTHS * 24)
    day = np.repeat(np.concatenate([np.arange(1, n + 1) for n in MONTH_LENGTHS]), 24)
    hour = np.tile(np.arange(1, 25), DAYS)
    wanted = np.column_stack([month, day, hour])
    years = -(-len(frame) // HOURS)
    wanted = np.tile(wanted, (years, 1))[: len(frame)]
    wrong = (frame[["month", "day", "hour"]].to_numpy() != wanted).any(axis=1)
    if wrong.any() or len(frame) % HOURS:
        at = int(np.argmax(wrong)) if wrong.any() else len(frame) - 1
        raise BrickError(
            path,
            "{file}, line {line}: the hours must be whole years from 1 January, 1 o'clock;"
            " from this line on they are not",
            file=weather.name,
            line=int(frame.line.iloc[at]),
        )
    return frame


def check_irradiance(weather: Weather, frame: pd.DataFrame, path: str) -> None:
    """Refuse hours without irradiance.

    Raises
    ------
    BrickError
        When an irradiance is missing or impossible, or all direct irradiance is zero.
    """
    for name in ("global_horizontal", "diffuse_horizontal", "air_temperature"):
        values = frame[name].to_numpy(float)
        low, high = (0, BRIGHTEST) if name != "air_temperature" else (-90, 70)
        wrong = (values < low) | (values > high) | ~np.isfinite(values)
        if wrong.any():
            raise BrickError(
                path,
                "{file}, line {line}: {column} is {value}; {count} hours are missing (9999) or"
                " impossible, and a gap in the weather cannot be sized for",
                file=weather.name,
                line=int(frame.line.iloc[int(np.argmax(wrong))]),
                column=name.replace("_", " "),
                value=float(values[wrong][0]),
                count=int(wrong.sum()),
            )
    direct = frame.direct_normal.to_numpy(float)
    if not ((direct > 0) & (direct < BRIGHTEST)).any():
        raise BrickError(
            path,
            "{file}, line {line} on: the direct normal irradiance of every hour is zero or"
            " missing; a file without sunshine cannot be sized for",
            file=weather.name,
            line=weather.first_line,
        )


def noon_error(weather: Weather, frame: pd.DataFrame) -> float:
    """Minutes by which the irradiance lies after the true solar noon of the station."""
    from pvlib.solarposition import equation_of_time_spencer71

    level = frame.global_horizontal.to_numpy(float)
    hour = np.tile(np.arange(24) + 0.5, len(frame) // 24)
    day = np.tile(np.repeat(np.arange(1, DAYS + 1), 24), len(frame) // HOURS)
    correction = equation_of_time_spencer71(day) / 60
    solar = hour + weather.longitude / 15 - weather.utc_offset + correction
    angle = (solar - 12 + 12) % 24 - 12
    return float(60 * (level * angle).sum() / level.sum())


def check_distance(sun: Sun, weather: Weather, path: str) -> None:
    """Refuse a station that is too far away.

    Raises
    ------
    BrickError
        When it is.
    """
    south, north = np.radians([sun.latitude, weather.latitude])
    east = np.radians(weather.longitude - sun.longitude)
    cosine = np.sin(south) * np.sin(north) + np.cos(south) * np.cos(north) * np.cos(east)
    distance = 6371.0 * float(np.arccos(np.clip(cosine, -1.0, 1.0)))
    if distance > FARTHEST_KM:
        raise BrickError(
            path,
            "{file}: the station is {distance} km from the places; take one within {limit} km",
            file=weather.name,
            distance=round(distance),
            limit=round(FARTHEST_KM),
        )


def within_hours(sun: Sun, hourly: Array, shift: int) -> Array:
    """Spread hourly means over half hours as the extraterrestrial irradiance does.

    Parameters
    ----------
    sun
        The sun over the place.
    hourly
        Hourly means [W/m2], shape (8760, n_years).
    shift
        Half hours by which the file's clock is behind the place's.
    """
    outside = np.roll(sun.horizontal, -shift).reshape(HOURS, 2)
    total = outside.sum(axis=1, keepdims=True)
    share = np.divide(2 * outside, total, out=np.zeros_like(outside), where=total > 0)
    spread = (share[:, :, None] * hourly[:, None, :]).reshape(DAYS * STEPS, -1)
    return np.roll(spread, shift, axis=0)
