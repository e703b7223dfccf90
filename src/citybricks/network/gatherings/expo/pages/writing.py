"""Write a booth step by step: its texts, and the look at all of it before it is sent."""

from __future__ import annotations

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citybricks.network.gatherings.expo.domain import life, writing
from citybricks.network.gatherings.expo.domain.checklist import checklist
from citybricks.network.gatherings.expo.forms.booths import BoothForm, NewBoothForm
from citybricks.network.gatherings.expo.models import Booth
from citybricks.network.gatherings.expo.pages.access import (
    booth_or_404,
    expo_or_404,
    filled,
    sent,
    status,
)
from citybricks.network.gatherings.expo.pages.booth import shown
from citybricks.network.gatherings.expo.permissions import EDITORS
from citybricks.network.gatherings.hosting.domain.access import person
from citybricks.network.life import NotPossibleError
from citybricks.network.members.domain.people import posts_of
from citybricks.network.members.models import Member

STEPS = (
    ("texts", gettext_lazy("Texts"), "expo-edit"),
    ("pictures", gettext_lazy("Pictures"), "expo-edit-pictures"),
    ("videos", gettext_lazy("Videos"), "expo-edit-videos"),
    ("documents", gettext_lazy("Documents"), "expo-edit-documents"),
    ("model", gettext_lazy("3-D model"), "expo-edit-model"),
    ("people", gettext_lazy("People and hours"), "expo-edit-people"),
    ("offers", gettext_lazy("Offers and bricks"), "expo-edit-offers"),
    ("preview", gettext_lazy("Look at it, and send it"), "expo-preview"),
)
"""Steps of the editor: name, title, address."""


def frame(booth: Booth, step: str) -> dict[str, Any]:
    """Return what every page of the editor shows."""
    done: dict[str, bool] = {}
    for item in checklist(booth):
        done[item.step] = done.get(item.step, True) and item.done
    names = [name for name, _title, _url in STEPS]
    at = names.index(step)
    return {
        "gathering": booth.gathering,
        "here": "expo",
        "booth": booth,
        "step": step,
        "steps": [(name, title, url, done.get(name)) for name, title, url in STEPS],
        "next_url": STEPS[at + 1][2] if at + 1 < len(STEPS) else "",
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form of a new booth, and take it in as a draft."""
    gathering = expo_or_404(request, slug)
    organises = request.user.has_perm("gatherings.organise", gathering)
    members = _members(request, organises=organises)
    if not organises and (not members or not gathering.is_open):
        raise Http404
    form = filled(request, NewBoothForm, members=members, own=not organises)
    if sent(request, form):
        booth = writing.make(gathering, form.cleaned_data)
        messages.success(request, _("The booth is there as a draft; nobody else sees it yet."))
        return redirect("expo-edit", slug, booth.pk)
    values = {"gathering": gathering, "here": "expo", "form": form, "organises": organises}
    return render(request, "expo/new.html", values, status=status(form))


def _members(request: HttpRequest, *, organises: bool) -> dict[str, Member]:
    if organises:
        rows = Member.objects.filter(state__in=Member.PUBLIC)
    else:
        posts = posts_of(person(request)).filter(role__in=EDITORS)
        rows = Member.objects.filter(pk__in=posts.values("member"), state__in=Member.PUBLIC)
    return {member.slug: member for member in rows}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def texts(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Show a booth's texts, and take them in."""
    booth = booth_or_404(request, slug, number, "expo.edit")
    initial = writing.given_texts(booth)
    form = filled(request, BoothForm, initial=initial, of_member=booth.member_id is not None)
    if sent(request, form):
        writing.rewrite(booth, form.cleaned_data, str(request.user))
        messages.success(request, _("Saved."))
        return redirect("expo-edit-pictures", slug, number)
    values = frame(booth, "texts") | {"form": form}
    return render(request, "expo/edit_texts.html", values, status=status(form))


@login_required
@require_safe
@csp_update({"media-src": [SELF]})  # type: ignore[arg-type] # it passes on what an address holds
def preview(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Show a booth as visitors will see it, with what is missing."""
    booth = booth_or_404(request, slug, number, "expo.edit")
    return _preview(request, booth)


def _preview(request: HttpRequest, booth: Booth, **wrong: Any) -> HttpResponse:
    values = shown(request, booth) | frame(booth, "preview") | {"checklist": checklist(booth)}
    return render(request, "expo/preview.html", values | wrong, status=422 if wrong else 200)


@login_required
@require_POST
@csp_update({"media-src": [SELF]})  # type: ignore[arg-type] # it passes on what an address holds
def move(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Send a booth to the organiser, publish it, send it back, or take it back."""
    booth = booth_or_404(request, slug, number, "expo.see_inside")
    action = request.POST.get("action", "")
    try:
        booth = life.act(booth, action, person(request), request.POST.get("reason", "")[:2_000])
    except (NotPossibleError, PermissionDenied) as error:
        raise Http404 from error
    except life.MissingError as error:
        return _preview(request, booth, problems=error.problems)
    messages.success(request, booth.get_state_display())
    if request.user.has_perm("expo.check", booth) and action in ("publish", "return"):
        return redirect("expo-desk", slug)
    return redirect("expo-booth", slug, number)


@login_required
@require_POST
def discard(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Delete a booth for good; an organiser does that."""
    booth = booth_or_404(request, slug, number, "expo.check")
    booth.delete()
    messages.success(request, _("Removed."))
    return redirect("expo-desk", slug)
