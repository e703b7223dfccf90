"""A city's schools: classes from a table, posts, terms and days off, numbers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from citybricks.services.schoolhealth.schools.domain import importing, posts
from citybricks.services.schoolhealth.schools.domain.calendar import school_year_of, today_in
from citybricks.services.schoolhealth.schools.domain.holidays import (
    NoHolidaysError,
    add_public_holidays,
)
from citybricks.services.schoolhealth.schools.domain.importing import COLUMNS, Imported
from citybricks.services.schoolhealth.schools.domain.posts import PostError
from citybricks.services.schoolhealth.schools.forms import (
    DayOffForm,
    NumbersForm,
    PostForm,
    TermForm,
)
from citybricks.services.schoolhealth.schools.models import City, DayOff, Post, Term
from citybricks.services.schoolhealth.schools.pages.access import city_or_404
from citybricks.services.schoolhealth.tables import UnreadableError

_ADMINISTER = "schoolhealth.administer"
_SHOWN = 200


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def schools(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the schools and their classes; take others over from a table."""
    city = city_or_404(request, slug, _ADMINISTER)
    if request.method != "POST":
        return _schools(request, city)
    file = request.FILES.get("table")
    if file is None:
        return _schools(request, city, refusal=_("Choose a file first."))
    try:
        found = importing.take_over(city, file.read())
    except UnreadableError as error:
        return _schools(request, city, Imported(findings=[error.finding]))
    return _schools(request, city, found)


def _schools(
    request: HttpRequest, city: City, found: Imported | None = None, refusal: str = ""
) -> HttpResponse:
    year = school_year_of(city, today_in(city))
    now = Q(classes__school_year=year)
    rows = city.schools.annotate(
        count=Count("classes", now), pupils=Sum("classes__enrolled", filter=now)
    )
    values = {
        "city": city,
        "year": year,
        "schools": rows,
        "found": found,
        "findings": found.findings[:_SHOWN] if found else (),
        "refusal": refusal,
        "columns": COLUMNS,
    }
    wrong = bool(refusal) or (found is not None and not found.classes and bool(found.findings))
    return render(request, "schoolhealth/schools.html", values, status=422 if wrong else 200)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def staff(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who holds which post, and give somebody one."""
    city = city_or_404(request, slug, _ADMINISTER)
    form = PostForm(request.POST if request.method == "POST" else None, city=city)
    if form.is_bound and form.is_valid():
        try:
            posts.appoint(city, **form.cleaned_data)
        except PostError as error:
            form.add_error(error.field or None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("schoolhealth-posts", city.pk)
    held = Post.objects.filter(city=city)
    values = {
        "city": city,
        "posts": held.select_related("user", "school", "school_class__school"),
        "form": form,
    }
    return render(request, "schoolhealth/posts.html", values, status=422 if form.errors else 200)


@login_required
@require_POST
def release(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """End somebody's post."""
    city = city_or_404(request, slug, _ADMINISTER)
    try:
        posts.release(get_object_or_404(Post, city=city, pk=number))
    except PostError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The post is ended."))
    return redirect("schoolhealth-posts", city.pk)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Show terms and days off, and enter others."""
    city = city_or_404(request, slug, _ADMINISTER)
    kind = request.POST.get("kind", "")
    term = TermForm(request.POST if kind == "term" else None, city=city)
    off = DayOffForm(request.POST if kind == "off" else None, city=city)
    if kind == "holidays":
        return _holidays(request, city)
    for form in (term, off):
        if form.is_bound and form.is_valid():
            form.save()
            messages.success(request, _("Saved."))
            return redirect("schoolhealth-calendar", city.pk)
    return _calendar(request, city, term, off)


def _calendar(request: HttpRequest, city: City, term: TermForm, off: DayOffForm) -> HttpResponse:
    values: dict[str, Any] = {
        "city": city,
        "terms": city.terms.select_related("school"),
        "days": city.days_off.select_related("school").order_by("-day"),
        "term_form": term,
        "off_form": off,
        "year": school_year_of(city, today_in(city)),
    }
    status = 422 if term.errors or off.errors else 200
    return render(request, "schoolhealth/calendar.html", values, status=status)


def _holidays(request: HttpRequest, city: City) -> HttpResponse:
    year = school_year_of(city, today_in(city))
    try:
        count = add_public_holidays(city, year)
    except NoHolidaysError:
        messages.error(request, _("The public holidays of this country are not known here."))
    else:
        messages.success(request, _("%(count)s public holidays were entered.") % {"count": count})
    return redirect("schoolhealth-calendar", city.pk)


@login_required
@require_POST
def remove(request: HttpRequest, slug: str, kind: str, number: int) -> HttpResponse:
    """Take a term or a day off out of the calendar."""
    city = city_or_404(request, slug, _ADMINISTER)
    if kind == "term":
        get_object_or_404(Term, city=city, pk=number).delete()
    else:
        get_object_or_404(DayOff, city=city, pk=number).delete()
    messages.success(request, _("Removed."))
    return redirect("schoolhealth-calendar", city.pk)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def numbers(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the numbers that the city chose, and take others in."""
    city = city_or_404(request, slug, _ADMINISTER)
    form = NumbersForm(request.POST if request.method == "POST" else None, city=city)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("schoolhealth-numbers", city.pk)
    values = {"city": city, "form": form, "changes": city.history.all()[:20]}
    return render(request, "schoolhealth/numbers.html", values, status=422 if form.errors else 200)
