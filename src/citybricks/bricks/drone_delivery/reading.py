"""Rows of the inputs as they were given, and the complaints that many of them share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from citybricks import BrickError
from citybricks.methods.drones.errors import InputError

if TYPE_CHECKING:
    from citybricks.types import Features

Place = tuple[float, float]
"""Longitude and latitude."""
SAID = "{en}{zh:.0}"
"""Says what a method says in both languages; the translation has the places exchanged."""


def rows(places: Features[Any]) -> list[dict[str, Any]]:
    """Return the rows of places, each with its longitude and latitude as ``place``."""
    import shapely

    frame = places.frame
    xy = shapely.get_coordinates(frame.geometry.to_numpy())
    records = frame.drop(columns="geometry").to_dict("records")
    return [
        {**{str(k): v for k, v in row.items()}, "place": (float(x), float(y))}
        for row, (x, y) in zip(records, xy, strict=True)
    ]


def check_near(places: list[Place], near: Place, field: str) -> None:
    """Refuse places that are not of the depot's city; exchanged axes are the usual slip."""
    from citybricks.methods.drones.airspace import FURTHEST_DEGREES

    away = np.array(places, dtype=float).reshape(-1, 2)
    for at, (lon, lat) in enumerate(away.tolist()):
        if max(abs(lon - near[0]), abs(lat - near[1])) <= FURTHEST_DEGREES:
            continue
        depot = f"{near[0]:.4f}, {near[1]:.4f}"
        if max(abs(lat - near[0]), abs(lon - near[1])) <= FURTHEST_DEGREES:
            raise BrickError(
                f"{field}.{at}",
                "longitude {lon} and latitude {lat} look exchanged; the first depot is at {depot}",
                lon=lon, lat=lat, depot=depot,
            )  # fmt: skip
        raise BrickError(
            f"{field}.{at}",
            "longitude {lon} and latitude {lat} are far from the first depot at {depot}; at most "
            "{most} degrees are allowed",
            lon=lon, lat=lat, depot=depot, most=FURTHEST_DEGREES,
        )  # fmt: skip


def refuse_twins(frame: Any, field: str) -> None:
    """Refuse two rows of one name."""
    if "id" not in frame:
        return
    twice = np.flatnonzero(frame["id"].astype(str).duplicated())
    if len(twice):
        at = int(twice[0])
        name = str(frame["id"].iloc[at])
        raise BrickError(f"{field}.{at}.id", "{name} is there twice; names differ", name=name)


def saying(field: str, read: Any) -> Any:
    """Let a method's complaint be the brick's, in both languages."""
    try:
        return read()
    except InputError as error:
        raise BrickError(field, SAID, en=error.en, zh=error.zh) from error


def filled(value: Any, otherwise: Any) -> Any:
    """Return what is in a cell, or something else where it is empty."""
    return otherwise if absent(value) else value


def absent(value: Any) -> bool:
    """Whether a cell is empty."""
    return value is None or str(value) in {"nan", "NaT", "<NA>"}
