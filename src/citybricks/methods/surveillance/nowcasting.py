"""How many cases there are of which some are not reported yet.

Delays are looked at backwards in time: of the cases that were reported within d days, which part
took exactly d? Days of which later reports are still to come tell that as well as any others, so
that nothing is distorted by what is not known yet [1]_. How many cases a day may have is taken
from the days before, of which more is known: their level is the mean of a gamma distribution as
wide as days differ [2]_. What is missing of each day then has a negative binomial distribution,
made wider by how uncertain the delays are and by how much more they vary than chance has it.

References
----------
.. [1] J. F. Lawless, "Adjustments for reporting delays and the prediction of occurred but not
   reported events", Canadian Journal of Statistics 22, 1994. https://doi.org/10.2307/3315826
.. [2] M. Höhle, M. an der Heiden, "Bayesian nowcasting during the STEC O104:H4 outbreak in
   Germany, 2011", Biometrics 70, 2014. https://doi.org/10.1111/biom.12194
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from citybricks.methods.surveillance.negative_binomial import quantile
from citybricks.methods.surveillance.parameters import ParameterError, between, whole
from citybricks.methods.surveillance.series import Days, Floats, ShortHistoryError

_LEVEL_DAYS = 7
"""Days, itself included, from which a day's level is taken."""
_LEAST_SHAPE, _MOST_SHAPE = 0.5, 50.0
"""How differently days may turn out: a standard deviation of 141 % to 14 % of the level."""
_LEAST_SHARE = 0.02
"""Nothing is said of days of which less than this is thought to be reported."""
_MOST_UNSURE = 0.5
"""Nor of days of which that part is less certain than this, as a part of it."""
_LEAST_CASES = 20
"""Fewer reported cases tell nothing of delays."""


@dataclass(frozen=True, eq=False)
class Triangle:
    """Cases by the day they fell ill and how many days later they were reported.

    Parameters
    ----------
    days
        Consecutive days, `datetime64[D]`, the last one today.
    counts
        Cases of shape (days, delays); NaN where the report would come after today.
    """

    days: Days
    counts: Floats

    def __post_init__(self) -> None:
        if self.counts.ndim != 2 or len(self.counts) != len(self.days):  # noqa: PLR2004 - a table
            shape = self.counts.shape
            raise ParameterError("counts", shape, f"{len(self.days)} rows of delays are needed")
        if np.any(self.counts < 0) or np.any(np.isinf(self.counts)):
            raise ParameterError("counts", self.counts, "counts of 0 or more are needed")

    @classmethod
    def of(
        cls,
        events: ArrayLike,
        reports: ArrayLike,
        today: object,
        longest: int,
        cases: ArrayLike = 1,
    ) -> Triangle:
        """Return what was known on a day.

        Parameters
        ----------
        events, reports
            Days on which cases fell ill and were reported.
        today
            Reports of later days are not known yet.
        longest
            Longest delay in days; longer ones count as this.
        cases
            How many cases each stands for.
        """
        whole("longest", longest, 1, 1000)
        began = np.asarray(events, "datetime64[D]")
        delays = (np.asarray(reports, "datetime64[D]") - began).astype(int)
        if np.any(delays < 0):
            worst = began[delays < 0][0]
            raise ParameterError("reports", worst, "a report is never before the case")
        now = np.datetime64(str(today), "D")
        known = began + np.minimum(delays, longest) <= now
        if not known.any():
            raise ShortHistoryError("nowcast", _LEAST_CASES, 0)
        days = np.arange(began[known].min(), now + 1)
        counts = np.zeros((len(days), longest + 1))
        place = (began[known] - days[0]).astype(int)
        many = np.broadcast_to(np.asarray(cases, float), known.shape)[known]
        np.add.at(counts, (place, np.minimum(delays[known], longest)), many)
        age = (now - days).astype(int)
        return cls(days, np.where(np.arange(longest + 1) <= age[:, None], counts, np.nan))


@dataclass(frozen=True, eq=False)
class Delays:
    """How delays are distributed.

    Parameters
    ----------
    share
        Probability of a delay of at most 0, 1, 2, … days.
    variance
        Variance of its logarithm.
    excess
        By how much counts vary more than chance has it, at least 1.
    """

    share: Floats
    variance: Floats
    excess: float


