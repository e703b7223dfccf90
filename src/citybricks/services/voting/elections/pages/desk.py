"""The officials' desk: where an election stands, and how it moves on."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citybricks.network.content.changes import changes
from citybricks.network.life import NotPossibleError
from citybricks.services.voting.board.domain.board import RefusedError, WrongTimeError
from citybricks.services.voting.elections.domain import agreeing, ceremony, checks, life, secrecy
from citybricks.services.voting.elections.models import (
    Agreement,
    Answer,
    Election,
    Official,
    Trustee,
)
from citybricks.services.voting.elections.pages.access import election_or_404
from citybricks.services.voting.elections.pages.showing import shown
from citybricks.services.voting.elections.vocabulary import State
from citybricks.services.voting.roll.pages.parts import parts

WIZARD = (
    State.DRAFT, State.ROLL, State.REGISTRAR, State.TRUSTEES, State.FROZEN, State.OPEN,
    State.CLOSED, State.TALLYING, State.DONE,
)  # fmt: skip
"""The steps as people see them."""
_SILENT = frozenset({"ulid", "changed", "created", "id", "digest", "payload"})


@login_required
@require_safe
def desk(request: HttpRequest, uuid: str) -> HttpResponse:
    """Show where an election stands, what is asked next, and of whom."""
    election = election_or_404(request, uuid, "voting.see_inside")
    actions = [
        {"name": name, "label": life.NAMES[name], "checks": checks.before(election, name)}
        for name in life.possible(election, request.user)
    ]
    values = shown(request, election) | {
        "parts": parts(election, request.user),
        "wizard": _wizard(election),
        "actions": actions,
        "editable": election.state in life.EDITABLE,
        "may_run": request.user.has_perm("voting.run", election),
        "waiting": ceremony.waiting(election) if election.state == State.TRUSTEES else [],
        "warnings": list(secrecy.before(election)),
        **_agreement(request, election),
    }
    return render(request, "voting/desk.html", values)


def _wizard(election: Election) -> list[dict[str, object]]:
    place = WIZARD.index(State(election.state)) if election.state in WIZARD else -1
    return [
        {"label": state.label, "is_done": at < place, "is_here": at == place}
        for at, state in enumerate(WIZARD)
    ]


def _agreement(request: HttpRequest, election: Election) -> dict[str, object]:
    """Say who agreed, once everything is there to agree to."""
    if election.state != State.TRUSTEES or not ceremony.is_ready(election):
        return {"may_agree": False}
    standing = agreeing.standing(election)
    mine = any(each.user_id == request.user.pk for each in standing)
    return {
        "agreements": standing,
        "needed": agreeing.NEEDED,
        "may_agree": request.user.has_perm("voting.agree", election) and not mine,
    }


@login_required
@require_POST
def agree(request: HttpRequest, uuid: str) -> HttpResponse:
    """Note that a person agrees to freeze the election as it stands."""
    election = election_or_404(request, uuid, "voting.agree")
    if election.state != State.TRUSTEES or not ceremony.is_ready(election):
        raise Http404
    agreeing.agree(election, request.user)
    messages.success(request, _("You agreed to freeze the election as it stands."))
    return redirect("election-desk", uuid)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, uuid: str, action: str) -> HttpResponse:
    """Show what was checked before a step, and take it when somebody says so."""
    election = election_or_404(request, uuid, "voting.see_inside")
    if action not in life.possible(election, request.user):
        raise Http404
    sure = action not in life.IRREVERSIBLE or request.POST.get("sure") == "yes"
    if request.method == "POST" and sure:
        return _taken(request, election, action)
    missing = request.method == "POST"
    return _asked(request, election, action, unsure=missing, status=422 if missing else 200)


def _taken(request: HttpRequest, election: Election, action: str) -> HttpResponse:
    try:
        moved = life.act(election, action, request.user)
    except PermissionDenied as error:
        raise Http404 from error
    except NotPossibleError:
        messages.error(request, _("It stands differently by now; look at it again."))
    except life.NotReadyError:
        return _asked(request, election, action, status=422)
    except (RefusedError, WrongTimeError) as error:
        messages.error(request, _("The board refused it: %(reason)s") % {"reason": error})
    else:
        messages.success(request, _("Done: %(state)s.") % {"state": moved.get_state_display()})
    return redirect("election-desk", election.uuid)


def _asked(
    request: HttpRequest, election: Election, action: str, *, unsure: bool = False, status: int
) -> HttpResponse:
    looked = checks.before(election, action)
    values = {
        "election": election,
        "action": action,
        "label": life.NAMES[action],
        "checks": looked,
        "ready": all(check.passed for check in looked if check.binding),
        "irreversible": action in life.IRREVERSIBLE,
        "unsure": unsure,
    }
    return render(request, "voting/step.html", values, status=status)


@login_required
@require_safe
def history(request: HttpRequest, uuid: str) -> HttpResponse:
    """Show who changed what in an election, and when."""
    election = election_or_404(request, uuid, "voting.see_inside")
    of_it = {"election": election.pk}
    rows = [
        election.history.all(),
        Official.history.filter(**of_it),
        Trustee.history.filter(**of_it),
        Agreement.history.filter(**of_it),
        Answer.history.filter(trustee__election=election.pk),
    ]
    told = [change for each in rows for change in changes(each, _SILENT, {})]
    found = sorted(told, key=lambda change: change.at, reverse=True)
    return render(request, "voting/history.html", {"election": election, "changes": found})
