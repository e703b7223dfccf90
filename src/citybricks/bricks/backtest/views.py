"""How a comparison of detectors looks: which to take, then numbers with their intervals."""

from __future__ import annotations

from markupsafe import Markup

from citybricks.bricks.backtest.brick import Backtested
from citybricks.views import Card, Chart, Page, Table
from citybricks.views.markup import tag
from citybricks.views.reader import Reader


class Verdict:
    """What the comparison comes to, in sentences."""

    def __init__(self, outcome: Backtested) -> None:
        self.outcome = outcome

    def html(self, reader: Reader) -> Markup:
        """Write the sentences."""
        outcome = self.outcome
        said = [reader(outcome.finding)]
        if outcome.best:
            said.append(
                reader(
                    "{best} finds most outbreaks with at most {budget} false alarms per unit and"
                    " year.",
                    best=reader(outcome.best),
                    budget=f"{outcome.budget:g}",
                )
            )
        if outcome.no_better_than:
            others = (reader(name) for name in outcome.no_better_than.split(", "))
            said.append(
                reader(
                    "It is no better than {others}: what it finds more may be chance.",
                    others=reader.listed(*others),
                )
            )
        return tag("p", reader.joined(*said))


def show(outcome: Backtested) -> Page:
    """Show which detector keeps the budget and finds most, and how sure that is."""
    return Page(
        Verdict(outcome),
        *([Card(outcome.found)] if outcome.found else []),
        Card(outcome.best or "–", "Best within the budget"),
        Card(outcome.budget, "False alarms accepted, per unit and year", unit="/a"),
        Card(outcome.since, "Replayed from"),
        Card(outcome.until, "Replayed until"),
        Chart(
            outcome.detectors,
            "detector",
            "alarms_per_year",
            kind="bar",
            reference=(outcome.budget, "budget"),
            title="False alarms per unit and year",
        ),
        *_found(outcome),
        Table(outcome.detectors, "Detectors, with intervals of 95 %"),
        Page(
            "Without known outbreaks every alarm in the past counts as false, although some may"
            " have been right."
        ),
        *(
            [Table(outcome.searched, "Outbreaks searched", folded=True)]
            if len(outcome.searched)
            else []
        ),
        title="Detectors on the city's own past",
    )


def _found(outcome: Backtested) -> list[Chart]:
    if not len(outcome.searched):
        return []
    return [
        Chart(
            outcome.detectors,
            "detector",
            ["found", "predictive"],
            kind="bar",
            title="Outbreaks found, and alarms that are outbreaks",
        )
    ]
