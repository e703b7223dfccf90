"""Pages on which the secretariat takes over members from a table: sent, looked at, taken over.

What was sent has an address of its own, so that a change of language, or coming back, shows it
again; to everybody else none of these pages is there.
"""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from citybricks.network.intake.domain import uploads
from citybricks.network.intake.domain.sheet import UnreadableError
from citybricks.network.members.domain import columns, enrolment
from citybricks.network.members.models import User
from citybricks.network.members.permissions import is_secretariat

_PURPOSE = "members"
_SHOWN = 200
"""Rows and problems on a page."""


def _desk(request: HttpRequest) -> User:
    """Return who asks.

    Raises
    ------
    Http404
        When they are not of the secretariat.
    """
    user = cast("User", request.user)
    if not is_secretariat(user):
        raise Http404
    return user


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """Take a table in, to be looked at."""
    by = _desk(request)
    if request.method != "POST":
        return _form(request)
    try:
        upload, _sheet = uploads.sent(by, _PURPOSE, request.FILES)
    except UnreadableError as error:
        return _form(request, str(error))
    return redirect("members-import-look", upload.pk)


def _form(request: HttpRequest, refusal: str = "") -> HttpResponse:
    values = {"refusal": refusal, "columns": columns.COLUMNS}
    return render(request, "members/import.html", values, status=422 if refusal else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a table would become and what is wrong with it; take it over when confirmed."""
    by = _desk(request)
    upload, sheet = uploads.kept(by, _PURPOSE, token)
    checked = enrolment.checked(sheet)
    refusal = ""
    if request.method == "POST" and checked.good:
        try:
            made = enrolment.enrol(row for _number, row in checked.rows)
        except IntegrityError:
            refusal = _("Somebody has just entered one of these members; look at the table again.")
            checked = enrolment.checked(sheet)
        else:
            upload.delete()
            said = ngettext(
                "%(count)d member is taken over.", "%(count)d members are taken over.", len(made)
            )
            messages.success(request, said % {"count": len(made)})
            return redirect("members")
    values: dict[str, Any] = {
        "upload": upload,
        "checked": checked,
        "rows": checked.rows[:_SHOWN],
        "problems": checked.problems[:_SHOWN],
        "refusal": refusal,
        "columns": columns.COLUMNS,
    }
    status = 422 if refusal or (request.method == "POST" and not checked.good) else 200
    return render(request, "members/import_look.html", values, status=status)


@login_required
@require_safe
def empty(request: HttpRequest) -> HttpResponse:
    """Send an empty table with the columns that are read."""
    _desk(request)
    response = HttpResponse(columns.template(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="members-template.csv"'
    return response
