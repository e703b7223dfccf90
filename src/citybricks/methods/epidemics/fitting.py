"""How an illness was passed on, from an epidemic of which everybody's days are known.

Given when each was infectious, who is infected when is independent of the others: each escapes
the pressure of every day until the day of infection. That day is not seen; it is summed over
with the distribution of the span until one is infectious (the likelihood of a chain-binomial
model as in [1]_).

References
----------
.. [1] N. Becker, "Analysis of infectious disease data", Chapman and Hall 1989, chapter 3.
.. [2] P. J. Neal and G. O. Roberts, "Statistical inference and model selection for the 1861
   Hagelloch measles epidemic", Biostatistics 5 (2004) 249-261,
   doi:10.1093/biostatistics/5.2.249.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import optimize, stats

from citybricks.methods.epidemics.illness import Rates, Span
from citybricks.methods.epidemics.people import Floats, Ints, People
from citybricks.methods.epidemics.spreading import Meeting

TINY = 1e-12
"""Least probability and rate."""
LONGEST = 30
"""Days until one is infectious at most."""
_EACH = [Rates(*row) for row in np.eye(5).tolist()]
"""One person a day in one of the places, and nobody elsewhere."""


@dataclass(frozen=True, eq=False)
class History:
    """When people were infectious, of shape (people,); days count from 0.

    Parameters
    ----------
    ready
        First day on which each infects others.
    onset
        First day at home.
    ended
        First day on which each infects nobody any more.
    brought
        Whether each brought the illness from elsewhere.
    """

    ready: Ints
    onset: Ints
    ended: Ints
    brought: Ints


def rates(people: People, history: History, latent: Span) -> Rates:
    """Return the rates under which the history is likeliest; where nobody meets it is 0.

    Parameters
    ----------
    people
        Who meets whom.
    history
        When each was infectious.
    latent
        The span from infection until one infects others.
    """
    parts = _pressures(people, history)
    chance = _span_chances(latent)
    local = np.flatnonzero(history.brought == 0)

    def surprise(logs: Floats) -> float:
        daily = np.tensordot(np.exp(logs), parts, axes=1)
        return -float(np.log(_likelihoods(daily, history.ready, chance)[local]).sum())

    start = np.log(np.array([0.05, 0.3, 0.1, 0.1, 0.1]))
    bounds = [(np.log(1e-5), np.log(20.0))] * len(start)
    found = optimize.minimize(surprise, start, method="L-BFGS-B", bounds=bounds)
    met = parts.any(axis=(1, 2))
    return Rates(*(float(rate) for rate in np.exp(found.x) * met))


def _pressures(people: People, history: History) -> Floats:
    """Return the daily pressure at rate 1 on each, by where: shape (5, days, people)."""
    everyone = np.ones(len(people), dtype=bool)
    alone = [Meeting(people, one) for one in _EACH]
    days = []
    for day in range(int(history.ended.max()) + 1):
        infectious = ((history.ready <= day) & (day < history.ended)).astype(float)[None]
        attending = infectious * (day < history.onset)
        days.append([one.pressure(infectious, attending, everyone)[0] for one in alone])
    return np.swapaxes(np.array(days), 0, 1)


def _span_chances(span: Span) -> Floats:
    """Return the probability of 0, 1, ... days."""
    form = (span.mean / span.sd) ** 2
    edges = np.arange(LONGEST + 1) + 0.5
    below = stats.gamma.cdf(edges, form, scale=span.mean / form)
    chances = np.diff(below, prepend=0.0)
    chances[: span.least] = 0
    normal: Floats = chances / chances.sum()
    return normal


def _likelihoods(daily: Floats, ready: Ints, chance: Floats) -> Floats:
    """Return how likely each one's first infectious day is, under the pressure of each day."""
    summed = np.vstack([np.zeros(daily.shape[1]), np.cumsum(daily, axis=0)])
    who = np.arange(daily.shape[1])
    likelihood = np.full(len(who), TINY)
    for span, probability in enumerate(chance):
        day = ready - span
        seen = (day >= 0) & (day < len(daily)) & (probability > 0)
        at = day.clip(0, len(daily) - 1)
        escaped = np.exp(-summed[at, who])
        likelihood += seen * probability * escaped * -np.expm1(-daily[at, who])
    return likelihood
