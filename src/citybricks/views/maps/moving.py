"""A map on which vehicles move along their fixes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
import shapely
from markupsafe import Markup

from citybricks.types import Features
from citybricks.types import Table as Data
from citybricks.views.columns import column
from citybricks.views.maps.ground import EARTH_RADIUS_M, Array
from citybricks.views.maps.layer import Layer
from citybricks.views.maps.map import Map
from citybricks.views.maps.sheet import DEGREES, Sheet
from citybricks.views.markup import clean, join
from citybricks.views.numbers import clock, number
from citybricks.views.reader import Reader
from citybricks.views.table import Table

SPEEDS = (1, 10, 60, 300)
"""Times as fast as in the city that the clock can run."""
_MOST = 2_000
"""Fixes of a vehicle that the screen gets."""
_TOLD = 8
"""Vehicles that are told in words."""


@dataclass(frozen=True, slots=True)
class Journey:
    """What one vehicle does.

    Parameters
    ----------
    who
        Its name.
    at_s
        Seconds from the start of the plan, rising, shape ``(n,)``.
    places
        Longitude and latitude, shape ``(n, 2)``.
    heights_m
        Height above the ground, shape ``(n,)``; None when nothing flies.
    """

    who: str
    at_s: Array
    places: Array
    heights_m: Array | None

    @property
    def length_m(self) -> float:
        """Ground covered, along great circles on the sphere."""
        lon, lat = np.radians(self.places).T
        half = np.sin(np.diff(lat) / 2) ** 2
        across = np.cos(lat[1:]) * np.cos(lat[:-1]) * np.sin(np.diff(lon) / 2) ** 2
        return float(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(half + across)).sum())


class Moving(Map):
    """Places, the routes of vehicles over them, and a clock that moves the vehicles.

    Without scripts, in print and in saved pages it is a map of routes with where they begin and
    end.

    Parameters
    ----------
    layers
        `Features`, or a `Layer` where layers differ in their columns.
    fixes
        A row for each time a vehicle's place is known, in columns ``who``, ``at_s`` (seconds from
        the start of the plan), ``lon``, ``lat`` and, of what flies, ``height_m``. Between two
        fixes it goes straight and evenly.
    start
        Clock time of the plan's start; times are counted from it when None.
    title
        What the map shows, in English.

    Raises
    ------
    LookupError
        When a column of the fixes is missing.
    """

    def __init__(
        self,
        *layers: Features[Any] | Layer,
        fixes: Data[Any],
        start: datetime | None = None,
        title: str = "",
    ) -> None:
        self.journeys = list(_journeys(fixes))
        self.start = start
        routes = [_routes(self.journeys), _ends(self.journeys)] if self.journeys else []
        super().__init__(*layers, *routes, title=title)

    def html(self, reader: Reader) -> Markup:
        """Write the map, and what each vehicle does as a table."""
        if not self.journeys:
            return super().html(reader)
        return join((super().html(reader), self._table().html(reader)))

    def summary(self, reader: Reader) -> str:
        """Say where the places are, and of each vehicle when it moves and how far."""
        told = [self._said(each, reader) for each in self.journeys[:_TOLD]]
        more = len(self.journeys) - len(told)
        if more:
            told.append(reader("{count} more in the table.", count=number(more)))
        return reader.joined(super().summary(reader), *told)

    def _said(self, journey: Journey, reader: Reader) -> str:
        return reader(
            "{who}: {start} to {end}, {length} km.",
            who=journey.who,
            start=self._clock(journey.at_s[0]),
            end=self._clock(journey.at_s[-1]),
            length=number(journey.length_m / 1000, 1),
        )

    def _table(self) -> Table:
        rows = [
            {
                "who": each.who,
                "departs": self._clock(each.at_s[0]),
                "arrives": self._clock(each.at_s[-1]),
                "kilometres": round(each.length_m / 1000, 2),
                "highest_m": None if each.heights_m is None else round(float(each.heights_m.max())),
            }
            for each in self.journeys
        ]
        frame = pd.DataFrame(rows).dropna(axis="columns", how="all")
        return Table(Data(frame), title="Journeys", folded=True)

    def _clock(self, seconds: float) -> str:
        if self.start is None:
            return clock(float(seconds))
        return (self.start + timedelta(seconds=float(seconds))).strftime("%H:%M:%S")

    def _live(self, sheets: list[Sheet], reader: Reader) -> dict[str, Any]:
        known = super()._live(sheets, reader)
        if not self.journeys:
            return known
        start = self.start or datetime(1, 1, 1)  # noqa: DTZ001 - the clock on the wall
        since = (start - start.replace(hour=0, minute=0, second=0)).total_seconds()
        return known | {
            "clock": {
                "since": since if self.start else 0,
                "wraps": self.start is not None,
                "speeds": SPEEDS,
                "vehicles": [
                    _track(each, colour)
                    for each, colour in zip(self.journeys, _shades(sheets), strict=True)
                ],
                "texts": {
                    "play": reader("Play"),
                    "pause": reader("Pause"),
                    "time": reader("Time"),
                    "speed": reader("Speed"),
                    "group": reader("Movement in time"),
                },
            }
        }


def _journeys(fixes: Data[Any]) -> Iterator[Journey]:
    """Yield the journey of each vehicle, by name, as the legend lists them."""
    frame = fixes.frame
    cells = [column(fixes, name).floats() for name in ("at_s", "lon", "lat")]
    who = column(fixes, "who").cells.astype(str).to_numpy()
    heights = column(fixes, "height_m").floats() if "height_m" in frame else None
    whole = np.isfinite(cells).all(axis=0) if len(frame) else np.zeros(0, dtype=bool)
    for name in sorted(set(who[whole])):
        chosen = np.flatnonzero((who == name) & whole)
        chosen = chosen[np.argsort(cells[0][chosen], kind="stable")]
        yield Journey(
            clean(name),
            cells[0][chosen],
            np.column_stack((cells[1][chosen], cells[2][chosen])),
            None if heights is None else np.nan_to_num(heights[chosen]),
        )


def _track(journey: Journey, colour: str) -> dict[str, Any]:
    """Return a journey as the script reads it, thinned evenly where it is very long."""
    count = len(journey.at_s)
    kept = np.unique(np.linspace(0, count - 1, min(count, _MOST)).round().astype(int))
    return {
        "who": journey.who,
        "colour": colour,
        "at": journey.at_s[kept].round(1).tolist(),
        "places": journey.places[kept].round(DEGREES + 1).tolist(),
        "heights": [] if journey.heights_m is None else journey.heights_m[kept].round().tolist(),
    }


def _shades(sheets: list[Sheet]) -> list[str]:
    """Return the colour of each vehicle: that of its route, as the map's legend has it."""
    routes = next(sheet for sheet in reversed(sheets) if sheet.shape == "line" and sheet.heading)
    return [routes.keys[code].colour for code in routes.live["codes"]]


def _routes(journeys: list[Journey]) -> Layer:
    lines = [
        shapely.linestrings(np.vstack((each.places, each.places[-1:]))[: max(2, len(each.places))])
        for each in journeys
    ]
    return Layer(_places("who", [each.who for each in journeys], lines), "Routes", colour="who")


def _ends(journeys: list[Journey]) -> Layer:
    """Return where vehicles begin and end, each place once."""
    first = dict.fromkeys(tuple(each.places[0].round(DEGREES)) for each in journeys)
    last = dict.fromkeys(tuple(each.places[-1].round(DEGREES)) for each in journeys)
    places = list(dict.fromkeys([*first, *last]))
    return Layer(_places("", [], shapely.points(places)), "Starts and ends")


def _places(name: str, values: list[str], shapes: Any) -> Features[Any]:
    import geopandas as gpd

    columns = {name: values} if name else {}
    return Features(gpd.GeoDataFrame(columns, geometry=list(shapes), crs="EPSG:4326"))
