"""Which city, school or class a page is about, and whether the person may see it.

The rules are asked themselves, so that superusers are not let in; what a person may not see is
not there (404).
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from rules.permissions import has_perm

from citybricks.services.schoolhealth.schools.models import City, School, SchoolClass


def person(request: HttpRequest) -> Any:
    """Return who asks, on a page that asks for an account."""
    return request.user


def city_or_404(request: HttpRequest, slug: str, permission: str = "schoolhealth.see_city") -> City:
    """Return a city if the person has a permission in it."""
    city = get_object_or_404(City, pk=slug)
    if not has_perm(permission, request.user, city):
        raise Http404
    return city


def school_or_404(
    request: HttpRequest, slug: str, code: str, permission: str = "schoolhealth.see_school"
) -> School:
    """Return a school of a city, by its code, if the person has a permission for it."""
    if "\x00" in code:  # which PostgreSQL does not look up
        raise Http404
    school = get_object_or_404(School.objects.select_related("city"), city=slug, code=code)
    if not has_perm(permission, request.user, school):
        raise Http404
    return school


def class_or_404(
    request: HttpRequest, slug: str, pk: str, permission: str = "schoolhealth.see_class"
) -> SchoolClass:
    """Return a class of a city if the person has a permission for it."""
    found = SchoolClass.objects.select_related("school__city")
    school_class = get_object_or_404(found, pk=pk, school__city=slug)
    if not has_perm(permission, request.user, school_class):
        raise Http404
    return school_class
