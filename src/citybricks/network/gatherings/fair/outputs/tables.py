"""Requests and plans as CSV, XLSX and JSON."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

from citybricks.network.gatherings.fair.domain.importing import COLUMNS
from citybricks.network.gatherings.fair.domain.publishing import placed
from citybricks.network.gatherings.fair.models import Fair, Meeting
from citybricks.network.intake.domain.cells import guarded, line

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
PLAN = (
    "request", "state", "start", "end", "table", "place", "online", "locked", "people", "answers",
)  # fmt: skip
REFUSED = ("request", "people", "code", "reason_en", "reason_zh")
Rows = list[dict[str, Any]]


def requests(fair: Fair) -> HttpResponse:
    """Send all requests as the table that can be taken in again."""
    rows: list[Sequence[str]] = [COLUMNS]
    for one in fair.requests.select_related("asker", "asked", "third", "fourth"):
        people = [_called(who) if who else "" for who in (one.asker, one.asked, one.third,
                                                         one.fourth)]  # fmt: skip
        score = "" if one.score is None else f"{one.score:.3f}"
        rows.append([*people, str(one.priority), one.reason, score, one.state])
    return _sent(_csv(rows), f"{fair.gathering.slug}-requests.csv", "csv")


def _called(person: Any) -> str:
    return str(person.email or person.pk)


def plan(fair: Fair, kind: str) -> HttpResponse:
    """Send the plan and the reasons of refusals.

    Parameters
    ----------
    kind
        One of `KINDS`; as CSV the meetings alone.
    """
    name = f"{fair.gathering.slug}-meetings.{kind}"
    meetings = _meetings(fair)
    if kind == "csv":
        return _sent(_csv(_lines(PLAN, meetings)), name, kind)
    refused = _refused(fair)
    if kind == "json":
        said = {"figures": fair.figures, "meetings": meetings, "refusals": refused}
        return _sent(json.dumps(said, ensure_ascii=False, indent=1).encode(), name, kind)
    return _sent(_xlsx({"meetings": (PLAN, meetings), "refusals": (REFUSED, refused)}), name, kind)


def _meetings(fair: Fair) -> Rows:
    return [_meeting(fair, one) for one in placed(fair)]


def _meeting(fair: Fair, one: Meeting) -> dict[str, Any]:
    seats = list(one.seats.all())
    return {
        "request": one.request_id,
        "state": one.state,
        "start": one.slot.start.isoformat(),
        "end": one.slot.end.isoformat(),
        "table": one.table,
        "place": fair.place(one.table),
        "online": one.table is None,
        "locked": one.locked,
        "people": "; ".join(seat.participant.name for seat in seats),
        "answers": "; ".join(seat.answer for seat in seats),
    }


def _refused(fair: Fair) -> Rows:
    found = fair.refusals.select_related("request__asker", "request__asked")
    return [
        {
            "request": one.request_id,
            "people": f"{one.request.asker.name}; {one.request.asked.name}",
            "code": one.code,
            "reason_en": one.why.shown("en").text,
            "reason_zh": one.why.shown("zh-Hans").text,
        }
        for one in found
    ]


def _lines(columns: Sequence[str], rows: Rows) -> Iterable[Sequence[str]]:
    yield columns
    for row in rows:
        yield ["" if row[name] is None else str(row[name]) for name in columns]


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    return ("\ufeff" + "".join(line(map(guarded, row)) for row in rows)).encode()


def _xlsx(sheets: dict[str, tuple[Sequence[str], Rows]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for title, (columns, rows) in sheets.items():
        sheet = book.create_sheet(title)
        for row in _lines(columns, rows):
            sheet.append([guarded(cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sent(content: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=KINDS[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
