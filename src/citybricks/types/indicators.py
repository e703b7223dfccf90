"""Numbers a city reports."""

from citybricks.types.model import Model


class Indicator(Model):
    """One measured value of an indicator of the Sustainable Development Goals."""

    sdg: str
    """Code in the global indicator framework, e.g. ``11.2.1``."""
    value: float
    """The measured value."""
    unit: str
    """UCUM code of the value."""
    name: str = ""
    """What was measured, in a few words."""
    year: int | None = None
    """Year the value stands for."""
    place: str = ""
    """City or district the value stands for."""
