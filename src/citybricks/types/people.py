"""Where people are."""

from citybricks.types.model import Row
from citybricks.types.quantities import People


class Home(Row):
    """A place people live in: a building, a block or a grid cell, by one point."""

    residents: People
    """People who live there."""
