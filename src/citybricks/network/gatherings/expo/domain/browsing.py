"""Find booths: by words in any language, theme, hall, country and what they show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Cast

from citybricks.network.content.given import readable
from citybricks.network.gatherings.expo.domain.writing import searched
from citybricks.network.gatherings.expo.models import Booth, Hall
from citybricks.network.gatherings.expo.vocabulary import Shows, State, Theme

FACETS = ("hall", "theme", "country", "shows")
PAGE = 48
"""Booths on a page of the list."""
_LONGEST = 100
WALK = (F("hall__code").asc(nulls_last=True), "row", "column", "ulid")
"""Hall by hall as one walks; booths without a place last."""


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody is looking for; empty parts match everything."""

    q: str = ""
    hall: str = ""
    theme: str = ""
    country: str = ""
    shows: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Search:
        """Read it from the query of an address."""
        given = {
            one.name: readable(query.get(one.name, "")).strip()[:_LONGEST] for one in fields(cls)
        }
        given["theme"] = given["theme"] if given["theme"] in Theme.values else ""
        given["shows"] = given["shows"] if given["shows"] in Shows.values else ""
        return cls(**given)

    @property
    def query(self) -> str:
        """It as the query of an address."""
        said = {one.name: getattr(self, one.name) for one in fields(self)}
        return urlencode({name: value for name, value in said.items() if value})

    def but(self, **changes: str) -> Search:
        """Return it with changes."""
        return replace(self, **changes)


def published(gathering: Any) -> QuerySet[Booth]:
    """Return the booths that every visitor sees, hall by hall as one walks."""
    found = Booth.objects.filter(gathering=gathering, state=State.PUBLISHED)
    return found.select_related("hall", "member").order_by(*WALK)


def found(gathering: Any, search: Search) -> QuerySet[Booth]:
    """Return the booths that fit, hall by hall as one walks."""
    booths = published(gathering)
    for word in searched(search.q).split()[:8]:
        booths = booths.filter(words__contains=word)
    return booths.filter(_facets(search))


def _facets(search: Search) -> Q:
    fits = Q()
    if search.hall:
        fits &= Q(hall__code__iexact=search.hall)
    if search.theme:
        fits &= Q(theme=search.theme)
    if search.country:
        fits &= Q(country=search.country.upper())
    if search.shows:  # a list in JSON: SQLite cannot ask whether it contains something
        fits &= Q(pk__in=_showing(search.shows))
    return fits


def _showing(kind: str) -> Any:
    shown = Booth.objects.annotate(said=Cast("shows", TextField()))
    return shown.filter(said__contains=f'"{kind}"').values("pk")


def facets(gathering: Any) -> dict[str, Counter[str]]:
    """Count the booths of each hall, theme and country, and what they show, in one query."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    rows = Booth.objects.filter(gathering=gathering, state=State.PUBLISHED)
    for hall, theme, country, shows in rows.values_list("hall__code", "theme", "country", "shows"):
        counts["hall"][hall or ""] += 1
        counts["theme"][theme] += 1
        counts["country"][country] += 1
        counts["shows"].update(shows)
    for values in counts.values():
        values.pop("", None)
    return counts


def neighbours(booth: Booth) -> tuple[Booth | None, Booth | None]:
    """Return the booths before and after one, as one walks through the halls."""
    order = list(published(booth.gathering).values_list("pk", flat=True))
    if booth.pk not in order:
        return None, None
    at = order.index(booth.pk)
    wanted = [order[at - 1] if at else None, order[at + 1] if at + 1 < len(order) else None]
    rows = Booth.objects.select_related("hall").in_bulk([key for key in wanted if key])
    return (rows.get(wanted[0] or ""), rows.get(wanted[1] or ""))


def halls(gathering: Any) -> QuerySet[Hall]:
    """Return the halls of a gathering."""
    return Hall.objects.filter(gathering=gathering).order_by("code")


def by_hall(booths: QuerySet[Booth]) -> list[tuple[Hall | None, list[Booth]]]:
    """Return booths by the hall they are in; those without one last."""
    sorted_: dict[int | None, tuple[Hall | None, list[Booth]]] = {}
    for booth in booths:
        sorted_.setdefault(booth.hall_id, (booth.hall, []))[1].append(booth)
    return sorted(sorted_.values(), key=lambda one: (one[0] is None, one[0].code if one[0] else ""))


def logos(booths: list[Booth]) -> dict[str, str]:
    """Return the digests of the logos of booths, or of their first pictures, in one query."""
    from citybricks.network.gatherings.expo.models import Picture

    rows = Picture.objects.filter(booth__in=[booth.pk for booth in booths]).order_by("-kind", "-pk")
    return dict(rows.values_list("booth", "digest"))
