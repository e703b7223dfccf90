"""Approval: as many marks on a ballot as the question allows; most marks are first.

References
----------
.. [1] S. J. Brams, P. C. Fishburn, "Approval voting", American Political Science Review 72 (1978)
   831-847, doi:10.2307/1955105.
"""

from __future__ import annotations

from citybricks.methods.ballot.counting.ballots import Ballot, Ballots, Fault, checked, marked
from citybricks.methods.ballot.counting.plurality import Totals, added


def count(ballots: Ballots, choices: int, most: int | None = None) -> Totals:
    """Count ballots with any number of marks.

    Parameters
    ----------
    ballots
        1 for every choice that is approved of, 0 for the others.
    choices
        How many choices there are.
    most
        How many choices a ballot may approve of; all of them when None.

    Raises
    ------
    ValueError
        When a ballot has another number of marks.
    """
    limit = choices if most is None else most
    counted = checked(ballots, choices).items()
    return added({one: (many, fault(one, limit)) for one, many in counted})


def fault(ballot: Ballot, most: int) -> Fault | None:
    """Say why a ballot is not counted; None when it is."""
    marks = marked(ballot)
    if not {0, 1}.issuperset(marks):
        return "has marks other than 0 and 1"
    return "approves of too many choices" if sum(marks) > most else None
