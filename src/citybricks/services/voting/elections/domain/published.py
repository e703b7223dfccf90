"""What the board of an election says, for its pages: the report, the result, heads, witnesses."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from citybricks.services.voting.board.domain import board
from citybricks.services.voting.board.domain.board import NoBoardError
from citybricks.services.voting.board.domain.reading import latest_of
from citybricks.services.voting.board.models import Board
from citybricks.services.voting.elections.domain.documents import questions_of
from citybricks.services.voting.elections.domain.results import Outcome, outcome
from citybricks.services.voting.elections.models import Election

_MARKS = {"pass": "✓", "fail": "✗", "warn": "!", "skip": "–"}


@dataclass(frozen=True, slots=True)
class Row:
    """A check of the verifier, as a page shows it."""

    id: str
    status: str
    said: str
    evidence: str
    height: int | None

    @property
    def mark(self) -> str:
        """The sign of its status."""
        return _MARKS[self.status]


def index(election: Election) -> dict[str, Any] | None:
    """Return what there is to know of the board at a glance; None when there is none."""
    try:
        return board.index(election.uuid)
    except NoBoardError:
        return None


def report(election: Election) -> dict[str, Any] | None:
    """Return the latest report of the verifier; None until there is one."""
    found = Board.objects.select_related("report").filter(pk=election.uuid).first()
    made = getattr(found, "report", None)
    return json.loads(made.document) if made else None


def latest(election: Election) -> dict[str, Any]:
    """Return the latest head with what witnesses signed."""
    return latest_of(Board.objects.get(pk=election.uuid))


def rows(report: dict[str, Any], language: str) -> list[Row]:
    """Return the checks of a report in the reader's language; what failed first."""
    words = "zh" if language.startswith("zh") else "en"
    found = [
        Row(
            id=each["id"],
            status=each["status"],
            said=each[words],
            evidence=", ".join(f"{name}: {value}" for name, value in each["evidence"].items()),
            height=each["evidence"].get("height"),
        )
        for each in report["checks"]
    ]
    order = ["fail", "warn", "pass", "skip"]
    return sorted(found, key=lambda row: order.index(row.status))


def outcomes(election: Election, report: dict[str, Any] | None) -> list[Outcome]:
    """Return what came out of each question; nothing unless the verifier found it to be true."""
    if report is None or report["verdict"] != "ok" or report["result"] is None:
        return []
    cast = report["counts"]["weight"]
    return [
        outcome(question, found, cast)
        for question, found in zip(questions_of(election), report["result"], strict=True)
    ]
