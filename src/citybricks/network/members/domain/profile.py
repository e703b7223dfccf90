"""Keep a member: its row, and how it is found."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.urls import reverse

from citybricks.methods.matching.documents import Document, Facets, Item
from citybricks.network.content.text import Text, Translation
from citybricks.network.finding.domain.entries import drop, put
from citybricks.network.members.models import Member
from citybricks.network.vocabulary import FIELDS


@transaction.atomic
def keep(member: Member) -> None:
    """Save a member; the search index follows."""
    member.save()
    if member.is_public:
        put(
            item_of(member),
            url=reverse("member", args=[member.slug]),
            title=names_of(member),
            summary=member.story,
        )
    else:
        drop(key_of(member))


def key_of(member: Member) -> str:
    """Return what a member is found by."""
    return f"member:{member.slug}"


def names_of(member: Member) -> Text:
    """Return a member's names as one text, the English one as its original."""
    names = dict(member.names)
    original = "en" if "en" in names else next(iter(names), "en")
    others = {tag: Translation(text=name) for tag, name in names.items() if tag != original}
    return Text(language=original, text=names.get(original, member.slug), translations=others)


def item_of(member: Member) -> Item:
    """Return a member as matching knows it."""
    return Item(
        key=key_of(member),
        kind="member",
        owner=member.slug,
        documents=tuple(_documents(member)),
        facets=Facets(
            targets=frozenset(code for key in member.fields for code in FIELDS.targets(key)),
            fields=frozenset(member.fields),
            countries=frozenset({member.country} - {""}),
            languages=frozenset(member.languages),
        ),
    )


def _documents(member: Member) -> Iterator[Document]:
    """Yield what a member is called and says of itself, by language."""
    stories = member.story.versions()
    for tag in dict.fromkeys([*member.names, *stories]):
        name = member.name_in(tag)
        between = "；" if tag.startswith(("zh", "ja")) else "; "
        works = between.join(FIELDS.name(key, tag) for key in member.fields)
        story = stories.get(tag, "")
        yield Document(
            key=f"{key_of(member)}:{tag}", language=tag, title=name, summary=works, body=story
        )
