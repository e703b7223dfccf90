"""Several powers of one base, for less than each alone.

A proof raises the same element to a challenge for each value it may hold. In a finite field the
squarings are shared: exponents are cut into parts, and the powers of the base at the cuts and their
products are made once (Lim and Lee's comb). On Ed25519 libsodium is faster than any of that.

References
----------
.. [1] C. H. Lim, P. J. Lee, "More flexible exponentiation with precomputation", CRYPTO '94.
   https://doi.org/10.1007/3-540-48658-5_11
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import product

import gmpy2
from gmpy2 import mpz

from citybricks.methods.ballot.groups import Element, Group
from citybricks.methods.ballot.groups.finite_field import FiniteField

_FEW = 3
"""Exponents for which a comb of five teeth is cheapest; for more of them, of six."""


def powers(group: Group, base: Element, exponents: Sequence[int]) -> list[Element]:
    """Return the powers of a base to exponents that are not negative."""
    if len(exponents) < 2 or not isinstance(group, FiniteField):  # noqa: PLR2004 - one is alone
        return [group.power(base, exponent) for exponent in exponents]
    teeth = 5 if len(exponents) <= _FEW else 6
    longest = max(exponent.bit_length() for exponent in exponents)
    width = -(-longest // teeth)
    if not width:
        return [group.identity for _ in exponents]
    comb = _comb(base, 1 << width, teeth, group.modulus)
    return [
        _power(comb, f"{exponent:0{teeth * width}b}", width, group.modulus)
        for exponent in exponents
    ]


_Comb = dict[tuple[str, ...], mpz | None]


@cache
def _sets(teeth: int) -> tuple[tuple[str, ...], ...]:
    """Return all sets of teeth, one digit for each, the highest tooth first."""
    return tuple(product("01", repeat=teeth))


def _comb(base: mpz, cut: int, teeth: int, modulus: mpz) -> _Comb:
    """Return the product of each set of teeth; each tooth is the one below to the power `cut`."""
    made: list[mpz | None] = [None, base]
    for _ in range(teeth - 1):
        base = gmpy2.powmod(base, cut, modulus)
        made += [base, *(one * base % modulus for one in made[1:] if one is not None)]
    return dict(zip(_sets(teeth), made, strict=True))


def _power(comb: _Comb, digits: str, width: int, modulus: mpz) -> mpz:
    parts = [digits[at : at + width] for at in range(0, len(digits), width)]
    result = mpz(1)
    for teeth in zip(*parts, strict=True):
        result = result * result % modulus
        factor = comb[teeth]
        if factor is not None:
            result = result * factor % modulus
    return result
