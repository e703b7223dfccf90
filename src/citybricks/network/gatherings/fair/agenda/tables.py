"""Agendas and outcomes as tables to take home."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse

from citybricks.network.gatherings.fair.agenda.outcomes import outcomes_of
from citybricks.network.gatherings.fair.domain.publishing import placed
from citybricks.network.gatherings.fair.models import Fair, Outcome
from citybricks.network.intake.domain.cells import guarded, line

AGENDA = (
    "participant", "name", "start_event", "end_event", "zone_event", "start_own", "zone_own",
    "table", "place", "online", "with", "answer", "state", "request",
)  # fmt: skip
OUTCOME = (
    "outcome", "meeting", "start", "people", "told_by", "member", "next_step", "by_when", "value",
    "agreement", "link", "words", "language", "told",
)  # fmt: skip
Row = dict[str, str]


def agendas(fair: Fair) -> HttpResponse:
    """Send everybody's agenda as CSV, on the clock of the event and on their own."""
    rows = sorted(_appointments(fair), key=lambda row: (row["name"], row["start_event"]))
    return _sent(_csv(AGENDA, rows), f"{fair.gathering.slug}-agendas.csv", "text/csv")


def _appointments(fair: Fair) -> Iterable[Row]:
    zone = fair.gathering.time_zone
    for meeting in placed(fair):
        seats = list(meeting.seats.all())
        start, end = (
            instant.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")
            for instant in (meeting.slot.start, meeting.slot.end)
        )
        for seat in seats:
            one = seat.participant
            own = meeting.slot.start.astimezone(ZoneInfo(one.time_zone))
            others = (other.participant.name for other in seats if other.pk != seat.pk)
            yield {
                "participant": one.pk,
                "name": one.name,
                "start_event": start,
                "end_event": end,
                "zone_event": zone,
                "start_own": own.isoformat(timespec="minutes"),
                "zone_own": one.time_zone,
                "table": str(meeting.table or ""),
                "place": fair.place(meeting.table),
                "online": "yes" if meeting.table is None else "no",
                "with": "; ".join(others),
                "answer": seat.answer,
                "state": meeting.state,
                "request": meeting.request_id,
            }


def outcomes(fair: Fair, kind: str) -> HttpResponse:
    """Send what came of the meetings.

    Parameters
    ----------
    kind
        ``csv`` or ``json``.
    """
    rows = [_outcome(one) for one in outcomes_of(fair)]
    name = f"{fair.gathering.slug}-outcomes.{kind}"
    if kind == "json":
        content = json.dumps({"outcomes": rows}, ensure_ascii=False, indent=1).encode()
        return _sent(content, name, "application/json")
    return _sent(_csv(OUTCOME, rows), name, "text/csv")


def _outcome(one: Outcome) -> Row:
    member: Any = one.participant.member
    return {
        "outcome": one.pk,
        "meeting": one.meeting_id,
        "start": one.meeting.slot.start.isoformat(timespec="minutes"),
        "people": "; ".join(seat.participant.name for seat in one.meeting.seats.all()),
        "told_by": one.participant.name,
        "member": member.slug if member else "",
        "next_step": one.next_step,
        "by_when": one.by_when.isoformat() if one.by_when else "",
        "value": one.value,
        "agreement": one.kind,
        "link": one.link,
        "words": one.words,
        "language": one.language,
        "told": one.told.isoformat(timespec="seconds"),
    }


def _csv(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    lines = [columns, *([row[name] for name in columns] for row in rows)]
    return ("\ufeff" + "".join(line(map(guarded, each)) for each in lines)).encode()


def _sent(content: bytes, name: str, kind: str) -> HttpResponse:
    charset = "; charset=utf-8" if kind == "text/csv" else ""
    answer = HttpResponse(content, content_type=kind + charset)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
