"""One's own listings, the quality check of the secretariat, and what has changed."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from citybricks.network.content.changes import changes
from citybricks.network.exchange.domain import browsing, expiry, quality
from citybricks.network.exchange.models import Listing
from citybricks.network.exchange.pages.access import listing_or_404, person, writable
from citybricks.network.exchange.vocabulary import OPEN, State

_PAGE = 50
_SILENT = frozenset({"ulid", "changed", "published", "reminded", "created"})
"""Columns that say nothing to readers, and those whose change is told by another's."""
_NAMES = {"member": _("Member"), "author": _("Author")}


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show the listings of a person's members, with when they expire."""
    by = person(request)
    page = Paginator(browsing.mine(by), _PAGE).get_page(request.GET.get("page"))
    soon = timezone.localdate() + timedelta(days=expiry.REMIND_DAYS[0])
    context = {"page": page, "open": OPEN, "soon": soon, "may_write": bool(writable(by))}
    return render(request, "exchange/mine.html", context)


@login_required
@require_safe
def checks(request: HttpRequest) -> HttpResponse:
    """Show the secretariat what waits for its quality check, with the checklist of each."""
    if not request.user.has_perm("exchange.check"):
        raise Http404
    waiting = Listing.objects.filter(state=State.CHECKING).select_related("member", "author")
    page = Paginator(waiting.order_by("changed", "ulid"), 20).get_page(request.GET.get("page"))
    rows = [{"listing": one, "checklist": quality.checklist(one)} for one in page]
    return render(request, "exchange/checks.html", {"page": page, "rows": rows})


@login_required
@require_safe
def history(request: HttpRequest, ulid: str) -> HttpResponse:
    """Show who changed what in a listing, and when."""
    listing = listing_or_404(request, ulid, "exchange.see_inside")
    found = list(changes(listing.history.all(), _SILENT, _NAMES))
    return render(request, "exchange/history.html", {"listing": listing, "changes": found})
