"""The polling desk and the postal desk: find a voter, mark them, print a token; counts, live."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.elections.pages.access import named_or_404
from citybricks.services.voting.elections.vocabulary import State
from citybricks.services.voting.roll.domain import desk as domain
from citybricks.services.voting.roll.domain import tokens, turnout
from citybricks.services.voting.roll.domain.desk import DeskError
from citybricks.services.voting.roll.domain.standing import PermitError
from citybricks.services.voting.roll.models import Entry, Voter
from citybricks.services.voting.roll.pages.access import said
from citybricks.services.voting.roll.vocabulary import Voted

_DESK = "voting_roll.desk"
_JOURNAL = 100


@login_required
@require_safe
@never_cache
def desk(request: HttpRequest, uuid: str) -> HttpResponse:
    """Show the desk, and the voter who was asked for."""
    election = named_or_404(request, uuid, _DESK)
    typed = request.GET.get("voter", "")[:300]
    values: dict[str, Any] = {
        "election": election,
        "wanted": typed,
        "turnout": turnout.of(election),
        "is_open": election.state in domain.MARKED,
        "live": election.state == State.OPEN,
    }
    if typed:
        values |= _asked_for(election, typed)
    return render(request, "voting_roll/desk.html", values)


def _asked_for(election: Election, typed: str) -> dict[str, Any]:
    try:
        voter = domain.voter_of(election, typed)
    except DeskError as error:
        return {"refusal": said(error)}
    return {"voter": voter, "possible": domain.possible(voter), "entries": voter.entries.all()[:5]}


@login_required
@require_safe
@never_cache
def live(request: HttpRequest, uuid: str) -> HttpResponse:
    """Give the counts alone, for a page that stays open."""
    election = named_or_404(request, uuid, _DESK)
    values = {"election": election, "turnout": turnout.of(election), "live": True}
    return render(request, "voting_roll/counts.html", values)


@login_required
@require_POST
def mark(request: HttpRequest, uuid: str, number: int) -> HttpResponse:
    """Note that a voter votes here or by post, or take that back."""
    election, voter = _voter(request, uuid, number)
    what = request.POST.get("what", "")
    try:
        if what == "undo":
            domain.undo(voter, request.user, request.POST.get("reason", ""))
        elif what in (Voted.PAPER, Voted.POST):
            domain.mark(voter, what, request.user)
        else:
            raise Http404
    except DeskError as error:
        messages.error(request, f"{voter.voter_id}: {said(error)}")
    else:
        done = {
            "undo": _("%(voter)s: the mark is undone."),
            Voted.PAPER: _("%(voter)s: marked. Give out the ballot paper."),
            Voted.POST: _("%(voter)s: marked as having voted by post."),
        }
        messages.success(request, done[what] % {"voter": voter.voter_id})
    return redirect(_with(election, voter))


@login_required
@require_POST
@never_cache
@sensitive_variables("token")
def token(request: HttpRequest, uuid: str, number: int) -> HttpResponse:
    """Print a token with which a voter who stands at the desk can vote online."""
    election, voter = _voter(request, uuid, number)
    if election.state != State.OPEN:
        messages.error(request, _("Tokens are printed while the vote is open."))
        return redirect(_with(election, voter))
    try:
        made = tokens.print_for(voter, request.user)
    except PermitError as error:
        messages.error(request, f"{voter.voter_id}: {said(error)}")
        return redirect(_with(election, voter))
    hours = int(tokens.LASTS.total_seconds() // 3600)
    values = {"election": election, "voter": voter, "token": made, "hours": hours}
    return render(request, "voting_roll/token.html", values)


@login_required
@require_safe
def journal(request: HttpRequest, uuid: str) -> HttpResponse:
    """Show what was done at the desk, newest first."""
    election = named_or_404(request, uuid, "voting_roll.reconcile")
    entries = Entry.objects.filter(voter__election=election).select_related("voter", "by")
    values = {"election": election, "entries": entries[:_JOURNAL], "count": entries.count()}
    return render(request, "voting_roll/journal.html", values)


def _voter(request: HttpRequest, uuid: str, number: int) -> tuple[Election, Voter]:
    election = named_or_404(request, uuid, _DESK)
    return election, get_object_or_404(Voter, pk=number, election=election)


def _with(election: Election, voter: Voter) -> str:
    found = urlencode({"voter": voter.voter_id})
    return f"{reverse('voting-desk', args=[election.uuid])}?{found}"
