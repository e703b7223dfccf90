"""Zones as they are published, in the three formats; the zones are invented."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

BASE = (140.11, 36.08)


def square(lon: float = 140.11, lat: float = 36.08, half: float = 0.01) -> list[list[list[float]]]:
    return [
        [
            [lon - half, lat - half],
            [lon + half, lat - half],
            [lon + half, lat + half],
            [lon - half, lat + half],
            [lon - half, lat - half],
        ]
    ]


def volume(**changes: Any) -> Json:
    return {
        "uomDimensions": "M",
        "lowerLimit": 0,
        "lowerVerticalReference": "AGL",
        "upperLimit": 120,
        "upperVerticalReference": "AGL",
        "horizontalProjection": {"type": "Polygon", "coordinates": square()},
        **changes,
    }


def ed269(*volumes: Json, **changes: Any) -> Json:
    """Return a file of one zone in ED-269."""
    zone = {
        "identifier": "JPN001",
        "country": "JPN",
        "name": "Hospital",
        "type": "COMMON",
        "restriction": "PROHIBITED",
        "reason": ["SENSITIVE"],
        "applicability": [{"permanent": "YES"}],
        "zoneAuthority": [{"name": "Authority"}],
        "geometry": list(volumes) or [volume()],
        **changes,
    }
    return {"title": "Zones", "features": [{k: v for k, v in zone.items() if v is not None}]}


def layer(**changes: Any) -> Json:
    given = {
        "lower": 0,
        "lowerReference": "AGL",
        "upper": 120,
        "upperReference": "AGL",
        "uom": "m",
    }
    return {**given, **changes}


def ed318(geometry: Json | None = None, **changes: Any) -> Json:
    """Return a file of one zone in ED-318."""
    properties = {
        "identifier": "JPN001",
        "country": "JPN",
        "name": [{"text": "Hospital", "lang": "en-GB"}],
        "type": "PROHIBITED",
        "variant": "COMMON",
        **changes,
    }
    shape = geometry or {"type": "Polygon", "coordinates": square(), "layer": layer()}
    feature = {"type": "Feature", "properties": properties, "geometry": shape}
    return {"type": "FeatureCollection", "features": [feature]}


def plain(geometry: Json | None = None, **properties: Any) -> Json:
    """Return a file of one zone in plain GeoJSON."""
    shape = geometry or {"type": "Polygon", "coordinates": square()}
    feature = {"type": "Feature", "id": "park", "properties": properties, "geometry": shape}
    return {"type": "FeatureCollection", "features": [feature]}
