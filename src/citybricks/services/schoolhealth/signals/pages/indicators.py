"""Indicators of a city, and how good its alarms are."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from citybricks.network.content.naming import reader_language
from citybricks.services.schoolhealth.daily.domain.diagnoses import diagnosis_names
from citybricks.services.schoolhealth.schools.models import City
from citybricks.services.schoolhealth.schools.pages.access import city_or_404
from citybricks.services.schoolhealth.signals.domain import indicators as counting
from citybricks.services.schoolhealth.signals.domain import learning
from citybricks.services.schoolhealth.signals.domain.indicators import Period
from citybricks.services.schoolhealth.signals.pages.dashboard import latest_day, wished
from citybricks.services.schoolhealth.signals.pages.shown import method_named
from citybricks.services.schoolhealth.signals.vocabulary import Level

_WHOLE = "schoolhealth.see_whole_city"


def _period(request: HttpRequest, city: City) -> Period:
    """Return which year is asked for: the one that ends on a day."""
    wish, _wrong = wished(request, city)
    until = min(wish.day, latest_day(city))
    return Period(until - counting.RECENT, until)


@login_required
@require_safe
def indicators(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the indicators of a city."""
    city = city_or_404(request, slug, _WHOLE)
    period = _period(request, city)
    names = diagnosis_names(city.law, reader_language())
    found = counting.of(city, period, timezone.now())
    rows = [one.model_dump() | {"name": _named(one.name, names)} for one in found]
    values = {"city": city, "period": period, "rows": rows, "query": request.GET.urlencode()}
    return render(request, "schoolhealth_signals/indicators.html", values)


def _named(said: str, names: dict[str, str]) -> str:
    """Name the diagnosis at the end of a name."""
    words, found, code = said.rpartition(": ")
    return f"{words}{_(': ')}{names.get(code, code)}" if found else said


@login_required
@require_safe
def download(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """Hand out the indicators of a city as CSV or JSON."""
    city = city_or_404(request, slug, _WHOLE)
    found = counting.of(city, _period(request, city), timezone.now())
    if extension == "csv":
        text, kind = counting.frame_of(found).to_csv(index=False), "text/csv; charset=utf-8"
    else:
        rows = [one.model_dump() for one in found]
        text, kind = json.dumps(rows, ensure_ascii=False, indent=1), "application/json"
    answer = HttpResponse(text, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{city.pk}-indicators.{extension}"'
    return answer


@login_required
@require_safe
def alarms(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how good the alarms of a city are, and what budget that suggests."""
    city = city_or_404(request, slug, _WHOLE)
    people = learning.people_who_verify(city)
    found = learning.qualities(learning.outcomes_of(city), people)
    values = {
        "city": city,
        "rows": [_shown(one) for one in found],
        "people": people,
        "suggested": learning.suggested(found, city.budget),
        "least": learning.LEAST,
        "verified": sum(one.verified for one in found),
        "wanted": round(100 * learning.WANTED),
        "most": learning.MOST_LOAD,
    }
    return render(request, "schoolhealth_signals/alarms.html", values)


def _shown(one: learning.Quality) -> dict[str, Any]:
    ppv = "–"
    if one.ppv is not None and one.low is not None and one.high is not None:
        ppv = f"{100 * one.ppv:.0f} % ({100 * one.low:.0f}–{100 * one.high:.0f})"
    return {
        "method": method_named(one.method),
        "level": Level(one.level).label,
        "quality": one,
        "ppv": ppv,
        "load": f"{one.load:.2f}",
        "delay": "–" if one.delay is None else f"{one.delay:g}",
    }
