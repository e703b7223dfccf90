"""Requests from a table: sent, looked at, taken over whole or not at all."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from citybricks.network.content.given import readable
from citybricks.network.gatherings.fair.domain import importing
from citybricks.network.gatherings.fair.pages.access import ORGANISE, base, fair_or_404
from citybricks.network.gatherings.hosting.domain.access import person
from citybricks.network.intake.domain import uploads
from citybricks.network.intake.domain.checking import check
from citybricks.network.intake.domain.sheet import Sheet, UnreadableError

_PURPOSE = "fair-requests"
_SHOWN = 200


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a table would become; take it over when that is confirmed."""
    fair = fair_or_404(request, slug, ORGANISE)
    context: dict[str, Any] = base(request, fair, "all") | {"columns": importing.COLUMNS}
    if request.method != "POST":
        return render(request, "fair/import.html", context)
    try:
        upload, sheet = _sent(request)
    except UnreadableError as error:
        return render(request, "fair/import.html", context | {"refusal": str(error)}, status=422)
    checked = check(sheet, importing.reader(fair), importing.is_known)
    if checked.good and "confirm" in request.POST:
        rows = (row for _number, row in checked.rows)
        count = importing.take_over(fair, rows, person(request))
        upload.delete()
        said = ngettext("%(count)d request is added.", "%(count)d requests are added.", count)
        messages.success(request, said % {"count": count})
        return redirect("fair-all-requests", slug)
    context |= {
        "upload": upload,
        "checked": checked,
        "rows": checked.rows[:_SHOWN],
        "problems": checked.problems[:_SHOWN],
    }
    return render(request, "fair/import.html", context, status=200 if checked.good else 422)


def _sent(request: HttpRequest) -> tuple[Any, Sheet]:
    if token := readable(request.POST.get("token", "")):
        return uploads.kept(person(request), _PURPOSE, token)
    return uploads.sent(person(request), _PURPOSE, request.FILES)
