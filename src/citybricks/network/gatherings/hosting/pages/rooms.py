"""The rooms of a gathering, for its organisers."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from citybricks.network.gatherings.hosting.domain.access import gathering_or_404
from citybricks.network.gatherings.hosting.forms import RoomForm, written
from citybricks.network.gatherings.hosting.models import Room


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rooms(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the rooms, and add one or change one of the same code."""
    gathering = gathering_or_404(request, slug, "gatherings.organise")
    form = RoomForm(request.POST or None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        Room.objects.update_or_create(
            gathering=gathering,
            code=given["code"],
            defaults={"name": written(given, "name"), "capacity": given["capacity"]},
        )
        return redirect("gathering-rooms", slug)
    found = Room.objects.filter(gathering=gathering)
    context = {"gathering": gathering, "here": "home", "form": form, "rooms": found}
    status = 422 if form.is_bound else 200
    return render(request, "hosting/rooms.html", context, status=status)


@login_required
@require_POST
def remove(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Remove a room that nothing is planned in."""
    gathering = gathering_or_404(request, slug, "gatherings.organise")
    room = get_object_or_404(Room, gathering=gathering, code=code)
    try:
        room.delete()
    except (ProtectedError, RestrictedError):
        messages.error(request, _("Something is planned in this room: move it first."))
    return redirect("gathering-rooms", slug)
