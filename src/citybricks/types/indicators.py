"""Numbers a city reports, and the goals they belong to."""

from citybricks.types.model import Model

_NUMBERED = (5, 5, 9, 7, 6, 6, 3, 10, 5, 7, 7, 8, 3, 7, 9, 10, 19)
_LETTERED = "ab abc abcd abc abc ab ab ab abc abc abc abc ab abc abc ab -"
TARGETS = tuple(
    f"{goal}.{target}"
    for goal, (last, letters) in enumerate(zip(_NUMBERED, _LETTERED.split(), strict=True), start=1)
    for target in (*range(1, last + 1), *letters.strip("-"))
)
"""The 169 targets of the Sustainable Development Goals (A/RES/71/313), as ``11.2`` and ``11.a``."""


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
