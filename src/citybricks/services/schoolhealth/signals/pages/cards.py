"""The card of a class, and the notice of its closure as page, JSON and PDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from citybricks.methods.exclusion import notice as notices
from citybricks.methods.exclusion.notice import Notice
from citybricks.methods.exclusion.vocabulary import Names, syndromes
from citybricks.network.content.naming import reader_language
from citybricks.services.schoolhealth.daily.domain.diagnoses import (
    diagnosis_names,
    law_of,
    named,
)
from citybricks.services.schoolhealth.schools.domain.calendar import days_of_school
from citybricks.services.schoolhealth.schools.models import SchoolClass
from citybricks.services.schoolhealth.schools.pages.access import class_or_404
from citybricks.services.schoolhealth.signals.domain import cards
from citybricks.services.schoolhealth.signals.domain.cards import Card
from citybricks.services.schoolhealth.signals.drawing import projections
from citybricks.services.schoolhealth.signals.pages import telling
from citybricks.services.schoolhealth.signals.pages.dashboard import latest_day
from citybricks.services.schoolhealth.signals.pages.shown import syndrome_named

MOST_DAYS = 20
"""School days that a notice may be about."""
CLOSURES = {
    "none": gettext_lazy("Nothing is closed"),
    "class": gettext_lazy("The class is closed"),
    "grade": gettext_lazy("The grade is closed"),
    "school": gettext_lazy("The school is closed"),
}
_STYLES = Path(__file__).parents[1] / "static" / "schoolhealth_signals" / "notice.css"


@login_required
@require_safe
def card(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """Show the card of a class."""
    school_class = class_or_404(request, slug, pk)
    found = _card(request, school_class)
    language = reader_language()
    city = school_class.school.city
    diagnoses = diagnosis_names(city.law, language)
    values = {
        "city": city,
        "school": school_class.school,
        "school_class": school_class,
        "card": found,
        "advice": [named(each, language) for each in found.advice.sentences]
        if found.advice
        else [],
        "ill": [
            (syndrome_named(syndrome), diagnoses.get(code, code), count)
            for syndrome, code, count in found.syndromes
        ],
        "disease": diagnoses.get(found.disease, found.disease),
        "projections": _rows(found),
        "chart": projections.drawn(found.projections, found.day) if found.projections else None,
        "first": cards.next_open(school_class, found.day) if found.day else None,
        "story": telling.story(city),
        "closed": cards.CLOSED,
        "day_asked": request.GET.get("day", ""),
    }
    return render(request, "schoolhealth_signals/card.html", values)


def _card(request: HttpRequest, school_class: SchoolClass) -> Card:
    city = school_class.school.city
    until = _day(request.GET.get("day", "")) or latest_day(city)
    immune = telling.story(city) == telling.HAGELLOCH
    return cards.card(school_class, until, nobody_immune=immune)


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None


def _rows(found: Card) -> list[dict[str, Any]]:
    def told(band: Any) -> str:
        return f"{float(band.mean):.0f} ({float(band.lower):.0f}–{float(band.upper):.0f})"

    return [
        {
            "name": CLOSURES[closure],
            "cases": told(one.new_cases),
            "illness": told(one.lost_to_illness),
            "closing": told(one.lost_to_closure),
            "lost": told(one.lost),
        }
        for closure, one in found.projections.items()
    ]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which closure a notice is about."""

    scope: Literal["class", "grade", "school"]
    first: date
    school_days: int


def asked(request: HttpRequest, school_class: SchoolClass, found: Card) -> Asked:
    """Read what a notice is to be about; what makes no sense is as by default."""
    query: Mapping[str, str] = request.GET
    scope = query.get("scope", "class")
    scope = scope if scope in ("class", "grade", "school") else "class"
    count = query.get("school_days", "")
    many = int(count) if count.isascii() and count.isdigit() else cards.CLOSED
    first = _day(query.get("first", "")) or cards.next_open(school_class, found.day or date.min)
    known = cast('Literal["class", "grade", "school"]', scope)
    return Asked(known, first, min(max(many, 1), MOST_DAYS))


def drafted(request: HttpRequest, school_class: SchoolClass) -> Notice:
    """Draft the notice of a closure; nobody has decided it."""
    city = school_class.school.city
    found, law = _card(request, school_class), law_of(city.law)
    if law is None or found.mine is None:
        raise Http404
    wish = asked(request, school_class, found)
    days = days_of_school(school_class.school)
    last, left = wish.first, wish.school_days
    for at in range(4 * MOST_DAYS):
        last = wish.first + timedelta(days=at)
        left -= days.is_open(last)
        if not left:
            break
    lines = [found.mine, *found.others]
    if wish.scope == "class":
        lines = [found.mine]
    elif wish.scope == "grade":
        lines = [each for each in lines if each.school_class.grade == school_class.grade]
    return notices.draft(
        law,
        wish.scope,
        school=str(school_class.school),
        name=_name(school_class, wish.scope),
        days=(wish.first, last, wish.school_days - left),
        reason=_reason(found, law),
        counts=_counts(lines),
    )


def _name(school_class: SchoolClass, scope: str) -> str:
    whole = {"class": str(school_class), "grade": str(school_class.grade)}
    return whole.get(scope, str(school_class.school))


def _counts(lines: list[cards.Line]) -> notices.Counts:
    enrolled, ill = sum(each.enrolled for each in lines), sum(each.ill for each in lines)
    excluded = sum(each.excluded for each in lines)
    share = round(100 * (ill + excluded) / max(enrolled, 1), 1)
    return notices.Counts(enrolled=enrolled, ill=ill, excluded=excluded, share=min(share, 100))


def _reason(found: Card, law: Any) -> tuple[str, Names]:
    """Return the commonest diagnosis, or else the commonest syndrome, with its names."""
    diagnosed = [(count, code) for _name, code, count in found.syndromes if code]
    if diagnosed and max(diagnosed)[1] in law.diseases:
        code = max(diagnosed)[1]
        return code, law.diseases[code].names
    known = [(count, syndrome) for syndrome, _code, count in found.syndromes]
    code = max(known)[1] if known else "other"
    return code, dict(syndromes()[code])


@login_required
@require_safe
def notice(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """Show the notice of a closure, to be printed and signed."""
    school_class = class_or_404(request, slug, pk)
    return HttpResponse(_document(drafted(request, school_class)))


@login_required
@require_safe
def notice_json(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """Hand out the notice of a closure as data."""
    made = drafted(request, class_or_404(request, slug, pk))
    return HttpResponse(made.model_dump_json(indent=2), content_type="application/json")


@login_required
@require_safe
def notice_pdf(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """Hand out the notice of a closure as PDF."""
    from weasyprint import HTML

    made = drafted(request, class_or_404(request, slug, pk))
    document: Any = HTML(string=_document(made, styles=_styles()))
    answer = HttpResponse(document.write_pdf(), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="closure-{made.first_day}.pdf"'
    return answer


def _document(made: Notice, styles: str = "") -> str:
    language = reader_language()
    values = {
        "notice": made,
        "language": language,
        "heading": named(made.heading, language),
        "heading_ja": made.heading["ja"],
        "reason": named(made.reason_names, language),
        "by": named(made.by, language),
        "styles": styles,
        "title": _("Temporary closure"),
    }
    return render_to_string("schoolhealth_signals/notice.html", values)


@cache
def _styles() -> str:
    return _STYLES.read_text(encoding="utf-8")
