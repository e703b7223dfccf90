"""What was handed in for a call, as a table and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from citybricks.network.gatherings.calls.domain import offering, reviewing
from citybricks.network.gatherings.calls.models import Call, Proposal
from citybricks.network.intake.domain.cells import guarded, line

KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
_COLUMNS = (
    "id", "state", "track", "format", "minutes", "attendance", "language", "title:zh-Hans",
    "title:en", "abstract:zh-Hans", "abstract:en", "interpretation", "people", "e-mail", "members",
    "time_zones", "reviews", "mean", "normalised", "spread", "submitted", "programme",
)  # fmt: skip


def written(call: Call, extension: str) -> str:
    """Return the proposals of a call as a file."""
    rows = list(_records(call))
    if extension == "json":
        named = {"call": call.pk, "kind": call.kind, "proposals": rows}
        return json.dumps(named, ensure_ascii=False, indent=1)
    table = [line(_COLUMNS), *(line(_cells(row)) for row in rows)]
    return "\ufeff" + "".join(table)


def _records(call: Call) -> Iterator[dict[str, Any]]:
    proposals = reviewing.handed_in(call)
    ranks = reviewing.ranks(call, proposals)
    for one in proposals:
        rank = ranks.get(one.pk)
        yield {
            "id": one.pk,
            "state": one.state,
            "track": one.track,
            "format": one.format,
            "minutes": offering.minutes_of(call, one.format),
            "attendance": one.attendance,
            "language": one.language,
            "title": one.title.versions(),
            "abstract": one.abstract.versions(),
            "interpretation": one.interpretation,
            "notes": one.notes,
            "people": _people(one),
            "reviews": rank.reviews if rank else 0,
            "mean": round(rank.mean, 3) if rank else None,
            "normalised": round(rank.normalised, 3) if rank else None,
            "spread": round(rank.spread, 3) if rank else None,
            "submitted": one.submitted.isoformat() if one.submitted else None,
            "programme": one.taken,
        }


def _people(proposal: Proposal) -> list[dict[str, Any]]:
    return [
        {
            "role": one.role,
            "name": one.name,
            "email": one.email,
            "organisation": one.organisation,
            "member": one.member.slug if one.member else None,
            "time_zone": one.time_zone,
            "unsuitable": one.unsuitable,
            "answer": one.answer,
        }
        for one in proposal.speakers.all()
    ]


def _cells(row: dict[str, Any]) -> Iterator[str]:
    people = row["people"]
    several = {
        "people": [one["name"] for one in people],
        "e-mail": [one["email"] for one in people],
        "members": [one["member"] or "" for one in people],
        "time_zones": [one["time_zone"] for one in people],
        "interpretation": row["interpretation"],
    }
    for name in _COLUMNS:
        text, _colon, tag = name.partition(":")
        if tag:
            yield guarded(row[text].get(tag, ""))
        elif name in several:
            yield guarded("; ".join(several[name]))
        else:
            yield guarded("" if row[name] is None else str(row[name]))
