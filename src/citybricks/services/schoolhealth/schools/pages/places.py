"""The pages of a city that a person may open, as the apps of pupil health name them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from rules.permissions import has_perm

from citybricks.services.schoolhealth.schools.models import City


@dataclass(frozen=True, slots=True)
class Place:
    """A page of a city.

    Parameters
    ----------
    name
        Of its address, which takes the city's slug.
    title
        As the menu shows it.
    permission
        What the person needs in the city.
    order
        Where it stands in the menu.
    """

    name: str
    title: str | Promise
    permission: str
    order: int = 50


_places: list[Place] = []


def add(*places: Place) -> None:
    """Show pages in the menu of every city; apps call it when they start."""
    _places.extend(place for place in places if place not in _places)
    _places.sort(key=lambda place: place.order)


def open_to(person: Any, city: City) -> list[tuple[str, str | Promise, str]]:
    """Return address, title and name of each page of a city that a person may open."""
    return [
        (reverse(place.name, args=[city.pk]), place.title, place.name)
        for place in _places
        if has_perm(place.permission, person, city)
    ]
