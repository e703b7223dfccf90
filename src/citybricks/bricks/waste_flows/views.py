"""How flows look: what goes where, what is used of capacities, what less carbon would cost."""

from __future__ import annotations

from citybricks.bricks.waste_flows.brick import WasteFlows
from citybricks.bricks.waste_flows.drawing import Flows, Shortages
from citybricks.views import Capacities, Card, Chart, Evidence, Page, Table


def show(outcome: WasteFlows) -> Page:
    """Show the rates, the flows, the capacities, the front and the proof."""
    return Page(
        Card(outcome.recycling),
        Card(outcome.controlled),
        Card(outcome.emissions),
        Card(outcome.diverted, "Kept out of landfills", unit="%"),
        Card(outcome.cost, "Cost", unit="{CNY}"),
        Card(outcome.carbon, "Greenhouse gases (CO2e)", unit="t"),
        *([Shortages(outcome.shortages)] if len(outcome.shortages) else []),
        Flows(outcome.steps),
        Capacities(outcome.balances, "id", "taken", "capacity"),
        *_front(outcome),
        Table(outcome.qualities, "Purity of fractions"),
        Table(outcome.captures, "Materials that are caught"),
        Table(outcome.balances, "Balances of facilities", folded=True),
        Evidence(outcome.proof, outcome.violations, unit="{CNY}", goal="Cost and priced carbon"),
        "What becomes of a tonne are published defaults; a plant's own measurements replace them.",
        title="Flows of waste",
    )


def _front(outcome: WasteFlows) -> list[Chart | Page | Table]:
    table = Table(outcome.front, "Plans from the cheapest to the cleanest")
    if len(outcome.front) == 1:
        return [Page("The cheapest plan is also the one with the least greenhouse gases."), table]
    chart = Chart(outcome.front, "cost", "carbon", kind="line", title="Cost and greenhouse gases")
    return [chart, table]
