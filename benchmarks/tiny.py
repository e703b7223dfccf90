"""Three bricks that do next to nothing, and the blueprint that joins them, for benchmarks."""

from __future__ import annotations

from citybricks import Outcome, brick
from citybricks.kernel.blueprint import blueprint
from citybricks.types import Kilometres, Metres, Minutes, Percent


class Way(Outcome):
    """A way."""

    length: Kilometres
    """How long it is."""


class Ride(Outcome):
    """A ride."""

    time: Minutes
    """How long it takes."""


class Saved(Outcome):
    """What is saved."""

    share: Percent
    """Of an hour."""


@brick(id="tiny-way", version="1.0.0")
def tiny_way(distance: Metres, detour: Percent = 30.0) -> Way:
    """Lay a way along streets.

    Parameters
    ----------
    distance
        In a straight line.
    detour
        How much longer the streets are.
    """
    return Way(length=distance / 1000 * (1 + detour / 100))


@brick(id="tiny-ride", version="1.0.0")
def tiny_ride(length: Kilometres, wait: Minutes = 5.0) -> Ride:
    """Ride by bus.

    Parameters
    ----------
    length
        How far.
    wait
        At the stop.
    """
    return Ride(time=wait + length * 3)


@brick(id="tiny-saved", version="1.0.0")
def tiny_saved(time: Minutes) -> Saved:
    """Tell what is left of an hour.

    Parameters
    ----------
    time
        That it takes.
    """
    return Saved(share=max(0.0, 100 - time / 0.6))


@blueprint(id="tiny-journey", version="1.0.0")
def tiny_journey(distance: Metres, wait: Minutes = 5.0) -> Saved:
    """Join three bricks into a journey.

    Parameters
    ----------
    distance
        In a straight line.
    wait
        At the stop.
    """
    way = tiny_way(distance)
    ride = tiny_ride(way.length, wait)
    return Saved(share=tiny_saved(ride.time).share)


def alone(document: dict[str, float]) -> float:
    """Do the same as the blueprint, in a function that a peer can send."""
    return float(tiny_journey.run(document).share)
