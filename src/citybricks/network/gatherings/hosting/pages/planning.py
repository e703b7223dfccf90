"""How far a plan of a gathering is, and its cancellation."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from citybricks.network.gatherings.hosting.domain import planning
from citybricks.network.gatherings.hosting.domain.access import gathering_or_404
from citybricks.network.gatherings.hosting.models import Planning


def _planning(request: HttpRequest, slug: str, ulid: str) -> Planning:
    gathering = gathering_or_404(request, slug, "gatherings.organise")
    found = Planning.objects.select_related("gathering")
    return get_object_or_404(found, pk=ulid, gathering=gathering)


def _ours(request: HttpRequest, address: str) -> str:
    """Return an address of this hub; empty for any other."""
    hosts = {request.get_host()}
    safe = url_has_allowed_host_and_scheme(address, hosts, require_https=request.is_secure())
    return address if safe and address.startswith("/") else ""


@login_required
@require_safe
def progress(request: HttpRequest, slug: str, ulid: str) -> HttpResponse:
    """Show how far it is, as a part of a page."""
    found = _planning(request, slug, ulid)
    context = {"planning": found, "done": _ours(request, request.GET.get("done", ""))}
    return render(request, "hosting/planning.html", context)


@login_required
@require_POST
def cancel(request: HttpRequest, slug: str, ulid: str) -> HttpResponse:
    """Have it stopped."""
    planning.cancel(_planning(request, slug, ulid))
    address = _ours(request, request.POST.get("next", ""))
    return redirect(address) if address else redirect("gathering", slug)
