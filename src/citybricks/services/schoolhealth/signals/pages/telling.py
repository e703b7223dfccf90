"""What is told of a city that is played: what of it is real, and what is ours."""

from __future__ import annotations

from citybricks.services.schoolhealth.schools.models import City

HAGELLOCH = "hagelloch-1861"
"""Short name of the city that `services.schoolhealth.demo` plays."""


def story(city: City) -> str:
    """Return which story a city's pages tell; empty for a city of today."""
    return HAGELLOCH if city.pk == HAGELLOCH else ""
