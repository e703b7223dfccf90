"""The list of gatherings, and what one of them is."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from citybricks.network.content.naming import reader_language
from citybricks.network.gatherings.hosting.domain import calendars, holding, menus
from citybricks.network.gatherings.hosting.domain.access import (
    gathering_or_404,
    participant_of,
    participants_of,
)
from citybricks.network.gatherings.hosting.models import Gathering, Part
from citybricks.network.gatherings.hosting.outputs import calendar
from citybricks.network.gatherings.hosting.permissions import visible_to


@require_safe
def gatherings(request: HttpRequest) -> HttpResponse:
    """Show the gatherings there are: what comes, and what is over."""
    found = list(visible_to(request.user).select_related("host", "city"))
    today = timezone.localdate()
    over = [one for one in found if holding.is_over(one, today)]
    coming = sorted((one for one in found if one not in over), key=lambda one: one.first_day)
    context = {"coming": coming, "over": over, "may_hold": holding.hosts_of(request.user)}
    return render(request, "hosting/gatherings.html", context)


@require_safe
def gathering(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a gathering."""
    one = gathering_or_404(request, slug)
    user = request.user
    context = {
        "gathering": one,
        "here": "home",
        "parts": [_part(one, part, user) for part in one.named_parts],
        "participant": participant_of(user, one),
        "count": participants_of(one).count(),
        "countries": participants_of(one).exclude(country="").values("country").distinct().count(),
        "may_organise": user.has_perm("gatherings.organise", one),
        "actions": holding.LIFE.steps.get(one.state, {}),
    }
    return render(request, "hosting/gathering.html", context)


def _part(gathering: Gathering, part: Part, user: Any) -> tuple[str, Any, str, str]:
    """Return a part's name, title, what it is, and where it begins."""
    said = {
        Part.FORUM: _("Talks in parallel sessions, on site and online, in several languages."),
        Part.FAIR: _("Meetings that both sides want, at a table or online, planned for everybody."),
        Part.EXPO: _("Booths of cities and firms, with what they show running in them."),
    }[part]
    tabs = menus.tabs(gathering, user, part)
    here = reverse("gathering", args=[gathering.slug])
    return part, part.label, said, tabs[0]["url"] if tabs else here


@require_safe
def calendar_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a gathering as an entry of a calendar."""
    one: Gathering = gathering_or_404(request, slug)
    page = settings.ENVIRONMENT.origin + reverse("gathering", args=[slug])
    entry: Any = calendars.entry_of(one, page, reader_language())
    return calendar.answer(calendar.calendar([entry], name=entry.summary), f"{slug}.ics")
