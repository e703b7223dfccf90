"""Unusual absence in many schools, of which only the percentage is known.

What a school is expected to miss on a day is its own level, its weekday, and what the day does to
all schools: snow, the day before a holiday and June are seen in the other schools of the same
day, to which schools answer in a few different ways (factors). What is left is held against a
rise that the city wants to hear of, over windows of one to three days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.surveillance.series import (
    Alarms,
    Days,
    Floats,
    ShortHistoryError,
    Truths,
    unknown,
)

LEAST_DAYS = 60
"""School days of history that a baseline takes; three months."""
LEAST_REPORTS = 40
"""Days of its own that a school must have reported in the history."""
FEWEST_SCHOOLS = 10
"""Schools that must have reported for a day to say what it did to all."""
_BY_FACTOR = 20
"""Schools that each factor takes."""
_GUARD = 3
"""Latest days that the slow change of a school's level does not follow, nor an outbreak in them."""
_MEMORY = 40
"""Days that the slow change of a level looks back."""
_FORGETTING = 0.05
"""Share of a day in that change that is lost by the next day."""
_MAD = 1.4826
"""Standard deviation of a normal distribution over its median absolute deviation."""
_HUBER = 1.5
"""Deviations from which a school's say in the effect of a day grows no more."""
_ROUNDS = 4
_WEEKDAYS = 7

Index = NDArray[np.intp]


@dataclass(frozen=True, kw_only=True)
class Control:
    """What the city wants to hear of, and how often it accepts to be disturbed.

    Parameters
    ----------
    shift
        The rise of absence that matters. [points]
    budget
        Alarm-days for each school and school year, whether something was wrong or not.
    days_per_year
        School days in a school year.
    windows
        Over how many days, up to the last, the evidence is summed.
    cap
        Evidence (natural logarithm of a likelihood ratio) that one day can give at most. A lone
        day far from usual is an excursion or a wrong number more often than an outbreak.
    history
        School days that a baseline is made of.
    refit
        School days after which it is made anew.
    factors
        Ways in which schools answer to a day, beside the city's own effect.
    least_scale
        Schools are not taken to vary less from day to day than this. [points]
    """

    shift: float = 8.0
    budget: float = 0.95
    days_per_year: int = 180
    windows: tuple[int, ...] = (1, 2, 3)
    cap: float = 6.0
    history: int = 200
    refit: int = 20
    factors: int = 8
    least_scale: float = 1.5


@dataclass(frozen=True, eq=False)
class Evidence:
    """What was seen of some days with only the past and the day itself; (days, schools) each.

    Parameters
    ----------
    expected
        Absence that was to be expected. [%]
    scale
        Robust standard deviation of what is left. [points]
    gain
        What each day says for a rise, at most the cap; 0 where nothing was reported.
    score
        Greatest sum of gains over the windows that end with the day; NaN where the school did
        not report or was never seen enough.
    """

    expected: Floats
    scale: Floats
    gain: Floats
    score: Floats


@dataclass(frozen=True, eq=False)
class _Baseline:
    """What is usual in each school, from a stretch of history."""

    level: Floats
    weekday: Floats
    scale: Floats
    loadings: Floats
    known: Truths

    def usual(self, weekdays: Index) -> Floats:
        """Return level and weekday effect of days, (days, schools)."""
        usual: Floats = self.level + self.weekday[weekdays]
        return usual

    def left(self, absence: Floats, weekdays: Index) -> Floats:
        """Return what days of absence are above their expectation, in units of the scale."""
        ratio = (absence - self.usual(weekdays)) / self.scale
        left = np.full(ratio.shape, np.nan)
        for at, row in enumerate(ratio):
            seen = self.known & np.isfinite(row)
            if seen.sum() >= FEWEST_SCHOOLS:
                effect = _effect(row[seen], self.loadings[seen])
                left[at] = np.where(self.known, row - self.loadings @ effect, np.nan)
        return left


def evidence(absence: Floats, dates: Days, days: slice, control: Control) -> Evidence:
    """Look at days as if each were the last: with its past and the other schools of the day.

    Parameters
    ----------
    absence
        Percent absent of shape (days, schools), school days only; NaN where nothing was reported.
    dates
        Of shape (days,), increasing.
    days
        Which are looked at.
    control
        How.

    Raises
    ------
    ShortHistoryError
        When fewer than `LEAST_DAYS` days lie before the first of them.
    """
    start, stop, _ = days.indices(len(absence))
    if start < LEAST_DAYS:
        raise ShortHistoryError("absence", LEAST_DAYS, start)
    with np.errstate(invalid="ignore"):
        clean = np.where((absence >= 0) & (absence <= 100), absence, np.nan)  # noqa: PLR2004 - percent
    early = max(LEAST_DAYS, start - _MEMORY - _GUARD - max(control.windows))
    rest, scale = _residuals(clean, _weekdays(dates), early, stop, control)
    moved = rest - _drift(rest, scale)
    gain = _gain(moved, scale, control)
    score = np.where(np.isfinite(moved), _windowed(gain, control.windows), np.nan)
    wanted = slice(start - early, None)
    expected = clean[start:stop] - moved[wanted]
    return Evidence(expected, scale[wanted], gain[wanted], score[wanted])


