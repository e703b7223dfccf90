"""Who releases tables of a city; registered when the app starts."""

from __future__ import annotations

from typing import Any

from rules.permissions import add_perm
from rules.predicates import predicate

from citybricks.services.schoolhealth.schools.models import City
from citybricks.services.schoolhealth.schools.permissions import posts
from citybricks.services.schoolhealth.schools.vocabulary import Role

RELEASING = (Role.BOARD, Role.EPIDEMIOLOGIST)


@predicate
def releases(user: Any, city: City | None) -> bool:
    """Whether the person is of the board of education, or an epidemiologist, of the city."""
    return city is not None and posts(user, city).filter(role__in=RELEASING).exists()


add_perm("schoolhealth.release", releases)
