"""Split views: kept with the evidence, and told to the secretariat."""

from __future__ import annotations

from typing import Any

import structlog
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from citybricks.methods.ballot.strict_json import Json, dumps, loads
from citybricks.network.notices.domain.notices import register, tell
from citybricks.services.voting.board.domain.heads import SignedHead
from citybricks.services.voting.witness.models import Kind, Split, Watched

log = structlog.get_logger("citybricks.voting")

register("witness.split", _("The board of %(city)s may have lied: %(kind)s"))


def flag(
    watched: Watched,
    kind: Kind,
    first: SignedHead | None,
    second: SignedHead,
    sources: tuple[str, str] = ("", ""),
) -> None:
    """Keep two heads as evidence against a board, and tell the secretariat, once."""
    texts = sorted(dumps((head or second).json()).decode() for head in (first, second))
    said = {"sources": " ".join(one for one in sources if one)}
    split, is_new = Split.objects.get_or_create(
        watched=watched, kind=kind, first=texts[0], second=texts[1], defaults=said
    )
    if not is_new:
        return
    log.error("a board has lied", board=watched.url, kind=str(kind), heads=texts)
    people = get_user_model().objects.filter(is_staff=True, is_active=True)
    told = {"city": watched.city, "kind": str(Kind(kind).label)}
    page = reverse("witness-board", args=[watched.uuid])
    tell(people, "witness.split", told, page, once=f"witness.split:{split.pk}")


def rows_of(split: Split) -> list[tuple[str, Json, Json]]:
    """Return the fields of two heads beside each other."""
    one, other = (loads(text.encode()) for text in (split.first, split.second))
    if not isinstance(one, dict) or not isinstance(other, dict):
        return []
    return [(name, value, other.get(name)) for name, value in one.items()]


def json_of(split: Split) -> dict[str, Json]:
    """Return evidence as programs read it."""
    evidence: dict[str, Any] = {
        "board": split.watched.url,
        "kind": split.kind,
        "found": split.found.isoformat(),
        "heads": [loads(split.first.encode()), loads(split.second.encode())],
        "sources": split.sources.split(),
    }
    return evidence
