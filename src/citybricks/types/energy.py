"""Energy, and the weather that gives it."""

from __future__ import annotations

import io
from typing import Annotated, Any, Self

from annotated_types import Ge, Le
from pydantic import ConfigDict, model_validator

from citybricks.types.files import CSV, EPW, File, in_words
from citybricks.types.messages import refuse
from citybricks.types.model import Model, Row
from citybricks.types.quantities import Latitude, Longitude, Unit
from citybricks.types.tables import Table

Watts = Annotated[float, Ge(0), Unit("W")]
WattHours = Annotated[float, Ge(0), Unit("W.h")]
KilowattHoursPerYear = Annotated[float, Ge(0), Unit("kW.h/a")]
KilowattHoursPerSquareMetre = Annotated[float, Ge(0), Unit("kW.h/m2")]
DailyIrradiation = Annotated[float, Ge(0), Le(1000), Unit("kW.h/(m2.d)")]
Irradiance = Annotated[float, Unit("W/m2")]
Celsius = Annotated[float, Ge(-90), Le(70), Unit("Cel")]
Degrees = Annotated[float, Ge(0), Le(90), Unit("deg")]

HEADER_LINES = 8
"""Lines before the first hour in an EPW file."""


class WeatherHour(Row):
    """The weather of one hour of standard time; 9999 stands for a missing irradiance."""

    month: Annotated[int, Ge(1), Le(12)]
    """Month of the year."""
    day: Annotated[int, Ge(1), Le(31)]
    """Day of the month."""
    hour: Annotated[int, Ge(1), Le(24)]
    """Hour of the day; 1 ends at one o'clock."""
    global_horizontal: Irradiance
    """Global irradiance on the horizontal, mean of the hour."""
    direct_normal: Irradiance
    """Direct irradiance on a plane facing the sun, mean of the hour."""
    diffuse_horizontal: Irradiance
    """Diffuse irradiance on the horizontal, mean of the hour."""
    air_temperature: Annotated[float, Unit("Cel")]
    """Dry-bulb temperature of the air."""


class Weather(Model):
    """Hourly weather of one or more whole years at a station.

    Read from JSON, from an EnergyPlus weather file (EPW), or from a CSV file with the columns of
    `WeatherHour` after lines such as ``# latitude: 39.08`` for the station's other fields.
    """

    model_config = ConfigDict(json_schema_extra={"x-files": [EPW, CSV]})

    name: str
    """Name of the file or of the station."""
    latitude: Latitude
    """Of the station."""
    longitude: Longitude
    """Of the station."""
    elevation: Annotated[float, Ge(-500), Le(9000), Unit("m")] = 0.0
    """Of the station above the sea."""
    utc_offset: Annotated[float, Ge(-12), Le(14), Unit("h")]
    """Standard time of the hours minus universal time."""
    first_line: Annotated[int, Ge(1)] = 1
    """Line of the file that holds the first hour, to name lines by."""
    hours: Table[WeatherHour]
    """Hour by hour from 1 January, 1 o'clock."""

    @model_validator(mode="before")
    @classmethod
    def _from_file(cls, value: Any) -> Any:
        if not isinstance(value, File):
            return value
        if value.media_type == EPW:
            return _read_epw(value)
        if value.media_type == CSV:
            return _read_csv(value)
        raise refuse("media_type", media_type=value.media_type, allowed=in_words((EPW, CSV)))

    @classmethod
    def read(cls, name: str, content: bytes) -> Self:
        """Read a weather file; the extension of its name says which kind it is."""
        return cls.model_validate(File.named(name, content))


def _read_epw(file: File) -> dict[str, Any]:
    import pandas as pd

    text = file.content.decode("utf-8-sig", errors="replace")
    station = text.split("\n", 1)[0].split(",")
    try:
        if station[0].strip().upper() != "LOCATION":
            raise ValueError("it does not begin with LOCATION")  # noqa: TRY301 - told as the others
        latitude, longitude, offset, elevation = (float(word) for word in station[6:10])
        columns = {
            1: "month",
            2: "day",
            3: "hour",
            6: "air_temperature",
            13: "global_horizontal",
            14: "direct_normal",
            15: "diffuse_horizontal",
            21: "wind_speed",
        }
        hours = pd.read_csv(
            io.StringIO(text),
            skiprows=HEADER_LINES,
            header=None,
            usecols=list(columns),
            names=list(columns.values()),
        )
        whole = dict.fromkeys(("month", "day", "hour"), "int64")
        named = [*WeatherHour.model_fields, "wind_speed"]
        hours = hours[named].astype({name: whole.get(name, "float64") for name in named})
        if hours.empty:
            raise ValueError("it has no hours")  # noqa: TRY301 - told as the others
    except (ValueError, IndexError, pd.errors.ParserError) as error:
        raise _unreadable(file, error) from error
    return {
        "name": file.name,
        "latitude": latitude,
        "longitude": longitude,
        "elevation": elevation,
        "utc_offset": offset,
        "first_line": HEADER_LINES + 1,
        "hours": Table[WeatherHour](hours),
    }


def _read_csv(file: File) -> dict[str, Any]:
    lines = file.content.decode("utf-8-sig", errors="replace").splitlines()
    header = next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))
    said: dict[str, Any] = {}
    for line in lines[:header]:
        name, colon, text = line.lstrip("# \t").partition(":")
        if colon:
            said[name.strip().lower().replace(" ", "_")] = _number(text.strip())
    hours = File("\n".join(lines[header:]).encode(), CSV, file.name)
    return {**said, "name": file.name, "first_line": header + 2, "hours": hours}


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def _unreadable(file: File, error: Exception) -> Exception:
    reason = str(error).split("\n", 1)[0][:200]
    return refuse("unreadable_file", name=file.name, media_type=file.media_type, reason=reason)
