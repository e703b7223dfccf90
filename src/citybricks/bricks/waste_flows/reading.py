"""Streams and facilities from what was given, or the reason why they cannot be."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from citybricks import BrickError
from citybricks.bricks.waste_flows.rows import Content, Plant, Setting, Treatment
from citybricks.methods.waste.flows import defaults
from citybricks.methods.waste.flows.network import Facility, Haul, Network, Outcome, Stream
from citybricks.types import Table
from citybricks.types.waste import Collected

_WHOLE = 100.0
_ROUNDED = 0.05
"""Per cent by which shares may miss 100, since people round them."""
Records = list[dict[str, Any]]
Becomes = dict[tuple[str, str], Outcome]


def network(
    collected: Table[Collected],
    composition: Table[Content],
    plants: Table[Plant],
    treatments: Table[Treatment] | None,
    setting: Setting,
) -> Network:
    """Return what is to be planned.

    Raises
    ------
    BrickError
        When something contradicts something else.
    """
    streams = _streams(_rows(collected), _rows(composition))
    fractions = [stream.id for stream in streams]
    known = _rows(plants)
    _named_once(known, "plants", "id")
    own = _own(_rows(treatments) if treatments is not None else [], [one["id"] for one in known])
    facilities = [_facility(row, at, fractions, own, setting) for at, row in enumerate(known)]
    clash = {one.id for one in facilities} & set(fractions)
    if clash:
        raise BrickError("plants", "{name} is the name of a fraction too", name=min(clash))
    return Network(tuple(streams), tuple(facilities), Haul(setting.haul_cost, setting.haul_carbon))


def _rows(table: Table[Any]) -> Records:
    return [
        {
            str(name): value.strip() if isinstance(value, str) else value
            for name, value in row.items()
        }
        for row in table.frame.to_dict("records")
    ]


def _named_once(rows: Records, table: str, field: str) -> None:
    seen: set[str] = set()
    for at, row in enumerate(rows):
        name = row[field]
        if not name:
            raise BrickError(f"{table}.{at}.{field}", "must not be empty")
        if name in seen:
            raise BrickError(
                f"{table}.{at}.{field}", "{name} stands there twice; once is allowed", name=name
            )
        seen.add(name)


def _streams(collected: Records, composition: Records) -> list[Stream]:
    _named_once(collected, "collected", "fraction")
    if sum(row["tonnes"] for row in collected) <= 0:
        raise BrickError("collected", "must add up to more than 0 t")
    made: dict[str, Records] = defaultdict(list)
    fractions = {row["fraction"] for row in collected}
    seen: set[tuple[str, str]] = set()
    for at, row in enumerate(composition):
        if row["fraction"] not in fractions:
            raise BrickError(
                f"composition.{at}.fraction",
                "{name} was not collected; there are {allowed}",
                name=row["fraction"],
                allowed=", ".join(sorted(fractions)),
            )
        if (row["fraction"], row["material"]) in seen:
            raise BrickError(
                f"composition.{at}.material",
                "{name} stands there twice in {fraction}; once is allowed",
                name=row["material"],
                fraction=row["fraction"],
            )
        seen.add((row["fraction"], row["material"]))
        made[row["fraction"]].append(row)
    return [_stream(row, made[row["fraction"]], at) for at, row in enumerate(collected)]


def _stream(row: dict[str, Any], of: Records, at: int) -> Stream:
    name = row["fraction"]
    if not of:
        raise BrickError(
            f"collected.{at}.fraction",
            "the composition does not say what {name} is made of",
            name=name,
        )
    whole = sum(one["share"] for one in of)
    if abs(whole - _WHOLE) > _ROUNDED * len(of):
        raise BrickError(
            "composition",
            "shares of {name} add up to {value} %, not to 100 %",
            name=name,
            value=round(whole, 3),
        )
    shares = {one["material"]: one["share"] / whole for one in of if one["share"]}
    wanted = frozenset(one["material"] for one in of if one["wanted"])
    return Stream(name, float(row["tonnes"]), shares, wanted)


def _own(rows: Records, plants: list[str]) -> Becomes:
    """Return what the city itself knows of treatments."""
    own: Becomes = {}
    for at, row in enumerate(rows):
        if row["plant"] not in plants:
            raise BrickError(
                f"treatments.{at}.plant",
                "{name} is no facility; there are {allowed}",
                name=row["plant"],
                allowed=", ".join(plants),
            )
        if (row["plant"], row["material"]) in own:
            raise BrickError(
                f"treatments.{at}.material",
                "{name} stands there twice in {plant}; once is allowed",
                name=row["material"],
                plant=row["plant"],
            )
        shares = row["product"] / 100, row["residue"] / 100, row["stored"] / 100
        if sum(shares) > 1 + 1e-9:
            raise BrickError(
                f"treatments.{at}.product",
                "product, residue and what is stored are {value} % of a tonne; at most 100 %",
                value=round(100 * sum(shares), 3),
            )
        own[row["plant"], row["material"]] = Outcome(*shares, row["emitted"], row["avoided"])
    return own


def _facility(
    row: dict[str, Any], at: int, fractions: list[str], own: Becomes, setting: Setting
) -> Facility:
    accepts = [name.strip() for name in re.split(r"[,，;；、]", row["accepts"]) if name.strip()]
    for name in accepts:
        if name not in fractions:
            raise BrickError(
                f"plants.{at}.accepts",
                "{name} was not collected; there are {allowed}",
                name=name,
                allowed=", ".join(fractions),
            )
    if not accepts and not row["residues"]:
        raise BrickError(
            f"plants.{at}.accepts", "{name} takes neither a fraction nor residues", name=row["id"]
        )
    local = defaults.Setting(setting.grid, setting.efficiency / 100, setting.gas_captured / 100)
    outcomes = {
        material: own.get((row["id"], material))
        or defaults.outcome(row["process"], material, local)
        for material in defaults.materials()
    }
    return Facility(
        id=row["id"],
        process=row["process"],
        capacity=float(row["capacity"]),
        fee=float(row["fee"]),
        accepts=frozenset(accepts),
        takes_residue=bool(row["residues"]),
        purity=row["least_purity"] / 100,
        haul_km=float(row["haul_km"]),
        controlled=bool(row["controlled"]),
        outcomes=outcomes,
        revenue=float(row["revenue"]),
    )
