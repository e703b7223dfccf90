"""How policies look side by side: what choosing saves, a table, and the months."""

from __future__ import annotations

from citybricks.bricks.waste_policies.brick import WastePolicies
from citybricks.views import Card, Chart, Page, Table


def show(outcome: WastePolicies) -> Page:
    """Show what choosing saves, the policies, and how far each drives in each month."""
    return Page(
        Card(outcome.saved, "Fewer kilometres than the weekly plan", unit="%"),
        Card(outcome.saved_threshold, "Fewer kilometres than the threshold", unit="%"),
        Card(outcome.serviced),
        Card(outcome.sensor, "What a sensor saves in a year", unit="{CNY}"),
        Table(outcome.policies, "Policies on the same waste"),
        Chart(outcome.policies, "policy", "kilometres", kind="bar", title="Kilometres"),
        *_months(outcome),
        title="Policies of emptying containers",
    )


def _months(outcome: WastePolicies) -> list[Chart]:
    if len(outcome.months) == 1:
        return []
    months = ["weekly", "threshold", "choosing"]
    return [Chart(outcome.months, "month", months, title="Kilometres by month")]
