"""Whose records a person may read, and as what: class teacher, school, city.

Board of education and administrators see numbers, never records. Whoever acts in an emergency
outside the own scope opens a class for an hour, and somebody else looks at it afterwards.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils import timezone
from rules.predicates import predicate

from citybricks.services.schoolhealth.pupils.domain.chain import Reader
from citybricks.services.schoolhealth.pupils.models import Opening
from citybricks.services.schoolhealth.pupils.vocabulary import Actor
from citybricks.services.schoolhealth.schools.models import City, Post, School, SchoolClass
from citybricks.services.schoolhealth.schools.permissions import posts
from citybricks.services.schoolhealth.schools.vocabulary import OF_A_CLASS, OF_A_SCHOOL, Role

READS = (Role.TEACHER, Role.NURSE, Role.DOCTOR, Role.HEALTH_CENTRE, Role.EPIDEMIOLOGIST)
"""Roles that read records in their scope."""
EXPORTS = (Role.NURSE, Role.DOCTOR, Role.HEALTH_CENTRE, Role.EPIDEMIOLOGIST)
"""Roles that take line lists home."""
INVITES = (Role.NURSE, Role.ADMINISTRATOR)
"""Roles that bring rosters in, and files of check-ins."""
OPENS = (Role.NURSE, Role.DOCTOR)
"""Roles that may open a class of another school in an emergency."""
REVIEWS = (Role.HEALTH_CENTRE, Role.ADMINISTRATOR)
"""Roles that look at emergencies afterwards."""


def role_in(person: Any, place: School | SchoolClass, roles: Collection[str]) -> str:
    """Return as what a person acts in the whole of a place; empty when they may not."""
    school = place if isinstance(place, School) else place.school
    held = posts(person, school.city).filter(role__in=roles)
    found = [post for post in held if _covers(post, place, school)]
    order: list[str] = [*OF_A_CLASS, *OF_A_SCHOOL]  # as the nearest to the pupil
    found.sort(key=lambda post: order.index(post.role) if post.role in order else len(order))
    return found[0].role if found else ""


def role_in_city(person: Any, city: City, roles: Collection[str]) -> str:
    """Return a role of some that a person has anywhere in a city; empty when none."""
    found = posts(person, city).filter(role__in=roles).first()
    return found.role if found else ""


def _sees_check_ins(person: Any, city: City | None) -> bool:
    return city is not None and bool(role_in_city(person, city, (*READS, *INVITES)))


sees_check_ins = predicate(_sees_check_ins, name="sees_check_ins")
"""Whether a person reads records or brings rosters in, anywhere in a city."""


def classes(person: Any, city: City, roles: Collection[str] = READS) -> list[SchoolClass]:
    """Return the classes of running years whose records a person may read."""
    held = SchoolClass.objects.filter(school__city=city, school__active=True)
    rows = held.select_related("school__city").order_by(
        "school__code", "-school_year", "grade", "name"
    )
    scope = list(posts(person, city).filter(role__in=roles))
    return [row for row in rows if any(_covers(post, row, row.school) for post in scope)]


def reader(
    person: Any, place: SchoolClass, purpose: str, *, exports: bool = False
) -> Reader | None:
    """Return a person as reader of a class; None when they may not read it.

    Raises
    ------
    NoPurposeError
        When they do not say why.
    """
    if role := role_in(person, place, EXPORTS if exports else READS):
        return Reader(person.pk, role, purpose)
    if not exports and opening(person, place) is not None:
        return Reader(person.pk, Actor.EMERGENCY, purpose)
    return None


def opening(person: Any, place: SchoolClass) -> Opening | None:
    """Return the emergency access that a person has to a class now."""
    if not person.is_authenticated or not role_in_city(person, place.school.city, OPENS):
        return None
    now = timezone.now()
    return Opening.objects.filter(user=person.pk, class_id=place.pk, until__gt=now).first()


def _covers(post: Post, place: School | SchoolClass, school: School) -> bool:
    """Whether a post reaches over the whole of a place."""
    if post.school_class_id:
        return isinstance(place, SchoolClass) and post.school_class_id == place.pk
    if post.school_id:
        return post.school_id == school.pk
    return True
