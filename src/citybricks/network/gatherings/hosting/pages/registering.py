"""Register for a gathering, change how, and cancel."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from citybricks.network.content.naming import reader_language
from citybricks.network.gatherings.hosting.domain import registering
from citybricks.network.gatherings.hosting.domain.access import (
    gathering_or_404,
    participant_of,
    person,
)
from citybricks.network.gatherings.hosting.domain.zones import zone_names
from citybricks.network.gatherings.hosting.forms import RegistrationForm
from citybricks.network.gatherings.hosting.models import Gathering, Participant
from citybricks.network.members.domain.people import members_of


def _initial(by: Any, gathering: Gathering, found: Participant | None) -> dict[str, Any]:
    if found is None:
        members = members_of(by)
        own = members[0] if members else None
        return {
            "name": by.name,
            "member": own.slug if own else "",
            "time_zone": (own.time_zone if own else "") or gathering.time_zone,
            "languages": (own.languages if own else []) or [reader_language()],
        }
    named = ("name", "organisation", "attendance", "time_zone", "languages")
    member = found.member.slug if found.member else ""
    return {name: getattr(found, name) for name in named} | {"member": member}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form of a registration, and register."""
    gathering, by = gathering_or_404(request, slug), person(request)
    found = participant_of(by, gathering)
    if not gathering.is_open:
        raise Http404
    members = {member.slug: member for member in members_of(by)}
    form = RegistrationForm(
        request.POST or None,
        gathering=gathering,
        members={slug: member.name_in(reader_language()) for slug, member in members.items()},
        initial=_initial(by, gathering, found),
    )
    if form.is_bound and form.is_valid() and _registered(form, gathering, by, members):
        messages.success(request, _("You are registered."))
        return redirect("gathering", slug)
    context = {"gathering": gathering, "here": "home", "form": form, "participant": found}
    status = 422 if form.is_bound else 200
    return render(
        request, "hosting/register.html", context | {"zones": zone_names()}, status=status
    )


def _registered(
    form: RegistrationForm, gathering: Gathering, by: Any, members: dict[str, Any]
) -> bool:
    given = dict(form.cleaned_data)
    member = members.get(given.pop("member"))
    try:
        registering.register(gathering, by, member=member, **given)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@login_required
@require_POST
def cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Cancel one's own registration."""
    gathering = gathering_or_404(request, slug)
    found = participant_of(person(request), gathering)
    if found is None:
        raise Http404
    registering.cancel(found)
    messages.success(request, _("Your registration is cancelled."))
    return redirect("gathering", slug)
