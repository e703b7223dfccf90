"""Pages of nurses, doctors, teachers and the health centre: a class's morning, with a purpose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from citybricks.network.content.naming import reader_language
from citybricks.network.intake.domain.cells import guarded, line
from citybricks.services.schoolhealth.daily.domain.diagnoses import (
    diagnosis_names,
    syndrome_names,
)
from citybricks.services.schoolhealth.pupils.domain import morning as morning_totals
from citybricks.services.schoolhealth.pupils.domain import mornings, records, scopes
from citybricks.services.schoolhealth.pupils.domain.chain import Reader
from citybricks.services.schoolhealth.pupils.domain.mornings import ImplausibleError
from citybricks.services.schoolhealth.pupils.domain.records import Record, Seen
from citybricks.services.schoolhealth.pupils.models import Pupil
from citybricks.services.schoolhealth.pupils.pages.access import (
    in_city_or_404,
    place_or_404,
    private,
    purpose_of,
)
from citybricks.services.schoolhealth.pupils.pages.checkin import told
from citybricks.services.schoolhealth.pupils.vocabulary import ASKED, Action, Attendance, Purpose
from citybricks.services.schoolhealth.schools.domain.calendar import school_year_of, today_in
from citybricks.services.schoolhealth.schools.models import City, SchoolClass
from citybricks.services.schoolhealth.schools.pages.access import person

SPAN = timedelta(days=30)
"""How far back records are read, where the purpose asks for more than today."""
_SEES = (*scopes.READS, *scopes.INVITES)
COLUMNS = (
    "class", "pupil", "day", "temperature", "symptoms", "attendance", "diagnosis",
    "first_day_back",
)  # fmt: skip


@private("GET", "HEAD")
def desk(request: HttpRequest, city: str) -> HttpResponse:
    """Show the classes of a person, and how many pupils of each are checked in; no record."""
    where = in_city_or_404(request, city, _SEES)
    day, who = today_in(where), person(request)
    reads = scopes.classes(who, where)
    invites = scopes.classes(who, where, scopes.INVITES)
    year = school_year_of(where, day)
    shown = [row for row in {one.pk: one for one in [*reads, *invites]}.values()
             if row.school_year == year]  # fmt: skip
    able = {one.pk for one in reads}, {one.pk for one in invites}
    values = {
        "city": where,
        "day": day,
        "rows": _lines_of(shown, day, *able),
        "opens": bool(scopes.role_in_city(who, where, scopes.OPENS)),
        "reviews": bool(scopes.role_in_city(who, where, scopes.REVIEWS)),
        "sends": bool(scopes.role_in_city(who, where, scopes.INVITES)),
        "recounts": len(morning_totals.changed(where, [row.pk for row in reads])),
    }
    return render(request, "schoolhealth_pupils/desk.html", values)


def _lines_of(
    shown: Sequence[SchoolClass], day: date, reads: set[str], invites: set[str]
) -> list[dict[str, Any]]:
    """Return how many pupils each class has, and how many of them are checked in."""
    pupils = Pupil.objects.filter(class_id__in=[row.pk for row in shown]).order_by()
    there = pupils.filter(check_ins__day=day)
    counts = [dict(rows.values_list("class_id").annotate(Count("pk"))) for rows in (pupils, there)]
    return [
        {
            "place": row,
            "pupils": counts[0].get(row.pk, 0),
            "there": counts[1].get(row.pk, 0),
            "reads": row.pk in reads,
            "invites": row.pk in invites,
        }
        for row in shown
    ]


@private("GET", "HEAD")
def morning(request: HttpRequest, city: str, pk: str) -> HttpResponse:
    """Show the check-ins of a class to whoever says why they read them."""
    place = place_or_404(request, city, pk)
    where = place.school.city
    values: dict[str, Any] = {
        "city": where,
        "place": place,
        "day": today_in(where),
        "purposes": [(one, one.label) for one in ASKED],
        "emergency": scopes.opening(person(request), place),
        "exports": bool(scopes.role_in(person(request), place, scopes.EXPORTS)),
    }
    if purpose := purpose_of(request.GET):
        by = _reader(request, place, purpose)
        values |= {"purpose": purpose, **_shown(where, place, by)}
    return render(request, "schoolhealth_pupils/morning.html", values)


def _shown(city: City, place: SchoolClass, by: Reader) -> dict[str, Any]:
    day, language = today_in(city), reader_language()
    pupils = list(Pupil.objects.filter(class_id=place.pk))
    found = records.read(pupils, by, since=_since(by.purpose, day), until=day)
    today = [(one.pupil, one.check_ins[0]) for one in found if one.check_ins[0].day == day]
    there = {pupil.pk for pupil, _ in today}
    return {
        "rows": [_row(pupil, seen, place, language) for pupil, seen in today],
        "missing": [one.short for one in pupils if one.pk not in there],
        "kept_away": _kept_away(found, place, day, language),
        "away_told": by.purpose != Purpose.ATTENDANCE,
    }


def _since(purpose: str, day: date) -> date:
    """Return from when on a purpose needs records: for attendance, today is enough."""
    return day if purpose == Purpose.ATTENDANCE else day - SPAN


def _row(pupil: Pupil, seen: Seen, place: SchoolClass, language: str) -> dict[str, Any]:
    said, country = seen.morning, place.school.city.law
    names = syndrome_names(language)
    back = _back(seen, place)
    return {
        "short": pupil.short,
        "day": seen.day,
        "at": seen.changed_at or seen.at,
        "temperature": None if said.temperature is None else said.temperature / 10,
        "fever": said.temperature is not None and said.temperature >= mornings.FEVER,
        "symptoms": [names[code] for code in said.symptoms],
        "attendance": said.attendance,
        "attends": Attendance(said.attendance).label,
        "diagnosis": diagnosis_names(country, language).get(said.diagnosis, said.diagnosis),
        "back": told(back, language) if back and back.excluded else None,
    }


def _back(seen: Seen, place: SchoolClass) -> Any:
    try:
        return mornings.comes_back(seen.morning, place.school.stage, place.school.city.law)
    except ImplausibleError:
        return None


def _kept_away(
    found: Sequence[Record], place: SchoolClass, day: date, language: str
) -> list[dict[str, Any]]:
    """Return who is kept away by law today, by the latest check-in with a diagnosis."""
    rows = []
    for one in found:
        latest = next((seen for seen in one.check_ins if seen.morning.diagnosis), None)
        back = _back(latest, place) if latest else None
        if latest is None or back is None or not back.excluded:
            continue
        if back.first_day_back is None or day < back.first_day_back:
            rows.append(_row(one.pupil, latest, place, language))
    return rows


@private("POST", rate="60/h")
def lines(request: HttpRequest, city: str, pk: str) -> HttpResponse:
    """Give the line list of a class as a file; each record in it is logged as taken home."""
    place = place_or_404(request, city, pk, scopes.EXPORTS)
    purpose = purpose_of(request.POST)
    if not purpose:
        raise Http404
    by = _reader(request, place, purpose, exports=True)
    day = today_in(place.school.city)
    pupils = list(Pupil.objects.filter(class_id=place.pk))
    found = records.read(pupils, by, since=_since(purpose, day), until=day, action=Action.EXPORT)
    text = "\ufeff" + line(COLUMNS)
    for one in found:
        text += "".join(
            line(map(guarded, _cells(one.pupil, seen, place))) for seen in one.check_ins
        )
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="lines-{day.isoformat()}.csv"'
    return response


def _cells(pupil: Pupil, seen: Seen, place: SchoolClass) -> list[str]:
    said, back = seen.morning, _back(seen, place)
    first = back.first_day_back.isoformat() if back and back.first_day_back else ""
    degrees = "" if said.temperature is None else f"{said.temperature / 10:.1f}"
    return [
        str(place), pupil.short, seen.day.isoformat(), degrees, ";".join(said.symptoms),
        said.attendance, said.diagnosis, first,
    ]  # fmt: skip


def _reader(
    request: HttpRequest, place: SchoolClass, purpose: str, *, exports: bool = False
) -> Reader:
    by = scopes.reader(person(request), place, purpose, exports=exports)
    if by is None:
        raise Http404
    return by
