"""Trustees and officials of an election."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from citybricks.services.voting.elections.domain import ceremony, officials
from citybricks.services.voting.elections.domain import trustees as rules
from citybricks.services.voting.elections.domain.giving import is_threshold
from citybricks.services.voting.elections.domain.life import EDITABLE
from citybricks.services.voting.elections.domain.officials import OfficeError
from citybricks.services.voting.elections.domain.trustees import TrusteeError
from citybricks.services.voting.elections.forms import OfficialForm, ThresholdForm, TrusteeForm
from citybricks.services.voting.elections.models import Election, Official, Trustee
from citybricks.services.voting.elections.pages.access import editable_or_404, election_or_404
from citybricks.services.voting.elections.vocabulary import TrusteeStep


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def trustees(request: HttpRequest, uuid: str) -> HttpResponse:
    """Show the trustees and what they have done; invite another, whose token is shown once."""
    if request.method != "POST":
        return _trustees(request, election_or_404(request, uuid, "voting.see_inside"))
    election = editable_or_404(request, uuid)
    form = TrusteeForm(request.POST)
    if not form.is_valid():
        return _trustees(request, election, form)
    try:
        trustee, token = rules.invite(election, **form.cleaned_data)
    except TrusteeError as error:
        form.add_error(None, str(error))
        return _trustees(request, election, form)
    return _trustees(request, election, token=(trustee, token))


def _trustees(
    request: HttpRequest,
    election: Election,
    form: TrusteeForm | None = None,
    token: tuple[Trustee, str] | None = None,
) -> HttpResponse:
    rows = [_row(each) for each in election.trustees.prefetch_related("answers")]
    changeable = election.state in EDITABLE and not ceremony.has_begun(election)
    values = {
        "election": election,
        "rows": rows,
        "form": form or TrusteeForm(),
        "threshold": ThresholdForm(initial={"threshold": election.threshold}),
        "token": token,
        "together": is_threshold(election),
        "may_run": request.user.has_perm("voting.run", election),
        "changeable": changeable,
    }
    status = 422 if form and form.errors else 200
    return render(request, "voting/trustees.html", values, status=status)


def _row(trustee: Trustee) -> dict[str, object]:
    step = ceremony.next_step(trustee)
    name = TrusteeStep(step).label if step in TrusteeStep.values else ""
    return {"trustee": trustee, "task": step, "name": name, "answers": trustee.answers.all()}


@login_required
@require_POST
def threshold(request: HttpRequest, uuid: str) -> HttpResponse:
    """Say how many trustees are needed."""
    election = editable_or_404(request, uuid)
    form = ThresholdForm(request.POST)
    try:
        if form.is_valid():
            rules.set_threshold(election, form.cleaned_data["threshold"])
            messages.success(request, _("Saved."))
        else:
            messages.error(request, _("Give a whole number from 1."))
    except TrusteeError as error:
        messages.error(request, str(error))
    return redirect("election-trustees", uuid)


@login_required
@never_cache
@require_POST
def renew(request: HttpRequest, uuid: str, number: int) -> HttpResponse:
    """Give a trustee another token, shown once."""
    election = election_or_404(request, uuid, "voting.run")
    trustee = get_object_or_404(election.trustees, number=number)
    return _trustees(request, election, token=(trustee, rules.renew(trustee)))


@login_required
@require_POST
def dismiss(request: HttpRequest, uuid: str, number: int) -> HttpResponse:
    """Take a trustee away."""
    election = editable_or_404(request, uuid)
    try:
        rules.dismiss(get_object_or_404(election.trustees, number=number))
    except TrusteeError as error:
        messages.error(request, str(error))
    return redirect("election-trustees", uuid)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def office(request: HttpRequest, uuid: str) -> HttpResponse:
    """Show who does what in an election, and give somebody a role."""
    election = election_or_404(request, uuid, "voting.see_inside")
    form = OfficialForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not request.user.has_perm("voting.appoint", election):
            raise Http404
        if form.is_valid():
            try:
                officials.appoint(election, form.cleaned_data["email"], form.cleaned_data["role"])
            except OfficeError as error:
                form.add_error("email", str(error))
            else:
                messages.success(request, _("Saved."))
                return redirect("election-officials", uuid)
    values = {
        "election": election,
        "officials": election.officials.select_related("user"),
        "form": form,
        "may_appoint": request.user.has_perm("voting.appoint", election),
    }
    return render(request, "voting/officials.html", values, status=422 if form.errors else 200)


@login_required
@require_POST
def release(request: HttpRequest, uuid: str, number: int) -> HttpResponse:
    """End somebody's role."""
    election = election_or_404(request, uuid, "voting.appoint")
    try:
        officials.release(get_object_or_404(Official, election=election, pk=number))
    except OfficeError as error:
        messages.error(request, str(error))
    if not request.user.has_perm("voting.see_inside", election):
        return redirect("elections")
    return redirect("election-officials", uuid)
