"""Rows of the tables that the brick returns."""

from typing import Annotated

from annotated_types import Ge

from citybricks.types import Percent, Row, Unit
from citybricks.types.energy import Degrees, KilowattHoursPerSquareMetre, WattHours, Watts

Yuan = Annotated[float, Ge(0), Unit("{CNY}")]
Nights = Annotated[int, Ge(0), Unit("{night}")]


class SizedPole(Row):
    """A pole and what it needs."""

    id: str
    """How the city calls it."""
    lit_nights: Percent
    """Nights with light from dusk to dawn, in the worst year within the confidence."""
    panel: Watts
    """Peak power of the panel."""
    battery: WattHours
    """Energy of the battery when new."""
    tilt: Degrees
    """Angle of the panel from the horizontal; it faces the equator."""
    skyline: Degrees
    """Skyline that was sized for."""


class Order(Row):
    """What to order for poles that see equally much sky."""

    skyline: Degrees
    """Height of what stands around them, rounded up."""
    poles: Annotated[int, Ge(0), Unit("{pole}")]
    """How many there are."""
    panel: Watts
    """Peak power of each panel."""
    battery: WattHours
    """Energy of each battery when new."""
    tilt: Degrees
    """Angle of the panels from the horizontal."""
    build: Yuan
    """Price of building them all."""
    keep: Yuan
    """Present cost of building them and of replacing batteries until the horizon."""


class SourceSize(Row):
    """What one source of weather alone would ask for, and how the chosen size does in it."""

    source: str
    """File, or monthly means, that the weather comes from."""
    irradiation: KilowattHoursPerSquareMetre
    """Yearly global irradiation on the horizontal."""
    panel: Watts | None
    """Panel that this source alone would ask for; none when nothing on sale would do."""
    battery: WattHours | None
    """Battery that this source alone would ask for."""
    cost: Yuan | None
    """Present cost of that pole."""
    loss: Percent
    """Energy not served by the chosen size, in the worst year within the confidence."""
    dark_run: Nights
    """Longest run of dark nights with the chosen size, likewise."""
    lit_nights: Percent
    """Nights fully lit with the chosen size, likewise."""


class Sizing(Row):
    """A panel and the battery that it needs."""

    panel: Watts
    """Peak power of the panel."""
    loss: Percent
    """Loss-of-load probability that enough years keep."""
    battery: WattHours
    """Least battery."""


class LampYear(Row):
    """A year in the life of the chosen lamp, from the best year to the worst."""

    share: Percent
    """Share of the years that are as good or better."""
    loss: Percent
    """Energy not served."""
    dark_run: Nights
    """Longest run of dark nights."""
    lit_nights: Percent
    """Nights with light from dusk to dawn."""
    source: str
    """File, or monthly means, that the weather comes from."""
