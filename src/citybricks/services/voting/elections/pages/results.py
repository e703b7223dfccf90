"""The result of an election, with every check of the verifier, and how to check it oneself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from citybricks.network.content.naming import reader_language
from citybricks.services.voting.board.domain import verifier
from citybricks.services.voting.elections.domain import published, secrecy
from citybricks.services.voting.elections.domain.questions import GRADES, Method, in_language
from citybricks.services.voting.elections.domain.results import Outcome
from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.elections.pages.access import election_or_404
from citybricks.services.voting.elections.pages.showing import as_read, shown
from citybricks.services.voting.elections.vocabulary import ON_BOARD
from citybricks.services.voting.roll.domain import commitment, turnout
from citybricks.types import Table
from citybricks.views import Chart, Page

COUNTED = {
    Method.PLURALITY: gettext_noop("Number of votes"),
    Method.APPROVAL: gettext_noop("Approvals"),
    Method.SCORE: gettext_noop("Number of votes"),
    Method.SCHULZE: gettext_noop("Duels won"),
    Method.STV: gettext_noop("First preferences"),
    Method.MAJORITY_JUDGMENT: gettext_noop("Ballots with the middle grade or better"),
}
"""What the numbers of a method count."""
_ANSWER, _CHART = gettext_noop("Given answer"), gettext_noop("Votes by answer")


@require_safe
def results(request: HttpRequest, uuid: str) -> HttpResponse:
    """Show the result, turnout, checks, the head of the board, and downloads."""
    election = election_or_404(request, uuid)
    if election.state not in ON_BOARD:
        raise Http404
    language = reader_language()
    report = published.report(election)
    board = published.index(election)
    values = shown(request, election) | {
        "report": report,
        "board": board,
        "rows": published.rows(report, language) if report else [],
        "outcomes": [told(each, language) for each in published.outcomes(election, report)],
        "turnout": turnout.of(election),
        "roll": commitment.of(election),
        "latest": published.latest(election) if board else None,
        "command": command(election),
        "verifier": {"name": verifier.NAME, "sha256": verifier.digest()},
    }
    return render(request, "voting/results.html", values)


def command(election: Election) -> str:
    """Return the commands with which anybody checks the election on a machine of their own."""
    origin, name = settings.ENVIRONMENT.origin, f"{election.uuid}.bel"
    return "\n".join(
        (
            "pip install gmpy2 pynacl",
            f"curl -O {origin}{reverse('verifier')}",
            f"curl -o {name} {origin}{reverse('board-archive', args=[election.uuid])}",
            f"python3 {verifier.NAME} {name}",
        )
    )


def told(found: Outcome, language: str) -> dict[str, Any]:
    """Return an outcome as a reader sees it, with its chart."""
    question = found.question
    total = sum(found.numbers)
    winners, tied = set(found.seats.elected), set(found.seats.tied)
    answers = [in_language(each, language) for each in question.answers]
    grades = found.notes.get("grades")
    lines = [
        {
            "said": said,
            "lang": tag if tag != language else "",
            "number": number,
            "share": 100 * number / total if total else None,
            "wins": place in winners,
            "tied": place in tied,
            "grade": _grade(grades[place], language) if grades else "",
        }
        for place, ((said, tag), number) in enumerate(zip(answers, found.numbers, strict=True))
    ]
    if found.levels:
        order = [place for level in found.levels for place in level]
        lines = [lines[place] for place in order]
    return as_read(question, language) | {
        "method": Method(question.method).label,
        "lines": lines,
        "counted": _(COUNTED[Method(question.method)]),
        "shares": question.method in (Method.PLURALITY, Method.SCORE, Method.STV),
        "outcome": found,
        "ties": _named(found.notes.get("ties", ()), answers),
        "worse": _named(found.notes.get("worse", ()), answers),
        "mean": _number(found.notes.get("mean")),
        "median": _number(found.notes.get("median")),
        "chart": chart(lines, question.method, language),
        "unanimous": secrecy.unanimous(list(found.numbers), total),
    }


def _named(places: Iterable[int], answers: Sequence[tuple[str, str]]) -> str:
    return _(", ").join(answers[place][0] for place in places)


def _grade(middle: int | None, language: str) -> str:
    return in_language(GRADES[middle - 1], language)[0] if middle else ""


def _number(value: Any) -> str:
    return "" if value is None else f"{float(value):.4g}"


def chart(lines: list[dict[str, Any]], method: str, language: str) -> str:
    """Draw the numbers of a question as bars, with their data as a table."""
    number = COUNTED[Method(method)]
    frame = pd.DataFrame(
        {_ANSWER: [line["said"] for line in lines], number: [line["number"] for line in lines]}
    )
    bars = Chart(Table[Any](frame), x=_ANSWER, y=number, kind="bar", title=_CHART)
    return Page(bars).still(_, language)
