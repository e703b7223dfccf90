"""Find members: by kind, standing, group, country, field, and by name in any language.

A slim row of every public member is kept in memory until one of them changes; a page then asks
the database for the members it shows, and for nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Max, QuerySet

from citybricks.network.content.collation import collation_key, folded
from citybricks.network.members.models import Member

PAGE = 24
"""Cards on a page."""
ROWS = 100
"""Rows of a page of the table."""
FACETS = ("kind", "state", "group", "country", "field")
_LONGEST = 100
_FEW = 500
"""Members up to which those that changed are read, and not all."""
_QUOTES = "“”„«»「『《\"'‘’"
"""Names that begin with these stand where their first letter is."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A public member, as far as lists and maps show it; each read is another one."""

    pk: int
    slug: str
    kind: str
    state: str
    names: Mapping[str, str]
    country: str
    place: tuple[float, float] | None
    """Longitude and latitude in degrees: its own, or those of its city."""
    population: int
    population_year: int | None
    city: str
    """Short name of the city it belongs to."""
    values: Mapping[str, frozenset[str]]
    """What it is found by, by facet."""
    words: str
    """Its names, folded."""


Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody is looking for; empty parts match everything."""

    q: str = ""
    kind: str = ""
    state: str = ""
    group: str = ""
    country: str = ""
    field: str = ""
    box: str = ""
    """A part of the map: west, south, east, north in degrees, separated by commas."""
    view: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Search:
        """Read it from the query of an address."""
        given = {one.name: query.get(one.name, "").strip()[:_LONGEST] for one in fields(cls)}
        given["view"] = "table" if given["view"] == "table" else ""
        given["box"] = given["box"] if _edges(given["box"]) else ""
        return cls(**given)

    @property
    def query(self) -> str:
        """It as the query of an address."""
        said = {one.name: getattr(self, one.name) for one in fields(self)}
        return urlencode({name: value for name, value in said.items() if value})

    @property
    def narrowed(self) -> bool:
        """Whether it leaves anybody out."""
        return self.but(view="") != Search()

    def but(self, **changes: str) -> Search:
        """Return it with changes."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Found:
    """Those who fit, in the order of names, and what each further choice would leave."""

    lines: tuple[Line, ...]
    counts: Mapping[str, Counter[str]]


def found(search: Search, language: str) -> Found:
    """Return the public members that fit."""
    return _found(lines_now(), search.but(view=""), language)


@lru_cache(maxsize=64)
def _found(now: tuple[Line, ...], search: Search, language: str) -> Found:
    words = folded(search.q).split()
    edges = _edges(search.box)
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    lines = []
    for line in now:
        if (words and not all(map(line.words.__contains__, words))) or not _inside(line, edges):
            continue
        missed = [name for name in FACETS if not _fits(line, name, getattr(search, name))]
        if not missed:
            lines.append(line)
        if len(missed) < 2:  # noqa: PLR2004 - each facet counts what the others leave
            for name in missed or FACETS:
                counts[name].update(line.values[name])
    lines.sort(key=lambda line: _by_name(line, language))
    return Found(tuple(lines), counts)


def _by_name(line: Line, language: str) -> tuple[int, ...]:
    return collation_key(named(line.names, language)[0].lstrip(_QUOTES), language)


def _fits(line: Line, facet: str, chosen: str) -> bool:
    return not chosen or chosen in line.values[facet]


def _edges(box: str) -> Box | None:
    """Return a part of the map, or None when it is none."""
    try:
        west, south, east, north = map(float, box.split(","))
    except ValueError:
        return None
    return west, south, east, north


def _inside(line: Line, edges: Box | None) -> bool:
    if edges is None:
        return True
    if line.place is None:
        return False
    west, south, east, north = edges
    return west <= line.place[0] <= east and south <= line.place[1] <= north


