"""The questions of an election."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from citybricks.services.voting.elections.domain.documents import questions_of
from citybricks.services.voting.elections.domain.questions import MOST_QUESTIONS
from citybricks.services.voting.elections.forms import QuestionForm, given_of_question
from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.elections.pages.access import editable_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, uuid: str) -> HttpResponse:
    """Show the form of a question, and put it behind the others."""
    election = editable_or_404(request, uuid)
    if len(election.questions) >= MOST_QUESTIONS:
        messages.error(
            request, _("There are %(most)s questions, and no more.") % {"most": MOST_QUESTIONS}
        )
        return redirect("election-desk", uuid)
    return _asked(request, election, len(election.questions), None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, uuid: str, number: int) -> HttpResponse:
    """Show the form of a question, filled in, and take it in."""
    election = editable_or_404(request, uuid)
    place = _place(election, number)
    return _asked(request, election, place, given_of_question(questions_of(election)[place]))


def _asked(
    request: HttpRequest, election: Election, place: int, given: dict[str, object] | None
) -> HttpResponse:
    rules: dict[str, Any] = {"group": election.group, "weighted": election.weighted}
    if request.method != "POST":
        form = QuestionForm(initial=given or {}, **rules)
    else:
        form = QuestionForm(request.POST, **rules)
        if form.is_valid():
            election.questions[place : place + 1] = [form.cleaned_data["made"].kept()]
            election.save()
            messages.success(request, _("Saved."))
            return redirect("election-desk", election.uuid)
    values = {"form": form, "election": election, "number": place + 1, "is_new": given is None}
    return render(request, "voting/question.html", values, status=422 if form.errors else 200)


@login_required
@require_POST
def remove(request: HttpRequest, uuid: str, number: int) -> HttpResponse:
    """Take a question away."""
    election = editable_or_404(request, uuid)
    del election.questions[_place(election, number)]
    election.save()
    messages.success(request, _("The question is removed."))
    return redirect("election-desk", uuid)


@login_required
@require_POST
def move(request: HttpRequest, uuid: str, number: int) -> HttpResponse:
    """Put a question before the one above it."""
    election = editable_or_404(request, uuid)
    place = _place(election, number)
    if place:
        rows = election.questions
        rows[place - 1], rows[place] = rows[place], rows[place - 1]
        election.save()
    return redirect("election-desk", uuid)


def _place(election: Election, number: int) -> int:
    if not 1 <= number <= len(election.questions):
        raise Http404
    return number - 1
