"""Quiet streets: what this brick is for, in one line."""

from citybricks import BrickError, Outcome, brick, track
from citybricks.types import Features, Home, Indicator, People, Percent


class QuietStreets(Outcome):
    """What a city gets to know."""

    residents: People
    """Residents a year from now."""
    growth: Indicator
    """Growth of the population in that year."""
    homes: Features[Home]
    """Homes with their residents a year from now."""


@brick(
    id="quiet-streets",
    version="0.1.0",
    city="Shanghai",
    theme="planning",
    sdg=("11.3.1",),
    users="Planners who wait for a better brick",
)
def quiet_streets(homes: Features[Home], growth: Percent = 1.0) -> QuietStreets:
    """Residents a year from now.

    Replace this text, the function and its types by what your city does. Say here what the brick
    does and what it leaves out.

    Parameters
    ----------
    homes
        Where residents live, one point each.
    growth
        Growth of the population in a year.

    Raises
    ------
    BrickError
        When nobody lives in the homes.

    References
    ----------
    .. [1] UN-Habitat, "SDG indicator 11.3.1 metadata", 2021.
    """
    now = int(homes.frame.residents.sum())
    if not now:
        raise BrickError("homes", "nobody lives in the {count} homes", count=len(homes))
    counts = [
        round(residents * (1 + growth / 100))
        for residents in track(homes.frame.residents.tolist(), "Counting residents")
    ]
    share = 100 * (sum(counts) - now) / now
    return QuietStreets(
        residents=sum(counts),
        growth=Indicator(sdg="11.3.1", value=share, unit="%", name="Growth of the population"),
        homes=Features[Home](homes.frame.assign(residents=counts)),
    )
