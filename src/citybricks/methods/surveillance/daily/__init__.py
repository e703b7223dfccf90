"""The daily model of a city's counts: calendar, season and recent level, and unusual days."""

from citybricks.methods.surveillance.daily.calendar import Calendar
from citybricks.methods.surveillance.daily.control import Control, needs
from citybricks.methods.surveillance.daily.detect import calibrate, detect_daily

__all__ = ["Calendar", "Control", "calibrate", "detect_daily", "needs"]
