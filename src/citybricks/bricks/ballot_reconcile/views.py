"""How a reconciliation looks: whether it adds up, then what does not fit, then turnout."""

from citybricks.bricks.ballot_reconcile.brick import Reconciled
from citybricks.views import Card, Chart, Page, Table


def show(outcome: Reconciled) -> Page:
    """Show whether the lists tell the same, what differs, and how many took part."""
    said = "Voters who voted: an input to indicator 16.7.2, not a measure of it."
    return Page(
        Card(
            outcome.adds_up,
            "Adds up",
            description="Eligible = online + paper + postal + no vote, in every list.",
        ),
        Card(len(outcome.differences), "Differences"),
        Card(outcome.turnout, description=said),
        Card(outcome.eligible, "Eligible", unit="{person}"),
        Card(outcome.voted, "Voted", unit="{person}"),
        *_online(outcome),
        Card(
            outcome.replaced,
            "Replaced ballots",
            unit="{ballot}",
            description="Who votes again replaces a ballot and is one voter.",
        ),
        *_differences(outcome),
        Table(outcome.channels, "Roll beside board and log"),
        Chart(outcome.channels, "channel", ["marked", "counted"], kind="bar", title="Voters"),
        *_districts(outcome),
        title="Reconciliation",
    )


def _online(outcome: Reconciled) -> list[Card]:
    if outcome.online is None:
        return []
    return [Card(outcome.online, "Online, of those who voted", unit="%")]


def _differences(outcome: Reconciled) -> list[Page | Table]:
    if outcome.adds_up:
        return [Page("Roll, board and log tell the same.")]
    return [
        Page(
            "This names voters: it is for the office and not for publication. The result should"
            " not be declared before every row is explained."
        ),
        Table(outcome.differences, "What does not fit", limit=200),
    ]


def _districts(outcome: Reconciled) -> list[Page | Table]:
    if not len(outcome.districts):
        return []
    return [
        Table(outcome.districts, "Turnout by district"),
        Page(
            "Where so few voted, or did not, that it would tell of single people, it is left out."
        ),
    ]
