"""Who is at a booth, and when."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from citybricks.network.content.naming import reader_language
from citybricks.network.gatherings.expo.domain import people
from citybricks.network.gatherings.expo.forms.showing import AttendantForm, HoursForm
from citybricks.network.gatherings.expo.models import Booth, Hours
from citybricks.network.gatherings.expo.pages.access import (
    blame,
    booth_or_404,
    filled,
    sent,
    status,
)
from citybricks.network.gatherings.expo.pages.writing import frame


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Show who is at a booth, and invite somebody."""
    booth = booth_or_404(request, slug, number, "expo.edit")
    may_invite = request.user.has_perm("expo.invite", booth)
    if request.method == "POST" and not may_invite:
        raise Http404
    form = filled(request, AttendantForm)
    if sent(request, form):
        given = form.cleaned_data | {"language": reader_language()}
        try:
            people.invite(booth, given, edits=form.cleaned_data["edits"])
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Invited. Say when they are there."))
            return redirect("expo-edit-people", slug, number)
    return _shown(request, booth, form)


def _shown(request: HttpRequest, booth: Booth, form: Any, **more: Any) -> HttpResponse:
    hours = HoursForm(auto_id=False, initial={"day": booth.gathering.first_day})
    values = frame(booth, "people") | {
        "form": form,
        "people": people.there(booth),
        "hours_form": hours,
        "may_invite": request.user.has_perm("expo.invite", booth),
    }
    code = 422 if more else status(form)
    return render(request, "expo/edit_people.html", values | more, status=code)


@login_required
@require_POST
def hours(request: HttpRequest, slug: str, number: str, attendant: int) -> HttpResponse:
    """Say when somebody is there; or take hours or the person away."""
    booth = booth_or_404(request, slug, number, "expo.edit")
    one = get_object_or_404(booth.attendants.all(), pk=attendant)
    one.booth = booth
    action = request.POST.get("action", "add")
    if action == "release":
        if not request.user.has_perm("expo.invite", booth):
            raise Http404
        one.delete()
    elif action == "remove":
        key = request.POST.get("row", "")
        get_object_or_404(Hours, pk=int(key) if key.isdecimal() else 0, attendant=one).delete()
    else:
        form = HoursForm(request.POST, auto_id=False)
        if form.is_valid():
            given = form.cleaned_data
            try:
                people.add_hours(one, given["day"], given["starts"], given["ends"])
            except ValidationError as error:
                blame(form, error)
        if not form.is_valid():
            return _shown(request, booth, AttendantForm(), wrong=one.pk, hours_form=form)
    messages.success(request, _("Saved."))
    return redirect("expo-edit-people", slug, number)
