"""How detectors would have done on a city's own past: alarms in a year, and outbreaks found.

The past is replayed time by time; of each only what came before it is seen. Outbreaks are those
that are known, or cases that are added to the past: as many as a stated multiple of the usual
spread, over a few days or weeks.

References
----------
.. [1] A. Noufaily et al., "Comparison of statistical algorithms for daily syndromic surveillance
   aberration detection", Bioinformatics 35 (2019) 3110. https://doi.org/10.1093/bioinformatics/bty997
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import special

from citybricks.methods.surveillance.judging import BY_HISTORY, Index, Judged, judge
from citybricks.methods.surveillance.scoring import episodes
from citybricks.methods.surveillance.series import Alarms, Floats, Series, Truths
from citybricks.methods.surveillance.tabulating import WEEK, WEEKLY

SPREAD = 0.5
"""Of the logarithm of the time that a case of an outbreak comes after its start."""
BINS = {True: 1.0, False: 0.25}
"""Width of a week, and of a day, on the scale of that time."""
LONGEST = {True: 4, False: 14}
"""Times of an outbreak, weekly or daily; later cases come at the last."""
_RESAMPLES = 1000


@dataclass(frozen=True)
class Outbreak:
    """Cases of one series that belong together.

    Parameters
    ----------
    series
        Which.
    times
        Indexes of its times.
    cases
        How many; none where it is not known.
    """

    series: int
    times: tuple[int, ...]
    cases: int | None = None


@dataclass(frozen=True, eq=False)
class Injected:
    """A copy of the past with one outbreak added to each series, all at one time."""

    series: Series
    outbreaks: tuple[Outbreak, ...]
    at: Index


def inject(
    series: Series, window: Index, size: float, random: np.random.Generator
) -> Injected | None:
    """Add an outbreak to each series that starts at one of the times.

    Parameters
    ----------
    series
        The past.
    window
        Open times, increasing; the outbreak starts and ends among them.
    size
        Expected cases of the outbreak in standard deviations of the counts of the year before,
        times the days of a week for daily counts.
    random
        From which start, cases and their days are drawn.

    Returns
    -------
        Nothing where the window is too short for an outbreak.
    """
    weekly = series.per_year == WEEKLY
    length = LONGEST[weekly]
    if len(window) < length:
        return None
    start = int(random.integers(len(window) - length + 1))
    at = window[start : start + length]
    year = series.counts[:, max(0, at[0] - series.per_year) : at[0]]
    counts = series.counts.copy()
    outbreaks = []
    for row, past in enumerate(year):
        cases = 1 + int(random.poisson(min(size * (1 if weekly else WEEK) * _sd(past), 1e6)))
        after = random.lognormal(0, SPREAD, cases) / BINS[weekly]
        days = np.minimum(after.astype(int), length - 1)
        added = np.bincount(days - days.min(), minlength=length)
        counts[row, at] += added
        ill = tuple(at[np.flatnonzero(added)[0] : np.flatnonzero(added)[-1] + 1].tolist())
        outbreaks.append(Outbreak(row, ill, cases))
    return Injected(replace(series, counts=counts), tuple(outbreaks), at)


def _sd(past: Floats) -> float:
    """Return the standard deviation of counts, not below that of a Poisson distribution."""
    known = past[np.isfinite(past)]
    if not len(known):
        return 0.5
    return float(np.sqrt(max(known.var(), known.mean(), 0.25)))


@dataclass(frozen=True, eq=False)
class Replay:
    """What a detector said of the past.

    Parameters
    ----------
    judged
        Of all times of the window.
    found
        For each outbreak: times until the first alarm, infinite when missed; NaN where it was not
        judged.
    length
        Times of each outbreak.
    hit, ill
        Times with an alarm, and judged times, of each outbreak.
    """

    judged: Judged
    found: Floats
    length: Floats
    hit: Floats
    ill: Floats


def replay(
    series: Series,
    at: Index,
    method: str,
    *,
    budget: float = 1.0,
    closed: Truths | None = None,
    holiday: Truths | None = None,
    outbreaks: Sequence[Outbreak] = (),
) -> Replay:
    """Let a detector look at times of the past, and see what it says of outbreaks in them."""
    judged = judge(series, at, method=method, budget=budget, closed=closed, holiday=holiday)
    columns = np.array(list(_looked(judged, outbreaks)), dtype=float).reshape(-1, 4).T
    return Replay(judged, *columns)


def joined(parts: Sequence[Replay]) -> Replay:
    """Return the outbreaks of all replays, beside what was said of the past by the first."""
    columns = (
        np.concatenate([getattr(part, name) for part in parts])
        for name in ("found", "length", "hit", "ill")
    )
    return Replay(parts[0].judged, *columns)


def _looked(judged: Judged, outbreaks: Sequence[Outbreak]) -> Iterator[tuple[float, ...]]:
    """Yield (found, length, hit, ill) of outbreaks."""
    alarms = judged.alarms
    place = {int(time): at for at, time in enumerate(alarms.at)}
    for one in outbreaks:
        columns = [place[time] for time in one.times if time in place]
        known = np.isfinite(alarms.expected[one.series, columns])
        alarm = alarms.alarm[one.series, columns] & known
        if not known.any():
            yield np.nan, len(one.times), 0, 0
            continue
        first = float(alarm.argmax()) if alarm.any() else np.inf
        yield first, len(one.times), float(alarm.sum()), float(known.sum())


@dataclass(frozen=True)
class Rate:
    """A number with its 95 % interval; NaN where nothing tells it."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Quality:
    """How a detector did.

    Parameters
    ----------
    years
        Series-years that were judged, without the known outbreaks.
    alarms
        Episodes of alarm in them; what follows an alarm within a week belongs to it.
    per_year
        Episodes per series and year: Garwood's interval of a Poisson number.
    pod
        Share of the outbreaks with an alarm: Wilson's interval.
    sensitivity
        Share of their times with one: bootstrap over outbreaks, as the next.
    timeliness
        Mean over outbreaks of the share of their times before the first alarm; 1 if missed.
    ppv
        Share of alarms that are outbreaks when each series has one like these in a year.
    outbreaks
        How many were judged.
    """

    years: float
    alarms: int
    per_year: Rate
    pod: Rate
    sensitivity: Rate
    timeliness: Rate
    ppv: Rate
    outbreaks: int


