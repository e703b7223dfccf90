"""The morning check-in of guardians: one page on a phone, less than half a minute."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from citybricks.methods.exclusion.days import Return
from citybricks.methods.exclusion.law import UnknownDiseaseError
from citybricks.methods.exclusion.vocabulary import facts
from citybricks.network.content.naming import reader_language
from citybricks.services.schoolhealth.daily.domain.diagnoses import (
    diagnosis_names,
    named,
    syndrome_names,
)
from citybricks.services.schoolhealth.pupils import forms
from citybricks.services.schoolhealth.pupils.domain import (
    guardians,
    mornings,
    records,
    wording,
)
from citybricks.services.schoolhealth.pupils.domain.guardians import Child
from citybricks.services.schoolhealth.pupils.domain.mornings import (
    NOT_ILL,
    ImplausibleError,
    Morning,
)
from citybricks.services.schoolhealth.pupils.domain.records import ClosedError, Seen
from citybricks.services.schoolhealth.pupils.models import CheckIn
from citybricks.services.schoolhealth.pupils.pages.access import (
    child_or_404,
    private,
    running_or_404,
)
from citybricks.services.schoolhealth.pupils.vocabulary import Attendance
from citybricks.services.schoolhealth.schools.domain.calendar import (
    deadline_of,
    is_school_day,
    today_in,
)
from citybricks.services.schoolhealth.schools.models import City
from citybricks.services.schoolhealth.schools.pages.access import person

RATE = "120/h"
_SHOWN = "schoolhealth_pupils/checkin.html"


@private("GET", "HEAD")
def start(request: HttpRequest, city: str) -> HttpResponse:
    """Lead to the first child that is not checked in today, or to the list of children."""
    where = running_or_404(city)
    waiting = _waiting(guardians.children(person(request).pk, where), today_in(where))
    if waiting:
        return redirect("pupils-checkin-child", city, waiting[0].number)
    return redirect("pupils-children", city)


@private("GET", "HEAD", "POST", rate=RATE)
def child(request: HttpRequest, city: str, number: int) -> HttpResponse:
    """Check a child in, or correct it until the deadline."""
    where = running_or_404(city)
    one = child_or_404(request, where, number)
    if one.consent is None:
        return redirect("pupils-consent", city, number)
    day, language = today_in(where), reader_language()
    if request.method != "POST":
        kept = _kept(request, one, day)
        values = forms.shown(kept.morning if kept else Morning())
        return _form(request, where, one, forms.Given(values), kept is not None)
    given = forms.read(request.POST, day, where.law, language)
    if given.morning is None:
        return _form(request, where, one, given, False, 422)
    try:
        said = _with_course(request, one, day, given.morning)
        records.keep(one.pupil, day, said, guardians.as_guardian(person(request).pk))
    except ClosedError:
        return _form(request, where, one, given, False, 409)
    return redirect("pupils-checkin-done", city, number)


def _with_course(request: HttpRequest, one: Child, day: date, said: Morning) -> Morning:
    """Keep the days of an illness when something else of the morning is corrected."""
    if not said.diagnosis or not CheckIn.objects.filter(pupil=one.pupil, day=day).exists():
        return said
    kept = _kept(request, one, day)
    same = kept is not None and kept.morning.diagnosis == said.diagnosis
    return replace(said, course=kept.morning.course) if kept and same else said


@private("GET", "HEAD", "POST", rate=RATE)
def done(request: HttpRequest, city: str, number: int) -> HttpResponse:
    """Show what was said, and when the child may come back; take days of the illness."""
    where = running_or_404(city)
    one = child_or_404(request, where, number)
    day = today_in(where)
    kept = _kept(request, one, day) if one.consent else None
    if kept is None:
        return redirect("pupils-checkin-child", city, number)
    if request.method != "POST":
        return _result(request, where, one, kept.morning)
    morning, values = kept.morning, request.POST
    try:
        found = forms.days(values, _asked(morning, where.law))
        said = replace(morning, course={**morning.course, **found})
        mornings.comes_back(said, _stage(one), where.law)
        records.keep(one.pupil, day, said, guardians.as_guardian(person(request).pk))
    except ImplausibleError as error:
        wrong = {error.field: wording.told(error.rule, reader_language())}
        return _result(request, where, one, morning, wrong, values, 422)
    except ClosedError:
        return _result(request, where, one, morning, status=409)
    return redirect("pupils-checkin-done", city, number)


def _kept(request: HttpRequest, one: Child, day: date) -> Seen | None:
    """Read what was said of today."""
    by = guardians.as_guardian(person(request).pk)
    found = records.read([one.pupil], by, since=day, until=day)
    return found[0].check_ins[0] if found else None


def _waiting(children: list[Child], day: date) -> list[Child]:
    """Return the children with consent that are not checked in."""
    pupils = [one.pupil.pk for one in children if one.consent]
    there = set(
        CheckIn.objects.filter(pupil__in=pupils, day=day).values_list("pupil_id", flat=True)
    )
    return [one for one in children if one.consent and one.pupil.pk not in there]


def _form(
    request: HttpRequest, city: City, one: Child, given: forms.Given, kept: bool, status: int = 200
) -> HttpResponse:
    language, day = reader_language(), today_in(city)
    names = {code: name for code, name in syndrome_names(language).items() if code != NOT_ILL}
    values = {
        "city": city,
        "child": one,
        "given": given,
        "kept": kept,
        "day": day,
        "deadline": deadline_of(city, day),
        "clock": f"{city.deadline:%H:%M} ({city.timezone})",
        "open": records.is_open(city, day),
        "lessons": one.place is None or is_school_day(one.place.school, day),
        "symptoms": names,
        "attendances": Attendance.choices,
        "diagnoses": sorted(diagnosis_names(city.law, language).items(), key=lambda row: row[1]),
        "lowest": mornings.LOWEST / 10,
        "highest": mornings.HIGHEST / 10,
    }
    return render(request, _SHOWN, values, status=status)


def _result(
    request: HttpRequest,
    city: City,
    one: Child,
    morning: Morning,
    wrong: dict[str, str] | None = None,
    typed: Any = None,
    status: int = 200,
) -> HttpResponse:
    language, day = reader_language(), today_in(city)
    try:
        back = mornings.comes_back(morning, _stage(one), city.law)
    except ImplausibleError:
        back = None
    names = syndrome_names(language)
    waiting = _waiting(guardians.children(person(request).pk, city), day)
    values = {
        "city": city,
        "child": one,
        "morning": morning,
        "day": day,
        "open": records.is_open(city, day),
        "deadline": deadline_of(city, day),
        "temperature": None if morning.temperature is None else morning.temperature / 10,
        "symptoms": [names[code] for code in morning.syndromes()],
        "attendance": Attendance(morning.attendance).label,
        "diagnosis": diagnosis_names(city.law, language).get(morning.diagnosis, ""),
        "back": told(back, language) if back else None,
        "asked": _questions(morning, city.law, language, wrong or {}, typed),
        "next": waiting[0] if waiting else None,
    }
    return render(request, "schoolhealth_pupils/done.html", values, status=status)


def told(back: Return, language: str) -> dict[str, Any]:
    """Return when a pupil may come back, in a reader's language, with the clause it is from."""
    return {
        "excluded": back.excluded,
        "day": back.first_day_back,
        "text": named(back.text, language),
        "rule": named(back.rule, language),
        "citation": back.citation,
        "citation_language": "en" if back.citation.title.isascii() else "ja",
        "doctor": back.needs_doctor,
    }


def _asked(morning: Morning, country: str) -> tuple[str, ...]:
    """Return the days of the illness that the rule of the diagnosis asks for."""
    law = mornings.law_of(country)
    if law is None or not morning.diagnosis:
        return ()
    empty = replace(morning, course={})
    try:
        back = mornings.comes_back(empty, law.stages[0], country)
    except (ImplausibleError, UnknownDiseaseError):
        return ()
    return tuple(back.missing) if back and back.excluded else ()


def _questions(
    morning: Morning, country: str, language: str, wrong: dict[str, str], typed: Any
) -> list[dict[str, str]]:
    found = []
    for name in _asked(morning, country):
        kept = morning.course.get(name)
        given = typed.get(name, "") if typed else (kept.isoformat() if kept else "")
        found.append(
            {
                "name": name,
                "label": named(facts()[name].names, language),
                "hint": named(facts()[name].meaning, language),
                "value": given,
                "wrong": wrong.get(name, ""),
            }
        )
    return found


def _stage(one: Child) -> str:
    return one.place.school.stage if one.place else ""
