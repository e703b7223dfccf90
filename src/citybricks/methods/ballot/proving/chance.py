"""Where whatever is secret comes from."""

from __future__ import annotations

import secrets
from collections.abc import Callable

Below = Callable[[int], int]
"""Returns a number from 0 to below its argument, each as likely as the others."""

SECRET: Below = secrets.randbelow
"""The only source outside tests."""

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
"""Digits and letters that are not mistaken for each other when read out or typed."""


def base58(length: int, below: Below = SECRET) -> str:
    """Return a word drawn by chance.

    Parameters
    ----------
    length
        Characters, each worth 5.86 bits.
    below
        Source of chance.
    """
    return "".join(BASE58[below(len(BASE58))] for _ in range(length))
