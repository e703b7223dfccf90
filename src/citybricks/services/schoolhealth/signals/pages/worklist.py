"""The morning list: what waits for whom, and a look at the day on demand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from rules.permissions import has_perm

from citybricks.services.schoolhealth.schools.models import City
from citybricks.services.schoolhealth.schools.pages.access import city_or_404
from citybricks.services.schoolhealth.signals.domain import detecting, mornings
from citybricks.services.schoolhealth.signals.domain.clocks import Moment
from citybricks.services.schoolhealth.signals.models import Run, Signal, Transition
from citybricks.services.schoolhealth.signals.pages.shown import (
    notes_said,
    shown_clocks,
    syndrome_named,
)
from citybricks.services.schoolhealth.signals.permissions import visible_signals
from citybricks.services.schoolhealth.signals.vocabulary import OPEN, Level, State

_PAGE = 40


@login_required
@require_safe
def worklist(request: HttpRequest, slug: str) -> HttpResponse:
    """List signals that somebody has to do something about, the most urgent first."""
    city = city_or_404(request, slug)
    chosen = _chosen(request)
    found = _found(visible_signals(request.user, city), chosen)
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    run = Run.objects.filter(city=city).first()
    values = {
        "city": city,
        "page": page,
        "lines": [_line(each) for each in page],
        "chosen": chosen,
        "levels": Level.choices,
        "states": [choice for choice in State.choices if choice[0] != State.MERGED],
        "run": run,
        "notes": notes_said(run.notes) if run and may_look(request, city) else [],
        "may_look": may_look(request, city),
    }
    return render(request, "schoolhealth_signals/worklist.html", values)


def may_look(request: HttpRequest, city: City) -> bool:
    """Whether the person verifies signals of the city, and so may ask for a look."""
    return bool(has_perm("schoolhealth.assess", request.user, city))


def _chosen(request: HttpRequest) -> dict[str, str]:
    level, state = request.GET.get("level", ""), request.GET.get("state", "")
    return {
        "level": level if level in Level.values else "",
        "state": state if state in (*State.values, "all") else "",
    }


def _found(signals: QuerySet[Signal], chosen: dict[str, str]) -> QuerySet[Signal]:
    """Return the signals that are wanted; those that wait longest first."""
    if chosen["level"]:
        signals = signals.filter(level=chosen["level"])
    if chosen["state"] == "all":
        signals = signals.exclude(state=State.MERGED).order_by("-detected_at", "-id")
    elif chosen["state"]:
        signals = signals.filter(state=chosen["state"]).order_by("-detected_at", "-id")
    else:
        signals = signals.filter(state__in=OPEN).order_by("next_due", "id")
    done = Prefetch("transitions", Transition.objects.order_by("at", "pk"))
    return (
        signals.select_related("city", "school", "school_class")
        .prefetch_related(done)
        .annotate(merged=Count("children", distinct=True))
    )


def _line(signal: Signal) -> dict[str, Any]:
    now = timezone.now()
    moments = [Moment(each.action, each.at) for each in signal.transitions.all()]
    *seven, verify = shown_clocks(signal, moments, now)
    return {
        "signal": signal,
        "syndrome": syndrome_named(signal.syndrome),
        "late": signal.next_due is not None and signal.next_due < now,
        "verify": verify,
        "clocks": seven,
    }


@login_required
@require_POST
def look(request: HttpRequest, slug: str) -> HttpResponse:
    """Look at the city as it is known now."""
    city = city_or_404(request, slug, "schoolhealth.assess")
    run = detecting.look(city, mornings.day_of(city, timezone.now()), by=request.user)
    if not run.units:
        messages.info(request, _("Nothing was reported of today yet, or there is no baseline."))
    else:
        said = ngettext(
            "%(units)d series were looked at; %(count)d new signal.",
            "%(units)d series were looked at; %(count)d new signals.",
            run.signals_made,
        )
        messages.success(request, said % {"units": run.units, "count": run.signals_made})
    return redirect("schoolhealth-signals", slug)
