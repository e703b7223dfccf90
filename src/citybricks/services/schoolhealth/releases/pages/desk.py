"""The desk at which a city looks at a week before everybody can, and releases it."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from citybricks.methods.privacy.noise import margin
from citybricks.services.schoolhealth.releases.domain import ledger, publishing
from citybricks.services.schoolhealth.releases.domain.counting import SYNDROMES, TooFewError
from citybricks.services.schoolhealth.releases.domain.ledger import OverspentError
from citybricks.services.schoolhealth.releases.domain.publishing import Draft, PublishedError
from citybricks.services.schoolhealth.releases.forms import PrivateForm
from citybricks.services.schoolhealth.releases.models import Release
from citybricks.services.schoolhealth.releases.pages import shown
from citybricks.services.schoolhealth.releases.vocabulary import Kind
from citybricks.services.schoolhealth.schools.domain.calendar import school_year_of, today_in
from citybricks.services.schoolhealth.schools.models import City
from citybricks.services.schoolhealth.schools.pages.access import city_or_404, person

RELEASE = "schoolhealth.release"


@login_required
@never_cache
@require_safe
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """List the weeks that can be released, and those that are."""
    city = city_or_404(request, slug, RELEASE)
    kept = {(each.week, each.kind): each for each in Release.objects.filter(city=city)}
    weeks = [
        {
            "monday": monday,
            "table": kept.get((monday, Kind.SUPPRESSED.value)),
            "private": kept.get((monday, Kind.PRIVATE.value)),
        }
        for monday in publishing.weeks(city)
    ]
    year = school_year_of(city, today_in(city))
    values = {"city": city, "weeks": weeks, "budget": ledger.budget_of(city, year)}
    return render(request, "schoolhealth_releases/desk.html", values)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def week(request: HttpRequest, slug: str, monday: date) -> HttpResponse:
    """Show what everybody would read of a week, and release it."""
    city = city_or_404(request, slug, RELEASE)
    if monday not in publishing.weeks(city):
        raise Http404
    private = request.POST.get("kind") == Kind.PRIVATE
    sent = request.POST if request.method == "POST" and private else None
    form = PrivateForm(sent)
    refusal = ""
    if request.method == "POST" and (sent is None or form.is_valid()):
        made, refusal = _made(request, city, monday, form if sent else None)
        if made is not None:
            messages.success(request, _("It is released: everybody can read it."))
            return redirect("schoolhealth-release", made.pk)
    status = 422 if refusal or form.errors else 200
    values = _values(city, monday) | {"form": form, "refusal": refusal}
    return render(request, "schoolhealth_releases/week.html", values, status=status)


def _made(
    request: HttpRequest, city: City, monday: date, form: PrivateForm | None
) -> tuple[Release | None, str]:
    """Release a week; return why not if it cannot be."""
    by = person(request)
    try:
        if form is None:
            return publishing.publish(city, monday, by), ""
        epsilon = form.cleaned_data["epsilon"]
        return publishing.publish_private(city, monday, epsilon, by), ""
    except PublishedError:
        return None, _("This week is released already; each is released once.")
    except TooFewError:
        return None, _("Too few classes reported in this week.")
    except OverspentError as error:
        said = _(
            "It would cost an ε of %(asked)s, but only %(left)s is left in this school year."
            " Nothing was released and nothing was spent."
        )
        return None, said % {"asked": f"{error.asked:g}", "left": f"{error.left:g}"}


def _values(city: City, monday: date) -> dict[str, Any]:
    released = {each.kind: each for each in Release.objects.filter(city=city, week=monday)}
    values = {
        "city": city,
        "monday": monday,
        "table": released.get(Kind.SUPPRESSED),
        "private": released.get(Kind.PRIVATE),
        "budget": ledger.budget_of(city, school_year_of(city, monday)),
        "noise": _noise(publishing.EPSILON),
    }
    if values["table"] is not None:
        return values
    try:
        return values | _draft(publishing.draft(city, monday))
    except TooFewError:
        return values | {"too_few": True}


def _noise(epsilon: float) -> dict[str, Any]:
    """Return what an ε means, before it is spent."""
    scale = len(SYNDROMES) / epsilon
    return {"epsilon": epsilon, "scale": scale, "margin": margin(scale)}


def _draft(found: Draft) -> dict[str, Any]:
    hidden = ~found.safe.shown
    widths = found.safe.interval.width[hidden]
    return {
        "draft": found,
        "rows": shown.rows_of(found.table),
        "columns": shown.columns_of(found.table),
        "hidden": int(hidden.sum()),
        "cells": len(hidden),
        "narrowest": int(widths.min()) if np.isfinite(widths).any() else None,
        "loss": 100 * found.safe.loss,
    }