def quality(series: Series, replayed: Replay, known: Sequence[Outbreak], seed: int) -> Quality:
    """Return how a detector did.

    Parameters
    ----------
    series
        The past.
    replayed
        What the detector said of it.
    known
        Outbreaks that are in the past; alarms during them are not false.
    seed
        Of the bootstrap.
    """
    alarms = replayed.judged.alarms
    quiet = np.isfinite(alarms.expected) & ~during(alarms.alarm.shape, alarms.at, known)
    apart = 2 if series.per_year == WEEKLY else WEEK
    count = int((_begun(alarms, apart) & quiet).sum())
    years = float(quiet.sum()) / _open_per_year(series, alarms.at)
    per_year = _garwood(count, years)
    seen = np.isfinite(replayed.found) | np.isinf(replayed.found)
    found = np.isfinite(replayed.found)[seen]
    pod = _wilson(int(found.sum()), len(found))
    late = np.where(found, replayed.found[seen], replayed.length[seen]) / replayed.length[seen]
    draws = np.random.default_rng(seed).integers(len(found), size=(_RESAMPLES, len(found)))
    return Quality(
        years=years,
        alarms=count,
        per_year=per_year,
        pod=pod,
        sensitivity=_ratio(replayed.hit[seen], replayed.ill[seen], draws),
        timeliness=_ratio(late, np.ones(len(late)), draws),
        ppv=_predictive(pod, per_year),
        outbreaks=len(found),
    )


def _begun(alarms: Alarms, apart: int) -> Truths:
    """Return which alarms begin an episode; closed times pass too."""
    whole = np.zeros((len(alarms.alarm), int(alarms.at[-1] - alarms.at[0]) + 1), dtype=bool)
    whole[:, alarms.at - alarms.at[0]] = alarms.alarm
    return episodes(whole, apart)[:, alarms.at - alarms.at[0]]


