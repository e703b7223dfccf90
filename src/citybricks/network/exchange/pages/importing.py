"""Many offers and needs from a table: sent, looked at, taken over whole or not at all."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from citybricks.network.content.given import readable
from citybricks.network.exchange.domain import rows
from citybricks.network.exchange.outputs import csv
from citybricks.network.exchange.pages.access import person, writable
from citybricks.network.intake.domain import uploads
from citybricks.network.intake.domain.checking import check
from citybricks.network.intake.domain.sheet import Sheet, UnreadableError
from citybricks.network.intake.models import Upload

_PURPOSE = "listings"
_SHOWN = 200


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """Show what a table would become; take it over when that is confirmed."""
    by = person(request)
    members = writable(by)
    if not members:
        return render(request, "exchange/nobody.html", status=403)
    context: dict[str, Any] = {"columns": csv.columns(("zh-Hans", "en")), "members": members}
    if request.method != "POST":
        return render(request, "exchange/import.html", context)
    try:
        upload, sheet = _sent(request)
    except UnreadableError as error:
        return render(
            request, "exchange/import.html", context | {"refusal": str(error)}, status=422
        )
    checked = check(sheet, rows.reader(members), rows.is_known)
    if checked.good and "confirm" in request.POST:
        made = rows.take_over((row for _number, row in checked.rows), by)
        upload.delete()
        said = ngettext("%(count)d draft is made.", "%(count)d drafts are made.", len(made))
        messages.success(request, said % {"count": len(made)})
        return redirect("listing-mine")
    context |= {
        "upload": upload,
        "checked": checked,
        "rows": checked.rows[:_SHOWN],
        "problems": checked.problems[:_SHOWN],
    }
    status = 200 if checked.good else 422
    return render(request, "exchange/import.html", context, status=status)


def _sent(request: HttpRequest) -> tuple[Upload, Sheet]:
    """Return the table that is sent, or that was sent before.

    Raises
    ------
    UnreadableError
        When there is none, or it is no table.
    """
    if token := readable(request.POST.get("token", "")):
        return uploads.kept(person(request), _PURPOSE, token)
    return uploads.sent(person(request), _PURPOSE, request.FILES)
