"""Where public transport stops."""

from typing import Literal

from citybricks.types.model import Row

Mode = Literal["bus", "tram", "metro", "rail", "ferry", "cable"]


class Stop(Row):
    """A stop of public transport that is served on a weekday."""

    name: str
    """What the sign at the stop says."""
    mode: Mode = "bus"
    """What calls there."""
