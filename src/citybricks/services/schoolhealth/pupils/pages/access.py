"""Which city, child or class a page is about; to others it is not there."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django_ratelimit.core import is_ratelimited

from citybricks.services.schoolhealth.pupils.domain import guardians, scopes
from citybricks.services.schoolhealth.pupils.domain.guardians import Child
from citybricks.services.schoolhealth.pupils.vocabulary import ASKED
from citybricks.services.schoolhealth.schools.models import City, School, SchoolClass
from citybricks.services.schoolhealth.schools.pages.access import person

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def private(*methods: str, rate: str = "") -> Callable[[View[P]], View[P]]:
    """Have a page ask for an account, be kept nowhere, and found by no search engine.

    Parameters
    ----------
    methods
        That the page answers.
    rate
        How often one account may send something, as ``10/h``.
    """

    def wrap(view: View[P]) -> View[P]:
        @wraps(view)
        def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if rate and _is_too_often(request, rate):
                said = _("Too many tries; please wait an hour.")
                response = render(request, "problem.html", {"title": said}, status=429)
                response["Retry-After"] = "3600"
            else:
                response = view(request, *args, **kwargs)
            return unkept(response)

        asked: Any = require_http_methods(methods)(answer)
        guarded: View[P] = login_required(sensitive_post_parameters()(asked))
        return guarded

    return wrap


def unkept(response: HttpResponse) -> HttpResponse:
    """Return an answer that no browser, proxy or search engine keeps."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _is_too_often(request: HttpRequest, rate: str) -> bool:
    group = request.resolver_match.url_name if request.resolver_match else "pupils"
    return request.method == "POST" and bool(
        is_ratelimited(request, group=group, key="user_or_ip", rate=rate, increment=True)
    )


def running_or_404(slug: str) -> City:
    """Return a city that runs pupil health."""
    return get_object_or_404(City, pk=slug, running=True)


def child_or_404(request: HttpRequest, city: City, number: int) -> Child:
    """Return a child of whoever asks, by its number among theirs."""
    found = guardians.child(person(request).pk, city, number)
    if found is None:
        raise Http404
    return found


def place_or_404(
    request: HttpRequest, slug: str, pk: str, roles: Collection[str] = scopes.READS
) -> SchoolClass:
    """Return a class of a city in which the person has one of some roles, or opened it."""
    rows = SchoolClass.objects.select_related("school__city")
    found = get_object_or_404(rows, pk=pk, school__city=slug)
    opened = roles == scopes.READS and scopes.opening(person(request), found) is not None
    if not opened and not scopes.role_in(person(request), found, roles):
        raise Http404
    return found


def school_or_404(request: HttpRequest, slug: str, code: str) -> School:
    """Return a school whose rosters and files the person brings in."""
    found = get_object_or_404(School.objects.select_related("city"), city=slug, code=code)
    if not scopes.role_in(person(request), found, scopes.INVITES):
        raise Http404
    return found


def in_city_or_404(request: HttpRequest, slug: str, roles: Collection[str]) -> City:
    """Return a city in which the person has one of some roles anywhere."""
    city = get_object_or_404(City, pk=slug)
    if not scopes.role_in_city(person(request), city, roles):
        raise Http404
    return city


def purpose_of(given: Any) -> str:
    """Return the purpose that somebody chose; empty when they chose none."""
    chosen = str(given.get("purpose", ""))
    return chosen if chosen in ASKED else ""
