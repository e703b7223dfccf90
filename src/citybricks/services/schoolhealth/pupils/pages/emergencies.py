"""Emergency access to a class of another school, and looking at it afterwards."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from citybricks.services.schoolhealth.pupils.domain import chain, emergencies, scopes
from citybricks.services.schoolhealth.pupils.domain.emergencies import (
    LONGEST,
    SHORTEST,
    NoReasonError,
    NotAllowedError,
)
from citybricks.services.schoolhealth.pupils.pages.access import in_city_or_404, private
from citybricks.services.schoolhealth.schools.domain.calendar import school_year_of, today_in
from citybricks.services.schoolhealth.schools.models import City, SchoolClass
from citybricks.services.schoolhealth.schools.pages.access import city_or_404, person


@private("GET", "HEAD", "POST", rate="10/h")
def emergency(request: HttpRequest, city: str) -> HttpResponse:
    """Open a class of another school for an hour, with a reason that somebody else will read."""
    where = in_city_or_404(request, city, scopes.OPENS)
    if request.method != "POST":
        return _form(request, where)
    rows = SchoolClass.objects.select_related("school__city").filter(school__city=where)
    place = rows.filter(pk=request.POST.get("class", "")[:26]).first()
    if place is None:
        return _form(request, where, _("Choose a class."), 422)
    try:
        emergencies.open_class(person(request), place, request.POST.get("reason", ""))
    except NoReasonError:
        said = _("Say why, in %(least)s to %(most)s characters.")
        return _form(request, where, said % {"least": SHORTEST, "most": LONGEST}, 422)
    messages.success(request, _("The class is open to you for an hour."))
    return redirect("pupils-nurse-class", city, place.pk)


def _form(request: HttpRequest, city: City, refusal: str = "", status: int = 200) -> HttpResponse:
    year = school_year_of(city, today_in(city))
    rows = SchoolClass.objects.filter(school__city=city, school_year=year)
    own = {row.pk for row in scopes.classes(person(request), city)}
    values = {
        "city": city,
        "places": [row for row in rows.select_related("school") if row.pk not in own],
        "given": {"class": request.POST.get("class", ""), "reason": request.POST.get("reason", "")},
        "refusal": refusal,
        "least": SHORTEST,
        "most": LONGEST,
    }
    return render(request, "schoolhealth_pupils/emergency.html", values, status=status)


@private("GET", "HEAD", "POST")
def reviews(request: HttpRequest, city: str) -> HttpResponse:
    """Show emergency accesses that nobody has looked at, and take what somebody found."""
    where = in_city_or_404(request, city, scopes.REVIEWS)
    if request.method == "POST":
        number, found = request.POST.get("opening", ""), request.POST.get("justified", "")
        if not number.isdecimal() or len(number) > 15 or found not in {"yes", "no"}:  # noqa: PLR2004 - digits of a number
            raise Http404
        said = request.POST.get("review", "")
        try:
            emergencies.review(
                person(request), where, int(number), justified=found == "yes", said=said
            )
        except NotAllowedError:
            raise Http404 from None
        messages.success(request, _("Noted."))
        return redirect("pupils-reviews", city)
    waiting = emergencies.waiting(where)
    people = get_user_model().objects.in_bulk([row.user for row in waiting])
    places = SchoolClass.objects.select_related("school").in_bulk([row.class_id for row in waiting])
    rows = [
        {
            "row": row,
            "who": str(people.get(row.user, "")),
            "own": row.user == person(request).pk,
            "place": places.get(row.class_id),
        }
        for row in waiting
    ]
    return render(request, "schoolhealth_pupils/reviews.html", {"city": where, "rows": rows})


@private("GET", "HEAD", "POST", rate="20/h")
def access(request: HttpRequest, city: str) -> HttpResponse:
    """Verify the access log of a city, for everybody with a post; no record is shown."""
    where = city_or_404(request, city)
    told = chain.verify(city) if request.method == "POST" else chain.verdict(city)
    values = {"city": where, "verdict": told}
    return render(request, "schoolhealth_pupils/access.html", values)
