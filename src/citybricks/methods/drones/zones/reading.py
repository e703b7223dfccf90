"""Zones from files: EUROCAE ED-269 (JSON), ED-318 (GeoJSON) and plain GeoJSON.

ED-269 writes volumes with `horizontalProjection`, ED-318 geometries with a `layer`; what has
neither is plain GeoJSON, whose properties may be `id`, `name`, `restriction`, `floor`, `ceiling`,
`unit` (M or FT), `reference` (AGL, AMSL, WGS84), `start` and `end`. The radius of a circle is in
metres in all three, whatever the unit of the heights, as published zones have it.

Checked against the open JSON Schema of ED-318 and its examples (EUROCONTROL, MIT licence) and
against ED-269 as national authorities publish it; the text of both standards is sold.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from citybricks.methods.drones.zones.areas import Area, circle, polygons
from citybricks.methods.drones.zones.document import Node, document, time_zone
from citybricks.methods.drones.zones.schedules import period, periods
from citybricks.methods.drones.zones.zone import (
    METRES_PER_FOOT,
    REFERENCES,
    RESTRICTIONS,
    Limit,
    Zone,
)

_SPELLINGS = {"REQ_AUTHORIZATION": "REQ_AUTHORISATION", "USPACE": "CONDITIONAL"}
_UNITS = {"M": 1.0, "FT": METRES_PER_FOOT}
_HEIGHTS = (-1000.0, 100_000.0)
_LISTS = ("features", "UASZoneList")

Place = tuple[float, float]


def read_zones(
    source: str | bytes | dict[str, Any] | list[Any],
    timezone: str | None = None,
    near: Place | None = None,
) -> list[Zone]:
    """Return the zones of a file, one for each volume.

    Parameters
    ----------
    source
        The file's text, or what was already read from it.
    timezone
        IANA name of the zone that times without one are in; without it they are refused.
    near
        Longitude and latitude of the depot, to recognise exchanged axes.

    Raises
    ------
    InputError
        When something cannot be understood: names where, what was found and what is allowed.
    """
    zone = time_zone(timezone)
    found: list[Zone] = []
    for feature in _features(document(source)):
        found += _read(feature, zone, near)
    _refuse_twins(found)
    return found


def _features(root: Node) -> Iterator[Node]:
    if isinstance(root.value, list):
        return root.items()
    for name in _LISTS:
        listed = root.get(name)
        if listed is not None:
            return listed.items()
    if root.members().get("type") == "Feature":
        return iter([root])
    return root.need("features", "a list of zones", "区域列表").items()


def _read(feature: Node, timezone: ZoneInfo | None, near: Place | None) -> list[Zone]:
    geometry = feature.need("geometry", "a geometry", "几何对象")
    if isinstance(geometry.value, list | tuple) or "horizontalProjection" in geometry.members():
        return _ed269(feature, geometry, timezone, near)
    layered = "layer" in geometry.members() or geometry.value.get("type") == "GeometryCollection"
    return (_ed318 if layered else _plain)(feature, geometry, timezone, near)


def _ed269(
    feature: Node, geometry: Node, timezone: ZoneInfo | None, near: Place | None
) -> list[Zone]:
    volumes = [geometry] if isinstance(geometry.value, dict) else list(geometry.items())
    if not volumes:
        raise geometry.refuse("at least one volume", "至少一个空域体")
    name = _id(feature)
    when = periods(feature.get("applicability"), timezone)
    return [
        _zone(
            _numbered(name, at, volumes),
            _name(feature, name),
            _restriction(feature, "restriction"),
            _projection(volume, near),
            _limits(volume, "lowerLimit", "upperLimit", "{}VerticalReference", "uomDimensions"),
            when,
            _words(feature, "restrictionConditions", "message"),
        )
        for at, volume in enumerate(volumes)
    ]


def _ed318(
    feature: Node, geometry: Node, timezone: ZoneInfo | None, near: Place | None
) -> list[Zone]:
    properties = feature.need("properties", "an object", "对象")
    inner = geometry.get("geometries")
    shapes = [geometry] if inner is None else list(inner.items())
    name = _id(properties)
    when = periods(properties.get("limitedApplicability"), timezone)
    return [
        _zone(
            _numbered(name, at, shapes),
            _name(properties, name),
            _restriction(properties, "type"),
            _shape(shape, near),
            _limits(
                shape.need("layer", "heights", "高度层"), "lower", "upper", "{}Reference", "uom"
            ),
            when,
            _words(properties, "restrictionConditions", "message"),
        )
        for at, shape in enumerate(shapes)
    ]


def _plain(
    feature: Node, geometry: Node, timezone: ZoneInfo | None, near: Place | None
) -> list[Zone]:
    given = feature.get("properties")
    properties = Node({}, feature.field) if given is None else given
    name = _id(properties, str(feature.members().get("id", feature.field)))
    start, end = properties.get("start"), properties.get("end")
    when = () if start is None and end is None else (period(properties, "start", "end", timezone),)
    return [
        _zone(
            name,
            _name(properties, name),
            _restriction(properties, "restriction", "PROHIBITED"),
            _shape(geometry, near, properties),
            _limits(properties, "floor", "ceiling", "reference", "unit"),
            when,
            _words(properties, "conditions"),
        )
    ]


def _zone(
    id: str,
    name: str,
    restriction: str,
    area: Area,
    limits: tuple[Limit, Limit | None],
    when: tuple[Any, ...],
    conditions: str,
) -> Zone:
    drawn, notices = area
    return Zone(id, name, restriction, drawn, *limits, when, conditions, notices)


def _projection(volume: Node, near: Place | None) -> Area:
    shape = volume.need("horizontalProjection", "Polygon, Circle", "Polygon、Circle")
    kind = shape.need("type", "Polygon, Circle", "Polygon、Circle")
    if kind.choice("POLYGON", "CIRCLE") == "POLYGON":
        return polygons(shape, near)
    centre = shape.need("center", "longitude and latitude", "经度和纬度")
    return circle(centre, shape.need("radius", "metres", "米"), near)


def _shape(geometry: Node, near: Place | None, properties: Node | None = None) -> Area:
    """Return the area of a GeoJSON geometry: polygons, or a point with a radius."""
    kinds = "Polygon, MultiPolygon, Point with a radius"
    kind = geometry.need("type", kinds, "Polygon、MultiPolygon、带半径的 Point")
    if kind.choice("POLYGON", "MULTIPOLYGON", "POINT") != "POINT":
        return polygons(geometry, near)
    extent = geometry.get("extent") or properties or geometry
    name = "radius_m" if extent.get("radius") is None and extent.get("radius_m") else "radius"
    centre = geometry.need("coordinates", "longitude and latitude", "经度和纬度")
    return circle(centre, extent.need(name, "metres", "米"), near)


def _limits(
    node: Node, lower: str, upper: str, reference: str, unit: str
) -> tuple[Limit, Limit | None]:
    """Return the limits of height in metres; a zone without a lower one begins at the ground."""
    given = node.get(unit)
    factor = _UNITS["M" if given is None else given.choice(*_UNITS)]
    found: list[Limit | None] = []
    for side, name in (("lower", lower), ("upper", upper)):
        value = node.get(name)
        above = node.get(reference.format(side))
        datum = "AGL" if above is None else above.choice(*REFERENCES)
        height = None if value is None else value.number(*_HEIGHTS) * factor
        found.append(None if height is None else Limit(height, datum))
    bottom, top = found[0] or Limit(0.0), found[1]
    if top is not None and top.reference == bottom.reference and top.metres <= bottom.metres:
        raise Node(node.members()[upper], f"{node.field}.{upper}").refuse(
            f"more than {lower}", f"大于 {lower}"
        )
    return bottom, top


def _restriction(node: Node, key: str, otherwise: str | None = None) -> str:
    names = ", ".join(RESTRICTIONS)
    found = node.get(key)
    if found is None and otherwise is not None:
        return otherwise
    word = node.need(key, names, names).choice(*RESTRICTIONS, *_SPELLINGS)
    return _SPELLINGS.get(word, word)


def _id(node: Node, otherwise: str | None = None) -> str:
    for key in ("identifier", "id"):
        found = node.get(key)
        if found is not None:
            return str(found.value) if isinstance(found.value, int) else found.text()
    if otherwise is not None:
        return otherwise
    return node.need("identifier", "the name of the zone", "区域标识").text()


def _name(node: Node, otherwise: str) -> str:
    found = node.get("name")
    if found is None:
        return otherwise
    texts = _texts(found)
    return texts[0] if texts else otherwise


def _words(node: Node, *keys: str) -> str:
    found = (node.get(key) for key in keys)
    return "; ".join(text for each in found if each is not None for text in _texts(each))


def _texts(node: Node) -> list[str]:
    """Return a text, or the texts of a list of them in several languages."""
    if isinstance(node.value, str):
        return [node.value.strip()] if node.value.strip() else []
    return [part.need("text", "a text", "文本").text() for part in node.items()]


def _numbered(name: str, at: int, parts: list[Node]) -> str:
    return name if len(parts) == 1 else f"{name}/{at + 1}"


def _refuse_twins(zones: list[Zone]) -> None:
    seen: set[str] = set()
    for zone in zones:
        if zone.id in seen:
            raise Node(zone.id, "identifier").refuse("one that no other zone has", "不得重复的标识")
        seen.add(zone.id)
