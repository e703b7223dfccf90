"""Members as a table (RFC 4180) whose columns the import reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet

from citybricks.network.intake.domain.cells import guarded, line
from citybricks.network.members.models import Member

_BEFORE = ("slug", "kind", "state")
_AFTER = (
    "geonames_id", "ror", "lei", "country", "subdivision", "latitude", "longitude", "time_zone",
    "city", "population", "population_year", "population_source", "website", "fields", "groups",
    "languages", "joined",
)  # fmt: skip
_CHUNK = 500


def many(members: QuerySet[Member]) -> Iterator[str]:
    """Yield the table line by line; names and stories have a column for each language."""
    names, stories = _languages(members)
    texts = [*(f"name:{tag}" for tag in names), *(f"story:{tag}" for tag in stories)]
    yield "\ufeff" + line([*_BEFORE, *texts, *_AFTER])
    for member in members.select_related("city").iterator(chunk_size=_CHUNK):
        yield line(_row(member, names, stories))


def _languages(members: QuerySet[Member]) -> tuple[list[str], list[str]]:
    """Return the languages of names and of stories, in the order in which they turn up."""
    names: dict[str, None] = {}
    stories: dict[str, None] = {}
    for said, story in members.values_list("names", "story").iterator(chunk_size=_CHUNK):
        names |= dict.fromkeys(said)
        if story:
            stories |= dict.fromkeys(story.languages())
    return list(names), list(stories)


def _row(member: Member, names: Sequence[str], stories: Sequence[str]) -> Iterator[str]:
    yield from (guarded(member.slug), member.kind, member.state)
    yield from (guarded(str(member.names.get(tag, ""))) for tag in names)
    versions = member.story.versions()
    yield from (guarded(versions.get(tag, "")) for tag in stories)
    for name in _AFTER:
        yield _cell(getattr(member, name))


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case float() | int():
            return str(value)
        case list():
            return "; ".join(map(str, value))
        case Member():
            return guarded(value.slug)
        case _:
            return guarded(str(value))
