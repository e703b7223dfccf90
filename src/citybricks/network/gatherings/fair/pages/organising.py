"""All requests of a fair, for its organisers; and whom to ask for more times."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from citybricks.network.content.given import readable
from citybricks.network.gatherings.fair.domain import telling
from citybricks.network.gatherings.fair.domain.availability import profile_of
from citybricks.network.gatherings.fair.domain.requesting import PEOPLE
from citybricks.network.gatherings.fair.outputs import tables
from citybricks.network.gatherings.fair.pages.access import ORGANISE, base, fair_or_404
from citybricks.network.gatherings.fair.vocabulary import Asked
from citybricks.network.gatherings.hosting.domain.access import participants_of

_PAGE = 100


@login_required
@require_safe
def requests(request: HttpRequest, slug: str) -> HttpResponse:
    """Show all requests, narrowed down as the query asks."""
    fair = fair_or_404(request, slug, ORGANISE)
    q, state = readable(request.GET.get("q", ""))[:100].strip(), request.GET.get("state", "")
    found = fair.requests.select_related(*PEOPLE).order_by("-ulid")
    if q:
        found = found.filter(Q(asker__name__icontains=q) | Q(asked__name__icontains=q))
    if state in Asked.values:
        found = found.filter(state=state)
    context = base(request, fair, "all") | {
        "page": Paginator(found, _PAGE).get_page(request.GET.get("page")),
        "q": q,
        "state": state,
        "page_query": urlencode({"q": q, "state": state}),
        "states": Asked.choices,
    }
    return render(request, "fair/all_requests.html", context)


@login_required
@require_safe
def requests_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Send all requests as the table that can be taken in again."""
    fair = fair_or_404(request, slug, ORGANISE)
    return tables.requests(fair)


@login_required
@require_POST
def nudge(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask people to open more times, where that would make a meeting possible."""
    fair = fair_or_404(request, slug, ORGANISE)
    marked = request.POST.getlist("participant")
    people = list(participants_of(fair.gathering).filter(pk__in=marked))
    for one in people:
        profile = profile_of(fair, one)
        profile.nudged = timezone.now()
        profile.save()
    telling.nudge(fair, people)
    said = ngettext("%(count)s person is asked.", "%(count)s people are asked.", len(people))
    messages.success(request, said % {"count": len(people)})
    return redirect("fair-plan", slug)