def named(names: Mapping[str, str], language: str) -> tuple[str, str]:
    """Return the name for readers of a language, and the language it is in.

    Theirs, else that of a near variant (zh-Hans for zh-Hant), else the English one, else any.
    """
    if language in names:
        return names[language], language
    primary = language.partition("-")[0]
    near = next((tag for tag in names if tag.partition("-")[0] == primary), "en")
    tag = near if near in names else next(iter(names), "en")
    return names.get(tag, ""), tag


def of_lines(lines: Sequence[Line]) -> list[Member]:
    """Return the members of some lines, in their order, with their cities."""
    rows = Member.objects.select_related("city").in_bulk([line.pk for line in lines])
    return [rows[line.pk] for line in lines if line.pk in rows]


def lines_now() -> tuple[Line, ...]:
    """Return the public members as they are now; one query when none has changed."""
    newest = Member.objects.aggregate(newest=Max("changed"), number=Count("pk"))
    return _lines((newest["newest"], newest["number"]))


Stamp = tuple[datetime, datetime | None]
"""When a member has changed, and when its city has."""
_read: dict[int, tuple[Stamp, Line]] = {}


@lru_cache(maxsize=2)
def _lines(_stamp: tuple[Any, ...]) -> tuple[Line, ...]:
    """Read those that have changed since they were read; all of them after the start."""
    global _read  # noqa: PLW0603 - one per process
    read = _read
    public = Member.objects.filter(state__in=Member.PUBLIC)
    stamps = public.order_by("pk").values_list("pk", "changed", "city__changed")
    now: dict[int, Stamp] = {pk: (own, of_city) for pk, own, of_city in stamps}
    stale = [pk for pk, stamp in now.items() if pk not in read or read[pk][0] != stamp]
    found = {pk: read[pk] for pk in now if pk in read}
    for line in _fresh(public if len(stale) > _FEW else public.filter(pk__in=stale)):
        if line.pk in now:
            found[line.pk] = now[line.pk], line
    _read = found
    return tuple(found[pk][1] for pk in now if pk in found)


def _fresh(members: QuerySet[Member]) -> Iterator[Line]:
    columns = (
        "pk", "slug", "kind", "state", "names", "country", "longitude", "latitude", "population",
        "population_year", "city__slug", "city__longitude", "city__latitude", "groups", "fields",
    )  # fmt: skip
    return map(_line, members.values(*columns).iterator(chunk_size=2_000))


def _line(row: Mapping[str, Any]) -> Line:
    facets: dict[str, Iterable[str]] = {
        "kind": (row["kind"],),
        "state": (row["state"],),
        "group": row["groups"],
        "country": filter(None, (row["country"],)),
        "field": row["fields"],
    }
    names = row["names"] or {"en": row["slug"]}
    return Line(
        pk=row["pk"],
        slug=row["slug"],
        kind=row["kind"],
        state=row["state"],
        names=names,
        country=row["country"],
        place=_place(row, "") or _place(row, "city__"),
        population=row["population"] or 0,
        population_year=row["population_year"],
        city=row["city__slug"] or "",
        values={name: frozenset(values) for name, values in facets.items()},
        words=folded("\n".join((*names.values(), row["slug"]))),
    )


def _place(row: Mapping[str, Any], of: str) -> tuple[float, float] | None:
    longitude, latitude = row[f"{of}longitude"], row[f"{of}latitude"]
    return None if longitude is None or latitude is None else (longitude, latitude)


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow down: its key, its name with the language it is in, how many it leaves."""

    key: str
    label: str
    language: str
    count: int
    chosen: bool


def choices(
    counts: Counter[str], chosen: str, label: Callable[[str], tuple[str, str]], language: str
) -> list[Choice]:
    """Return what a facet may be narrowed down to, in the order of names."""
    keys = {*counts, chosen} - {""}
    made = [Choice(key, *label(key), counts[key], key == chosen) for key in keys]
    return sorted(made, key=lambda one: collation_key(one.label, language))
