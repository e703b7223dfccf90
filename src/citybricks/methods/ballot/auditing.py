"""How many voters must audit their booth before they cast, so that a false one is found out.

Every ballot on the board is proved to be counted, so nothing is sampled there. What stays a
matter of chance is whether the booth encrypted what was chosen: a voter may have a ballot opened
instead of casting it (Benaloh [1]_). Where each voter audits with probability a, and does not say
so before, changing m ballots goes unseen with probability (1 - a)^m.

References
----------
.. [1] J. Benaloh, "Simple verifiable elections", EVT 2006.
   https://www.usenix.org/legacy/event/evt06/tech/full_papers/benaloh/benaloh.pdf
"""

from __future__ import annotations

from math import ceil, log, log1p

_EPSILON = 1e-9
"""What floating point may be off by before a number is rounded up."""


def escape(changed: int, audited: float) -> float:
    """Return the probability that no changed ballot is found.

    Parameters
    ----------
    changed
        Ballots that were encrypted other than chosen.
    audited
        Part of the voters who audit: 0 to 1.
    """
    return float((1 - audited) ** changed)


def changes(margin: int) -> int:
    """Return how many ballots must be changed to take the victory away.

    A ballot moved from the first to the second closes the margin by two votes; equal votes are
    no victory.
    """
    return max(1, -(-margin // 2))


def needed(changed: int, risk: float) -> float:
    """Return the part of the voters who must audit, 0 to 1.

    Parameters
    ----------
    changed
        Ballots that must not be changed unseen.
    risk
        Probability of not finding any that is accepted: more than 0, less than 1.
    """
    return float(1 - risk ** (1 / changed))


def audits(ballots: int, changed: int, risk: float) -> int:
    """Return how many of the voters must audit."""
    return min(ballots, ceil(ballots * needed(changed, risk) - _EPSILON))


def found(audited: float, risk: float, ballots: int) -> int | None:
    """Return from how many changed ballots on one is found at this risk.

    Parameters
    ----------
    audited
        Part of the voters who audit: 0 to 1.
    risk
        Probability of not finding any that is accepted.
    ballots
        All ballots; None is returned when even as many changed ones might go unseen.
    """
    if audited >= 1:
        return 1
    if escape(ballots, audited) > risk:
        return None
    return min(ballots, max(1, ceil(log(risk) / log1p(-audited) - _EPSILON)))
