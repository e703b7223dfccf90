"""Start pupil health for a city."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from citybricks.network.content.text import Text
from citybricks.network.members.domain.people import posts_of
from citybricks.services.schoolhealth.schools.models import City, Post
from citybricks.services.schoolhealth.schools.vocabulary import Role

RESERVED = ("start", "released", "releases", "api", "check-in", "law", "static")
"""Words of addresses, which no city is called here."""


def startable(person: Any) -> dict[str, Any]:
    """Return the member cities that a person administers and that do not run it yet, by slug."""
    if not person.is_authenticated:
        return {}
    held = posts_of(person).filter(role="admin", member__kind="city", member__state="member")
    members = [post.member for post in held.select_related("member")]
    slugs = [member.slug for member in members]
    running = set(City.objects.filter(pk__in=slugs).values_list("pk", flat=True))
    return {
        member.slug: member
        for member in members
        if member.slug not in running and member.slug not in RESERVED
    }


@transaction.atomic
def start(person: Any, slug: str, names: dict[str, str], **chosen: Any) -> City:
    """Start it; the person becomes its administrator.

    Parameters
    ----------
    names
        The city's names by language; the first is the one it goes by.
    **chosen
        Other columns of the city.
    """
    given = {tag: name for tag, name in names.items() if name}
    first = next(iter(given), "en")
    text = Text.of(first, given.pop(first, slug))
    for tag, name in given.items():
        text = text.translated(tag, name)
    city = City.objects.create(slug=slug, names=text, **chosen)
    Post.objects.create(user=person, city=city, role=Role.ADMINISTRATOR)
    return city
