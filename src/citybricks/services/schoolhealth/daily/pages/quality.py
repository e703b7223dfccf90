"""How complete and timely a city's daily reports are."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from citybricks.services.schoolhealth.daily.domain.completeness import completeness, indicators
from citybricks.services.schoolhealth.schools.domain.calendar import today_in
from citybricks.services.schoolhealth.schools.models import School
from citybricks.services.schoolhealth.schools.pages.access import city_or_404

_DAYS = 28


@login_required
@never_cache
@require_safe
def quality(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who has reported, by the deadline, in the last four weeks."""
    city = city_or_404(request, slug, "schoolhealth.see_whole_city")
    until = today_in(city)
    since = until - timedelta(days=_DAYS - 1)
    table = completeness(city, since, until)
    schools = {one.pk: one for one in School.objects.filter(city=city)}
    by_school = table.groupby("school")[["classes", "reported", "in_time", "zero"]].sum()
    today = table[table["day"] == until]
    missing = dict(zip(today["school"], today["classes"] - today["reported"], strict=True))
    rows = [
        {
            "school": schools[str(pk)],
            "expected": int(row["classes"]),
            "reported": int(row["reported"]),
            "in_time": int(row["in_time"]),
            "zero": int(row["zero"]),
            "share": round(100 * row["reported"] / row["classes"]),
            "timely": round(100 * row["in_time"] / row["classes"]),
            "missing": missing.get(pk),
        }
        for pk, row in by_school.iterrows()
    ]
    values = {
        "city": city,
        "since": since,
        "until": until,
        "rows": sorted(rows, key=lambda row: (row["share"], row["school"].code)),
        "found": indicators(city, since, until),
    }
    return render(request, "schoolhealth_daily/quality.html", values)
