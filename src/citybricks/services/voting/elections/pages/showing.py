"""The elections that a person sees, and one of them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from citybricks.network.content.naming import reader_language
from citybricks.services.voting.elections.domain import officials
from citybricks.services.voting.elections.domain.documents import questions_of
from citybricks.services.voting.elections.domain.questions import Question, in_language
from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.elections.pages.access import election_or_404
from citybricks.services.voting.elections.permissions import visible_to
from citybricks.services.voting.elections.vocabulary import ON_BOARD, OVER, State

_PAGE = 20
_NOW, _SOON = (State.OPEN,), (State.FROZEN,)


@require_safe
def elections(request: HttpRequest) -> HttpResponse:
    """List elections: those that are open, those to come, and the results."""
    found = visible_to(request.user)
    over = found.filter(state__in=OVER).order_by("-closes", "-ulid")
    values = {
        "open": found.filter(state__in=_NOW).order_by("closes"),
        "soon": found.filter(state__in=_SOON).order_by("opens"),
        "drafts": found.exclude(state__in=(*_NOW, *_SOON, *ON_BOARD)),
        "page": Paginator(over, _PAGE).get_page(request.GET.get("page")),
        "may_create": request.user.has_perm("voting.create_election"),
    }
    return render(request, "voting/list.html", values)


@require_safe
def election(request: HttpRequest, uuid: str) -> HttpResponse:
    """Show an election: what it is about, when, how to vote, and what is guaranteed."""
    found = election_or_404(request, uuid)
    return render(request, "voting/election.html", shown(request, found))


def shown(request: HttpRequest, election: Election) -> dict[str, Any]:
    """Return what pages say of an election."""
    language = reader_language()
    return {
        "election": election,
        "questions": [as_read(each, language) for each in questions_of(election)],
        "inside": request.user.has_perm("voting.see_inside", election),
        "roles": officials.roles_of(election, request.user),
        "has_board": election.state in ON_BOARD,
        "is_over": election.state in OVER,
        "trustees": election.trustees.all(),
    }


def as_read(question: Question, language: str) -> dict[str, Any]:
    """Return a question as a reader sees it; words in another language say which."""
    asked, tag = in_language(question.question, language)
    answers = [in_language(each, language) for each in question.answers]
    return {
        "asked": asked,
        "lang": tag if tag != language else "",
        "answers": [(said, its if its != language else "") for said, its in answers],
        "question": question,
    }
