"""Members on the map of the world; those who are too near to tell apart are one point."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import floor, log10

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from citybricks.network.members.domain.directory import Line, Search, named
from citybricks.network.members.models import Member, Relation
from citybricks.views.maps.world import Arc, Point, place, world

_MANY = 60
"""From so many points on they are gathered in coarser cells."""
_NEAR, _APART = 7.0, 32.0
"""Sides of the cells in which points are gathered, in pixels: of few points, of many."""
_NAMED = 3
"""Members that a point names; of more, the largest and how many others there are."""
_SIZES = (6, 6.7)
"""Decimal logarithms of residents at which a point becomes larger."""


@lru_cache(maxsize=64)
def directory_map(lines: tuple[Line, ...], search: Search, language: str) -> Markup:
    """Draw the members that were found; each point leads to a member, or to the ones there."""
    there = [line for line in lines if line.place]
    points = [_point(cell, search, language) for cell in _cells(there)]
    said = ngettext(
        "%(number)d member on a map of the world that shows land only.",
        "%(number)d members on a map of the world that shows land only.",
        len(there),
    )
    described = _("The table lists the same members by name and country or region.")
    return world(
        points,
        title=_("Where the members are"),
        description=f"{said % {'number': len(there)}} {described}",
        id="members-map",
    )


def _cells(lines: Sequence[Line]) -> list[list[Line]]:
    """Gather those who are near each other, the largest of each first."""
    if not lines:
        return []
    xy = place(np.array([line.place for line in lines]))
    side = _NEAR if len({line.place for line in lines}) <= _MANY else _APART
    cells: dict[tuple[int, int], list[Line]] = {}
    for line, (x, y) in zip(lines, xy.tolist(), strict=True):
        cells.setdefault((floor(x / side), floor(y / side)), []).append(line)
    for cell in cells.values():
        cell.sort(key=lambda line: (line.kind != Member.Kind.CITY, -line.population, line.slug))
    return list(cells.values())


def _point(cell: list[Line], search: Search, language: str) -> Point:
    cities = [line for line in cell if line.kind == Member.Kind.CITY] or cell
    longitude, latitude = cities[0].place or (0.0, 0.0)
    alone = len(cities) == 1 and all(line.city in ("", cities[0].slug) for line in cell)
    address = reverse("member", args=[cities[0].slug]) if alone else _there(cell, search)
    return Point(
        longitude,
        latitude,
        _names(cities, language),
        address,
        size=_size(cities),
        soft=all(line.state == Member.State.LISTED for line in cities),
    )


def _names(lines: Sequence[Line], language: str) -> str:
    names = [named(line.names, language)[0] for line in lines]
    if len(names) <= _NAMED:
        return ("、" if language.startswith(("zh", "ja")) else ", ").join(names)
    return _("%(name)s and %(number)d more") % {"name": names[0], "number": len(names) - 1}


def _there(cell: Iterable[Line], search: Search) -> str:
    """Return the address of the directory of a part of the map."""
    places = [line.place for line in cell if line.place]
    (west, east), (south, north) = ((min(of), max(of)) for of in zip(*places, strict=True))
    edges = (west - 1e-3, south - 1e-3, east + 1e-3, north + 1e-3)
    box = ",".join(f"{edge:.3f}" for edge in edges)
    return f"{reverse('members')}?{search.but(box=box).query}"


def _size(cities: Sequence[Line]) -> int:
    if len(cities) > _NAMED:
        return 3
    people = sum(city.population for city in cities)
    return sum(log10(max(people, 1)) >= bound for bound in _SIZES)


def relations_map(
    member: Member, relations: Iterable[tuple[Member, Relation]], language: str
) -> Markup | None:
    """Draw what joins a member to others; None where no place of theirs is known."""
    here = _where(member)
    others: Mapping[tuple[float, float], tuple[Member, Relation]] = {
        there: (other, relation)
        for other, relation in relations
        if (there := _where(other)) and there != here
    }
    if here is None or not others:
        return None
    name = named(member.names, language)[0]
    arcs, points = [], [Point(*here, name, size=2)]
    for there, (other, relation) in others.items():
        called = named(other.names, language)[0]
        arcs.append(Arc(here, there, f"{name} – {called}", soft=relation.reported))
        page, known = reverse("member", args=[other.slug]), other.state == Member.State.LISTED
        points.append(Point(*there, called, page, soft=known))
    return world(
        points,
        arcs,
        title=_("Relations of %(member)s") % {"member": name},
        description=_("A map of the world that shows land only; the list below says the same."),
        id="relations-map",
    )


def _where(member: Member) -> tuple[float, float] | None:
    for one in (member, member.city):
        if one is not None and one.longitude is not None and one.latitude is not None:
            return one.longitude, one.latitude
    return None
