"""Start an election, and say what it is about."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from citybricks.services.voting.elections.forms import ElectionForm, given_of, write
from citybricks.services.voting.elections.models import Election, Official
from citybricks.services.voting.elections.pages.access import editable_or_404, person
from citybricks.services.voting.elections.vocabulary import Role, State


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form of an election, and take it in as a draft that the person runs."""
    if not request.user.has_perm("voting.create_election"):
        raise Http404
    form = ElectionForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form)
    with transaction.atomic():
        election = write(Election(), form.cleaned_data)
        election.save()
        Official.objects.create(election=election, user=person(request), role=Role.ADMIN)
    messages.success(request, _("The draft is kept. Nobody else sees it."))
    return redirect("election-desk", election.uuid)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, uuid: str) -> HttpResponse:
    """Show the form of an election, filled in, and take it in."""
    election = editable_or_404(request, uuid)
    fixed = election.state != State.DRAFT
    if request.method != "POST":
        return _form(
            request, ElectionForm(initial=given_of(election), fixed=fixed, city=False), election
        )
    form = ElectionForm(request.POST, fixed=fixed, city=False)
    if not form.is_valid():
        return _form(request, form, election)
    write(election, form.cleaned_data).save()
    messages.success(request, _("Saved."))
    return redirect("election-desk", election.uuid)


def _form(
    request: HttpRequest, form: ElectionForm, election: Election | None = None
) -> HttpResponse:
    values = {"form": form, "election": election}
    status = 422 if form.errors else 200
    return render(request, "voting/form.html", values, status=status)
