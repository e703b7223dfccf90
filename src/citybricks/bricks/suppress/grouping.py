"""Rows of counts as a table with its sums, and earlier releases over the same counts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from citybricks import BrickError
from citybricks.methods.privacy.tables import Release, Table, crossed, lines

AXES = ("week", "place", "group")
Groups = dict[str, frozenset[str]]
"""The members of each group of an axis; the name of all is empty."""
Key = tuple[str, str, str]
Members = tuple[list[str], list[str], list[str]]
"""The weeks, places and groups that are counted by themselves."""


@dataclass(frozen=True, eq=False)
class Grouped:
    """A table's counts, and what it publishes of each axis.

    Parameters
    ----------
    counts
        People by week, place and group.
    population
        People who could have been counted, by the same; none when it is not known of all.
    groups
        For week, place and group, what is published: each member, districts, all.
    """

    counts: dict[Key, int]
    population: dict[Key, int] | None
    groups: tuple[Groups, Groups, Groups]

    @property
    def names(self) -> list[Key]:
        """The names of the cells, in their order."""
        return [(week, place, group) for week, place, group in product(*self.groups)]

    def members(self, axis: int) -> list[str]:
        """Return the members of an axis, without districts and sums."""
        return [name for name, inside in self.groups[axis].items() if inside == {name}]

    def all(self, axis: int) -> frozenset[str]:
        """Return all members of an axis."""
        return frozenset(self.members(axis))

    def over(self, members: Members) -> Table:
        """Return the table over members of which it may have only some."""
        keys = list(product(*members))
        matrices = [matrix(groups, of) for groups, of in zip(self.groups, members, strict=True)]
        cells = crossed(matrices)
        people = self.population
        return Table(
            np.array([self.counts.get(key, 0) for key in keys], dtype=np.int64),
            cells,
            None if people is None else cells @ np.array([people.get(key, 0) for key in keys]),
            lines(matrices),
        )


@dataclass(frozen=True, eq=False)
class Earlier:
    """An earlier release: its numbers, and the weeks, places and groups that each is the sum of."""

    weeks: frozenset[str]
    numbers: list[tuple[tuple[frozenset[str], ...], int | None]]

    def over(self, members: Members) -> Release:
        """Return the release over the members of a table."""
        rows = [
            np.kron(np.kron(*parts[:2]), parts[2])
            for inside, _ in self.numbers
            for parts in [
                [np.isin(of, list(of_one)) for of, of_one in zip(members, inside, strict=True)]
            ]
        ]
        cells = sparse.csr_array(np.array(rows, dtype=np.int8))
        values = np.array([-1 if number is None else number for _, number in self.numbers])
        return Release(cells, values >= 0, values)


def members(table: Grouped, earlier: tuple[Earlier, ...]) -> Members:
    """Return all weeks, also those that only earlier releases have, all places and all groups."""
    weeks = table.members(0)
    weeks += sorted({week for each in earlier for week in each.weeks} - set(weeks))
    return weeks, table.members(1), table.members(2)


def matrix(groups: Groups, members: list[str]) -> NDArray[np.int8]:
    """Return which members each group has."""
    rows = [[name in inside for name in members] for inside in groups.values()]
    return np.array(rows, dtype=np.int8)


def grouped(frame: pd.DataFrame) -> Grouped:
    """Return rows of counts as a table.

    Raises
    ------
    BrickError
        When a row is missing, there twice, or cannot be.
    """
    keys = list(zip(*(frame[axis] for axis in AXES), strict=True))
    _check_once(keys)
    known = "population" in frame and bool(frame["population"].notna().all())
    people = frame["population"] if known else frame["count"]
    for at, (count, many) in enumerate(zip(frame["count"], people, strict=True)):
        if count > many:
            raise BrickError(
                f"counts.{at}.count",
                "{count} were counted, but only {population} could have been",
                count=int(count),
                population=int(many),
            )
    return Grouped(
        {key: int(count) for key, count in zip(keys, frame["count"], strict=True)},
        {key: int(many) for key, many in zip(keys, people, strict=True)} if known else None,
        (_alone(frame["week"]), _places(frame), _alone(frame["group"])),
    )


def _check_once(keys: list[Any]) -> None:
    seen: set[Any] = set()
    for at, key in enumerate(keys):
        if key in seen:
            raise BrickError(f"counts.{at}", "this week, place and group are there twice")
        seen.add(key)
    members = [list(dict.fromkeys(key[axis] for key in keys)) for axis in range(3)]
    for week, place, group in product(*members):
        if (week, place, group) not in seen:
            raise BrickError(
                "counts",
                "there is no row for {week}, {place}, {group}; zero needs a row too",
                week=week,
                place=place,
                group=group,
            )


def _alone(names: Any) -> Groups:
    """Return each name as a group of its own, and all as one."""
    members = list(dict.fromkeys(names))
    groups = {name: frozenset([name]) for name in members}
    return groups | ({"": frozenset(members)} if len(members) > 1 else {})


def _places(frame: pd.DataFrame) -> Groups:
    """Return places, their districts, and the city."""
    groups = _alone(frame["place"])
    if "district" not in frame:
        return groups
    of_place: dict[str, str] = {}
    for at, (place, district) in enumerate(zip(frame["place"], frame["district"], strict=True)):
        if of_place.setdefault(place, district) != district:
            raise BrickError(
                f"counts.{at}.district",
                "{place} is in {one} in another row",
                place=place,
                one=of_place[place] or "–",
            )
    city = {"": groups.pop("")} if "" in groups else {}
    for district in dict.fromkeys(of_place.values()):
        if district in groups:
            raise BrickError(
                "counts", "{name} is the name of a place and of a district", name=district
            )
        if district:
            inside = frozenset(place for place in of_place if of_place[place] == district)
            groups[district] = inside
    return groups | city


def releases(frame: pd.DataFrame, table: Grouped) -> tuple[Earlier, ...]:
    """Return earlier releases, each over its own weeks.

    Raises
    ------
    BrickError
        When one names what the table does not have.
    """
    names = frame["release"] if "release" in frame else [""] * len(frame)
    parts: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        parts.setdefault(name, []).append(at)
    return tuple(_earlier(frame, rows, table) for rows in parts.values())


def _earlier(frame: pd.DataFrame, rows: list[int], table: Grouped) -> Earlier:
    weeks = frozenset(frame["week"].iloc[rows]) - {""}
    numbers: list[tuple[tuple[frozenset[str], ...], int | None]] = []
    for at in rows:
        line = frame.iloc[at]
        week = frozenset([line["week"]]) if line["week"] else weeks
        inside = (week, _inside(line, at, 1, table), _inside(line, at, 2, table))
        count = line.get("count")
        numbers.append((inside, None if pd.isna(count) else int(count)))
    return Earlier(weeks, numbers)


def _inside(line: Any, at: int, axis: int, table: Grouped) -> frozenset[str]:
    """Return what a place or group of an earlier release is the sum of."""
    name = line[AXES[axis]]
    if not name:
        return table.all(axis)
    if name not in table.groups[axis]:
        raise BrickError(f"earlier.{at}.{AXES[axis]}", "{name} is not in the counts", name=name)
    return table.groups[axis][name]
