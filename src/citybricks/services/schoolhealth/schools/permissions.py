"""Who may do what with the health of pupils in a city; registered when the app starts.

Whoever holds a post in a city sees its pages, others are not told that they are there: neither
superusers nor the secretariat are let in. Rows are seen by class, school and city: a class
teacher sees the own class, a nurse and a school doctor their school, the others the city. Pages
ask `rules` itself (`pages.access`), as Django lets superusers through.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from rules.permissions import add_perm
from rules.predicates import predicate

from citybricks.services.schoolhealth.schools.models import City, Post, School, SchoolClass
from citybricks.services.schoolhealth.schools.vocabulary import (
    OF_A_CLASS,
    OF_A_SCHOOL,
    OF_THE_CITY,
    Role,
)

Person = Any
"""A user, signed in or not; the user model is of another app."""
Place = City | School | SchoolClass | None
"""What a permission is asked for: a city, a school or a class."""


def city_of(place: Place) -> City | None:
    """Return the city that something is in."""
    if isinstance(place, SchoolClass):
        return place.school.city
    if isinstance(place, School):
        return place.city
    return place


def posts(user: Person, city: City) -> QuerySet[Post]:
    """Return the posts that a person holds in a city; with a token for another city, none."""
    member = getattr(user, "acting_for", None)
    if not user.is_authenticated or not user.is_active:
        return Post.objects.none()
    if member is not None and member.slug != city.slug:
        return Post.objects.none()
    return Post.objects.filter(user=user, city=city)


def cities_of(user: Person) -> QuerySet[City]:
    """Return the cities in which a person holds a post."""
    if not user.is_authenticated or not user.is_active:
        return City.objects.none()
    found = City.objects.filter(posts__user=user).distinct()
    member = getattr(user, "acting_for", None)
    return found if member is None else found.filter(pk=member.slug)


def _holds(*roles: str) -> Callable[[Person, Place], bool]:
    """Return whether a person has one of some roles, for the whole of a place."""

    def holds(user: Person, place: Place) -> bool:
        city = city_of(place)
        if city is None:
            return False
        return posts(user, city).filter(_covering(place), role__in=roles).exists()

    return holds


def _covering(place: Place) -> Q:
    """Return which posts reach over the whole of a place."""
    found = Q(role__in=OF_THE_CITY)
    if isinstance(place, School):
        found |= Q(role__in=OF_A_SCHOOL, school=place)
    if isinstance(place, SchoolClass):
        found |= Q(role__in=OF_A_SCHOOL, school=place.school_id)
        found |= Q(role__in=OF_A_CLASS, school_class=place)
    return found


@predicate
def has_post(user: Person, city: City | None) -> bool:
    """Whether the person holds any post in the city."""
    return city is not None and posts(user, city).exists()


@predicate
def sees_school(user: Person, school: School | None) -> bool:
    """Whether the person holds a post in the school, in one of its classes, or in the city."""
    if school is None:
        return False
    inside = _covering(school) | Q(role__in=OF_A_CLASS, school_class__school=school)
    return posts(user, school.city).filter(inside).exists()


sees_class = predicate(_holds(*Role.values), name="sees_class")
"""Whether the person sees numbers of a class."""
enters = predicate(_holds(Role.TEACHER, Role.NURSE), name="enters")
"""Whether the person reports for the class, or for all classes of the school."""
sends_files = predicate(_holds(Role.NURSE, Role.BOARD, Role.ADMINISTRATOR), name="sends_files")
"""Whether the person sends in files of the school, or of the city."""


@predicate
def sends_some_files(user: Person, city: City | None) -> bool:
    """Whether the person sends in files of the city, or of one of its schools."""
    senders = (Role.NURSE, Role.BOARD, Role.ADMINISTRATOR)
    return city is not None and posts(user, city).filter(role__in=senders).exists()


sees_whole_city = predicate(_holds(*OF_THE_CITY), name="sees_whole_city")
"""Whether the person sees every school of the city."""
verifies = predicate(
    _holds(Role.NURSE, Role.DOCTOR, Role.HEALTH_CENTRE, Role.EPIDEMIOLOGIST), name="verifies"
)
"""Whether the person verifies signals of the place."""
assesses = predicate(_holds(Role.HEALTH_CENTRE, Role.EPIDEMIOLOGIST), name="assesses")
"""Whether the person assesses the risk of events."""
administers = predicate(_holds(Role.ADMINISTRATOR), name="administers")
"""Whether the person keeps schools, posts and numbers of the city."""

add_perm("schoolhealth.see_city", has_post)
add_perm("schoolhealth.see_school", sees_school)
add_perm("schoolhealth.see_class", sees_class)
add_perm("schoolhealth.see_whole_city", sees_whole_city)
add_perm("schoolhealth.enter", enters)
add_perm("schoolhealth.send_files", sends_files)
add_perm("schoolhealth.send_some_files", sends_some_files)
add_perm("schoolhealth.verify", verifies)
add_perm("schoolhealth.assess", assesses)
add_perm("schoolhealth.administer", administers)


def visible_schools(user: Person, city: City) -> QuerySet[School]:
    """Return the schools of a city that a person sees, in whole or in part."""
    held = list(posts(user, city))
    found = School.objects.filter(city=city)
    if any(post.role in OF_THE_CITY for post in held):
        return found
    schools = [post.school_id for post in held if post.school_id]
    classes = [post.school_class_id for post in held if post.school_class_id]
    return found.filter(Q(pk__in=schools) | Q(classes__in=classes)).distinct()


def visible_classes(user: Person, city: City) -> QuerySet[SchoolClass]:
    """Return the classes of a city that a person sees."""
    held = list(posts(user, city))
    found = SchoolClass.objects.filter(school__city=city)
    if any(post.role in OF_THE_CITY for post in held):
        return found
    schools = [post.school_id for post in held if post.school_id]
    classes = [post.school_class_id for post in held if post.school_class_id]
    return found.filter(Q(school__in=schools) | Q(pk__in=classes))
