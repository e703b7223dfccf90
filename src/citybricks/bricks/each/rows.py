"""The tables of a run for many cities: what came of each, and what went wrong."""

from citybricks.types import Row


class Result(Row):
    """What came of one row: its own columns, the scalars of its outcome, and what went wrong."""

    problem: str
    """Why there is no outcome, in English; empty where it went well."""


class Place(Result):
    """A row of the results where it is on the map."""


class Measure(Row):
    """A column of the results that comes from the outcomes."""

    column: str
    """Its name in the results."""
    field: str
    """Its name in the outcome of the brick."""
    unit: str
    """UCUM code of its unit; empty when it has none, or not the same in all rows."""
    description: str
    """What it means, in English."""
    sdg: str
    """Code of the indicator it measures; empty when it measures none."""
    name: str
    """What the indicator calls itself."""


class Problem(Row):
    """One thing that is wrong with one row."""

    row: int
    """Which row, counted from 1."""
    input: str
    """The input that is to blame; empty when no single one is."""
    message: str
    """What is wrong, in English, with placeholders."""
    values: str
    """What the placeholders stand for, as JSON; empty when there are none."""
