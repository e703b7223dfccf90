"""A town as cities write it: tables of places in WGS 84, and zones as ED-318 writes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import shapely

from citybricks.methods.towns.orders import Order
from citybricks.methods.towns.town import Town
from citybricks.methods.towns.waste import Bin
from citybricks.methods.towns.zones import Area

Collection = dict[str, Any]
"""A GeoJSON FeatureCollection."""


def streets(town: Town) -> Collection:
    """Return the streets: ``one_way`` and ``speed_m_s`` of each."""
    return _collection(
        ("LineString", town.earth(road.xy).tolist(),
         {"one_way": road.one_way, "speed_m_s": road.metres_per_second})
        for road in town.roads
    )  # fmt: skip


def homes(town: Town) -> Collection:
    """Return the homes: ``residents`` and the name of the ``hamlet``."""
    names = [*(hamlet.name for hamlet in town.hamlets), None]
    rows = zip(town.earth(town.homes).tolist(), town.residents, town.hamlet, strict=True)
    return _collection(
        ("Point", place, {"residents": int(people), "hamlet": names[at]})
        for place, people, at in rows
    )


def depot(town: Town) -> Collection:
    """Return the depot of the town as a place."""
    (place,) = town.earth(np.array([town.depot])).tolist()
    return _collection([("Point", place, {"id": "depot"})])


def orders(town: Town, asked: Sequence[Order], start: datetime) -> Collection:
    """Return orders as places: id, mass, window as times after `start`, priority and hamlet."""
    places = town.earth(np.array([order.place for order in asked])).tolist()
    names = [*(hamlet.name for hamlet in town.hamlets), None]
    return _collection(
        (
            "Point",
            place,
            {
                "id": order.id,
                "mass_kg": order.mass_kg,
                "open": (start + timedelta(seconds=order.open_s)).isoformat(),
                "close": (start + timedelta(seconds=order.close_s)).isoformat(),
                "priority": order.priority,
                "hamlet": names[order.hamlet],
            },
        )
        for place, order in zip(places, asked, strict=True)
    )


def containers(town: Town, bins: Sequence[Bin]) -> Collection:
    """Return containers as places: id, capacity in litres and fraction."""
    places = town.earth(np.array([each.place for each in bins])).tolist()
    return _collection(
        ("Point", place, {"id": each.id, "capacity_l": each.capacity_l, "fraction": each.fraction})
        for place, each in zip(places, bins, strict=True)
    )


def zones(town: Town, areas: Sequence[Area]) -> Collection:
    """Return zones as ED-318 writes them: the heights in a ``layer`` of the geometry."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [_ring(town, area)],
                    "layer": {
                        "lower": area.lower_m,
                        "lowerReference": "AGL",
                        "upper": area.upper_m,
                        "upperReference": "AGL",
                        "uom": "m",
                    },
                },
                "properties": {
                    "identifier": area.id,
                    "country": "JPN",
                    "name": [{"text": area.name, "lang": "en-GB"}],
                    "type": area.type,
                    "variant": "COMMON",
                    "reason": [area.reason],
                }
                | ({"limitedApplicability": [{"schedule": list(area.schedule)}]}
                   if area.schedule else {}),
            }
            for area in areas
        ],
    }  # fmt: skip


def _ring(town: Town, area: Area) -> list[list[float]]:
    """Return the corners against the clock, the first repeated (RFC 7946, 3.1.6)."""
    ring = shapely.Polygon(area.xy).exterior
    xy = shapely.get_coordinates(ring if ring.is_ccw else ring.reverse())
    places: list[list[float]] = town.earth(xy).tolist()
    return places


def _collection(features: Any) -> Collection:
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": kind, "coordinates": place},
                "properties": known,
            }
            for kind, place, known in features
        ],
    }
