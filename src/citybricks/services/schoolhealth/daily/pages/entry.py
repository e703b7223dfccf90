"""A school's day: reported class by class, corrected later, and seen as it was known."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from rules.permissions import has_perm

from citybricks.network.content.naming import reader_language
from citybricks.services.schoolhealth.daily.domain import grid
from citybricks.services.schoolhealth.daily.domain.days import ClassDay, day_of
from citybricks.services.schoolhealth.daily.domain.diagnoses import (
    diagnosis_names,
    law_of,
    syndrome_names,
)
from citybricks.services.schoolhealth.daily.domain.entering import Said, enter_all, surroundings
from citybricks.services.schoolhealth.daily.domain.mornings import said_in_the_morning
from citybricks.services.schoolhealth.daily.pages.cells import Line
from citybricks.services.schoolhealth.schools.domain.calendar import (
    days_of_school,
    deadline_of,
    now_in,
    today_in,
)
from citybricks.services.schoolhealth.schools.models import School, SchoolClass
from citybricks.services.schoolhealth.schools.pages.access import (
    city_or_404,
    person,
    school_or_404,
)
from citybricks.services.schoolhealth.schools.permissions import (
    posts,
    visible_classes,
    visible_schools,
)
from citybricks.services.schoolhealth.schools.vocabulary import Role


@login_required
@never_cache
@require_safe
def schools(request: HttpRequest, slug: str) -> HttpResponse:
    """List the schools that a person sees, with how far today's reports are."""
    city = city_or_404(request, slug)
    seen = list(visible_schools(request.user, city).filter(active=True))
    today = today_in(city)
    if len(seen) == 1:
        return redirect("schoolhealth-entry", city.pk, seen[0].code, today.isoformat())
    rows = [(school, *_progress(day_of(school, today))) for school in seen]
    values = {"city": city, "rows": rows, "today": today, "deadline": city.deadline}
    return render(request, "schoolhealth_daily/schools.html", values)


@login_required
@require_safe
def school(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Go to a day of a school: the one that was chosen, or today."""
    found = school_or_404(request, slug, code)
    day = _day(request.GET["day"]) if request.GET.get("day") else today_in(found.city)
    return redirect("schoolhealth-entry", slug, code, day.isoformat())


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, slug: str, code: str, day: str) -> HttpResponse:
    """Show a school's day, and take reports of its classes in."""
    found, when = school_or_404(request, slug, code), _day(day)
    if request.method != "POST":
        return _page(request, found, when, _lines(request, found, when))
    if not _writable(request, found):
        raise Http404
    lines = _lines(request, found, when, fill=False)
    said = [one for line in lines if line.writable and (one := _read(request, line, when))]
    made = enter_all(said, person(request))
    if made:
        told = ngettext(
            "%(count)s class is reported.", "%(count)s classes are reported.", len(made)
        )
        messages.success(request, told % {"count": len(made)})
    if not any(line.findings for line in lines):
        return redirect("schoolhealth-entry", slug, code, day)
    fresh = {line.day.school_class.pk: line for line in _lines(request, found, when)}
    kept = [line if line.findings else fresh[line.day.school_class.pk] for line in lines]
    return _page(request, found, when, kept)


def _day(text: str) -> date:
    """Return a day of an address.

    Raises
    ------
    Http404
        When it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404(text) from None


def _writable(request: HttpRequest, school: School) -> set[str]:
    """Return the ids of the classes that a person reports for."""
    if has_perm("schoolhealth.enter", request.user, school):
        return set(school.classes.values_list("pk", flat=True))
    held = posts(request.user, school.city).filter(role=Role.TEACHER, school_class__school=school)
    return {str(pk) for pk in held.values_list("school_class", flat=True)}


def _as_of(request: HttpRequest) -> datetime | None:
    """Return the moment as of which the day is looked at."""
    try:
        found = parse_datetime(request.GET.get("as_of", ""))
    except ValueError:
        return None
    return found if found is None or found.tzinfo else None


def _lines(request: HttpRequest, school: School, day: date, *, fill: bool = True) -> list[Line]:
    """Return the classes that a person sees; `fill` empty ones from the morning's check-ins."""
    as_of = _as_of(request)
    seen = set(visible_classes(request.user, school.city).values_list("pk", flat=True))
    writable = _writable(request, school) if _takes_reports(school, day) and not as_of else set()
    language = reader_language()
    named = syndrome_names(language), diagnosis_names(school.city.law, language)
    lines = [
        Line(one, one.school_class.pk in writable, _written(one), *named)
        for one in day_of(school, day, as_of)
        if one.school_class.pk in seen
    ]
    empty = [line for line in lines if line.writable and line.day.report is None]
    classes = [line.day.school_class for line in empty]
    morning = said_in_the_morning(school, day, classes) if fill else {}
    for line in empty:
        if line.day.school_class.pk in morning:
            said, line.checked_in = morning[line.day.school_class.pk]
            line.cells = grid.written(said)
    return lines


def _written(one: ClassDay) -> dict[str, str]:
    return grid.written(one.said) if one.said else {}


def _takes_reports(school: School, day: date) -> bool:
    return day <= today_in(school.city) and days_of_school(school).is_open(day)


def _read(request: HttpRequest, line: Line, day: date) -> Said | None:
    """Return what was written of a class, if it is new; what is wrong is noted in the line."""
    school_class, before = line.day.school_class, line.cells
    line.cells = grid.cells_of(request.POST.dict(), school_class)
    if line.cells == before and line.day.report:
        return None
    if not line.cells and not line.day.report:
        return Said(school_class, day) if "others" in request.POST else None
    around = surroundings(school_class, day)
    found = grid.read(line.cells, school_class, day, around, law_of(school_class.school.city.law))
    if isinstance(found, list):
        line.findings = found
        return None
    return found


def _progress(days: list[ClassDay]) -> tuple[int, list[SchoolClass]]:
    """Return how many classes have reported, and which have not."""
    missing = [one.school_class for one in days if one.report is None]
    return len(days) - len(missing), missing


def _page(request: HttpRequest, school: School, day: date, lines: list[Line]) -> HttpResponse:
    language = reader_language()
    reported, missing = _progress([line.day for line in lines])
    deadline = deadline_of(school.city, day)
    values: dict[str, Any] = {
        "city": school.city,
        "school": school,
        "day": day,
        "as_of": _as_of(request),
        "is_open": days_of_school(school).is_open(day),
        "is_future": day > today_in(school.city),
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "lines": lines,
        "names": list(syndrome_names(language).values()),
        "diagnoses": diagnosis_names(school.city.law, language).items(),
        "reported": reported,
        "missing": missing,
        "deadline": deadline,
        "is_late": now_in(school.city) > deadline,
        "may_write": any(line.writable for line in lines),
        "wrong": any(line.findings for line in lines),
        "zone": school.city.timezone,
        "moments": sorted({one.recorded_at for line in lines for one in line.day.reports}),
    }
    status = 422 if values["wrong"] else 200
    return render(request, "schoolhealth_daily/entry.html", values, status=status)
