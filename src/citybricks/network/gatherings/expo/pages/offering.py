"""Offers of the exchange at a booth, and bricks that run in it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from citybricks.kernel.registry import find
from citybricks.network.content.naming import reader_language
from citybricks.network.content.text import Text
from citybricks.network.exchange.domain.bricks import named
from citybricks.network.exchange.domain.browsing import listings_of
from citybricks.network.gatherings.expo.domain import tools
from citybricks.network.gatherings.expo.domain.texts import written
from citybricks.network.gatherings.expo.domain.writing import tell_shows
from citybricks.network.gatherings.expo.forms.showing import ToolForm
from citybricks.network.gatherings.expo.models import Booth, Tool
from citybricks.network.gatherings.expo.pages.access import (
    blame,
    booth_or_404,
    filled,
    sent,
    status,
)
from citybricks.network.gatherings.expo.pages.writing import frame
from citybricks.types.files import File


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Show a booth's offers and bricks, and take in another brick."""
    booth = booth_or_404(request, slug, number, "expo.edit")
    form = filled(request, ToolForm)
    if sent(request, form):
        given = form.cleaned_data
        note = written(Text(), given, "note", given["language"])
        try:
            tools.add(booth, given["brick"], note)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("expo-edit-offers", slug, number)
    return _shown(request, booth, form)


def _shown(request: HttpRequest, booth: Booth, form: Any, **wrong: Any) -> HttpResponse:
    language = reader_language()
    rows = []
    for tool in booth.tools.prefetch_related("files"):
        brick = tools.brick_of(tool)
        if brick is not None:
            title = named(brick.id, language).title
            rows.append((tool, title, tools.tables(brick, language), tool.files.all()))
    listings = listings_of(booth.member.slug) if booth.member else []
    values = frame(booth, "offers") | {"form": form, "tools": rows, "listings": listings} | wrong
    return render(request, "expo/edit_offers.html", values, status=422 if wrong else status(form))


@login_required
@require_POST
def choose(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Say which offers and needs of its member a booth shows."""
    booth = booth_or_404(request, slug, number, "expo.edit")
    asked = request.POST.getlist("offer")
    own = listings_of(booth.member.slug).values_list("pk", flat=True) if booth.member else []
    booth.offers = [key for key in own if key in asked]
    booth.save()
    tell_shows(booth)
    messages.success(request, _("Saved."))
    return redirect("expo-edit-offers", slug, number)


@login_required
@require_POST
def bring(request: HttpRequest, slug: str, number: str, tool: int) -> HttpResponse:
    """Take in data for a brick, or take the brick out of the booth."""
    booth = booth_or_404(request, slug, number, "expo.edit")
    found = get_object_or_404(Tool, pk=tool, booth=booth)
    action = request.POST.get("action", "bring")
    if action == "remove":
        tools.remove(found)
    elif action == "example":
        for row in found.files.all():
            row.delete()
    else:
        given = {
            name: File.named(str(file.name), file.read(tools.MOST_FILE_BYTES + 1))
            for name, file in request.FILES.items()
            if not isinstance(file, list)
        }
        known = {one.path for one in tools.tables(find(found.brick), reader_language())}
        try:
            tools.bring(found, {k: v for k, v in given.items() if k in known}, reader_language())
        except tools.WrongInputsError as error:
            return _shown(request, booth, ToolForm(), wrong=found.pk, problems=error.found)
    messages.success(request, _("Saved."))
    return redirect("expo-edit-offers", slug, number)
