"""Sort values into a few classes, each with a colour and a name in the legend."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from citybricks.views import colours
from citybricks.views.columns import Column, Floats, absent
from citybricks.views.numbers import decimals, number
from citybricks.views.reader import Reader

Codes = np.ndarray[Any, np.dtype[np.int64]]

_COUNT = 5
"""Classes of a number: as many as readers tell apart (Brewer and Harrower 2003)."""
_CATEGORIES = 6
_TINY = 1e-300
"""Ranges below this, or above its inverse, are not rounded."""
_DIGITS = 3
"""Significant digits that class limits keep of the range."""


@dataclass(frozen=True, slots=True)
class Key:
    """One line of a legend."""

    colour: str
    label: str


@dataclass(frozen=True, slots=True)
class Classes:
    """The class of every row, and what the classes are.

    Parameters
    ----------
    codes
        Position in `keys` of each row's class, shape ``(n_rows,)``.
    keys
        The classes from low to high, or from frequent to rare.
    """

    codes: Codes
    keys: tuple[Key, ...]


def classify(column: Column, reader: Reader, taken: int = 0) -> Classes:
    """Sort numbers by quantiles, below and above zero apart, and all else by category.

    Parameters
    ----------
    column
        What is sorted.
    reader
        For whom the classes are named.
    taken
        Colours of categories that something else on the map has; they are used last.
    """
    if not column.numeric:
        return _categories(column, reader, taken)
    values = column.floats()
    finite = np.unique(values[np.isfinite(values)])
    if len(finite) <= _COUNT:
        return _distinct(values, finite, reader)
    straddles = finite[0] < 0 < finite[-1]
    limits = _diverging(values) if straddles else _quantiles(values)
    codes = np.clip(np.searchsorted(limits, values, side="right") - 1, 0, len(limits) - 2)
    shades = (
        _diverging_shades(limits)
        if straddles
        else colours.ramp(colours.SEQUENTIAL, len(limits) - 1)
    )
    places = decimals(limits)
    names = [f"{number(low, places)} – {number(high, places)}" for low, high in pairwise(limits)]
    return _completed(codes.astype(np.int64), ~np.isfinite(values), shades, names, reader)


def _distinct(values: Floats, finite: Floats, reader: Reader) -> Classes:
    codes = np.searchsorted(finite, values).clip(0, max(len(finite) - 1, 0))
    places = decimals(finite)
    names = [number(value, places) for value in finite]
    shades = colours.ramp(colours.SEQUENTIAL, len(finite)) if len(finite) else []
    return _completed(codes.astype(np.int64), ~np.isfinite(values), shades, names, reader)


def _quantiles(values: Floats) -> Floats:
    return _rounded(np.quantile(values[np.isfinite(values)], np.linspace(0, 1, _COUNT + 1)))


def _rounded(limits: Floats) -> Floats:
    """Round limits to what a legend can show, the outer ones outward."""
    with np.errstate(over="ignore"):
        span = limits[-1] - limits[0]
    if not _TINY < span < 1 / _TINY:
        return np.unique(limits)
    step = 10.0 ** (math.floor(math.log10(span)) + 1 - _DIGITS)
    inner = np.round(limits[1:-1] / step) * step
    ends = np.floor(limits[:1] / step) * step, np.ceil(limits[-1:] / step) * step
    return np.unique(np.concatenate((ends[0], inner, ends[1])))


def _diverging(values: Floats) -> Floats:
    finite = values[np.isfinite(values)]
    below, above = finite[finite < 0], finite[finite >= 0]
    middles = [np.median(below), 0.0, np.median(above)]
    return _rounded(np.array([below.min(), *middles, above.max()]))


def _diverging_shades(limits: Floats) -> list[str]:
    below = int((limits < 0).sum())
    above = len(limits) - 1 - below
    return [*colours.DIVERGING[:2][:below], *colours.DIVERGING[-2:][-above:]]


def _categories(column: Column, reader: Reader, taken: int) -> Classes:
    missing = np.array([absent(value) for value in column.cells], dtype=bool)
    words = column.texts(reader)
    named, positions = np.unique(np.array(words, dtype=object)[~missing], return_inverse=True)
    counts = np.bincount(positions, minlength=len(named))
    order = np.argsort(-counts, kind="stable")
    kept = order if len(order) <= _CATEGORIES else order[: _CATEGORIES - 1]
    rank = np.full(len(named), len(kept), dtype=np.int64)
    rank[kept] = np.arange(len(kept))
    codes = np.zeros(len(words), dtype=np.int64)
    codes[~missing] = rank[positions]
    names = [str(named[at]) for at in kept]
    if len(kept) < len(named):
        names.append(reader("other"))
    free = taken % len(colours.SERIES)
    shades = [*colours.SERIES[free:], *colours.SERIES[:free]]
    return _completed(codes, missing, shades, names, reader)


def _completed(
    codes: Codes,
    missing: np.ndarray[Any, np.dtype[np.bool_]],
    shades: list[str],
    names: list[str],
    reader: Reader,
) -> Classes:
    keys = [Key(shade, name) for shade, name in zip(shades, names, strict=False)]
    if missing.any():
        codes = np.where(missing, len(keys), codes)
        keys.append(Key(colours.NEUTRAL, reader("no value")))
    return Classes(codes, tuple(keys))
