"""The dashboard of a city: now, on any day, and as it was known on any day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markupsafe import Markup
from rules.permissions import has_perm

from citybricks.network.content.naming import reader_language
from citybricks.services.schoolhealth.daily.domain.completeness import completeness
from citybricks.services.schoolhealth.daily.domain.diagnoses import diagnosis_names
from citybricks.services.schoolhealth.daily.models import Report
from citybricks.services.schoolhealth.schools.domain.calendar import today_in
from citybricks.services.schoolhealth.schools.models import City, SchoolClass
from citybricks.services.schoolhealth.schools.pages.access import city_or_404
from citybricks.services.schoolhealth.schools.permissions import visible_classes
from citybricks.services.schoolhealth.signals.domain import dashboard as computing
from citybricks.services.schoolhealth.signals.domain.dashboard import Dashboard, SchoolLine, Wish
from citybricks.services.schoolhealth.signals.domain.detecting import SYNDROMES
from citybricks.services.schoolhealth.signals.domain.levels.city import FALLBACK
from citybricks.services.schoolhealth.signals.drawing import curves, heat, places, ribbon, strip
from citybricks.services.schoolhealth.signals.drawing.curves import Epidemic
from citybricks.services.schoolhealth.signals.pages import telling
from citybricks.services.schoolhealth.signals.pages.shown import method_named, syndrome_named
from citybricks.services.schoolhealth.signals.permissions import visible_signals
from citybricks.services.schoolhealth.signals.vocabulary import OPEN

SPANS = (30, 60, 120, 200)
"""Days that a dashboard can show."""


@login_required
@require_safe
def dashboard(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a city's dashboard."""
    city = city_or_404(request, slug)
    wish, wrong = wished(request, city)
    seen = seen_by(request, city)
    found = computing.build(city, wish, seen)
    language = reader_language()

    def named(line: SchoolLine) -> str:
        return str(line.school.name.shown(language).text)

    disease = diagnosis_names(city.law, language).get(found.spread.disease, found.spread.disease)
    values = {
        "city": city,
        "found": found,
        "wish": wish,
        "wrong": wrong,
        "as_of_day": request.GET.get("as_of", "") if wish.as_of else "",
        "syndrome": syndrome_named(found.syndrome),
        "syndromes": [(code, syndrome_named(code), found.totals[code]) for code in SYNDROMES],
        "spans": SPANS,
        "curve": curves.drawn(epidemic(found)),
        "heat": heat.drawn(found, named),
        "map": places.drawn(found, named, language),
        "ribbon": ribbon.drawn(found, disease),
        "strip": _strip(city, wish, seen),
        "open": visible_signals(request.user, city).filter(state__in=OPEN).count(),
        "story": telling.story(city),
        "query": request.GET.urlencode(),
    }
    return render(request, "schoolhealth_signals/dashboard.html", values)


def _strip(city: City, wish: Wish, seen: set[str] | None) -> Markup:
    """Draw the completeness of reports; of the schools that the person sees in whole or part."""
    found = completeness(city, wish.since, wish.day, wish.as_of)
    if seen is not None:
        schools = SchoolClass.objects.filter(pk__in=seen).values_list("school", flat=True)
        found = found[found["school"].isin(set(schools))]
    return strip.drawn(found, [wish.since, wish.day])


def seen_by(request: HttpRequest, city: City) -> set[str] | None:
    """Return the classes whose reports a person sees; None for all."""
    if has_perm("schoolhealth.see_whole_city", request.user, city):
        return None
    return set(visible_classes(request.user, city).values_list("pk", flat=True))


def wished(request: HttpRequest, city: City) -> tuple[Wish, list[str]]:
    """Return what is asked for, and what of it is not understood."""
    wrong: list[str] = []
    day = _day(request, "day", wrong) or latest_day(city)
    known = _day(request, "as_of", wrong)
    span = request.GET.get("days", "")
    syndrome = request.GET.get("syndrome", "")
    return Wish(
        day=day,
        days=int(span) if span in map(str, SPANS) else SPANS[1],
        syndrome=syndrome if syndrome in SYNDROMES else "",
        as_of=end_of(city, known) if known else None,
    ), wrong


def _day(request: HttpRequest, name: str, wrong: list[str]) -> date | None:
    given = request.GET.get(name, "").strip()
    if not given:
        return None
    try:
        day = date.fromisoformat(given)
    except ValueError:
        day = None
    if day is None or not 1800 <= day.year <= 2200:  # noqa: PLR2004 - days of schools
        wrong.append(_("%(given)s is no day; write it as 2026-11-22.") % {"given": given[:20]})
        return None
    return day


def end_of(city: City, day: date) -> datetime:
    """Return the last moment of a day in a city."""
    return datetime.combine(day + timedelta(days=1), time(0), ZoneInfo(city.timezone)) - timedelta(
        microseconds=1
    )


def latest_day(city: City) -> date:
    """Return today, or the last day that was reported where that is long past."""
    today = today_in(city)
    if city.running:
        return today
    last = Report.objects.filter(school_class__school__city=city).order_by("-day").first()
    return last.day if last else today


def epidemic(found: Dashboard) -> Epidemic:
    """Return the epidemic curve of a dashboard."""
    expected = None
    if found.expected is not None:
        bands = [(low.tolist(), high.tolist()) for low, high in found.expected.bands]
        expected = curves.Expected(found.expected.mean.tolist(), bands)
    coming: Any = found.coming
    return Epidemic(
        title=_("Ill pupils, day by day") + _(": ") + syndrome_named(found.syndrome),
        days=found.days,
        ill=found.ill.tolist(),
        expected=expected,
        more=coming.mean.tolist() if coming is not None else (),
        alarms=found.alarms,
        closed=sorted(found.closed),
        note=_note(found),
    )


def _note(found: Dashboard) -> str:
    if found.expected is None:
        return _("Nothing is expected yet: there is too little of the past. Nothing is guessed.")
    if found.expected.method == FALLBACK:
        return _("Expected: the mean of seven reported days that end three days before (EARS C2).")
    return _("Expected by: %(method)s.") % {"method": method_named(found.expected.method)}


@login_required
@require_safe
def download(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand out the curve of a dashboard as CSV."""
    city = city_or_404(request, slug)
    wish, _wrong = wished(request, city)
    found = computing.build(city, wish, seen_by(request, city))
    answer = HttpResponse(
        computing.frame_of(found).to_csv(index=False), content_type="text/csv; charset=utf-8"
    )
    name = f"{city.pk}-{found.syndrome}-{wish.day}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
