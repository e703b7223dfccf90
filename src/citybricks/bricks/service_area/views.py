"""How access to public transport looks: who has it, how far the others walk, what stops serve."""

from citybricks.bricks.service_area.brick import ServiceArea
from citybricks.views import Card, Chart, Layer, Map, Page, Table


def show(outcome: ServiceArea) -> Page:
    """Show the share, a map of homes and stops, and the distances residents walk."""
    return Page(
        Card(outcome.share, description="The measure of SDG target 11.2."),
        Card(
            outcome.residents_within,
            "Residents with a stop in walking distance",
            unit="{person}",
        ),
        *_comparison(outcome),
        _method(outcome),
        Map(
            Layer(outcome.covered, "Homes with a stop in walking distance", size="residents"),
            Layer(outcome.uncovered, "Homes without a stop in walking distance", size="residents"),
            Layer(outcome.catchments, "Stops"),
            *_served(outcome),
            title="Homes and stops",
        ),
        *(
            Map(layer, colour="walk", title="How far people on the streets walk to a stop")
            for layer in _served(outcome)
        ),
        Chart(
            outcome.distances,
            "walk",
            _kinds(outcome),
            title="Residents by walking distance to the nearest stop",
        ),
        Table(outcome.uncovered, "Homes without a stop in walking distance", folded=True),
        Table(outcome.catchments, "Residents that each stop serves", folded=True),
        title="Access to public transport",
    )


def _comparison(outcome: ServiceArea) -> list[Card]:
    if outcome.method == "straight line":
        return []
    return [
        Card(
            outcome.share_straight,
            "If everybody could walk in a straight line",
            unit="%",
            description="What detours along streets cost is the difference to the share.",
        )
    ]


def _method(outcome: ServiceArea) -> Page:
    if outcome.method == "street network":
        return Page("Walks were measured along the street network, as the indicator asks.")
    return Page(
        "Walks were measured in straight lines, because no streets were given. Along streets"
        " they are longer and the share cannot be higher; the indicator asks for the street"
        " network."
    )


def _served(outcome: ServiceArea) -> list[Layer]:
    if not len(outcome.served):
        return []
    return [Layer(outcome.served, "Streets in walking distance of a stop")]


def _kinds(outcome: ServiceArea) -> list[str]:
    """Return the curves that differ: one for all stops, and one for each kind if there are two."""
    kinds = ["low_capacity", "high_capacity"]
    known = [kind for kind in kinds if outcome.distances.frame[kind].any()]
    return ["any_stop", *known] if len(known) > 1 else ["any_stop"]
