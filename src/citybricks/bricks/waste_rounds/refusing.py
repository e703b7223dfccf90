"""What cannot be planned for, told with the input, the value and what is allowed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from citybricks import BrickError
from citybricks.bricks.waste_rounds.given import Dict, Given, day_of

MOST_CONTAINERS = 2_000
FAR_KM = 150.0
"""Farther than this from a depot nobody collects."""
_DEGREE_KM = 111.2
_SAME = ("depot", "shift_start_h", "shift_end_h", "range_km", "per_km", "per_h", "per_day",
         "co2e_g_km")  # fmt: skip
"""Columns that the compartments of a truck have in common."""


def refuse(given: Given) -> None:
    """Refuse inputs that contradict each other.

    Raises
    ------
    BrickError
        For the first contradiction.
    """
    for check in (
        _names,
        _hours,
        _yards,
        _trucks,
        _forecast,
        _fractions,
        _places,
        _streets,
        _sizes,
    ):
        for error in check(given):
            raise error


def _names(given: Given) -> Iterator[BrickError]:
    if len(given.containers) > MOST_CONTAINERS:
        yield BrickError(
            "containers",
            "has {count} containers; at most {most} are planned at once",
            count=len(given.containers),
            most=MOST_CONTAINERS,
        )
    streets = [row if row["kerb_l"] else {"id": None} for row in given.streets]
    yield from _twice("containers", "id", given.containers)
    yield from _twice("yards", "id", given.yards)
    yield from _twice("streets", "id", streets)
    for name, rows in (("containers", given.containers), ("yards", given.yards)):
        for number, row in enumerate(rows):
            if not row["id"].strip():
                yield BrickError(f"{name}.{number}.id", "must not be empty")
    bins = {row["id"] for row in given.containers}
    for number, row in enumerate(streets):
        if row["id"] is not None and not row["id"].strip():
            yield BrickError(
                f"streets.{number}.id", "must not be empty where waste is collected along a street"
            )
        if row["id"] in bins:
            yield BrickError(
                f"streets.{number}.id", "{name} is the id of a container too", name=row["id"]
            )


def _twice(table: str, column: str, rows: Iterable[Dict]) -> Iterator[BrickError]:
    seen: dict[Any, int] = {}
    for number, row in enumerate(rows):
        if row[column] is not None and row[column] in seen:
            yield BrickError(
                f"{table}.{number}.{column}",
                "{name} is given twice, first in row {first}",
                name=row[column],
                first=seen[row[column]],
            )
        seen.setdefault(row[column], number)


def _hours(given: Given) -> Iterator[BrickError]:
    opening = (("yards", given.yards), ("access", given.access))
    for table, rows in opening:
        for number, row in enumerate(rows):
            if row["closes_h"] <= row["opens_h"]:
                yield BrickError(
                    f"{table}.{number}.closes_h",
                    "closes at {closes} h, before it opens at {opens} h",
                    closes=row["closes_h"],
                    opens=row["opens_h"],
                )
    for number, row in enumerate(given.trucks):
        if row["shift_end_h"] <= row["shift_start_h"]:
            yield BrickError(
                f"trucks.{number}.shift_end_h",
                "the shift ends at {end} h, before it starts at {start} h",
                end=row["shift_end_h"],
                start=row["shift_start_h"],
            )
    practice = given.practice
    if practice.banned_to_h < practice.banned_from_h:
        yield BrickError(
            "practice.banned_to_h",
            "the ban ends at {end} h, before it starts at {start} h",
            end=practice.banned_to_h,
            start=practice.banned_from_h,
        )
    known = {row["id"] for row in given.containers}
    for number, row in enumerate(given.access):
        if row["container"] not in known:
            yield _unknown(f"access.{number}.container", row["container"], known)


def _unknown(where: str, name: str, known: Iterable[str]) -> BrickError:
    shown = sorted(known)[:8]
    return BrickError(
        where,
        "{name} is not known; known are {known}",
        name=name,
        known=", ".join(shown) or "-",
    )


def _yards(given: Given) -> Iterator[BrickError]:
    kinds = {row["kind"] for row in given.yards}
    if "depot" not in kinds:
        yield BrickError("yards", "none is a depot; trucks need one to start from")
    if "tip" not in kinds:
        yield BrickError("yards", "none is a tip; trucks need one to be emptied at")


def _trucks(given: Given) -> Iterator[BrickError]:
    kinds = {row["id"]: row["kind"] for row in given.yards}
    first: dict[str, Dict] = {}
    held: set[tuple[str, str]] = set()
    for number, row in enumerate(given.trucks):
        if row["depot"] not in kinds:
            yield _unknown(f"trucks.{number}.depot", row["depot"], kinds)
        elif kinds[row["depot"]] != "depot":
            yield BrickError(
                f"trucks.{number}.depot", "{name} is a tip, not a depot", name=row["depot"]
            )
        if (row["id"], row["fraction"]) in held:
            yield BrickError(
                f"trucks.{number}.fraction",
                "truck {name} has two compartments for {fraction}; give one with both volumes",
                name=row["id"],
                fraction=row["fraction"],
            )
        held.add((row["id"], row["fraction"]))
        same = first.setdefault(row["id"], row)
        for column in _SAME:
            if same[column] != row[column]:
                yield BrickError(
                    f"trucks.{number}.{column}",
                    "compartments of truck {name} differ: {one} and {other}",
                    name=row["id"],
                    one=same[column],
                    other=row[column],
                )
        yield from _work(given, number, row)
    yield from _together(given)


def _together(given: Given) -> Iterator[BrickError]:
    """Refuse trucks that no tip empties whole."""
    takes: dict[str, set[str]] = {}
    for row in given.trucks:
        takes.setdefault(row["id"], set()).add(row["fraction"])
    all_takers = [yard for yard in given.yards if yard["kind"] == "tip" and not yard["fraction"]]
    for name, fractions in takes.items():
        if len(fractions) > 1 and not all_takers:
            yield BrickError(
                "trucks",
                "truck {name} carries {fractions} and no tip takes all of them",
                name=name,
                fractions=", ".join(sorted(fractions)),
            )


def _work(given: Given, number: int, row: Dict) -> Iterator[BrickError]:
    practice = given.practice
    if (
        practice.banned_from_h <= row["shift_start_h"]
        and row["shift_end_h"] <= practice.banned_to_h
    ):
        yield BrickError(
            f"trucks.{number}.shift_start_h",
            "truck {name} works only while trucks are banned, {start} h to {end} h",
            name=row["id"],
            start=practice.banned_from_h,
            end=practice.banned_to_h,
        )
    tips = [
        yard
        for yard in given.yards
        if yard["kind"] == "tip" and yard["fraction"] in ("", row["fraction"])
    ]
    if not tips:
        yield BrickError(
            f"trucks.{number}.fraction",
            "no tip takes {fraction}, which truck {name} collects",
            fraction=row["fraction"],
            name=row["id"],
        )
    elif not any(
        yard["opens_h"] < row["shift_end_h"] and row["shift_start_h"] < yard["closes_h"]
        for yard in tips
    ):
        yield BrickError(
            f"trucks.{number}.shift_end_h",
            "no tip for {fraction} is open during the shift of truck {name}, {start} h to {end} h",
            fraction=row["fraction"],
            name=row["id"],
            start=row["shift_start_h"],
            end=row["shift_end_h"],
        )


def _forecast(given: Given) -> Iterator[BrickError]:
    known = {row["id"]: row for row in given.containers}
    seen: set[Any] = set()
    for number, row in enumerate(given.forecast):
        key = (row["container"], day_of(row["day"]))
        if row["container"] not in known:
            yield _unknown(f"forecast.{number}.container", row["container"], known)
        elif row["mean_l"] > 1.5 * known[row["container"]]["capacity_l"]:
            yield BrickError(
                f"forecast.{number}.mean_l",
                "{value} L is expected in {name}, which holds {capacity} L",
                value=row["mean_l"],
                name=row["container"],
                capacity=known[row["container"]]["capacity_l"],
            )
        if not row["low"] <= row["median"] <= row["high"]:
            yield BrickError(
                f"forecast.{number}.median",
                "low {low} %, median {median} % and high {high} % must rise",
                low=row["low"],
                median=row["median"],
                high=row["high"],
            )
        if key in seen:
            yield BrickError(
                f"forecast.{number}.day",
                "{name} has two forecasts for {day}",
                name=key[0],
                day=key[1].isoformat(),
            )
        seen.add(key)
    yield from _chances(given)


def _chances(given: Given) -> Iterator[BrickError]:
    for number, chances in enumerate(given.overflow):
        name = given.containers[number]["id"]
        if np.isnan(chances).any():
            day = given.days[int(np.argmax(np.isnan(chances)))]
            yield BrickError(
                f"containers.{number}",
                "there is no forecast of {name} for {day}; the plan needs {count} days",
                name=name,
                day=day.isoformat(),
                count=len(given.days),
            )
        elif (np.diff(chances) < -1e-6).any():  # noqa: PLR2004 - rounding
            yield BrickError(
                "forecast",
                "the chance that {name} is full by a day falls with the days; it has to rise",
                name=name,
            )


def _fractions(given: Given) -> Iterator[BrickError]:
    taken = {row["fraction"] for row in given.trucks}
    for name, rows in (("containers", given.containers), ("streets", given.streets)):
        for number, row in enumerate(rows):
            if row["fraction"] not in taken and (name == "containers" or row["kerb_l"]):
                yield BrickError(
                    f"{name}.{number}.fraction",
                    "no truck takes {fraction}; trucks take {known}",
                    fraction=row["fraction"],
                    known=", ".join(sorted(taken)),
                )


def _places(given: Given) -> Iterator[BrickError]:
    yards, streets = given.places["yards"], given.places["streets"]
    at = next(n for n, row in enumerate(given.yards) if row["kind"] == "depot")
    lon, lat = float(yards.x[at]), float(yards.y[at])
    tables = [("yards", yards.x, yards.y), _columns("containers", given.places["containers"])]
    if streets is not None:
        middle = streets.representative_point()
        tables.append(_columns("streets", middle))
    for name, x, y in tables:
        apart = _km(np.asarray(x), np.asarray(y), lon, lat)
        if apart.max() <= FAR_KM:
            continue
        number = int(np.argmax(apart > FAR_KM))
        swapped = _km(np.asarray(y), np.asarray(x), lon, lat)[number] <= FAR_KM
        yield _far(f"{name}.{number}", float(apart[number]), swapped=bool(swapped))


def _columns(name: str, shapes: Any) -> tuple[str, Any, Any]:
    return name, shapes.x, shapes.y


def _far(where: str, apart: float, *, swapped: bool) -> BrickError:
    if swapped:
        return BrickError(
            where,
            "lies {apart} km from the depot; longitude and latitude are swapped",
            apart=round(apart),
        )
    return BrickError(
        where,
        "lies {apart} km from the depot; at most {most} km",
        apart=round(apart),
        most=round(FAR_KM),
    )


def _km(x: Any, y: Any, lon: float, lat: float) -> Any:
    """Return roughly how far places are from one."""
    east = (np.mod(x - lon + 180, 360) - 180) * np.cos(np.radians(lat))
    return np.hypot(east, y - lat) * _DEGREE_KM


def _streets(given: Given) -> Iterator[BrickError]:
    if given.places["streets"] is None:
        return
    for number, shape in enumerate(given.places["streets"]):
        if shape.length == 0:
            yield BrickError(f"streets.{number}", "has no length; a street needs two points")


def _sizes(given: Given) -> Iterator[BrickError]:
    for number, row in enumerate(given.containers):
        litres = row["capacity_l"]
        yield from _fits(given, f"containers.{number}.capacity_l", row, litres)
    for number, row in enumerate(given.streets):
        if row["kerb_l"]:
            yield from _fits(given, f"streets.{number}.kerb_l", row, row["kerb_l"])


def _fits(given: Given, where: str, row: Dict, litres: float) -> Iterator[BrickError]:
    trucks = [truck for truck in given.trucks if truck["fraction"] == row["fraction"]]
    volume = max(truck["capacity_l"] * truck["compaction"] for truck in trucks)
    payload = max(truck["payload_kg"] for truck in trucks)
    mass = litres / 1000 * given.practice.kg_per_m3
    if litres > volume:
        yield BrickError(
            where,
            "{name} is {value} L; the largest truck for {fraction} takes {limit} L with compaction",
            name=row["id"],
            value=litres,
            fraction=row["fraction"],
            limit=volume,
        )
    if mass > payload:
        yield BrickError(
            where,
            "{name} weighs {value} kg when full; the largest truck for {fraction} takes {limit} kg",
            name=row["id"],
            value=round(mass),
            fraction=row["fraction"],
            limit=payload,
        )
