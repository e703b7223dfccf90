"""Make a gathering, change what it is, open and close it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from citybricks.network.gatherings.hosting.domain import holding
from citybricks.network.gatherings.hosting.domain.access import gathering_or_404, person
from citybricks.network.gatherings.hosting.domain.zones import zone_names
from citybricks.network.gatherings.hosting.forms import GatheringForm, free_slug, initial_of
from citybricks.network.gatherings.hosting.models import Gathering
from citybricks.network.life import NotPossibleError


def _names(hosts: dict[str, Any]) -> dict[str, str]:
    from citybricks.network.content.naming import reader_language

    return {slug: member.name_in(reader_language()) for slug, member in hosts.items()}


def _values(form: GatheringForm, hosts: dict[str, Any]) -> dict[str, Any]:
    given = form.cleaned_data
    named = ("first_day", "last_day", "time_zone", "attendance", "languages", "parts")
    host = hosts.get(given["host"])
    return {name: given[name] for name in named} | {"host": host, "city": _city(host)}


def _city(host: Any) -> Any:
    if host is None:
        return None
    return host if host.kind == "city" else host.city


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form of a new gathering, and make it."""
    by = person(request)
    hosts = holding.hosts_of(by)
    if not hosts:
        raise Http404
    form = GatheringForm(request.POST or None, hosts=_names(hosts), initial={"parts": ["forum"]})
    if form.is_bound and form.is_valid():
        title = form.text("title")
        made = holding.make(
            by,
            title=title,
            slug=free_slug(title, form.cleaned_data["first_day"].year),
            summary=form.text("summary"),
            venue=form.text("venue"),
            **_values(form, hosts),
        )
        messages.success(request, _("It is being prepared; others see it once you open it."))
        return redirect("gathering", made.slug)
    return _form(request, form, None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a gathering is as a form, and change it."""
    gathering = gathering_or_404(request, slug, "gatherings.organise")
    hosts = holding.hosts_of(person(request))
    if gathering.host is not None:
        hosts |= {gathering.host.slug: gathering.host}
    form = GatheringForm(request.POST or None, hosts=_names(hosts), initial=initial_of(gathering))
    if form.is_bound and form.is_valid():
        for name, value in _values(form, hosts).items():
            setattr(gathering, name, value)
        for name in ("title", "summary", "venue"):
            setattr(gathering, name, form.text(name, getattr(gathering, name)))
        gathering.save()
        messages.success(request, _("Changed."))
        return redirect("gathering", slug)
    return _form(request, form, gathering)


def _form(request: HttpRequest, form: GatheringForm, gathering: Gathering | None) -> HttpResponse:
    context = {"form": form, "gathering": gathering, "zones": zone_names()}
    status = 422 if form.is_bound else 200
    return render(request, "hosting/gathering_form.html", context, status=status)


@login_required
@require_POST
def move(request: HttpRequest, slug: str) -> HttpResponse:
    """Open or close a gathering, or take it back."""
    gathering = gathering_or_404(request, slug, "gatherings.organise")
    try:
        moved = holding.move(gathering, request.POST.get("action", ""), person(request))
    except PermissionDenied as error:
        raise Http404 from error
    except NotPossibleError:
        messages.error(request, _("It stands differently by now; look at it again."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Done: %(state)s.") % {"state": moved.get_state_display()})
    return redirect("gathering", slug)
