"""Tables without small counts, from which small counts cannot be worked out (SDG 3.d)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from annotated_types import Ge, Le, MinLen

from citybricks import BrickError, Outcome, brick
from citybricks.types import People, Percent, Row, Table, Unit

if TYPE_CHECKING:  # slow to import, and describing a brick needs none of it
    from citybricks.bricks.suppress.grouping import Grouped
    from citybricks.methods.privacy.suppression import Protected

Name = Annotated[str, MinLen(1)]
Many = Annotated[int, Ge(0), Le(10_000_000_000), Unit("{person}")]
"""People, of whom there are no more than that on earth."""
Few = Annotated[int, Ge(2), Le(100), Unit("{person}")]
MOST = 3_000
"""Numbers in a table, with its sums."""


class Counted(Row):
    """How many people of a place and group were counted in a week."""

    week: Name
    """Week, in any way to write it."""
    place: Name
    """School or part of the city."""
    group: Name
    """What was counted: a syndrome, an age band."""
    count: Many
    """People counted; zero has a row too."""
    population: Many | None = None
    """People who could have been; empty when nobody knows."""
    district: str = ""
    """Larger place that the place is in; empty when none is published."""


class Released(Row):
    """A number that was published before, or was hidden."""

    week: str
    """Week; empty for all weeks of its release."""
    place: str
    """Place or district; empty for the whole city."""
    group: str
    """What was counted; empty for all groups."""
    count: Many | None = None
    """The number; empty where it was hidden."""
    release: str = ""
    """Name of the release, when there are several."""


class Cell(Row):
    """A number that may be published, or a gap."""

    week: str
    """Week; empty for all weeks."""
    place: str
    """Place or district; empty for the whole city."""
    group: str
    """What was counted; empty for all groups."""
    count: People | None
    """The number; empty where it is hidden, which is not zero."""
    status: Literal["shown", "hidden"]
    """Hidden numbers are small, or would give small ones away; which of both is not told."""


class Audited(Row):
    """A hidden number, and what an attacker knows of it: for the office, not for publication."""

    week: str
    """Week; empty for all weeks."""
    place: str
    """Place or district; empty for the whole city."""
    group: str
    """What was counted; empty for all groups."""
    count: People
    """The number."""
    reason: Literal["is small", "would give others away"]
    """Why it is hidden."""
    least: People
    """The least that an attacker must think possible."""
    most: People | None
    """The most that an attacker must think possible; empty when nothing limits it."""


class Suppressed(Outcome):
    """What may be published, and the audit of what is hidden."""

    table: Table[Cell]
    """For publication: every number and sum, or a gap."""
    audit: Table[Audited]
    """For the office: what can be known of each hidden number."""
    level: Literal["table", "totals", "nothing"]
    """How much could be published at all."""
    shown: Annotated[int, Ge(0), Unit("{number}")]
    """Numbers that are shown."""
    hidden: Annotated[int, Ge(0), Unit("{number}")]
    """Numbers that are hidden."""
    small: Annotated[int, Ge(0), Unit("{number}")]
    """Those of the hidden that are small themselves."""
    narrowest: People | None
    """Smallest distance between least and most; empty when nothing is hidden or limited."""
    loss: Percent
    """Part of the information that is hidden."""
    standing: Annotated[int, Ge(0), Unit("{number}")]
    """Numbers that stay as an earlier release has them, although they were corrected since."""


@brick(
    id="suppress",
    version="1.0.0",
    city="Tsukuba",
    theme="health",
    sdg=("3.d.1",),
    users="Statistics offices and boards of education that publish counts of few people",
)
def suppress(
    counts: Table[Counted],
    earlier: Table[Released] | None = None,
    least: Few = 5,
    width: Few = 5,
    few: Annotated[int, Ge(0), Le(10_000), Unit("{person}")] = 20,
) -> Suppressed:
    """Small numbers hidden so that nobody can work them out.

    Hides every small number of a table and of its sums, and then the fewest others it can, until
    an attacker who knows all that was ever published can narrow no hidden number down. Where that
    cannot be reached, less is published: the total alone, or nothing.

    Parameters
    ----------
    counts
        A row for each week, place and group, zero included.
    earlier
        Everything that was published of the same people before, in the same or other groups, as
        this brick gave it.
    least
        Smaller numbers are hidden, zero excepted.
    width
        How far apart the least and the most that an attacker thinks possible must be.
    few
        Zero is hidden too where fewer could have been counted.

    Raises
    ------
    BrickError
        When a row is missing or there twice, when more were counted than could have been, when a
        place is in two districts, when the table is too large, or when an earlier release names
        what the table does not have or contradicts another.

    Notes
    -----
    Sums are over weeks, over the places of a district and of the city, over groups, and over all
    of them together. The information of a number n is taken as ln(n + 2); an integer program
    hides the least of it along every sum [1]_. The attacker solves for the least and the largest
    whole count of every hidden number, by linear and, where those end in fractions, by integer
    programs over all sums of this and of earlier releases together; what is too narrow is widened
    by another integer program, until nothing is. What was released stands: the difference of two
    releases would tell of the few who came late, so counts are taken as near to the new ones as
    earlier releases allow. A reader is not told which hidden number is small and which is there
    to protect it, as that would give the small ones an upper bound.

    References
    ----------
    .. [1] Fischetti M., Salazar J. J., Solving the cell suppression problem on tabular data with
       linear constraints, Management Science 47 (2001) 1008-1027,
       doi:10.1287/mnsc.47.7.1008.9805.
    .. [2] Hundepool A. et al., Statistical Disclosure Control, Wiley 2012, chapters 4 and 5,
       doi:10.1002/9781118348239.
    """
    from citybricks.bricks.suppress import grouping
    from citybricks.methods.privacy.attacking import ContradictionError
    from citybricks.methods.privacy.suppression import protect

    grouped = grouping.grouped(counts.frame)
    if len(grouped.names) > MOST:
        raise BrickError(
            "counts",
            "{cells} numbers with sums are more than the {most} that can be protected; publish"
            " fewer weeks, places or groups",
            cells=len(grouped.names),
            most=MOST,
        )
    releases = grouping.releases(earlier.frame, grouped) if earlier is not None else ()
    members = grouping.members(grouped, releases)
    table, past = grouped.over(members), [each.over(members) for each in releases]
    try:
        safe = protect(table, past, least=least, width=width, few=few)
    except ContradictionError:
        raise BrickError(
            "earlier", "the earlier releases contradict each other: no counts have all these sums"
        ) from None
    return _told(grouped, safe, int((safe.values != table.values).sum()))


def _told(grouped: Grouped, safe: Protected, standing: int) -> Suppressed:
    import numpy as np

    widths = safe.interval.width[~safe.shown]
    narrow = widths[np.isfinite(widths)]
    return Suppressed(
        table=_table(Cell, _cells(grouped, safe)),
        audit=_table(Audited, _audit(grouped, safe)),
        level=safe.level,
        shown=int(safe.shown.sum()),
        hidden=int((~safe.shown).sum()),
        small=int((safe.small & ~safe.shown).sum()),
        narrowest=int(narrow.min()) if len(narrow) and safe.level != "nothing" else None,
        loss=100 * safe.loss,
        standing=standing,
    )


def _table(row: Any, rows: list[dict[str, Any]]) -> Any:
    import pandas as pd

    return Table[row](pd.DataFrame(rows, columns=list(row.model_fields)))


def _cells(grouped: Grouped, safe: Protected) -> list[dict[str, Any]]:
    return [
        {
            **_named(name),
            "count": int(value) if shown else None,
            "status": "shown" if shown else "hidden",
        }
        for name, value, shown in zip(grouped.names, safe.values, safe.shown, strict=True)
    ]


def _audit(grouped: Grouped, safe: Protected) -> list[dict[str, Any]]:
    import numpy as np

    rows, limits = [], safe.level != "nothing"
    for at, (name, value) in enumerate(zip(grouped.names, safe.values, strict=True)):
        most = safe.interval.most[at]
        if safe.shown[at]:
            continue
        rows.append(
            {
                **_named(name),
                "count": int(value),
                "reason": "is small" if safe.small[at] else "would give others away",
                "least": int(safe.interval.least[at]) if limits else 0,
                "most": int(most) if limits and np.isfinite(most) else None,
            }
        )
    return rows


def _named(name: tuple[str, str, str]) -> dict[str, str]:
    return dict(zip(("week", "place", "group"), name, strict=True))
