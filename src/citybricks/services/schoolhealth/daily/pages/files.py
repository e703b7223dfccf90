"""Files of daily reports: sent on a page or by a program, and what was found in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rules.permissions import has_perm

from citybricks.network.members.domain.people import user_of_token
from citybricks.services.schoolhealth.daily.domain.importing import (
    READERS,
    findings_of,
    take_over,
)
from citybricks.services.schoolhealth.daily.domain.rows import COLUMNS
from citybricks.services.schoolhealth.daily.models import ImportFile
from citybricks.services.schoolhealth.daily.vocabulary import Source
from citybricks.services.schoolhealth.findings import Finding
from citybricks.services.schoolhealth.schools.models import City
from citybricks.services.schoolhealth.schools.pages.access import city_or_404, person
from citybricks.services.schoolhealth.tables import MOST_BYTES

_SHOWN = 500


def _sending_or_404(request: HttpRequest, slug: str) -> City:
    return city_or_404(request, slug, "schoolhealth.send_some_files")


def _own(by: Any, city: City) -> QuerySet[ImportFile]:
    """Return the files that a person sees: all of the city for whoever sends for it, else own."""
    found = ImportFile.objects.filter(city=city).defer("content")
    return found if has_perm("schoolhealth.send_files", by, city) else found.filter(by=by)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the files that were sent, and take another one in."""
    city = _sending_or_404(request, slug)
    if request.method != "POST":
        return _files(request, city)
    file, source = request.FILES.get("file"), request.POST.get("format", "")
    if not isinstance(file, UploadedFile):
        return _files(request, city, _("Choose a file first."))
    if source not in READERS:
        return _files(request, city, _("Choose the format that the file is in."))
    if file.size and file.size > MOST_BYTES:
        return _files(request, city, _("The file is larger than 10 MB; split it, as by month."))
    kept = take_over(city, person(request), source, file.name or "", file.read())
    return redirect("schoolhealth-file", city.pk, kept.pk)


def _files(request: HttpRequest, city: City, refusal: str = "") -> HttpResponse:
    values = {
        "city": city,
        "files": _own(request.user, city)[:50],
        "formats": [(code, Source(code).label) for code in READERS],
        "chosen": request.POST.get("format", Source.CSV),
        "columns": COLUMNS,
        "refusal": refusal,
    }
    status = 422 if refusal else 200
    return render(request, "schoolhealth_daily/files.html", values, status=status)


@login_required
@never_cache
@require_safe
def file(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """Show what became of a file: every row that is wrong, with its rule and what would mend it."""
    city = _sending_or_404(request, slug)
    kept = get_object_or_404(_own(request.user, city), pk=pk)
    found = findings_of(kept)
    values = {"city": city, "file": kept, "findings": found[:_SHOWN], "count": len(found)}
    return render(request, "schoolhealth_daily/file.html", values)


@login_required
@never_cache
@require_safe
def content(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """Give a file back as it was sent."""
    city = _sending_or_404(request, slug)
    kept = get_object_or_404(_own(request.user, city), pk=pk)
    answer = HttpResponse(bytes(kept.content), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{kept.pk}.{kept.format}"'
    return answer


@csrf_exempt
@never_cache
@require_POST
def send(request: HttpRequest, slug: str, source: str) -> JsonResponse:
    """Take a file in from a program that says with an access token for whom it acts.

    The answer tells how many rows were taken over, and of every other its row, column and rule.
    """
    return _answered(request, lambda: _taken(request, slug, source))


def _answered(request: HttpRequest, answer: Callable[[], JsonResponse]) -> JsonResponse:
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    user = user_of_token(secret.strip()) if scheme.lower() == "bearer" else None
    if user is None:
        refused = _problem(401, "Not signed in", "send an access token: Authorization: Bearer …")
        refused["WWW-Authenticate"] = "Bearer"
        return refused
    request.user = user
    try:
        return answer()
    except Http404:
        return _problem(404, "Not found", "there is nothing here that you may send to")


def _taken(request: HttpRequest, slug: str, source: str) -> JsonResponse:
    city = _sending_or_404(request, slug)
    if source not in READERS:
        raise Http404
    try:
        body = request.body
    except RequestDataTooBig:
        return _problem(413, "Too large", f"send at most {MOST_BYTES:,} bytes")
    if not body or len(body) > MOST_BYTES:
        return _problem(413 if body else 400, "No file", f"send 1 to {MOST_BYTES:,} bytes")
    kept = take_over(city, person(request), source, request.GET.get("name", ""), body)
    findings = findings_of(kept)
    document = {
        "id": kept.pk,
        "taken": kept.taken,
        "rejected": kept.rejected,
        "reports": kept.reports,
        "unchanged": kept.unchanged,
        "findings": [_told(one) for one in findings],
    }
    status = 201 if kept.taken else 422
    return JsonResponse(document, status=status, json_dumps_params={"ensure_ascii": False})


def _told(one: Finding) -> dict[str, object]:
    return {
        "row": one.row,
        "place": one.place,
        "column": one.column,
        "rule": one.rule,
        "value": one.value,
        "warning": one.warning,
        "en": one.en,
        "zh": one.zh,
        "mend_en": one.mend_en,
        "mend_zh": one.mend_zh,
    }


def _problem(status: int, title: str, detail: str) -> JsonResponse:
    said = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    found = JsonResponse(said, status=status)
    found["Content-Type"] = "application/problem+json"
    return found
