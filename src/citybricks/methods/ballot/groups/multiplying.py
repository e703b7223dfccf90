"""Products of many powers, by the bucket method.

References
----------
.. [1] N. Pippenger, "On the evaluation of powers and monomials", SIAM J. Comput. 9 (1980)
   230-250. https://doi.org/10.1137/0209022
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def multi_power(
    bases: Sequence[T],
    exponents: Sequence[int],
    identity: T,
    multiply: Callable[[T, T], T],
) -> T:
    """Return the product of ``bases[i] ** exponents[i]``; exponents are not negative.

    Parameters
    ----------
    bases, exponents
        As many of each.
    identity
        Of the group.
    multiply
        Of two elements.
    """
    longest = max((exponent.bit_length() for exponent in exponents), default=0)
    width = _width(len(bases), longest)
    result = identity
    started = False
    for shift in range((longest + width - 1) // width * width - width, -1, -width):
        if started:
            for _ in range(width):
                result = multiply(result, result)
        window = _window(bases, exponents, shift, width, multiply)
        if window is not None:
            result = multiply(result, window) if started else window
            started = True
    return result


def _window(
    bases: Sequence[T],
    exponents: Sequence[int],
    shift: int,
    width: int,
    multiply: Callable[[T, T], T],
) -> T | None:
    """Return the product of bases to `width` bits of their exponents; None when all are 0."""
    mask = (1 << width) - 1
    buckets: list[T | None] = [None] * (mask + 1)
    for base, exponent in zip(bases, exponents, strict=True):
        digit = (exponent >> shift) & mask
        if digit:
            full = buckets[digit]
            buckets[digit] = base if full is None else multiply(full, base)
    running: T | None = None
    total: T | None = None
    for bucket in reversed(buckets[1:]):
        if bucket is not None:
            running = bucket if running is None else multiply(running, bucket)
        if running is not None:
            total = running if total is None else multiply(total, running)
    return total


def _width(count: int, bits: int) -> int:
    """Return the width of a window that takes the fewest multiplications."""

    def work(width: int) -> int:
        return -(-bits // width) * (count + (2 << width) + width)

    return min(range(1, 17), key=work)
