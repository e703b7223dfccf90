"""What remains of talks, session by session, once they are over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Prefetch
from django.utils import timezone

from citybricks.network.content.text import Text
from citybricks.network.gatherings.proceedings.models import Document, Paper
from citybricks.network.gatherings.proceedings.vocabulary import Kind


@dataclass(slots=True)
class Part:
    """A session with what remains of its talks; None: talks outside sessions."""

    session: Any
    talks: list[Any] = field(default_factory=list)


def is_past(talk: Any) -> bool:
    """Whether a talk's session is over, or the gathering where it has no session."""
    now = timezone.now()
    if talk.session is not None and talk.session.end is not None:
        return bool(talk.session.end <= now)
    return has_ended(talk.gathering, now)


def has_ended(gathering: Any, now: datetime | None = None) -> bool:
    """Whether the last day of a gathering is over where it is held."""
    zone = ZoneInfo(gathering.time_zone)
    end = datetime.combine(gathering.last_day, time.max, zone)
    return end < (now or timezone.now())


def is_out(talk: Any) -> bool:
    """Whether everybody may see what remains of a talk."""
    if talk.standing == "cancelled" or not is_past(talk):
        return False
    paper = Paper.objects.filter(pk=talk.pk).only("is_shown").first()
    return paper is None or paper.is_shown


def of_gathering(gathering: Any) -> list[Part]:
    """Return the sessions that are over with their talks, in the order of the programme."""
    documents = Document.objects.defer("content")
    rows = (
        gathering.talks.exclude(standing="cancelled")
        .select_related("session", "track", "paper", "gathering")
        .prefetch_related("speaking__speaker", Prefetch("paper__documents", queryset=documents))
    )
    parts: dict[Any, Part] = {}
    for talk in sorted(rows, key=_order):
        if is_past(talk) and getattr(getattr(talk, "paper", None), "is_shown", True):
            parts.setdefault(talk.session_id, Part(talk.session)).talks.append(talk)
    return list(parts.values())


def _order(talk: Any) -> tuple[str, str, int, str]:
    session = talk.session
    start = session.start.isoformat() if session is not None and session.start else "9"
    return (start, talk.session_id or "~", talk.position, talk.pk)


def paper_of(talk: Any) -> Paper:
    """Return what remains of a talk, made when there is nothing yet."""
    values = {"demonstration": talk.demonstration}
    return Paper.objects.get_or_create(pk=talk.pk, defaults=values)[0]


def documents_of(talk: Any) -> list[Document]:
    """Return the files of a talk without their content."""
    return list(Document.objects.filter(paper=talk.pk).defer("content"))


def abstract_of(talk: Any) -> Text:
    """Return the abstract of the proceedings, or that of the programme."""
    paper = getattr(talk, "paper", None)
    text: Text = paper.abstract if paper is not None and paper.abstract else talk.abstract
    return text


def may_be_watched(documents: Iterable[Document]) -> bool:
    """Whether a video is shown: it has captions (WCAG 2.2, 1.2.2)."""
    kinds = {one.kind for one in documents}
    return Kind.VIDEO in kinds and Kind.CAPTIONS in kinds


def to_write(user: Any, gathering: Any) -> list[Any]:
    """Return the talks of a gathering that a person gives."""
    if not user.is_authenticated:
        return []
    return list(gathering.talks.filter(speakers__user=user).distinct())
