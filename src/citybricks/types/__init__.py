"""The vocabulary of a brick's signature: what cities may hand each other."""

from citybricks.types.calendars import HolidayCountry, ZoneName
from citybricks.types.energy import (
    Celsius,
    DailyIrradiation,
    Degrees,
    Irradiance,
    KilowattHoursPerSquareMetre,
    KilowattHoursPerYear,
    WattHours,
    Watts,
    Weather,
    WeatherHour,
)
from citybricks.types.features import Features
from citybricks.types.files import File
from citybricks.types.indicators import Indicator
from citybricks.types.lighting import Pole, Skyline, StreetLamp
from citybricks.types.model import Geometry, Model, Row
from citybricks.types.networks import Street
from citybricks.types.people import Home
from citybricks.types.planning import Proof, Violation
from citybricks.types.quantities import (
    AnyUnit,
    Day,
    Hours,
    Kilometres,
    Latitude,
    Longitude,
    Metres,
    MetresPerMinute,
    Minutes,
    Moment,
    People,
    Percent,
    Seed,
    SquareMetres,
    Tonnes,
    Unit,
)
from citybricks.types.tables import Series, Table
from citybricks.types.transport import Mode, Stop
from citybricks.types.waste import Chance, Container, Forecast, Litres, Reading

__all__ = [
    "AnyUnit",
    "Celsius",
    "Chance",
    "Container",
    "DailyIrradiation",
    "Day",
    "Degrees",
    "Features",
    "File",
    "Forecast",
    "Geometry",
    "HolidayCountry",
    "Home",
    "Hours",
    "Indicator",
    "Irradiance",
    "Kilometres",
    "KilowattHoursPerSquareMetre",
    "KilowattHoursPerYear",
    "Latitude",
    "Litres",
    "Longitude",
    "Metres",
    "MetresPerMinute",
    "Minutes",
    "Mode",
    "Model",
    "Moment",
    "People",
    "Percent",
    "Pole",
    "Proof",
    "Reading",
    "Row",
    "Seed",
    "Series",
    "Skyline",
    "SquareMetres",
    "Stop",
    "Street",
    "StreetLamp",
    "Table",
    "Tonnes",
    "Unit",
    "Violation",
    "WattHours",
    "Watts",
    "Weather",
    "WeatherHour",
    "ZoneName",
]
