"""Whether many elements are all in their group, asked at once.

In a group of a large cofactor each element would cost a power. Instead the products of 128 random
subsets are looked at: when an element is outside, a product is too with at least 1/2 whatever the
factors of the cofactor, so all are inside by chance with at most 2^-128. (One product with random
exponents would not do: an element of order 2 passes it every other time.)

The products are made by rows of eight subsets: each element is multiplied into the bucket of the
subsets it is in, and the buckets are multiplied together after that.

References
----------
.. [1] N. Pippenger, "On the evaluation of powers and monomials", SIAM J. Comput. 9 (1980)
   230-250. https://doi.org/10.1137/0209022
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from citybricks.methods.ballot.groups import Element, Group

_SUBSETS = 128
_ROW = 8
"""Subsets that are made together."""
_FEW = 2 * _SUBSETS
"""Elements of which one by one is cheaper."""
_CHEAP = frozenset({"RFC-3526-2048", "Ed25519"})
"""Groups that tell a member without a power."""


def strangers(group: Group, elements: Sequence[Element]) -> list[int]:
    """Return the indexes of elements outside a group; wrong with less than 2^-128.

    Parameters
    ----------
    group
        The group.
    elements
        As they were read.
    """
    if group.name in _CHEAP or len(elements) < _FEW:
        return group.strangers(elements)
    if all(_products_in(group, elements) for _ in range(_SUBSETS // _ROW)):
        return []
    return [at for at, element in enumerate(elements) if not group.is_member(element)]


def _products_in(group: Group, elements: Sequence[Element]) -> bool:
    """Say whether the products of eight random subsets are in the group."""
    multiply = group.multiply
    buckets = [group.identity] * (1 << _ROW)
    for element, subsets in zip(elements, secrets.token_bytes(len(elements)), strict=True):
        buckets[subsets] = multiply(buckets[subsets], element)
    for _ in range(_ROW):
        # fold the upper half onto the lower one: what was in it is the subset of this bit
        half = len(buckets) // 2
        if not group.is_member(group.product(buckets[half:])):
            return False
        buckets = [multiply(buckets[at], buckets[half + at]) for at in range(half)]
    return True
