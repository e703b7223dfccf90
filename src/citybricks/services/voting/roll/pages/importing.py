"""A roll from a table: sent, looked at, taken over; what does not fit is kept with its reasons."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from citybricks.network.intake.domain import uploads
from citybricks.network.intake.domain.encoding import LABELS
from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.elections.pages.access import named_or_404, person
from citybricks.services.voting.roll.domain import enrolling
from citybricks.services.voting.roll.domain.enrolling import FrozenRollError
from citybricks.services.voting.roll.domain.reading import COLUMNS, NoRollError, Table, read
from citybricks.services.voting.roll.pages.access import said
from citybricks.services.voting.roll.pages.roll import rejected_csv

_SHOWN = 200


@login_required
@require_POST
def send(request: HttpRequest, uuid: str) -> HttpResponse:
    """Keep a table that was sent, and show what it would become."""
    election = _open_or_404(request, uuid)
    file = request.FILES.get("table")
    if not isinstance(file, UploadedFile):
        return _refused(request, election, _("Choose a file first."))
    content = file.read()
    try:
        read(file.name or "", content)
    except NoRollError as error:
        return _refused(request, election, said(error))
    kept = uploads.keep(person(request), _purpose(election), file.name or "", content)
    return redirect("voting-roll-look", uuid, kept.token)


@login_required
@require_safe
def look(request: HttpRequest, uuid: str, token: str) -> HttpResponse:
    """Show what a table would become: who fits, and every other row with its reasons."""
    election = _open_or_404(request, uuid)
    upload, table = _kept(request, election, token)
    return render(request, "voting_roll/look.html", _looked(request, election, upload, table))


@login_required
@require_safe
def rejected(request: HttpRequest, uuid: str, token: str) -> HttpResponse:
    """Give the rows of a table that do not fit, as CSV."""
    election = _open_or_404(request, uuid)
    _upload, table = _kept(request, election, token)
    found = enrolling.sort(election, table).rejected
    return rejected_csv([(one.row.number, one.row.cells, list(one.faults)) for one in found])


@login_required
@require_POST
def take(request: HttpRequest, uuid: str, token: str) -> HttpResponse:
    """Take the rows that fit over; the others are kept beside the roll."""
    election = _open_or_404(request, uuid)
    upload, table = _kept(request, election, token)
    found = enrolling.sort(election, table)
    try:
        enrolling.take_over(election, upload.name, found)
    except FrozenRollError:
        messages.error(request, _("The roll is fixed and can no longer change."))
        return redirect("voting-roll", uuid)
    upload.delete()
    told = _("%(taken)s rows are on the roll, %(rejected)s were rejected and are kept below.")
    counted = {"taken": len(found.people), "rejected": len(found.rejected)}
    messages.success(request, told % counted)
    return redirect("voting-roll", uuid)


def _open_or_404(request: HttpRequest, uuid: str) -> Election:
    election = named_or_404(request, uuid, "voting_roll.edit")
    if not enrolling.is_open(election):
        raise Http404
    return election


def _purpose(election: Election) -> str:
    return f"roll:{election.pk}"


def _kept(request: HttpRequest, election: Election, token: str) -> tuple[Any, Table]:
    """Return a table that its sender has sent before, read as they say.

    Raises
    ------
    Http404
        When there is none of theirs, or it cannot be read so.
    """
    upload = uploads.owned(person(request), _purpose(election), token)
    given = request.POST if request.method == "POST" else request.GET
    encoding = given.get("encoding", "")
    try:
        return upload, read(
            upload.name, bytes(upload.content), encoding if encoding in LABELS else ""
        )
    except NoRollError as error:
        messages.error(request, said(error))
        return upload, read(upload.name, bytes(upload.content))


def _looked(request: HttpRequest, election: Election, upload: Any, table: Table) -> dict[str, Any]:
    found = enrolling.sort(election, table)
    encoding = request.GET.get("encoding", "")
    return {
        "election": election,
        "upload": upload,
        "table": table,
        "encodings": LABELS.items() if table.encoding else (),
        "encoding": encoding if encoding in LABELS else "",
        "fits": len(found.people),
        "people": found.people[:_SHOWN],
        "rejected_count": len(found.rejected),
        "rejected": [
            {"row": one.row.number, "cells": one.row.cells, "faults": one.faults}
            for one in found.rejected[:_SHOWN]
        ],
        "columns": COLUMNS,
    }


def _refused(request: HttpRequest, election: Election, why: str) -> HttpResponse:
    values = {"election": election, "refusal": why, "columns": COLUMNS}
    return render(request, "voting_roll/refused.html", values, status=422)
