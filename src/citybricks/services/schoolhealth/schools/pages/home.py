"""The public page of pupil health, its start, and a person's home in a city."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from citybricks.services.schoolhealth.schools.domain import starting, todo
from citybricks.services.schoolhealth.schools.domain.calendar import days_of, today_in
from citybricks.services.schoolhealth.schools.forms import NAME_LANGUAGES, StartForm
from citybricks.services.schoolhealth.schools.models import City
from citybricks.services.schoolhealth.schools.pages.access import city_or_404, person
from citybricks.services.schoolhealth.schools.permissions import cities_of, posts


@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """Say what pupil health is, and which cities run it."""
    values = {
        "cities": City.objects.filter(running=True),
        "own": cities_of(request.user),
        "may_start": bool(starting.startable(request.user)),
    }
    return render(request, "schoolhealth/public.html", values)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Show the form by which a member's administrator starts it for the city, and take it in."""
    members = starting.startable(person(request))
    if not members:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = StartForm(sent, members=members, initial=_known(members))
    if sent is None or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "schoolhealth/start.html", {"form": form}, status=status)
    slug = form.cleaned_data["city"]
    city = starting.start(person(request), slug, form.names, **form.chosen)
    messages.success(request, _("It runs. Now enter the schools and their classes."))
    return redirect("schoolhealth-city", city.pk)


def _known(members: dict[str, Any]) -> dict[str, Any]:
    """Return what is known of the only city there is to choose."""
    member = next(iter(members.values()))
    if len(members) > 1:
        return {}
    names = {field: member.names.get(tag, "") for field, tag in NAME_LANGUAGES.items()}
    return names | {"timezone": member.time_zone, "law": member.country.lower() or "jp"}


@login_required
@never_cache
@require_safe
def home(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a person is to do today in a city."""
    city = city_or_404(request, slug)
    today = today_in(city)
    held = posts(request.user, city).select_related("school", "school_class__school")
    values = {
        "city": city,
        "today": today,
        "is_open": days_of(city).is_open(today),
        "tasks": list(todo.tasks(request.user, city)),
        "posts": held,
    }
    return render(request, "schoolhealth/city.html", values)
