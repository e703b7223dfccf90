"""Which meetings need an interpreter, and of which languages."""

from __future__ import annotations

import re
from itertools import product

import numpy as np
from numpy.typing import NDArray

from citybricks import BrickError
from citybricks.bricks.meeting_schedule.given import Given
from citybricks.bricks.meeting_schedule.refusing import number_of, unknown

_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*")
Pool = tuple[str, ...]
"""Languages to interpret between; more than two where no pair would do."""


def spoken(where: str, text: str) -> frozenset[str]:
    """Return the languages of a list, without their regions and scripts.

    Raises
    ------
    BrickError
        When something in it is no language tag.
    """
    found = set()
    for tag in re.split(r"[\s,;，；、]+", text.strip().lower()):
        if tag and not _TAG.fullmatch(tag):
            raise BrickError(
                where,
                "{value} is no tag of a language; write such as zh, en, pt, with spaces between",
                value=tag,
            )
        if tag:
            found.add(tag.partition("-")[0])
    return frozenset(found)


def pools(
    given: Given, people: NDArray[np.int32]
) -> tuple[tuple[Pool, ...], NDArray[np.int64], NDArray[np.int64]]:
    """Return the pools of interpreters, the pool that each request needs, and who is there when.

    A meeting needs an interpreter when its people have no language in common; of the pools by
    which all understand each other it takes the one with most interpreters. Where nobody said
    which languages they speak, and where no interpreters are given, languages are no matter.

    Returns
    -------
    pools
        Languages to interpret between.
    needs
        Pool of each request, shape (m,); -1 for none.
    supply
        Interpreters of each pool in each slot, shape (k, s).
    """
    tongues = [
        spoken(f"participants.{at}.languages", row.languages)
        for at, row in enumerate(given.participants)
    ]
    needs = np.full(len(people), -1, dtype=np.int64)
    if given.interpreters is None:
        return (), needs, np.zeros((0, len(given.slots)), dtype=np.int64)
    supply = _supply(given)
    for at, who in enumerate(people.tolist()):
        speak = [tongues[one] for one in who if one >= 0 and tongues[one]]
        if len(speak) > 1 and not frozenset.intersection(*speak):
            pool = _best(speak, supply)
            supply.setdefault(pool, np.zeros(len(given.slots), dtype=np.int64))
            needs[at] = list(supply).index(pool)
    rows = [*supply.values()]
    stacked = np.array(rows, dtype=np.int64).reshape(len(rows), len(given.slots))
    return tuple(supply), needs, stacked


def _supply(given: Given) -> dict[Pool, NDArray[np.int64]]:
    slot = number_of(given.slots)
    supply: dict[Pool, NDArray[np.int64]] = {}
    for at, row in enumerate(given.interpreters or ()):
        one, other = (
            _one(f"interpreters.{at}.{name}", getattr(row, name)) for name in ("one", "other")
        )
        if one == other:
            raise BrickError(
                f"interpreters.{at}.other", "{name} is the same language", name=row.other
            )
        if row.slot and row.slot not in slot:
            raise unknown(f"interpreters.{at}.slot", row.slot, slot)
        there = supply.setdefault(_pool(one, other), np.zeros(len(slot), dtype=np.int64))
        there[slot[row.slot] if row.slot else slice(None)] += row.many
    return supply


def _one(where: str, text: str) -> str:
    found = spoken(where, text)
    if len(found) != 1:
        raise BrickError(where, "{value} is not one language; write such as zh", value=text)
    return next(iter(found))


def _pool(one: str, other: str) -> Pool:
    return (one, other) if one < other else (other, one)


def _best(speak: list[frozenset[str]], supply: dict[Pool, NDArray[np.int64]]) -> Pool:
    """Return the pool with most interpreters by which all understand each other."""
    every = sorted(frozenset.union(*speak))
    fitting = [
        (one, other)
        for one, other in product(every, every)
        if one < other and all({one, other} & each for each in speak)
    ]
    if not fitting:
        return tuple(every)
    return max(fitting, key=lambda pool: int(supply[pool].sum()) if pool in supply else -1)
