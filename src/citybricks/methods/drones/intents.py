"""Operational intents of ASTM F3548-21: volumes in space and time that hold a sortie.

One volume for each straight piece of the track, grown by the contingency volume and by some
seconds before and after. Written as the parameters of the request that creates an operational
intent reference (extents, state) and the details that are told to other services (volumes,
priority) in the UTM API 1.0.0 of ASTM F3548-21, Annex A; identifiers and versions come from the
discovery service. `schema` describes both in JSON Schema, in our own words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any

import numpy as np
import shapely
from pyproj import CRS

from citybricks.methods.drones.errors import InputError
from citybricks.methods.drones.margins import USUAL, Margins
from citybricks.methods.drones.tracks import Track, to_earth
from citybricks.methods.drones.zones.zone import SEA_LEVEL, Terrain

STATES = ("Accepted", "Activated")
"""A plan is accepted; a flight under way activated. The other states are no plans."""
LONGEST_S = 60.0
"""Longer pieces are cut, so that volumes are as small as practical."""
_ROUND = 1.09
"""Twelve sides around a circle, and rounding of coordinates, hold the circle."""
_DECIMALS = 8


def volumes(
    track: Track,
    plane: CRS,
    epoch: datetime,
    terrain: Terrain = SEA_LEVEL,
    margins: Margins = USUAL,
    seconds: float = 10.0,
) -> list[dict[str, Any]]:
    """Return the volumes of a track: one for each piece, in the order of flight.

    Parameters
    ----------
    track, plane
        The track and the local plane it is drawn on.
    epoch
        When the plan's seconds begin, with a time zone.
    terrain
        Lowest and highest ground and height of the geoid: altitudes are above the ellipsoid.
    margins
        How much larger than the track: the contingency volume.
    seconds
        How much longer, before and after.

    Raises
    ------
    InputError
        When the epoch has no time zone.
    """
    if epoch.utcoffset() is None:
        raise InputError("epoch", str(epoch), ("a time with its zone", "带时区的时间"))
    found = []
    for start, end in _pieces(track):
        ends, heights = track.at([start, end])
        line = shapely.LineString(ends) if np.ptp(ends, axis=0).any() else shapely.Point(ends[0])
        around = line.buffer(margins.across_m * _ROUND, quad_segs=3)
        found.append(
            {
                "volume": {
                    "outline_polygon": {"vertices": _vertices(around, plane)},
                    "altitude_lower": _altitude(
                        heights.min() - margins.above_m + terrain.lowest_m + terrain.geoid_m
                    ),
                    "altitude_upper": _altitude(
                        heights.max() + margins.above_m + terrain.highest_m + terrain.geoid_m
                    ),
                },
                "time_start": _time(epoch, start - seconds),
                "time_end": _time(epoch, end + seconds),
            }
        )
    return found


def intent(
    extents: list[dict[str, Any]],
    uss_base_url: str,
    state: str = "Accepted",
    priority: int = 0,
) -> dict[str, dict[str, Any]]:
    """Return an operational intent: what is sent to the discovery service, and the details.

    Parameters
    ----------
    extents
        From `volumes`.
    uss_base_url
        Of the service that answers for the flight: https, without a slash at the end.
    state
        One of `STATES`.
    priority
        As the regulator orders them; 0 is the lowest.

    Returns
    -------
    dict
        `reference`, the body of the request to create an operational intent reference, and
        `details`.

    Raises
    ------
    InputError
        When there is no volume, or the address or the state is not one of those allowed.
    """
    if not extents:
        raise InputError("extents", extents, ("at least one volume", "至少一个空域体"))
    if state not in STATES:
        raise InputError("state", state, (", ".join(STATES),) * 2)
    if not uss_base_url.startswith("https://") or uss_base_url.endswith("/"):
        allowed = ("an https address without a slash at its end", "结尾不带斜杠的 https 地址")
        raise InputError("uss_base_url", uss_base_url, allowed)
    reference = {
        "extents": extents,
        "key": [],
        "state": state,
        "uss_base_url": uss_base_url,
        "new_subscription": {"uss_base_url": uss_base_url, "notify_for_constraints": True},
    }
    details = {"volumes": extents, "off_nominal_volumes": [], "priority": priority}
    return {"reference": reference, "details": details}


def schema() -> dict[str, Any]:
    """Return the JSON Schema of what `intent` returns."""
    text = files("citybricks.methods.drones").joinpath("intent.schema.json").read_text("utf-8")
    read: dict[str, Any] = json.loads(text)
    return read


def _pieces(track: Track) -> Iterator[tuple[float, float]]:
    for start, end in zip(track.seconds, track.seconds[1:], strict=False):
        parts = max(1, int(np.ceil((end - start) / LONGEST_S)))
        cuts = np.linspace(start, end, parts + 1)
        yield from zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True)


def _vertices(around: shapely.Polygon, plane: CRS) -> list[dict[str, float]]:
    ring = shapely.get_coordinates(shapely.orient_polygons(around).exterior)[:-1]
    rounded = np.round(to_earth(ring, plane), _DECIMALS)
    return [{"lat": float(lat), "lng": float(lng)} for lng, lat in rounded]


def _altitude(metres: float) -> dict[str, Any]:
    return {"value": round(float(metres), 2), "reference": "W84", "units": "M"}


def _time(epoch: datetime, seconds: float) -> dict[str, str]:
    moment = epoch.astimezone(UTC) + timedelta(seconds=seconds)
    return {
        "value": moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "format": "RFC3339",
    }
