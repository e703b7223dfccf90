"""Who can walk to public transport (SDG 11.2.1)."""

from citybricks import Outcome, brick
from citybricks.types import Features, Home, Indicator, Metres, Stop


class ServiceArea(Outcome):
    """Homes near a stop, and the share of residents who live in them."""

    covered: Features[Home]
    """Homes with a stop within `radius`."""
    share: Indicator
    """Residents with convenient access to public transport."""


@brick(
    id="service-area",
    version="1.0.0",
    city="Shanghai",
    theme="mobility",
    sdg=("11.2.1",),
    users="Transport planners and statistics offices",
)
def service_area(stops: Features[Stop], homes: Features[Home], radius: Metres = 500) -> ServiceArea:
    """Share of residents who can walk to public transport.

    Parameters
    ----------
    stops
        Stops served on a weekday, one point each.
    homes
        Where residents live, one point each.
    radius
        Longest straight-line walk; 500 m for buses and trams, 1000 m for rail.

    References
    ----------
    .. [1] UN-Habitat, "SDG indicator 11.2.1 metadata", 2021.
    """
    plane = homes.frame.estimate_utm_crs()
    near = homes.frame.to_crs(plane).sjoin_nearest(
        stops.frame.to_crs(plane)[["geometry"]], max_distance=radius
    )
    covered = homes.frame.loc[near.index.unique()]
    residents = int(homes.frame.residents.sum())
    share = 100 * covered.residents.sum() / residents if residents else 0.0
    return ServiceArea(
        covered=Features(covered), share=Indicator(sdg="11.2.1", value=share, unit="%")
    )
