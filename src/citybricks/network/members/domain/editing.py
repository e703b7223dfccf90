"""Write a member's profile, and what is known of it; every change keeps the member."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from citybricks.network.content.collation import folded
from citybricks.network.content.text import Text
from citybricks.network.members.domain import profile, telling
from citybricks.network.members.models import Adoption, Fact, Member, Place, Relation

_PROFILE = ("names", "website", "languages", "population", "population_year", "population_source")
_SOURCED = ("source", "source_url", "quote_date")
_PLAIN: dict[type[Any], tuple[str, ...]] = {
    Fact: ("bound", "value", "unit", "year", *_SOURCED),
    Place: ("kind", "names", "field", "url", *_SOURCED),
    Relation: ("kind", "since", "until", *_SOURCED),
    Adoption: ("brick", "since"),
}
TEXTS: dict[type[Any], tuple[str, ...]] = {
    Fact: ("label", "quote"),
    Place: ("quote",),
    Relation: ("label", "quote"),
    Adoption: ("note",),
}
"""Columns with translations, by kind of row."""
Row = Fact | Place | Relation | Adoption
"""What is known of a member, one thing of it."""


def rows_of(member: Member, kind: type[Any]) -> QuerySet[Any]:
    """Return what is known of a member, of one kind."""
    if kind is Relation:
        found = Relation.objects.filter(Q(a=member) | Q(b=member))
        return found.select_related("a", "b").order_by("since", "pk")
    there: QuerySet[Any] = kind.objects.filter(member=member)
    return there


def profile_given(member: Member) -> dict[str, Any]:
    """Return a profile as its form takes it."""
    given = {name: getattr(member, name) for name in _PROFILE if name != "names"}
    story = {"story": member.story.text}
    if member.story:
        story["language"] = member.story.language
    return given | story | {"fields_": member.fields, "groups": member.groups}


@transaction.atomic
def write_profile(member: Member, given: Mapping[str, Any]) -> Member:
    """Write a profile; groups where they are given."""
    fresh = Member.objects.select_for_update().get(pk=member.pk)
    for name in _PROFILE:
        setattr(fresh, name, given[name])
    fresh.fields = given["fields_"]
    fresh.groups = given.get("groups", fresh.groups)
    fresh.story = rewritten(fresh.story, given["story"], given["language"])
    profile.keep(fresh)
    return fresh


def rewritten(text: Text, said: str, language: str) -> Text:
    """Return a text rewritten; one that was empty begins anew in its language."""
    if not text.text and not text.translations:
        return Text(language=language, text=said)
    return text.rewritten(said, language)


def given_of(member: Member, row: Row) -> dict[str, Any]:
    """Return what is known as its form takes it."""
    given: dict[str, Any] = {name: getattr(row, name) for name in _PLAIN[type(row)]}
    for name in TEXTS[type(row)]:
        text: Text = getattr(row, name)
        given[name] = text.text
        if text.text:
            given.setdefault("language", text.language)
    if isinstance(row, Relation):
        given["other"] = row.other(member).slug
    if given.get("value") is not None:
        given["value"] = f"{given['value']:.15g}"
    return given


@transaction.atomic
def write(member: Member, row: Row, given: Mapping[str, Any]) -> Row:
    """Write what is known, new or not."""
    for name in _PLAIN[type(row)]:
        setattr(row, name, given[name])
    for name in TEXTS[type(row)]:
        setattr(row, name, rewritten(getattr(row, name), given[name], given["language"]))
    if isinstance(row, Relation):
        _relate(member, row, given["other"])
    row.save()
    profile.keep(Member.objects.get(pk=member.pk))
    if isinstance(row, Relation):
        telling.related(row, member)
    return row


def _relate(member: Member, relation: Relation, other: Member) -> None:
    """Set the other side; what one of the two says itself is not what others report."""
    if relation.b_id == member.pk:
        relation.a = other
    else:
        relation.a, relation.b = member, other
    relation.reported = False


def new(member: Member, kind: type[Any]) -> Row:
    """Return an empty row of a member."""
    row: Row = Relation(a=member) if kind is Relation else kind(member=member)
    return row


@transaction.atomic
def remove(member: Member, row: Row) -> None:
    """Take something away that is known of a member."""
    row.delete()
    profile.keep(Member.objects.get(pk=member.pk))


def called(typed: str) -> list[Member]:
    """Return the public members that have a short name, or a name in any language."""
    public = Member.objects.filter(state__in=Member.PUBLIC)
    if found := public.filter(slug=typed.lower()).first():
        return [found]
    wished = folded(typed)
    named = public.only("slug", "names")
    return [one for one in named if wished in map(folded, one.names.values())]


def near(typed: str, most: int = 5) -> list[Member]:
    """Return public members whose names are like what was typed."""
    public = Member.objects.filter(state__in=Member.PUBLIC)
    names = {
        folded(name): one for one in public.only("slug", "names") for name in one.names.values()
    }
    close = get_close_matches(folded(typed[:60]), names, n=most, cutoff=0.5)
    return list(dict.fromkeys(names[name] for name in close))
