"""Pages of guardians: children, consent, what is kept of a child and who has read it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from citybricks.network.content.naming import reader_language
from citybricks.services.schoolhealth.daily.domain.diagnoses import (
    diagnosis_names,
    syndrome_names,
)
from citybricks.services.schoolhealth.pupils.domain import (
    chain,
    consents,
    guardians,
    records,
    retention,
)
from citybricks.services.schoolhealth.pupils.domain.consents import OtherTextError, Said
from citybricks.services.schoolhealth.pupils.domain.guardians import Child, NoInvitationError
from citybricks.services.schoolhealth.pupils.domain.records import FIRST, LAST, Seen
from citybricks.services.schoolhealth.pupils.models import AccessEntry, ConsentText
from citybricks.services.schoolhealth.pupils.pages.access import (
    child_or_404,
    private,
    running_or_404,
)
from citybricks.services.schoolhealth.pupils.vocabulary import Action, Actor, Attendance, Purpose
from citybricks.services.schoolhealth.schools.domain.calendar import today_in
from citybricks.services.schoolhealth.schools.models import City
from citybricks.services.schoolhealth.schools.pages.access import person
from citybricks.services.schoolhealth.schools.vocabulary import Role

TRIES = "10/h"
"""How often an account may type an invitation."""
_LABELS = {**dict(Role.choices), **dict(Actor.choices)}
_SEEN_MOST = 200


@private("GET", "HEAD")
def children(request: HttpRequest, city: str) -> HttpResponse:
    """Show the children of a guardian, and take an invitation."""
    return _children(request, running_or_404(city))


def _children(
    request: HttpRequest, city: City, typed: str = "", refusal: str = "", status: int = 200
) -> HttpResponse:
    found = guardians.children(person(request).pk, city)
    values = {"city": city, "children": found, "code": typed, "refusal": refusal}
    return render(request, "schoolhealth_pupils/children.html", values, status=status)


@private("POST", rate=TRIES)
def redeem(request: HttpRequest, city: str) -> HttpResponse:
    """Redeem an invitation."""
    where = running_or_404(city)
    typed = request.POST.get("code", "")[:40]
    try:
        made = guardians.redeem(person(request).pk, where, typed)
    except NoInvitationError:
        said = _("This code is not valid. It may be mistyped, used already, or too old.")
        return _children(request, where, typed, said, 422)
    return redirect("pupils-consent", city, made.number)


@private("GET", "HEAD", "POST", rate="60/h")
def consent(request: HttpRequest, city: str, number: int) -> HttpResponse:
    """Show what a guardian is asked to agree to, and note that they did."""
    where = running_or_404(city)
    one = child_or_404(request, where, number)
    language = reader_language()
    text = consents.said(consents.current(where), language)
    if request.method != "POST":
        return _consent(request, where, one, text)
    if request.POST.get("agree") != "yes":
        said = _("Tick the box to agree, or leave the page if you do not.")
        return _consent(request, where, one, text, said, 422)
    seen = Said(text.version, request.POST.get("digest", ""), text.language, text.text)
    try:
        consents.give(one.pupil, seen, guardians.as_guardian(person(request).pk))
    except OtherTextError:
        said = _("The text was changed meanwhile; please read it again.")
        return _consent(request, where, one, text, said, 409)
    messages.success(request, _("Thank you. You can take your consent back at any time."))
    return redirect("pupils-checkin-child", city, number)


def _consent(
    request: HttpRequest, city: City, one: Child, text: Said, refusal: str = "", status: int = 200
) -> HttpResponse:
    values = {
        "city": city,
        "child": one,
        "text": text,
        "refusal": refusal,
        "until": retention.kept_until(city, one.pupil.school_year),
    }
    return render(request, "schoolhealth_pupils/consent.html", values, status=status)


@private("GET", "HEAD")
def child(request: HttpRequest, city: str, number: int) -> HttpResponse:
    """Show what is kept of a child, and who has read it."""
    where = running_or_404(city)
    one = child_or_404(request, where, number)
    by = guardians.as_guardian(person(request).pk)
    found = records.read([one.pupil], by, since=FIRST, until=LAST)
    seen = found[0].check_ins if found else ()
    entries = chain.of_pupil(one.pupil.pk)
    values = {
        "city": where,
        "child": one,
        "rows": [_row(each, where) for each in seen[:_SEEN_MOST]],
        "count": len(seen),
        "entries": _entries(entries[:_SEEN_MOST], person(request).pk),
        "verdict": chain.verdict(city),
        "fits": chain.fits(city, entries),
        "agreed": _agreed(one),
        "until": retention.kept_until(where, one.pupil.school_year),
        "today": today_in(where),
    }
    return render(request, "schoolhealth_pupils/child.html", values)


@private("GET", "HEAD")
def export(request: HttpRequest, city: str, number: int) -> HttpResponse:
    """Give a guardian what is kept of a child, with its access log, as a file."""
    where = running_or_404(city)
    one = child_or_404(request, where, number)
    by = guardians.as_guardian(person(request).pk)
    found = records.read([one.pupil], by, since=FIRST, until=LAST, action=Action.EXPORT)
    verdict = chain.verdict(city)
    document = {
        "city": city,
        "pupil": one.pupil.short,
        "school_year": one.pupil.school_year,
        "consent": _agreed(one),
        "check_ins": [_said(each) for each in (found[0].check_ins if found else ())],
        "access_log": {
            "entries": [_entry_json(row) for row in chain.of_pupil(one.pupil.pk)],
            "whole": verdict.whole,
            "length": verdict.entries,
            "head": verdict.head,
        },
    }
    text = json.dumps(document, ensure_ascii=False, indent=2, default=str)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="child-{number}.json"'
    return response


@private("POST", rate="20/h")
def withdraw(request: HttpRequest, city: str, number: int) -> HttpResponse:
    """Take the consent back: all check-ins are deleted."""
    where = running_or_404(city)
    one = child_or_404(request, where, number)
    if request.POST.get("sure") != "yes":
        messages.error(request, _("Tick the box to say that you are sure."))
        return redirect("pupils-child", city, number)
    consents.withdraw(one.pupil, guardians.as_guardian(person(request).pk))
    messages.success(request, _("Your consent is taken back, and all check-ins are deleted."))
    return redirect("pupils-child", city, number)


@private("POST", rate="20/h")
def erase(request: HttpRequest, city: str, number: int) -> HttpResponse:
    """Erase what is kept of a child."""
    where = running_or_404(city)
    one = child_or_404(request, where, number)
    if request.POST.get("sure") != "yes":
        messages.error(request, _("Tick the box to say that you are sure."))
        return redirect("pupils-child", city, number)
    guardians.erase(one, guardians.as_guardian(person(request).pk))
    messages.success(request, _("Everything that was kept of the child is erased."))
    return redirect("pupils-children", city)


def _row(seen: Seen, city: City) -> dict[str, Any]:
    language = reader_language()
    names, said = syndrome_names(language), seen.morning
    return {
        "day": seen.day,
        "at": seen.changed_at or seen.at,
        "temperature": None if said.temperature is None else said.temperature / 10,
        "symptoms": [names[code] for code in said.symptoms],
        "attendance": Attendance(said.attendance).label,
        "diagnosis": diagnosis_names(city.law, language).get(said.diagnosis, said.diagnosis),
    }


def _said(seen: Seen) -> dict[str, Any]:
    said = seen.morning
    return {
        "day": seen.day,
        "at": seen.at,
        "corrected_at": seen.changed_at,
        "origin": seen.origin,
        "temperature": None if said.temperature is None else said.temperature / 10,
        "symptoms": list(said.symptoms),
        "attendance": said.attendance,
        "diagnosis": said.diagnosis,
        "course": dict(said.course),
    }


def _entries(rows: Sequence[AccessEntry], own: int) -> list[dict[str, Any]]:
    """Return entries as guardians read them: staff by name, other guardians without."""
    people = get_user_model().objects.in_bulk([row.who for row in rows])
    purposes, actions = dict(Purpose.choices), dict(Action.choices)
    found = []
    for row in rows:
        who = str(people.get(row.who, "")) if row.role in Role.values else ""
        if row.who == own and row.role == Actor.GUARDIAN:
            who = _("You")
        role = _LABELS.get(row.role, row.role)
        said = {"role": role, "purpose": purposes.get(row.purpose, row.purpose)}
        found.append({"row": row, "who": who, "action": actions[row.action], **said})
    return found


def _entry_json(row: AccessEntry) -> dict[str, Any]:
    names = ("n", "at", "role", "purpose", "action", "what", "previous", "hash")
    return {name: getattr(row, name) for name in names}


def _agreed(one: Child) -> dict[str, Any] | None:
    if one.consent is None:
        return None
    kept = ConsentText.objects.filter(city=one.pupil.city, version=one.consent.version).first()
    return {
        "given_at": one.consent.given_at,
        "version": one.consent.version,
        "sha256": one.consent.digest,
        "language": one.consent.language,
        "text": kept.texts.get(one.consent.language, "") if kept else "",
    }