def during(shape: tuple[int, ...], at: Index, known: Sequence[Outbreak]) -> Truths:
    """Return which times of which series belong to a known outbreak."""
    inside = np.zeros(shape, dtype=bool)
    for one in known:
        inside[one.series] |= np.isin(at, one.times)
    return inside


def _open_per_year(series: Series, at: Index) -> float:
    """Return how many of the times of a year are judged at most: closed ones are not."""
    days = (series.dates[at[-1]] - series.dates[at[0]]).astype(int)
    step = WEEK if series.per_year == WEEKLY else 1
    return 365.25 * len(at) / float(days + step)


def _garwood(count: int, years: float) -> Rate:
    if not years:
        return Rate(np.nan, np.nan, np.nan)
    low = float(special.gammaincinv(count, 0.025)) if count else 0.0
    high = float(special.gammaincinv(count + 1, 0.975))
    return Rate(count / years, low / years, high / years)


def _wilson(part: int, whole: int) -> Rate:
    if not whole:
        return Rate(np.nan, np.nan, np.nan)
    z = float(special.ndtri(0.975))
    share = part / whole
    middle = (share + z * z / (2 * whole)) / (1 + z * z / whole)
    wide = z * np.sqrt(share * (1 - share) / whole + (z / (2 * whole)) ** 2) / (1 + z * z / whole)
    return Rate(share, float(max(middle - wide, 0)), float(min(middle + wide, 1)))


def _ratio(part: Floats, whole: Floats, draws: Index) -> Rate:
    """Return the ratio of sums, with the interval of resampled outbreaks."""
    if not whole.sum():
        return Rate(np.nan, np.nan, np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        drawn = part[draws].sum(axis=1) / whole[draws].sum(axis=1)
    low, high = np.nanquantile(drawn, [0.025, 0.975])
    return Rate(float(part.sum() / whole.sum()), float(low), float(high))


def _predictive(pod: Rate, per_year: Rate) -> Rate:
    def share(found: float, false: float) -> float:
        return found / (found + false) if found + false else float("nan")

    return Rate(
        share(pod.value, per_year.value),
        share(pod.low, per_year.high),
        share(pod.high, per_year.low),
    )


def difference(one: Replay, other: Replay, seed: int) -> Rate:
    """Return by how much more of the same outbreaks one detector finds than another."""
    both = ~(np.isnan(one.found) | np.isnan(other.found))
    if not both.any():
        return Rate(np.nan, np.nan, np.nan)
    more = np.isfinite(one.found[both]).astype(float) - np.isfinite(other.found[both])
    draws = np.random.default_rng(seed).integers(len(more), size=(_RESAMPLES, len(more)))
    low, high = np.quantile(more[draws].mean(axis=1), [0.025, 0.975])
    return Rate(float(more.mean()), float(low), float(high))


SIMPLE_FIRST = (
    "ears-c1",
    "ears-c2",
    "ears-c3",
    "rki",
    "bayes",
    "cusum",
    "farrington",
    "farrington-flexible",
    "daily",
    BY_HISTORY,
)
"""Detectors, the simplest first."""


@dataclass(frozen=True)
class Choice:
    """Which detector to take.

    Parameters
    ----------
    best
        Of those that keep the budget the one that finds most; none when none does.
    no_better_than
        Simpler ones that keep it too and find as much, as far as these outbreaks can tell.
    """

    best: str | None
    no_better_than: tuple[str, ...] = ()


def choose(
    replays: dict[str, Replay], qualities: dict[str, Quality], budget: float, seed: int
) -> Choice:
    """Say which detector is best within the budget, and honestly when it is not."""
    order = [name for name in SIMPLE_FIRST if name in qualities]
    kept = [name for name in order if qualities[name].per_year.value <= budget]
    found = [name for name in kept if np.isfinite(qualities[name].pod.value)]
    if not found:
        return Choice(None)
    best = max(
        found, key=lambda name: (qualities[name].pod.value, -qualities[name].timeliness.value)
    )
    simpler = found[: found.index(best)]
    equal = [one for one in simpler if difference(replays[best], replays[one], seed).low <= 0]
    return Choice(best, tuple(equal))
