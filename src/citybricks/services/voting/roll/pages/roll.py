"""The roll as officials see it: who is on it, what is published of it, what was rejected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from rules.permissions import has_perm

from citybricks.network.intake.domain.cells import guarded, line
from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.elections.pages.access import named_or_404
from citybricks.services.voting.roll.domain import commitment, counts, enrolling
from citybricks.services.voting.roll.domain.enrolling import FrozenRollError
from citybricks.services.voting.roll.domain.folding import folded
from citybricks.services.voting.roll.domain.reasons import Fault, fault_of
from citybricks.services.voting.roll.models import Rejected, Voter

_PAGE = 50
_SHOWN = 200


@login_required
@require_safe
def roll(request: HttpRequest, uuid: str) -> HttpResponse:
    """Show the roll."""
    election = named_or_404(request, uuid, "voting_roll.read")
    typed = request.GET.get("q", "")[:100]
    rejected = Rejected.objects.filter(election=election)
    values = {
        "election": election,
        "wanted": typed,
        "page": Paginator(_found(election, typed), _PAGE).get_page(request.GET.get("page")),
        "electorate": counts.of(election),
        "commitment": commitment.of(election),
        "frozen": commitment.roll_of(election).frozen,
        "may_edit": _may_edit(request, election),
        "rejected": [_shown(one) for one in rejected[:_SHOWN]],
        "rejected_count": rejected.count(),
    }
    return render(request, "voting_roll/roll.html", values)


def _may_edit(request: HttpRequest, election: Election) -> bool:
    return enrolling.is_open(election) and has_perm("voting_roll.edit", request.user, election)


def _found(election: Election, typed: str) -> Any:
    voters = Voter.objects.filter(election=election)
    if key := folded(typed):
        voters = voters.filter(
            Q(key__contains=key) | Q(name__icontains=typed.strip()) | Q(email_key__contains=key)
        )
    return voters


def _shown(one: Rejected) -> dict[str, Any]:
    faults = [fault_of(document) for document in one.faults]
    return {"file": one.file, "row": one.row, "cells": one.cells, "faults": faults}


@login_required
@require_POST
def remove(request: HttpRequest, uuid: str) -> HttpResponse:
    """Take a voter, or everybody, off a roll that can still change."""
    election = named_or_404(request, uuid, "voting_roll.edit")
    number = request.POST.get("voter", "")
    everybody = request.POST.get("everybody") == "yes"
    voters = None if everybody else [int(number)] if number.isdecimal() else []
    try:
        gone = enrolling.remove(election, voters)
    except FrozenRollError:
        messages.error(request, _("The roll is fixed and can no longer change."))
    else:
        said = ngettext(
            "%(count)d voter is off the roll.", "%(count)d voters are off the roll.", gone
        )
        messages.success(request, said % {"count": gone})
    return redirect("voting-roll", uuid)


@login_required
@require_safe
def rejected_table(request: HttpRequest, uuid: str) -> HttpResponse:
    """Give the rejected rows as CSV, with why in two languages."""
    election = named_or_404(request, uuid, "voting_roll.edit")
    rows = [
        (one.row, one.cells, [fault_of(document) for document in one.faults])
        for one in Rejected.objects.filter(election=election)
    ]
    return rejected_csv(rows)


def rejected_csv(rows: list[tuple[int, dict[str, str], list[Fault]]]) -> HttpResponse:
    """Return rejected rows as CSV: row, reasons in Chinese and English, cells as they were."""
    columns = commitment.FIELDS
    written = ["\ufeff", line(("row", "reason_zh", "reason_en", *columns))]
    for number, cells, faults in rows:
        reasons = (" ".join(fault.zh for fault in faults), " ".join(fault.en for fault in faults))
        values = (str(number), *reasons, *(cells.get(name, "") for name in columns))
        written.append(line(map(guarded, values)))
    response = HttpResponse("".join(written))
    _as_csv(response, "rejected.csv")
    return response


@login_required
@require_POST
def let_go(request: HttpRequest, uuid: str) -> HttpResponse:
    """Let go of the rejected rows."""
    election = named_or_404(request, uuid, "voting_roll.edit")
    enrolling.let_go(election)
    messages.success(request, _("The rejected rows are gone."))
    return redirect("voting-roll", uuid)


@login_required
@require_safe
def opened(request: HttpRequest, uuid: str) -> HttpResponse:
    """Give the roll with its salt, so that an observer can check the commitment."""
    election = named_or_404(request, uuid, "voting_roll.read")
    response = HttpResponse("".join(_opened(election)))
    _as_csv(response, f"roll-{election.uuid}.csv")
    return response


def _opened(election: Election) -> Iterator[str]:
    salt = commitment.salt_of(election)
    yield "\ufeff" + line((*commitment.FIELDS, "salt"))
    for row in commitment.rows_of(election):
        yield line((*(guarded(str(cell)) for cell in row), salt))


def _as_csv(response: HttpResponse, name: str) -> None:
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