def _weekdays(dates: Days) -> Index:
    return np.asarray((dates.astype("datetime64[D]").astype(int) + 3) % _WEEKDAYS, dtype=np.intp)


def _residuals(
    absence: Floats, weekdays: Index, start: int, stop: int, control: Control
) -> tuple[Floats, Floats]:
    """Return what is above expectation, and its scale, in points: (stop - start, schools)."""
    rest, scale = (unknown(stop - start, absence.shape[1]) for _ in range(2))
    first = start
    for last in _ends(start, stop, control.refit):
        made = first // control.refit * control.refit  # the same whenever one starts to look
        past = slice(max(0, max(made, LEAST_DAYS) - control.history), max(made, LEAST_DAYS))
        baseline = _baseline(absence[past], weekdays[past], control.factors)
        before = _spread(baseline.left(absence[past], weekdays[past]))
        rows = slice(first - start, last - start)
        left = baseline.left(absence[first:last], weekdays[first:last])
        rest[rows] = left * baseline.scale
        spread = np.where(baseline.known, before * baseline.scale, np.nan)
        restless = _restless(left / np.fmax(before, 1e-9))
        scale[rows] = np.fmax(spread, control.least_scale) * restless[:, None]
        first = last
    return rest, scale


def _restless(left: Floats) -> Floats:
    """Return how much farther apart than usual the schools are on each day, at least 1."""
    seen = np.isfinite(left)
    return np.maximum(_MAD * _median(np.where(seen, np.abs(left), np.nan), axis=1), 1.0)


