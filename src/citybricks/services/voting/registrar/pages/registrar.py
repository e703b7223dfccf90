"""The registrar officer's page: make credentials, hand them out, replace those that are lost."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from citybricks.services.voting.elections.domain.credentials import CredentialsError
from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.elections.pages.access import named_or_404
from citybricks.services.voting.elections.vocabulary import State
from citybricks.services.voting.registrar.domain import (
    authority,
    handing,
    making,
    public,
    reissuing,
    sealing,
)
from citybricks.services.voting.registrar.domain import revocations as log
from citybricks.services.voting.registrar.domain.making import MakingError
from citybricks.services.voting.registrar.domain.reissuing import Reason, ReissueError
from citybricks.services.voting.registrar.domain.sealing import (
    WeakPassphraseError,
    WrongPassphraseError,
)
from citybricks.services.voting.registrar.models import Registration
from citybricks.services.voting.registrar.pages.access import (
    ACT,
    address_of,
    registration_of,
    registration_or_404,
)
from citybricks.services.voting.roll.domain import commitment, electors
from citybricks.services.voting.roll.pages.access import said

_JOURNAL = 50
_MAKING = {
    "state": gettext_lazy("The election does not wait for credentials now."),
    "made": gettext_lazy("Its credentials are made already."),
    "nobody": gettext_lazy("Nobody on the roll votes online."),
    "spares": gettext_lazy("So many spare credentials are not allowed."),
}
DEEDS = {
    "make": gettext_lazy("Credentials made"),
    "letters": gettext_lazy("Letters made"),
    "table": gettext_lazy("Table for a printer made"),
    "mail": gettext_lazy("Mails sent"),
    "confirm": gettext_lazy("Arrival confirmed"),
    "again": gettext_lazy("Put back, as they did not arrive"),
    "reissue": gettext_lazy("Credential replaced"),
}
"""What stands in the journal, as people read it."""


@login_required
@require_safe
@never_cache
def registrar(request: HttpRequest, uuid: str) -> HttpResponse:
    """Show where the credentials of an election stand."""
    election = named_or_404(request, uuid, ACT)
    return _shown(request, election)


def _shown(
    request: HttpRequest, election: Election, refusal: str = "", status: int = 200
) -> HttpResponse:
    made = registration_of(election)
    count = electors.of(election).count()
    values: dict[str, Any] = {
        "election": election,
        "refusal": refusal,
        "given": {name: request.POST.get(name, "") for name in ("spares", "voter", "reason")},
        "may_make": made is None and election.state == State.REGISTRAR,
        "voters": count,
        "most_spares": making.most_spares(count),
        "spares": max(1, count // 50) if count else 0,
        "least": sealing.LEAST,
        "made": made,
        "is_single": authority.is_single(),
        "counts": public.counts(election.uuid),
    }
    if made is not None:
        values |= _handed(election, made)
    return render(request, "voting_registrar/registrar.html", values, status=status)


def _handed(election: Election, made: Registration) -> dict[str, Any]:
    batches = (
        handing.unconfirmed(made).order_by("batch").values("batch").annotate(count=Count("pk"))
    )
    return {
        "waiting": handing.waiting(made).count(),
        "batches": list(batches),
        "letters": handing.LETTERS,
        "mails": handing.MAILS,
        "reasons": Reason.choices,
        "may_reissue": election.state in reissuing.POSSIBLE,
        "may_discard": election.state == State.REGISTRAR,
        "deeds": [
            {"what": DEEDS[one.what], "count": one.count, "by": one.by, "at": one.at}
            for one in made.deeds.all()[:_JOURNAL]
        ],
    }


@login_required
@require_POST
@sensitive_post_parameters("passphrase", "again")
@sensitive_variables("passphrase")
def make(request: HttpRequest, uuid: str) -> HttpResponse:
    """Make the credentials."""
    election = named_or_404(request, uuid, ACT)
    passphrase, spares = request.POST.get("passphrase", ""), request.POST.get("spares", "")
    if passphrase != request.POST.get("again", ""):
        return _shown(request, election, _("The two passphrases differ."), 422)
    if not spares.isdecimal() or len(spares) > 6:  # noqa: PLR2004 - digits of a large number
        return _shown(request, election, _("The number of spare credentials is a number."), 422)
    try:
        made = making.make(election, passphrase, int(spares), address_of(request))
    except WeakPassphraseError:
        least = _("The passphrase has to have at least %(least)s characters.")
        return _shown(request, election, least % {"least": sealing.LEAST}, 422)
    except MakingError as error:
        return _shown(request, election, str(_MAKING[error.code]), 422)
    except CredentialsError as error:
        return _shown(request, election, str(error), 422)
    told = _("%(voters)s credentials and %(spares)s spare ones are made.")
    messages.success(request, told % {"voters": made.voters, "spares": made.spares})
    return redirect("voting-registrar", uuid)


@login_required
@require_POST
def discard(request: HttpRequest, uuid: str) -> HttpResponse:
    """Let go of credentials before the election goes on; letters that were sent are void."""
    election = named_or_404(request, uuid, ACT)
    registration_or_404(election)
    try:
        making.discard(election)
    except MakingError as error:
        return _shown(request, election, str(_MAKING[error.code]), 422)
    messages.success(request, _("The credentials are gone; make others."))
    return redirect("voting-registrar", uuid)


@login_required
@require_POST
@sensitive_post_parameters("passphrase")
@sensitive_variables("passphrase")
def reissue(request: HttpRequest, uuid: str) -> HttpResponse:
    """Revoke a voter's credential and give them another."""
    election = named_or_404(request, uuid, ACT)
    registration_or_404(election)
    voter, reason = request.POST.get("voter", ""), request.POST.get("reason", "")
    passphrase = request.POST.get("passphrase", "")
    try:
        reissuing.reissue(election, voter, reason, passphrase, address_of(request))
    except ReissueError as error:
        return _shown(request, election, said(error), 422)
    except WrongPassphraseError:
        return _shown(request, election, _("The passphrase is another."), 422)
    messages.success(
        request, _("The old credential is revoked. The letter with the new one waits below.")
    )
    return redirect("voting-registrar", uuid)


@require_safe
def electorate(request: HttpRequest, uuid: str) -> HttpResponse:
    """Show everybody what is published of roll and credentials, with the log of revocations."""
    election = named_or_404(request, uuid, "voting.see")
    values = {
        "election": election,
        "counts": public.counts(election.uuid),
        "commitment": commitment.of(election),
        "revoked": [
            {"credential": one.public, "reason": Reason(one.reason).label, "at": one.at}
            for one in log.of(election.uuid)
        ],
    }
    return render(request, "voting_registrar/electorate.html", values)


@require_safe
def revocations(request: HttpRequest, uuid: str) -> JsonResponse:
    """Give the same for programs, of any origin."""
    election = named_or_404(request, uuid, "voting.see")
    document = public.document(election.uuid) | {"roll": commitment.of(election).document()}
    response = JsonResponse(document, json_dumps_params={"ensure_ascii": False})
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
