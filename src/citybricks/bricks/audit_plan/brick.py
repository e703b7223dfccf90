"""How many voters must audit the booth so that a false one is found (SDG 16.7, 11.3)."""

from __future__ import annotations

from typing import Annotated, Any

from annotated_types import Ge, Le

from citybricks import BrickError, Outcome, brick
from citybricks.types import Percent, Row, Series, Unit

Ballots = Annotated[int, Ge(1), Le(1_000_000_000), Unit("{ballot}")]
Audits = Annotated[int, Ge(1), Unit("{voter}")]
SHARES = (0.1, 1.0, 5.0, 20.0)
"""Parts of the voters whose audits are shown beside the given one. [%]"""
MARGINS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
"""Margins that are shown beside the given one. [vote]"""
POINTS = 60
"""Numbers of changed ballots along a curve."""


class Escape(Row):
    """How likely nobody notices."""

    changed: Ballots
    """Ballots that were encrypted other than chosen."""
    escape: Percent
    """Probability that no audit finds any of them."""
    audited: str
    """Part of the voters who audit."""


class ForMargin(Row):
    """What it takes to be sure of a margin."""

    margin: Annotated[int, Ge(0), Unit("{vote}")]
    """Votes between the last elected and the first who is not."""
    changed: Ballots
    """Ballots that must be changed to take the seat away."""
    share: Percent
    """Part of the voters who must audit."""
    audits: Audits
    """Voters who must audit."""


class AuditPlan(Outcome):
    """How many audits it takes, and what the audits there are can find."""

    changed: Ballots
    """Ballots that must be changed to take the seat away."""
    needed: Percent
    """Part of the voters who must audit."""
    audits: Audits
    """Voters who must audit."""
    escape: Percent
    """Probability that these changes go unseen with the audits there are."""
    found: Ballots | None
    """From how many changed ballots on the audits find one; empty when all might go unseen."""
    risk: Percent
    """Probability of not noticing that is accepted."""
    curve: Series[Escape]
    """Probability that nobody notices, by how many ballots were changed."""
    margins: Series[ForMargin]
    """Audits for other margins: before an election nobody knows it."""


@brick(
    id="audit-plan",
    version="1.0.0",
    city="Tsukuba",
    theme="democracy",
    sdg=("16.7.2", "11.3.2"),
    users="Election offices, observers and parties before and after an online vote",
)
def audit_plan(
    ballots: Ballots,
    margin: Annotated[int, Ge(0), Unit("{vote}")],
    risk: Annotated[float, Ge(0.001), Le(50), Unit("%")] = 5.0,
    audited: Percent = 1.0,
) -> AuditPlan:
    """How many voters must audit an online vote.

    That every ballot on the board is counted is proved, not sampled. Whether the booth encrypted
    what the voter chose, only voters find out who have a ballot opened before they cast: this
    says how many of them it takes for a margin, and what few audits can find.

    Parameters
    ----------
    ballots
        Voters who vote online.
    margin
        Votes between the last who is elected and the first who is not.
    risk
        Probability of not noticing changed ballots that is accepted.
    audited
        Part of the voters who do audit.

    Raises
    ------
    BrickError
        When the margin is more than the ballots.

    Notes
    -----
    A changed ballot moves a vote from the first to the second, so a margin of v votes is gone with
    m = ⌈v / 2⌉ ballots, at least one. Where every voter audits with probability a, and the booth
    cannot tell who will, m changes go unseen with probability (1 - a)^m, and the risk r is kept
    with a = 1 - r^(1/m) [1]_. Real voters audit seldom, and a booth that knows who does can spare
    them; audits by observers who behave like voters are worth as much. A paper count beside the
    online one needs a risk-limiting audit of its own [2]_.

    References
    ----------
    .. [1] Benaloh J., Simple verifiable elections, EVT 2006,
       https://www.usenix.org/legacy/event/evt06/tech/full_papers/benaloh/benaloh.pdf
    .. [2] Lindeman M., Stark P. B., A gentle introduction to risk-limiting audits, IEEE Security
       and Privacy 10 (2012) 42-49, doi:10.1109/MSP.2012.56.
    """
    from citybricks.methods.ballot import auditing

    if margin > ballots:
        raise BrickError(
            "margin",
            "{margin} votes are more than the {ballots} ballots there are",
            margin=margin,
            ballots=ballots,
        )
    accepted, share = risk / 100, audited / 100
    changed = auditing.changes(margin)
    needed = auditing.needed(changed, accepted)
    return AuditPlan(
        changed=changed,
        needed=100 * needed,
        audits=auditing.audits(ballots, changed, accepted),
        escape=100 * auditing.escape(changed, share),
        found=auditing.found(share, accepted, ballots),
        risk=risk,
        curve=_series(Escape, _curve(ballots, sorted({*SHARES, audited, round(100 * needed, 3)}))),
        margins=_series(ForMargin, _margins(ballots, margin, accepted)),
    )


def _series(row: Any, rows: list[dict[str, Any]]) -> Any:
    import pandas as pd

    return Series[row](pd.DataFrame(rows, columns=list(row.model_fields)))


def _curve(ballots: int, shares: list[float]) -> list[dict[str, Any]]:
    from citybricks.methods.ballot import auditing

    steps = sorted({round(ballots ** (at / POINTS)) for at in range(POINTS + 1)})
    rows = []
    for share in shares:
        for changed in steps:
            escape = round(100 * auditing.escape(changed, share / 100), 2)
            rows.append({"changed": changed, "escape": escape, "audited": f"{share:.3g} %"})
            if not escape:
                break
    return rows


def _margins(ballots: int, margin: int, accepted: float) -> list[dict[str, Any]]:
    from citybricks.methods.ballot import auditing

    rows = []
    for votes in sorted({*(each for each in MARGINS if each <= ballots), margin}):
        changed = auditing.changes(votes)
        audits = auditing.audits(ballots, changed, accepted)
        share = 100 * auditing.needed(changed, accepted)
        rows.append({"margin": votes, "changed": changed, "share": share, "audits": audits})
    return rows
