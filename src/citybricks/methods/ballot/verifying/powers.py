"""Several powers of one base, for less than each alone.

A proof raises the same element to a challenge for each value it may hold. In a finite field the
squarings are shared: exponents are cut into four, and the powers of the base at the cuts and their
products are made once (Lim and Lee's comb). On Ed25519 libsodium is faster than any of that.

References
----------
.. [1] C. H. Lim, P. J. Lee, "More flexible exponentiation with precomputation", CRYPTO '94.
   https://doi.org/10.1007/3-540-48658-5_11
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import gmpy2
from gmpy2 import mpz

from citybricks.methods.ballot.groups import Element, Group
from citybricks.methods.ballot.groups.finite_field import FiniteField

_TEETH = 4
_SETS = list(product("01", repeat=_TEETH))


def powers(group: Group, base: Element, exponents: Sequence[int]) -> list[Element]:
    """Return the powers of a base to exponents that are not negative."""
    if len(exponents) < 2 or not isinstance(group, FiniteField):  # noqa: PLR2004 - one is alone
        return [group.power(base, exponent) for exponent in exponents]
    longest = max(exponent.bit_length() for exponent in exponents)
    width = -(-longest // _TEETH)
    if not width:
        return [group.identity for _ in exponents]
    comb = _comb(base, 1 << width, group.modulus)
    return [_power(comb, exponent, width, group.modulus) for exponent in exponents]


_Comb = dict[tuple[str, ...], mpz | None]


def _comb(base: mpz, cut: int, modulus: mpz) -> _Comb:
    """Return the product of each set of teeth, the base to the power of the highest cut first."""
    teeth = [base]
    for _ in range(_TEETH - 1):
        teeth.append(gmpy2.powmod(teeth[-1], cut, modulus))
    made: list[mpz | None] = [None]
    for tooth in teeth:
        made += [tooth if one is None else one * tooth % modulus for one in made]
    return dict(zip(_SETS, made, strict=True))


def _power(comb: _Comb, exponent: int, width: int, modulus: mpz) -> mpz:
    written = f"{exponent:0{_TEETH * width}b}"
    parts = [written[at : at + width] for at in range(0, _TEETH * width, width)]
    result = mpz(1)
    for teeth in zip(*parts, strict=True):
        result = result * result % modulus
        factor = comb[teeth]
        if factor is not None:
            result = result * factor % modulus
    return result
