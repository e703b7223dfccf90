"""One's own listings, the quality check of the secretariat, and what has changed."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from citybricks.network.content.text import Text
from citybricks.network.exchange.domain import browsing, expiry, quality
from citybricks.network.exchange.models import Listing
from citybricks.network.exchange.pages.access import listing_or_404, person, writable
from citybricks.network.exchange.vocabulary import OPEN, State

_PAGE = 50
_SILENT = {"changed", "published", "reminded", "created"}
"""Columns whose change is told by another's."""


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
    rows = list(listing.history.select_related("history_user").order_by("-history_id")[:200])
    changes = [_change(new, old) for new, old in pairwise([*rows, None])]
    context = {"listing": listing, "changes": [one for one in changes if one]}
    return render(request, "exchange/history.html", context)


def _change(new: Any, old: Any) -> dict[str, Any] | None:
    """Return what a row of history changed; None where it is nothing that readers know."""
    names = [field for field in Listing._meta.fields if field.name not in _SILENT]  # noqa: SLF001 - Django documents it
    changed = [
        {
            "name": field.verbose_name,
            "before": _shown(getattr(old, field.attname)),
            "after": _shown(getattr(new, field.attname)),
        }
        for field in names
        if old is not None and getattr(old, field.attname) != getattr(new, field.attname)
    ]
    if old is not None and not changed:
        return None
    return {
        "at": new.history_date,
        "by": new.history_user,
        "changed": changed,
        "first": old is None,
    }


def _shown(value: Any) -> str:
    """Return a value in few characters."""
    if isinstance(value, Text):
        said = " / ".join(f"[{tag}] {text}" for tag, text in value.versions().items() if text)
    elif isinstance(value, list):
        said = ", ".join(map(str, value))
    else:
        said = "" if value is None else str(value)
    return said if len(said) <= 300 else said[:299] + "…"  # noqa: PLR2004 - a few lines
