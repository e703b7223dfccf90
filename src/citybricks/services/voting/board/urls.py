"""Addresses of boards: the API at /voting/api/elections/, and pages at /voting/{uuid}/."""

from django.urls import path

from citybricks.services.voting.board.domain.verifier import NAME
from citybricks.services.voting.board.pages import dispute, reading, timeline, writing

_API = "api/elections/<str:uuid>"

urlpatterns = [
    path(NAME, reading.verifier, name="verifier"),
    path(_API, reading.index, name="board-index"),
    path(f"{_API}/election", reading.part, {"name": "election"}, name="board-election"),
    path(f"{_API}/trustees", reading.part, {"name": "trustees"}, name="board-trustees"),
    path(f"{_API}/credentials", reading.part, {"name": "credentials"}, name="board-credentials"),
    path(f"{_API}/ballots", writing.ballots_of, name="board-ballots"),
    path(f"{_API}/ballot/<path:tracker>", reading.ballot, name="board-ballot"),
    path(f"{_API}/archive.bel", reading.archive, name="board-archive"),
    path(f"{_API}/heads", reading.heads, name="board-heads"),
    path(f"{_API}/heads/latest", reading.latest, name="board-latest"),
    path(f"{_API}/heads/<int:height>/witness", writing.witness, name="board-witness"),
    path(f"{_API}/report", reading.report, name="board-report"),
    path(f"{_API}/spoil", writing.spoiled, name="board-spoiled"),
    path(f"{_API}/complaints", writing.complaints_of, name="board-complaints"),
    path("<str:uuid>/board/", timeline.timeline, name="board"),
    path("<str:uuid>/dispute/", dispute.dispute, name="board-dispute"),
    path("<str:uuid>/dispute/complain/", dispute.complain, name="board-complain"),
    path("<str:uuid>/dispute/<str:ulid>/answer/", dispute.answer, name="board-answer"),
]
