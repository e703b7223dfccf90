"""How a lit way looks: who can walk, what is dark, and what the light costs."""

from citybricks.blueprints.lit_way.brick import LitWay
from citybricks.views import Card, Layer, Map, Page, Table


def show(outcome: LitWay) -> Page:
    """Show the figures first, then the ways on a map, then what to order."""
    return Page(
        Card(outcome.access),
        Card(outcome.lit_share, "Ways to stops that are lit", unit="%"),
        Card(outcome.count, "Missing lamps", unit="{pole}"),
        Card(outcome.lit_nights, "Nights lit", unit="%"),
        Card(outcome.build, "Price of building", unit="{CNY}"),
        Card(outcome.keep, "Present cost", unit="{CNY}"),
        Card(outcome.renewable),
        Card(outcome.carbon, "Greenhouse gases avoided", unit="t/a"),
        Map(
            Layer(outcome.poles, "Solar lamps"),
            Layer(outcome.dark, "Dark stretches"),
            Layer(outcome.ways, "Streets in walking distance of a stop"),
            title="Dark ways to the stops, and the lamps that would light them",
        ),
        Table(outcome.orders, title="What to order"),
        Table(outcome.poles, title="Solar lamps", folded=True),
    )
