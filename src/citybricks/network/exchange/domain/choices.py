"""Facets with the names that readers know them by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from citybricks.network.content.naming import country_name, language_name
from citybricks.network.exchange.domain.browsing import FACETS, Search
from citybricks.network.exchange.vocabulary import Type
from citybricks.network.vocabulary import FIELDS

NAMES = {
    "type": _("Kind"),
    "field": _("Field"),
    "goal": _("Goal"),
    "country": _("Country or region"),
    "language": _("Language"),
    "trl": _("Readiness (TRL)"),
}
"""What the facets are called."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow down: its key, its name, how many it leaves."""

    key: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """What can be narrowed down by, and to what."""

    name: str
    label: str
    choices: list[Choice]


def _type_name(key: str, _language: str) -> str:
    return str(Type(key).label) if key in Type.values else key


def _itself(key: str, _language: str) -> str:
    return key


_named: Mapping[str, Callable[[str, str], str]] = {
    "type": _type_name,
    "field": FIELDS.name,
    "country": country_name,
    "language": language_name,
}
_NUMBERED = ("goal", "trl")


def labelled(counts: Mapping[str, Mapping[str, int]], search: Search, language: str) -> list[Facet]:
    """Return facets with names in a language: numbers in order, the others by how many."""
    return [
        Facet(name, str(NAMES[name]), _choices(name, counts[name], search, language))
        for name in FACETS
    ]


def _choices(name: str, counts: Mapping[str, int], search: Search, language: str) -> list[Choice]:
    chosen, label = getattr(search, name), _named.get(name, _itself)
    there = dict(counts) | ({chosen: counts.get(chosen, 0)} if chosen else {})
    made = [Choice(key, label(key, language), n, key == chosen) for key, n in there.items()]
    if name in _NUMBERED:
        return sorted(made, key=lambda one: (int(one.key) if one.key.isdecimal() else 99, one.key))
    return sorted(made, key=lambda one: (-one.count, one.label))