@dataclass(frozen=True, eq=False)
class Nowcast:
    """Cases of each day; NaN where too little is known.

    Parameters
    ----------
    days
        Days on which cases fell ill.
    known
        Cases that are reported.
    share
        Part of all cases that is reported by now.
    mean
        Expected cases once all are reported.
    lower, upper
        Band that holds them with the probability that was asked for.
    """

    days: Days
    known: Floats
    share: Floats
    mean: Floats
    lower: Floats
    upper: Floats


def delays(counts: Floats) -> Delays:
    """Return the distribution of delays by the reverse-time hazard.

    Parameters
    ----------
    counts
        Of shape (days, delays), NaN where nothing is known yet.
    """
    seen = np.isfinite(counts)
    filled = np.where(seen, counts, 0.0)
    within = np.where(seen, np.cumsum(filled, axis=1), 0.0)
    exact, total = filled.sum(axis=0), within.sum(axis=0)
    hazard = exact / np.maximum(total, 1)
    hazard = np.minimum(hazard, 1 - 0.5 / np.maximum(total, 1))
    steps = np.log1p(-hazard[1:])
    noise = hazard[1:] / (np.maximum(total[1:], 1) * (1 - hazard[1:]))
    share = np.exp(np.append(np.cumsum(steps[::-1])[::-1], 0.0))
    variance = np.append(np.cumsum(noise[::-1])[::-1], 0.0)
    return Delays(share, variance, _excess(filled[:, 1:], within[:, 1:], hazard[1:]))


def _excess(exact: Floats, within: Floats, hazard: Floats) -> float:
    """Return Pearson's dispersion of the cells of the triangle."""
    expected = within * hazard
    variance = expected * (1 - hazard)
    used = variance > 0
    free = used.sum() - (used.any(axis=0)).sum()
    if free <= 0:
        return 1.0
    squares = ((exact - expected)[used] ** 2 / variance[used]).sum()
    return max(1.0, float(squares / free))


def nowcast(triangle: Triangle, *, window: int | None = None, probability: float = 0.95) -> Nowcast:
    """Return how many cases there are once all are reported.

    Parameters
    ----------
    triangle
        What is known today.
    window
        Latest days from which delays are learned; all, if none.
    probability
        With which the band holds the cases of a day.

    Raises
    ------
    ShortHistoryError
        When fewer than 20 cases are reported.
    """
    between("probability", probability, 0, 1)
    recent = triangle.counts if window is None else triangle.counts[-window:]
    if np.nansum(recent) < _LEAST_CASES:
        raise ShortHistoryError("nowcast", _LEAST_CASES, int(np.nansum(recent)))
    found = delays(recent)
    latest = np.isfinite(triangle.counts).sum(axis=1) - 1
    known, share = np.nansum(triangle.counts, axis=1), found.share[latest]
    enough = (share >= _LEAST_SHARE) & (
        np.sqrt(found.excess * found.variance[latest]) <= _MOST_UNSURE
    )
    part = np.where(enough, share, 1.0)
    level, shape = _level(known, share)
    pull = shape / level
    missing = (shape + known) * (1 - part) / (pull + part)
    unsure = found.variance[latest] * (part * (1 + pull) / ((pull + part) * (1 - part + 1e-9))) ** 2
    variance = found.excess * missing + missing**2 * (1 / (shape + known) + found.excess * unsure)
    lower, upper = _band(missing, variance, probability)
    return Nowcast(
        days=triangle.days,
        known=known,
        share=share,
        mean=np.where(enough, known + missing, np.nan),
        lower=np.where(enough, known + lower, np.nan),
        upper=np.where(enough, known + upper, np.nan),
    )


def _level(known: Floats, share: Floats) -> tuple[Floats, float]:
    """Return the level of each day by the latest ones, and the shape of how days differ from it."""
    days = np.ones(_LEVEL_DAYS)
    cases = np.convolve(known, days)[: len(known)]
    level = np.maximum(cases, 0.5) / np.maximum(np.convolve(share, days)[: len(known)], 1e-9)
    expected = level * share
    beyond = ((known - expected) ** 2 - expected).sum()
    shape = (expected**2).sum() / beyond if beyond > 0 else _MOST_SHAPE
    return level, float(np.clip(shape, _LEAST_SHAPE, _MOST_SHAPE))


def _band(mean: Floats, variance: Floats, probability: float) -> tuple[Floats, Floats]:
    """Return the ends of the middle of a negative binomial distribution."""
    over = np.maximum(variance - mean, 1e-9)
    size = np.where(mean > 0, np.maximum(mean**2 / over, 1e-6), np.inf)
    tail = (1 - probability) / 2
    return quantile(tail, mean, size), quantile(1 - tail, mean, size)
