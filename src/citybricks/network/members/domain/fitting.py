"""Cities that may fit a city as partners, judged by the relations that are reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from babel.numbers import format_compact_decimal, format_decimal
from django.db.models import Count, Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from citybricks.methods.matching.cities import Cities, City
from citybricks.methods.matching.partners import Suggestion, suggest
from citybricks.methods.matching.structure import Reason
from citybricks.network.content.naming import country_name
from citybricks.network.members.domain.directory import Line, lines_now, named
from citybricks.network.members.models import Member, Relation
from citybricks.network.vocabulary import FIELDS

_SHOWN = 4
_ALIKE = 3
"""Two cities are of a size when neither has this many times the residents of the other."""
_NEAR = 600
"""Kilometres over which a distance speaks for a city."""
_KEYS = 3
"""Cities that a reason names."""
_SLIGHT = ("size", "distance")
"""Reasons that alone suggest nobody."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A city that may fit, with what speaks for it in the reader's language, the weighty first."""

    line: Line
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fits:
    """Cities that may fit, and how many reported relations that was judged by."""

    found: list[Fit]
    relations: int


def fits(member: Member, language: str) -> Fits:
    """Return the cities that may fit a city best, those with something that speaks for them."""
    if member.kind != Member.Kind.CITY:
        return Fits([], 0)
    now = lines_now()
    cities = _cities(now, _stamp())
    if member.slug not in cities.number:
        return Fits([], 0)
    made = suggest(member.slug, cities, k=3 * _SHOWN)
    lines = {line.slug: line for line in now}
    told = _Teller(lines, language)
    each = (Fit(lines[one.key], told(member.slug, one)) for one in made.found)
    return Fits([one for one in each if one.reasons][:_SHOWN], cities.graph.nnz // 2)


def _stamp() -> tuple[Any, ...]:
    """Return what changes whenever a relation is added or taken away."""
    found = Relation.objects.aggregate(last=Max("pk"), number=Count("pk"))
    return (found["last"], found["number"])


@lru_cache(maxsize=2)
def _cities(lines: tuple[Line, ...], _relations: tuple[Any, ...]) -> Cities:
    cities = [
        City(
            key=line.slug,
            country=line.country,
            name=line.names.get("en", ""),
            population=line.population,
            longitude=line.place[0],
            latitude=line.place[1],
        )
        for line in lines
        if line.kind == Member.Kind.CITY and line.place
    ]
    pairs = Relation.objects.values_list("a__slug", "b__slug")
    return Cities(cities, list(pairs))


def _once(reasons: Iterable[Reason]) -> list[Reason]:
    """Return reasons, without neighbours all of which are named as shared partners already."""
    every = list(reasons)
    shared = {key for one in every if one.kind == "shared_partners" for key in _keys(one)}
    around = "partners_of_neighbours"
    return [one for one in every if one.kind != around or not shared.issuperset(_keys(one))]


def _keys(reason: Reason) -> list[str]:
    return cast("list[str]", reason.arguments["keys"])


class _Teller:
    """Says in a language what speaks for a city."""

    def __init__(self, lines: dict[str, Line], language: str) -> None:
        self.lines, self.language = lines, language
        self.locale = language.replace("-", "_")
        self.kinds: dict[str, Callable[..., str]] = {
            "shared_partners": self._shared,
            "partners_of_neighbours": self._around,
            "countries": self._countries,
            "size": self._size,
            "distance": self._distance,
        }

    def __call__(self, key: str, suggestion: Suggestion) -> tuple[str, ...]:
        """Return the reasons for a suggestion; none when there are slight ones only."""
        weighty = [*self._fields(key, suggestion.key)]
        slight: list[str] = []
        for reason in _once(suggestion.reasons):
            if said := self._said(reason):
                (slight if reason.kind in _SLIGHT else weighty).append(said)
        return (*weighty, *slight) if weighty else ()

    def _fields(self, one: str, other: str) -> Iterator[str]:
        both = self.lines[one].values["field"] & self.lines[other].values["field"]
        names = [FIELDS.name(key, self.language) for key in FIELDS.keys() if key in both]  # noqa: SIM118 - of the vocabulary
        if names:
            yield _("Both work on: %(fields)s") % {"fields": self._listed(names)}

    def _said(self, reason: Reason) -> str:
        tell = self.kinds.get(reason.kind)
        return tell(**reason.arguments) if tell else ""

    def _listed(self, names: list[str]) -> str:
        return ("、" if self.language.startswith(("zh", "ja")) else ", ").join(names)

    def _named(self, keys: list[str]) -> str:
        known = [self.lines[key].names for key in keys if key in self.lines][:_KEYS]
        return self._listed([named(names, self.language)[0] for names in known])

    def _shared(self, keys: list[str]) -> str:
        return _("Both are related to %(cities)s") % {"cities": self._named(keys)}

    def _around(self, keys: list[str]) -> str:
        return _("Related to %(cities)s, in the neighbourhood") % {"cities": self._named(keys)}

    def _countries(self, countries: tuple[str, str], relations: int) -> str:
        one, other = (country_name(code, self.language) for code in countries)
        if one == other:
            said = ngettext(
                "%(number)d relation within %(one)s",
                "%(number)d relations within %(one)s",
                relations,
            )
        else:
            said = ngettext(
                "%(number)d relation between %(one)s and %(other)s",
                "%(number)d relations between %(one)s and %(other)s",
                relations,
            )
        return said % {"number": relations, "one": one, "other": other}

    def _size(self, one: int, other: int) -> str:
        if not one or not other or max(one, other) >= _ALIKE * min(one, other):
            return ""
        people = [
            format_compact_decimal(n, locale=self.locale, fraction_digits=1) for n in (one, other)
        ]
        return _("Similar in size: %(one)s and %(other)s residents") % {
            "one": people[0],
            "other": people[1],
        }

    def _distance(self, km: int) -> str:
        if km > _NEAR:
            return ""
        return _("%(km)s km apart") % {"km": format_decimal(km, locale=self.locale)}
