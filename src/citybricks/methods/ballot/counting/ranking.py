"""Choices in order, with those that are equal side by side, and seats for the first of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Levels = tuple[tuple[int, ...], ...]
"""Choices, best first; those of one level are equal and in the order of the question."""
Decide = Callable[[Sequence[int]], Sequence[int]]
"""Puts choices that are tied in order, the one that goes first in front."""


@dataclass(frozen=True, slots=True)
class Seats:
    """Who has a seat.

    Parameters
    ----------
    elected
        Choices with a seat, best first.
    tied
        Choices that are equal, and more than the seats left; none when the tie was decided.
    left
        Seats that nobody has.
    """

    elected: tuple[int, ...]
    tied: tuple[int, ...] = ()
    left: int = 0


def levels(values: Sequence[Any]) -> Levels:
    """Return choices by their values, the greatest first."""
    found: dict[Any, list[int]] = {}
    for choice, value in enumerate(values):
        found.setdefault(value, []).append(choice)
    return tuple(tuple(found[value]) for value in sorted(found, reverse=True))


def ties(ranked: Levels) -> tuple[tuple[int, ...], ...]:
    """Return the levels that more than one choice is on."""
    return tuple(level for level in ranked if len(level) > 1)


def seated(ranked: Levels, seats: int, decide: Decide | None = None) -> Seats:
    """Give seats to the best choices.

    Parameters
    ----------
    ranked
        The choices in order.
    seats
        How many seats there are.
    decide
        Decides between choices that are tied for the last seats; None leaves those seats open.
    """
    elected: list[int] = []
    for level in ranked:
        left = seats - len(elected)
        if not left:
            break
        if len(level) <= left:
            elected += level
        elif decide is None:
            return Seats(tuple(elected), level, left)
        else:
            elected += decide(level)[:left]
    return Seats(tuple(elected), (), seats - len(elected))


def as_listed(tied: Iterable[int]) -> list[int]:
    """Decide a tie by the order of the question: who is listed first goes first."""
    return sorted(tied)


def by_lot(lot: str, names: Sequence[str]) -> Decide:
    """Return a way to decide ties by a public lot that everybody can check.

    Choices go in order of the SHA-256 of ``lot|name`` in UTF-8. The lot is drawn after the close,
    in public, such as the numbers of a lottery.
    """

    def digest(choice: int) -> bytes:
        return hashlib.sha256(f"{lot}|{names[choice]}".encode()).digest()

    return lambda tied: sorted(tied, key=digest)
