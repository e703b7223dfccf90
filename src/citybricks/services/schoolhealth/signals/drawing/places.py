"""The map of schools: circles by how unusual the last days are, clusters outlined."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from markupsafe import Markup

from citybricks.services.schoolhealth.signals.domain.dashboard import Dashboard, SchoolLine
from citybricks.types import Features
from citybricks.views import Layer, Map, Page

_TITLE = gettext_noop("Schools by how unusual the last five school days are")
_AROUND = 0.004
"""Degrees around the schools of a cluster, about 400 metres."""
WORDS = (gettext_noop("Excess"), gettext_noop("Ill now"), gettext_noop("Name"))
"""Headings of the map's columns, as `citybricks.views` asks for them."""
_CLUSTER, _SCHOOLS = gettext_noop("Cluster of the last week"), gettext_noop("Schools")


def drawn(found: Dashboard, named: Callable[[SchoolLine], str], language: str) -> Markup | None:
    """Draw the map; None where no school has a place."""
    placed = [one for one in found.schools if one.school.longitude is not None]
    if not placed:
        return None
    rows = {
        "name": [named(one) for one in placed],
        "excess": [round(one.excess, 1) for one in placed],
        "ill now": [_now(one) for one in placed],
    }
    points = [shapely.Point(one.school.longitude, one.school.latitude) for one in placed]
    frame = gpd.GeoDataFrame(rows, geometry=points, crs="EPSG:4326")
    layers = [
        *_outlines(found, placed),
        Layer(Features[Any](frame), _SCHOOLS, colour="excess", size="ill now", label="name"),
    ]
    return Markup(Page(Map(*layers, title=_TITLE)).still(_, language))  # noqa: S704 - escaped there


def _now(one: SchoolLine) -> int:
    """Return how many were ill when the school reported last."""
    known = one.ill[np.isfinite(one.ill)]
    return int(known[-1]) if len(known) else 0


def _outlines(found: Dashboard, placed: list[SchoolLine]) -> list[Layer]:
    where = {
        one.school.pk: shapely.Point(one.school.longitude, one.school.latitude) for one in placed
    }
    shapes = [
        shapely.MultiPoint([where[pk] for pk in members if pk in where]).convex_hull.buffer(_AROUND)
        for members in found.clusters
        if any(pk in where for pk in members)
    ]
    if not shapes:
        return []
    names = [f"{_(_CLUSTER)} {at}" for at in range(1, len(shapes) + 1)]
    frame = gpd.GeoDataFrame({"name": names}, geometry=shapes, crs="EPSG:4326")
    return [Layer(Features[Any](frame), _CLUSTER)]
