"""Numbers as text, the same in every language: 1,234.5, with a real minus."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

NOTHING = "–"
"""Stands where there is no value."""
_DIGITS, _FEW_DIGITS = 4, 2
"""Significant digits of the largest number of a column, and of a small one."""
_SMALL = 0.1
"""Share of the numbers of a column that are smaller than a small one."""
_MOST = 6
_HUGE = 1e15


def decimals(values: Iterable[float]) -> int:
    """Return how many decimals tell the values apart, without digits nobody asked for."""
    array = np.asarray(list(values), dtype=float)
    array = np.abs(array[np.isfinite(array)])
    array = array[array > 0]
    if not array.size or array.max() >= _HUGE:
        return 0
    small = float(np.quantile(array, _SMALL, method="lower"))
    digits = (_DIGITS, float(array.max())), (_FEW_DIGITS, small)
    needed = max(count - 1 - math.floor(math.log10(value)) for count, value in digits)
    needed = min(max(needed, 0), _MOST)
    for fewer in range(needed):
        scale = 10.0**fewer
        if np.allclose(np.round(array * scale) / scale, array, rtol=1e-9, atol=0):
            return fewer
    return needed


def number(value: float | None, places: int | None = None, *, grouped: bool = True) -> str:
    """Write a number.

    Parameters
    ----------
    value
        The number; None and NaN are written as a dash.
    places
        Decimals; as many as `decimals` says when None.
    grouped
        Whether thousands are set apart; years are not.
    """
    if value is None or math.isnan(value):
        return NOTHING
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if places is None:
        places = decimals([value])
    if abs(value) >= _HUGE or (value and abs(value) < 10.0**-_MOST):
        mantissa, exponent = f"{value:.2e}".split("e")
        return f"{mantissa}×10{_raised(int(exponent))}".replace("-", "−")
    written = f"{value:,.{places}f}" if grouped else f"{value:.{places}f}"
    return written.replace("-", "−") if float(written.replace(",", "")) else written.lstrip("-")


def clock(seconds: float) -> str:
    """Write seconds from the start of a plan as hours, minutes and seconds: 1:02:03."""
    whole = round(abs(seconds))
    sign = "−" if seconds < 0 and whole else ""
    return f"{sign}{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


def _raised(exponent: int) -> str:
    return str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
