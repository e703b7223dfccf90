"""A brick with an input of every shape, and what a form may hold for it."""

from typing import Annotated, Any, Literal

from annotated_types import Ge, Gt, Le, Lt

from citybricks import BrickError, Outcome, track
from citybricks.kernel.brick import Brick
from citybricks.types import (
    Day,
    Features,
    Home,
    Indicator,
    Metres,
    Model,
    Moment,
    Percent,
    Row,
    Seed,
    Stop,
    Table,
    Unit,
)


class Cover(Model):
    """A lid."""

    thickness: Metres = 0.02
    """How thick it is."""
    locked: bool = False
    """Whether it needs a key."""


class Lamp(Model):
    """What is lit."""

    peak_power: Annotated[float, Gt(0), Lt(1_000), Unit("W")] = 30.0
    """Power at full brightness."""
    cover: Cover = Cover()
    """What protects it."""


class Hour(Row):
    """One hour."""

    light: Annotated[float, Ge(0), Unit("lx")]
    """How bright it is."""


class Report(Outcome):
    """What comes out."""

    near: Features[Home]
    """Homes near a stop."""
    hours: list[Table[Hour]]
    """Hours of each file."""
    share: Indicator
    """Share of residents."""
    length: Metres
    """How long it is."""
    note: str
    """What is to be said."""


STANDARD = Lamp(peak_power=40.0)


def every_shape(  # noqa: PLR0913 - one input of each shape
    stops: Features[Stop],
    lamp: Lamp = STANDARD,
    *,
    homes: Features[Home] | None = None,
    hours: list[Table[Hour]] = [],  # noqa: B006 - never changed
    radius: Metres = 500,
    share: Percent | None = None,
    count: Annotated[int, Ge(1), Le(9)] = 3,
    kind: Literal["bus", "tram"] = "bus",
    level: Literal[1, 2] = 1,
    name: str = "",
    day: Day | None = None,
    seen: Moment | None = None,
    loud: bool = False,
    tilts: list[Annotated[float, Ge(0), Unit("deg")]] = [30.0, 45.0],  # noqa: B006 - likewise
    words: list[str] = [],  # noqa: B006 - likewise
    weights: dict[str, float] = {},  # noqa: B006 - likewise
    seed: Seed = 0,
) -> Report:
    """Every shape of input.

    Tells what it was given, and computes nothing.

    Parameters
    ----------
    stops
        Where public transport
        stops; ``mode`` may be left out.
    radius
        Longest walk.
    lamp
        What is lit.

    References
    ----------
    .. [1] Somebody, "Shapes", 2026.
       doi:10.1000/182
    .. [2] Another, "More shapes", 2025.
    """
    if name == "refuse":
        raise BrickError("tilts", "no lamp can be tilted by {count} angles", count=len(tilts))
    if name == "refuse all":
        raise BrickError("", "no street can be lit")
    if name == "wait":
        list(track(_Endless(), "Waiting"))
    counted = stops.frame.assign(residents=count)[["residents", "geometry"]]
    near = homes or Features[Home](counted)
    said = " ".join(map(str, (kind, level, day, seen, share, loud, words, weights, seed)))
    return Report(
        near=near,
        hours=hours,
        share=Indicator(sdg="11.2.1", value=radius + sum(tilts), unit="%", name="Served"),
        length=lamp.peak_power,
        note=said,
    )


class _Endless:
    """Items without end, each of which takes a moment."""

    def __len__(self) -> int:
        return 1_000_000

    def __iter__(self) -> Any:
        import time

        while True:
            time.sleep(0.01)
            yield 1


EVERY = Brick(
    "every-shape", "2.0.0", every_shape, "Tianjin", "planning", ("11.2.1",), "Those who test"
)
STOPS: dict[str, Any] = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"name": "天津站", "mode": "tram"},
            "geometry": {"type": "Point", "coordinates": [117.2, 39.13]},
        }
    ],
}
