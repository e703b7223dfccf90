"""Search for programs."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema

from citybricks.methods.matching.documents import Kind
from citybricks.network.content.naming import reader_language
from citybricks.network.content.text import Text
from citybricks.network.finding.domain.searching import LONGEST, search

router = Router(tags=["search"])


class FoundSchema(Schema):
    """A thing that was found."""

    key: str
    kind: Literal["brick", "offer", "need", "member"]
    url: str
    title: Text
    summary: Text
    language: str
    """Of the version that fits best, as the snippet is."""
    snippet: str
    score: float
    by_meaning: bool
    """Whether no word is shared."""


Words = Annotated[str, Query(min_length=1, max_length=LONGEST, description="In any language.")]
Kinds = Annotated[list[Kind], Query(default_factory=list, description="Everything by default.")]
Limit = Annotated[int, Query(ge=1, le=100)]


@router.get("/search", response=list[FoundSchema], operation_id="search")
def found(request: HttpRequest, q: Words, kind: Kinds, limit: Limit = 20) -> list[FoundSchema]:
    """Return members, offers, needs and bricks that have the words or mean much the same."""
    del request
    return [
        FoundSchema(
            key=one.key,
            kind=one.kind,  # type: ignore[arg-type] # checked by the schema
            url=one.url,
            title=one.title,
            summary=one.summary,
            language=one.language,
            snippet="".join(part.text for part in one.snippet),
            score=one.score,
            by_meaning=one.by_meaning,
        )
        for one in search(q, reader_language(), kind, limit)
    ]
