"""Few ill pupils in small classes: exact tails of the beta-binomial distribution.

The ill of a class of n are beta-binomial: every class and day has a rate of its own, drawn from a
beta distribution around the mean of its school. The mean of a school is shrunk towards that of the
city (empirical Bayes), the less the more was seen of it. One syndrome at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from citybricks.methods.surveillance.series import Floats, ShortHistoryError, Truths

MOST_PUPILS = 10_000
"""More are no class, no school and no club."""
LEAST_DAYS = 20
"""School days with reports that a baseline takes; four weeks."""
WINDOW = 3
"""School days that are looked at jointly."""
_SIZES = (2.0, 1e6)
"""Least and greatest a + b: rates that differ wildly from day to day, and rates that never do."""
MOST_SHAPE = 1e12
"""Beyond it a shape of the beta distribution says nothing that counts could tell."""
_CELLS = 4_000_000
"""Probabilities held at once."""

Ints = NDArray[np.intp]


def tail(ill: ArrayLike, enrolled: ArrayLike, a: ArrayLike, b: ArrayLike) -> Floats:
    """Return P(X >= ill) of X ~ BetaBinomial(enrolled, a, b), summed exactly.

    Parameters
    ----------
    ill, enrolled
        Counts of pupils; what is broadcast together gives the shape of the result.
    a, b
        Shapes of the beta distribution of the rate, of mean a / (a + b).

    Returns
    -------
        Probabilities with a relative error below 1e-9; NaN where a number is missing, infinite or
        impossible: more ill than enrolled, a negative count, more than `MOST_PUPILS`, a shape that
        is not positive or beyond `MOST_SHAPE`.
    """
    given = (np.asarray(each, float) for each in (ill, enrolled, a, b))
    x, n, alpha, beta = np.broadcast_arrays(*given)
    fine = (x >= 0) & (x <= n) & (n <= MOST_PUPILS) & _is_shape(alpha) & _is_shape(beta)
    result: Floats = np.where(fine, 1.0, np.nan)
    asked = fine & (x > 0)
    rows = np.column_stack([np.ceil(x[asked]), np.floor(n[asked]), alpha[asked], beta[asked]])
    once, back = np.unique(rows, axis=0, return_inverse=True)
    result[asked] = _tails(once)[back.ravel()]
    return result


def _is_shape(shape: Floats) -> Truths:
    return np.asarray((shape > 0) & (shape <= MOST_SHAPE))


def _tails(rows: Floats) -> Floats:
    """Return the tails of rows (x, n, a, b), few enough at once to be held."""
    if not len(rows):
        return np.empty(0)
    width = int(rows[:, 1].max()) + 1
    parts = np.array_split(rows, max(1, -(-len(rows) * width // _CELLS)))
    found = []
    for part in parts:
        chances = chance(part[:, 1], part[:, 2], part[:, 3])
        beyond = np.arange(chances.shape[1]) >= part[:, :1]
        found.append(np.where(part[:, 0] > part[:, 1], 0.0, (chances * beyond).sum(axis=1)))
    tails: Floats = np.minimum(np.concatenate(found), 1.0)
    return tails


def chance(enrolled: Floats, a: Floats, b: Floats) -> Floats:
    """Return P(X = k) for k = 0 … the most enrolled, of shape (classes, k); 0 beyond n.

    Logarithms of ratios are summed, so that shapes of any size cancel nothing.
    """
    n, alpha, beta = (np.asarray(each, float)[:, None] for each in (enrolled, a, b))
    k = np.arange(int(np.max(enrolled, initial=0)))[None, :]
    inside = k < n
    left = np.where(inside, n - k, 1.0)
    # P(k + 1) / P(k) = (n - k) (a + k) / ((k + 1) (b + n - k - 1))
    ratio = np.log(left) + np.log(alpha + k) - np.log(k + 1.0) - np.log(beta + left - 1)
    none = np.where(inside, np.log1p(-alpha / (alpha + beta + k)), 0.0).sum(axis=1, keepdims=True)
    logs = np.cumsum(np.where(inside, ratio, -np.inf), axis=1)
    chances: Floats = np.exp(np.concatenate([none, none + logs], axis=1))
    return chances


def threshold(enrolled: Floats, a: Floats, b: Floats, level: float, fewest: int) -> Floats:
    """Return how many ill on one day are not flagged yet, (classes,), NaN where n is not known."""
    usable = np.where((enrolled >= 1) & (enrolled <= MOST_PUPILS), enrolled, np.nan)
    found = np.full(usable.shape, np.nan)
    rows = np.column_stack([usable, a, b])
    fine = np.isfinite(rows).all(axis=1)
    once, back = np.unique(rows[fine], axis=0, return_inverse=True)
    limits = np.empty(len(once))
    for at, (n, shape_a, shape_b) in enumerate(once):
        x = np.arange(int(n) + 1)
        rare = 2 * tail(x, n, shape_a, shape_b) < level
        limits[at] = max(int(rare.argmax()) if rare.any() else int(n) + 1, fewest) - 1
    found[fine] = limits[back.ravel()]
    return found


@dataclass(frozen=True, eq=False)
class SchoolMeans:
    """What is usual in each school.

    Parameters
    ----------
    mean
        Share of the pupils that is ill on a usual day, shrunk towards the city's, (schools,).
    a, b
        Shapes of the beta distribution of the rate of a class and day, (schools,).
    days
        Days that were reported, (schools,).
    """

    mean: Floats
    a: Floats
    b: Floats
    days: Ints


def fit_school_means(ill: Floats, enrolled: Floats, school: ArrayLike) -> SchoolMeans:
    """Estimate what is usual in each school from the past of its classes.

    Parameters
    ----------
    ill, enrolled
        Of shape (classes, days); NaN where nothing was reported, which is not zero.
    school
        Number of the school of each class, 0 … , of shape (classes,).

    Returns
    -------
        Means and shapes for schools 0 … the greatest number. A school without any report has the
        mean of the city.

    Notes
    -----
    The spread of rates between days, 1 / (a + b + 1), is the moment estimate over all schools; of
    the 1 % of class-days farthest from their mean, no more is taken than the one before them, so
    that an outbreak in the past does not pass for usual. Means have a beta prior whose size is the
    moment estimate of the spread between schools.
    """
    x, n, of = _known(ill, enrolled, np.asarray(school, dtype=np.intp))
    count = int(np.max(school, initial=-1)) + 1
    cases, pupils = (np.bincount(of, each, minlength=count).astype(float) for each in (x, n))
    city = (cases.sum() + 0.5) / (pupils.sum() + 1)
    raw = (cases + city) / (pupils + 1)
    size = _size(x, n, np.clip(raw, 1e-9, 1 - 1e-9)[of])
    effect = 1 + max(np.average(n, weights=n) - 1, 0) / (size + 1) if n.sum() else 1.0
    prior = _prior(cases, pupils, city, effect)
    mean = (cases / effect + prior * city) / (pupils / effect + prior)
    reported = np.isfinite(ill) & np.isfinite(enrolled)
    days = np.zeros(count, dtype=np.intp)
    np.maximum.at(days, np.asarray(school, dtype=np.intp), reported.sum(axis=1))
    return SchoolMeans(mean, mean * size, (1 - mean) * size, days)


def _known(ill: Floats, enrolled: Floats, school: Ints) -> tuple[Floats, Floats, Ints]:
    """Return the counts that are known and possible, with their schools."""
    with np.errstate(invalid="ignore"):
        fine = (ill >= 0) & (ill <= enrolled) & (enrolled >= 1) & (enrolled <= MOST_PUPILS)
    of = np.broadcast_to(school[:, None], ill.shape)
    return ill[fine], enrolled[fine], of[fine]


def _size(x: Floats, n: Floats, mean: Floats) -> float:
    """Return a + b by moments: Var X = n m (1 - m) (1 + (n - 1) / (a + b + 1))."""
    if not len(x):
        return _SIZES[1]
    usual = n * mean * (1 - mean)
    apart = (x - n * mean) ** 2 / usual
    apart = np.minimum(apart, np.quantile(apart, 0.99, method="higher"))
    more, room = float((apart - 1).sum()), float((n - 1).sum())
    if more <= 0 or room <= 0:
        return _SIZES[1]
    return float(np.clip(room / more - 1, *_SIZES))


def _prior(cases: Floats, pupils: Floats, city: float, effect: float) -> float:
    """Return the size of the prior of means: the less schools differ, the greater."""
    seen = pupils > 0
    if seen.sum() < 2:  # noqa: PLR2004 - one school does not differ
        return 1.0
    weight = pupils[seen] / pupils[seen].sum()
    spread = float((weight * (cases[seen] / pupils[seen] - city) ** 2).sum())
    by_chance = city * (1 - city) * effect * float((weight / pupils[seen]).sum())
    between = max(spread - by_chance, 1e-3 * city * (1 - city) * effect / pupils[seen].mean())
    return float(np.clip(city * (1 - city) / between - 1, 1.0, 1e6))


@dataclass(frozen=True, eq=False)
class Flags:
    """What is unusual among classes on one day; arrays are of shape (classes,).

    Parameters
    ----------
    flagged
        Whether p is below the level and enough are ill.
    p
        Twice the smaller of the next two, at most 1: two looks were taken. NaN without a report.
    p_today, p_window
        Chance of at least as many ill on the day, and of as many ill pupil-days in the window.
    expected
        Ill on a usual day.
    linked
        Groups of linked classes with more ill than usual.
    """

    flagged: Truths
    p: Floats
    p_today: Floats
    p_window: Floats
    expected: Floats
    linked: tuple[Linked, ...] = ()


@dataclass(frozen=True)
class Linked:
    """The same syndrome in classes that share siblings, a club or a canteen.

    Parameters
    ----------
    classes
        Those of the group with somebody ill.
    ill
        How many on the day.
    expected
        Ill in the whole group on a usual day.
    p
        As of a class.
    """

    classes: tuple[int, ...]
    ill: int
    expected: float
    p: float


def flag_classes(
    ill: Floats,
    enrolled: Floats,
    school: ArrayLike,
    *,
    means: SchoolMeans | None = None,
    edges: Iterable[Sequence[int]] = (),
    level: float = 0.01,
    fewest: int = 3,
) -> Flags:
    """Say which classes have more ill than chance explains, on the last of the days given.

    Parameters
    ----------
    ill, enrolled
        Of shape (classes, school days), oldest first; NaN where nothing was reported.
    school
        Number of the school of each class, 0 … .
    means
        What is usual; estimated from the days before the window when None.
    edges
        Pairs of classes that share siblings, a club or a canteen.
    level
        Chance below which a class is flagged.
    fewest
        Ill pupils without which none is.

    Raises
    ------
    ShortHistoryError
        When fewer than `LEAST_DAYS` days before the window have a report and no means are given.

    Notes
    -----
    Illness lasts for days: over the window the rate of a class is one draw, so that the sum of its
    ill pupil-days is beta-binomial of the sum of its enrolled, with the same shapes. Days without
    a report are left out of the sum, not taken for zero. A group is a class with all that it is
    linked to, and its count is the sum of independent beta-binomials (convolved exactly).
    """
    of = np.asarray(school, dtype=np.intp)
    if means is None:
        means = _usual(ill, enrolled, of)
    x, n = _sums(ill, enrolled)
    a, b = means.a[of], means.b[of]
    today, window = (tail(x[at], n[at], a, b) for at in (0, 1))
    p = _both(today, window)
    with np.errstate(invalid="ignore"):
        flagged = (p < level) & (x[0] >= fewest)
    groups = _linked(edges, x, n, (a, b), level, fewest)
    return Flags(flagged, p, today, window, means.mean[of] * n[0], groups)


def _usual(ill: Floats, enrolled: Floats, school: Ints) -> SchoolMeans:
    past = slice(None, max(ill.shape[1] - WINDOW, 0))
    days = int((np.isfinite(ill) & np.isfinite(enrolled))[:, past].any(axis=0).sum())
    if days < LEAST_DAYS:
        raise ShortHistoryError("small counts", LEAST_DAYS, days)
    return fit_school_means(ill[:, past], enrolled[:, past], school)


def _sums(ill: Floats, enrolled: Floats) -> tuple[Floats, Floats]:
    """Return ill and enrolled of (today, window) x classes; NaN where today is not known."""
    with np.errstate(invalid="ignore"):
        fine = (ill >= 0) & (ill <= enrolled) & (enrolled <= MOST_PUPILS)
    last = fine[:, -WINDOW:]
    sums = []
    for each in (ill, enrolled):
        recent = np.where(last, each[:, -WINDOW:], 0.0)
        both = np.stack([recent[:, -1], recent.sum(axis=1)])
        sums.append(np.where(last[:, -1], both, np.nan))
    return sums[0], sums[1]


def _both(today: Floats, window: Floats) -> Floats:
    """Return the chance of the rarer of two looks, at most 1."""
    both: Floats = np.minimum(2 * np.minimum(today, window), 1.0)
    return both


def _linked(
    edges: Iterable[Sequence[int]],
    ill: Floats,
    enrolled: Floats,
    shapes: tuple[Floats, Floats],
    level: float,
    fewest: int,
) -> tuple[Linked, ...]:
    found = []
    for group in _groups(edges, ill.shape[1]):
        known = [one for one in group if np.isfinite(ill[0, one])]
        those = tuple(one for one in known if ill[0, one] > 0)
        total = int(ill[0, known].sum())
        if len(those) < 2 or total < fewest:  # noqa: PLR2004 - one class is no group
            continue
        a, b = (each[known] for each in shapes)
        tails = [_sum_tail(ill[at, known], enrolled[at, known], a, b) for at in (0, 1)]
        p = min(2 * min(tails), 1.0)
        if p < level:
            usual = float((enrolled[0, known] * a / (a + b)).sum())
            found.append(Linked(those, total, usual, p))
    return _apart(found)


def _apart(found: list[Linked]) -> tuple[Linked, ...]:
    """Return the rarest groups of which none shares a class with another."""
    kept: list[Linked] = []
    for one in sorted(found, key=lambda one: (one.p, -len(one.classes), one.classes)):
        if not any(set(one.classes) & set(other.classes) for other in kept):
            kept.append(one)
    return tuple(kept)


def _groups(edges: Iterable[Sequence[int]], count: int) -> list[tuple[int, ...]]:
    """Return each class with all that it is linked to, each group once."""
    near: dict[int, set[int]] = {}
    for one, other in edges:
        if not (0 <= one < count and 0 <= other < count):
            raise ValueError(f"edge ({one}, {other}) leads beyond the {count} classes")
        if one != other:
            near.setdefault(one, {one}).add(other)
            near.setdefault(other, {other}).add(one)
    return sorted({tuple(sorted(group)) for group in near.values()})


def _sum_tail(ill: Floats, enrolled: Floats, a: Floats, b: Floats) -> float:
    """Return P(sum of classes >= sum of ill), by convolving what each may count."""
    total = np.ones(1)
    for row in zip(enrolled, a, b, strict=True):
        (one,) = chance(*(np.array([value]) for value in row))
        total = np.convolve(total, one)
    return float(min(total[int(ill.sum()) :].sum(), 1.0))