def _ends(start: int, stop: int, refit: int) -> Iterator[int]:
    """Yield where stretches between two makings of the baseline end."""
    end = start
    while end < stop:
        end = min((end // refit + 1) * refit, stop)
        yield end


def _baseline(absence: Floats, weekdays: Index, factors: int) -> _Baseline:
    """Make a baseline by median polish, and factors of what it leaves."""
    known = np.isfinite(absence).sum(axis=0) >= LEAST_REPORTS
    level, city = _polished(np.where(known, absence, np.nan))
    rest = absence - level - city[:, None]
    weekday = _weekday_effects(rest, weekdays)
    rest = rest - weekday[weekdays]
    scale = np.where(known, np.fmax(_spread(rest), 0.3), 1.0)
    bounded = np.where(known & np.isfinite(rest), np.clip(rest / scale, -3, 3), 0.0)
    count = min(factors, int(known.sum()) // _BY_FACTOR, len(absence) // _BY_FACTOR)
    ways = _ways(bounded, count)
    common = np.median(scale[known]) / scale if known.any() else np.ones_like(scale)
    return _Baseline(level, weekday, scale, np.column_stack([common, ways]), known)


def _polished(absence: Floats) -> tuple[Floats, Floats]:
    """Return medians of schools and of days that leave nothing usual: Tukey's median polish."""
    level = _median(absence, axis=0)
    city = np.zeros(len(absence))
    for _ in range(_ROUNDS - 1):
        city = _median(absence - level, axis=1)
        level = _median(absence - city[:, None], axis=0)
    return level, city


def _median(values: Floats, axis: int) -> Floats:
    """Return medians without what is missing; 0 where everything is."""
    some = np.isfinite(values).any(axis=axis, keepdims=True)
    medians: Floats = np.nanmedian(np.where(some, values, 0.0), axis=axis)
    return medians


def _spread(rest: Floats) -> Floats:
    """Return the robust standard deviation of each school."""
    return _MAD * _median(np.abs(rest - _median(rest, axis=0)), axis=0)


def _weekday_effects(rest: Floats, weekdays: Index) -> Floats:
    """Return medians of (weekday, school), shrunk to 0 where a school was seldom seen."""
    effects = np.zeros((_WEEKDAYS, rest.shape[1]))
    for day in range(_WEEKDAYS):
        those = rest[weekdays == day]
        if len(those):
            seen = np.isfinite(those).sum(axis=0)
            effects[day] = _median(those, axis=0) * seen / (seen + 8)
    return effects


def _ways(bounded: Floats, count: int) -> Floats:
    """Return how each school goes along with the main movements: (schools, count)."""
    if not count:
        return np.zeros((bounded.shape[1], 0))
    values, vectors = np.linalg.eigh(bounded @ bounded.T)
    main = vectors[:, ::-1][:, :count] / np.sqrt(np.maximum(values[::-1][:count], 1e-12))
    ways: Floats = (bounded.T @ main) * np.sqrt(bounded.shape[1])
    return ways


def _effect(ratio: Floats, loadings: Floats) -> Floats:
    """Return what a day does along each way, by Huber's regression over its schools."""
    effect: Floats = np.zeros(loadings.shape[1])
    effect[0] = np.median(ratio / loadings[:, 0])
    for _ in range(_ROUNDS):
        apart = np.abs(ratio - loadings @ effect)
        weighed = loadings * np.minimum(1, _HUBER / np.maximum(apart, 1e-9))[:, None]
        inner = weighed.T @ loadings + np.eye(len(effect))
        effect = np.asarray(np.linalg.solve(inner, weighed.T @ ratio), float)
    return effect


def _drift(rest: Floats, scale: Floats) -> Floats:
    """Return how a school's level has slowly moved, from days before the guard."""
    with np.errstate(invalid="ignore"):
        bounded = np.nan_to_num(np.clip(rest, -2 * scale, 2 * scale))
    weights = _FORGETTING * (1 - _FORGETTING) ** np.arange(_MEMORY)
    drift = np.zeros_like(rest)
    for back, weight in enumerate(weights, _GUARD + 1):
        drift[back:] += weight * bounded[:-back]
    return drift


def _gain(rest: Floats, scale: Floats, control: Control) -> Floats:
    """Return log P(rest | shift) - log P(rest | usual) of normal distributions, capped."""
    gain = control.shift * (rest - control.shift / 2) / scale**2
    return np.nan_to_num(np.clip(gain, -2 * control.cap, control.cap))


def _windowed(gain: Floats, windows: Sequence[int]) -> Floats:
    """Return the greatest sum of gains over the windows that end with each day."""
    total = np.zeros_like(gain)
    best = np.full(gain.shape, -np.inf)
    for length in range(1, max(windows) + 1):
        total[length - 1 :] += gain[: len(gain) - length + 1]
        if length in windows:
            best = np.maximum(best, total)
    return best


def calibrate(absence: Floats, dates: Days, control: Control) -> float:
    """Return the score above which the past would have had the alarms of the budget.

    Parameters
    ----------
    absence, dates
        The past, as of `evidence`; a school year or more.
    control
        Its budget counts alarm-days for each `days_per_year` days that a school reported.

    Raises
    ------
    ShortHistoryError
        When there is less than `LEAST_DAYS` days and a refit, or no school was seen enough.

    Notes
    -----
    Days that have a whole history behind them are scored, and a school year in any case.
    """
    least = LEAST_DAYS + control.refit
    if len(absence) < least:
        raise ShortHistoryError("absence", least, len(absence))
    start = max(LEAST_DAYS, min(control.history, len(absence) - control.days_per_year))
    score = evidence(absence, dates, slice(start, None), control).score
    known = np.sort(score[np.isfinite(score)])
    if not len(known):
        raise ShortHistoryError("absence", least, 0)
    allowed = int(control.budget / control.days_per_year * len(known))
    return float(known[max(len(known) - 1 - allowed, 0)])


def detect_absence(
    absence: Floats, dates: Days, at: slice, control: Control, threshold: float | None = None
) -> Alarms:
    """Say on which days which schools miss more than is usual.

    Parameters
    ----------
    absence, dates
        As of `evidence`.
    at
        Days that are looked at.
    control
        How.
    threshold
        Of `calibrate`; calibrated on the days before the first when None.

    Returns
    -------
        Alarms of shape (schools, days), in percent. `upper` is what a school would have to exceed
        on the day; NaN where no single day can, because it is capped.

    Raises
    ------
    ShortHistoryError
        When there is too little past.
    """
    start, stop, _ = at.indices(len(absence))
    if threshold is None:
        threshold = calibrate(absence[:start], dates[:start], control)
    seen = evidence(absence, dates, at, control)
    with np.errstate(invalid="ignore"):
        alarm = seen.score > threshold
    return Alarms(
        at=np.arange(start, stop),
        alarm=alarm.T,
        upper=_upper(seen, threshold, control).T,
        expected=seen.expected.T,
        p=unknown(*alarm.T.shape),
        score=seen.score.T,
        dispersion=seen.scale.T,
        method="absence",
        parameters={**asdict(control), "windows": list(control.windows), "threshold": threshold},
    )


def _upper(seen: Evidence, threshold: float, control: Control) -> Floats:
    """Return the absence from which the score would exceed the threshold."""
    before = seen.score - seen.gain
    needed = threshold - before
    with np.errstate(invalid="ignore"):
        rise = needed * seen.scale**2 / control.shift + control.shift / 2
        return np.where(needed < control.cap, seen.expected + rise, np.nan)
