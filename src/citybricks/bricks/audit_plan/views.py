"""How an audit plan looks: what it takes for the margin, and what few audits can find."""

from citybricks.bricks.audit_plan.brick import AuditPlan
from citybricks.views import Card, Chart, Page, Table


def show(outcome: AuditPlan) -> Page:
    """Show the audits that are needed, the risk there is, and both for other numbers."""
    return Page(
        Card(
            outcome.audits,
            "Voters who must audit",
            unit="{voter}",
            description="So that changes which take the seat away are found at the accepted risk.",
        ),
        Card(outcome.needed, "Part of the voters", unit="%"),
        Card(
            outcome.changed,
            "Changed ballots that take the seat away",
            unit="{ballot}",
            description="Each moves a vote from the first to the second.",
        ),
        Card(
            outcome.escape,
            "Probability that nobody notices",
            unit="%",
            description="With the audits there are.",
        ),
        Card(
            outcome.found,
            "Changed ballots that are found",
            unit="{ballot}",
            description="From this many on, with the audits there are, at the accepted risk.",
        ),
        *_close(outcome),
        Chart(
            outcome.curve,
            "changed",
            "escape",
            colour="audited",
            log_x=True,
            reference=(outcome.risk, "Accepted risk"),
            title="Probability that nobody notices, by changed ballots and part of voters auditing",
        ),
        Table(outcome.margins, "Audits for other margins"),
        title="Audit plan",
    )


def _close(outcome: AuditPlan) -> list[Page]:
    if outcome.needed <= 10:  # noqa: PLR2004 - percent that an office can hope for
        return []
    return [
        Page(
            "The vote is so close that more than one voter in ten would have to audit. Ask"
            " observers to audit as well, or agree before the vote on a margin below which it is"
            " held again."
        )
    ]
