"""Who may do what with signals; registered when the app starts.

Who sees a place adds evidence to its signals; the health centre and the city's epidemiologist
verify and assess (`schoolhealth.assess` of the schools' app); the board of education, which opens
and closes schools, responds.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from rules.permissions import add_perm, has_perm
from rules.predicates import predicate

from citybricks.services.schoolhealth.schools.models import City, School, SchoolClass
from citybricks.services.schoolhealth.schools.permissions import (
    Person,
    Place,
    city_of,
    has_post,
    posts,
    sees_class,
    sees_whole_city,
    visible_classes,
)
from citybricks.services.schoolhealth.schools.vocabulary import OF_A_SCHOOL, OF_THE_CITY, Role
from citybricks.services.schoolhealth.signals.models import Signal


@predicate
def responds(user: Person, place: Place) -> bool:
    """Whether the person is of the board of education."""
    city = city_of(place)
    return city is not None and posts(user, city).filter(role=Role.BOARD).exists()


@predicate
def adds_evidence(user: Person, place: Place) -> bool:
    """Whether the person sees the whole of a place, and so may say what was seen there."""
    if isinstance(place, SchoolClass):
        return bool(sees_class.test(user, place))
    if isinstance(place, School):
        held = posts(user, place.city)
        mine = Q(role__in=OF_THE_CITY) | Q(role__in=OF_A_SCHOOL, school=place)
        return held.filter(mine).exists()
    return bool(sees_whole_city.test(user, place))


add_perm("schoolhealth.respond", responds)
add_perm("schoolhealth.add_evidence", adds_evidence)
add_perm("schoolhealth.see_signals", has_post)


def place_of(signal: Signal) -> City | School | SchoolClass:
    """Return the place that permissions for a signal are asked for."""
    return signal.school_class or signal.school or signal.city


def may(user: Any, permission: str, signal: Signal) -> bool:
    """Whether a person has a permission for a signal; superusers are not let in."""
    return bool(has_perm(permission, user, place_of(signal)))


def visible_signals(user: Person, city: City) -> QuerySet[Signal]:
    """Return the signals of a city that a person sees: of their class, their school, or all."""
    held = list(posts(user, city))
    found = Signal.objects.filter(city=city)
    if any(post.role in OF_THE_CITY for post in held):
        return found
    schools = [post.school_id for post in held if post.school_id]
    mine = visible_classes(user, city).values("pk")
    return found.filter(Q(school__in=schools) | Q(school_class__in=mine))
