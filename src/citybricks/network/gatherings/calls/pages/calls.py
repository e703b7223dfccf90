"""Calls: listed, shown, written."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from citybricks.network.content.naming import reader_language
from citybricks.network.gatherings.calls.domain import offering
from citybricks.network.gatherings.calls.forms import CallForm, initial_of
from citybricks.network.gatherings.calls.models import Call, Proposal
from citybricks.network.gatherings.calls.pages.access import PART, call_or_404
from citybricks.network.gatherings.calls.permissions import calls_of
from citybricks.network.gatherings.calls.vocabulary import Answer
from citybricks.network.gatherings.hosting.domain.access import gathering_or_404
from citybricks.network.gatherings.hosting.models import Gathering


@require_safe
def calls(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the calls of a gathering, and what the person has proposed."""
    gathering = gathering_or_404(request, slug, part=PART)
    context = {
        "gathering": gathering,
        "here": "calls",
        "calls": calls_of(request.user, gathering),
        "own": _own(request, gathering),
        "organises": request.user.has_perm("gatherings.organise", gathering),
        "reviews": request.user.has_perm("gatherings.review", gathering),
    }
    return render(request, "calls/calls.html", context)


def _own(request: HttpRequest, gathering: Gathering) -> list[Proposal]:
    """Return what a person has proposed, and what they are named in and come to."""
    if not request.user.is_authenticated:
        return []
    rows = Proposal.objects.filter(call__gathering=gathering).select_related("call")
    written = rows.filter(author=request.user)
    named = rows.filter(speakers__user=request.user, speakers__answer=Answer.CONFIRMED)
    return sorted({*written, *named}, key=lambda one: one.ulid)


@require_safe
def call(request: HttpRequest, slug: str, ulid: str) -> HttpResponse:
    """Show a call."""
    shown = call_or_404(request, slug, ulid)
    reader = reader_language()
    context = {
        "gathering": shown.gathering,
        "here": "calls",
        "call": shown,
        "tracks": offering.track_choices(shown, reader),
        "formats": offering.format_choices(shown, reader),
        "organises": request.user.has_perm("calls.organise", shown),
    }
    return render(request, "calls/call.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form of a call, and take it in."""
    gathering = gathering_or_404(request, slug, "gatherings.organise", part=PART)
    form = CallForm(request.POST if request.method == "POST" else None, gathering=gathering)
    if form.is_bound and form.is_valid():
        made = form.keep(Call(gathering=gathering, demonstration=gathering.demonstration))
        messages.success(request, _("Saved."))
        return redirect("calls-call", slug, made.pk)
    return _form(request, form, gathering, None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, ulid: str) -> HttpResponse:
    """Show the form of a call, filled in, and take it in."""
    there = call_or_404(request, slug, ulid, "calls.organise")
    given = request.POST if request.method == "POST" else None
    form = CallForm(given, gathering=there.gathering, initial=initial_of(there))
    if form.is_bound and form.is_valid():
        form.keep(there)
        messages.success(request, _("Saved."))
        return redirect("calls-call", slug, ulid)
    return _form(request, form, there.gathering, there)


def _form(
    request: HttpRequest, form: CallForm, gathering: Gathering, there: Call | None
) -> HttpResponse:
    context = {"gathering": gathering, "here": "calls", "form": form, "call": there}
    status = 422 if form.is_bound else 200
    return render(request, "calls/call_form.html", context, status=status)
