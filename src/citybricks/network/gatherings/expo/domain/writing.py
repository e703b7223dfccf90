"""Write a booth from what forms have checked; keep what searches look in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from citybricks.methods.matching.languages import simplified
from citybricks.network.content.collation import folded
from citybricks.network.content.text import Text
from citybricks.network.gatherings.expo.domain.texts import READ, given_of, written
from citybricks.network.gatherings.expo.models import Attendant, Booth
from citybricks.network.gatherings.expo.vocabulary import Shows
from citybricks.network.vocabulary import FIELDS

TEXTS = ("title", "summary", "description")
_MOST_WORDS = 20_000


@transaction.atomic
def make(gathering: Any, given: Mapping[str, Any]) -> Booth:
    """Make a booth for a member, or for an organisation that is named."""
    booth = Booth(gathering=gathering, size=given["size"], theme=given.get("theme", ""))
    _exhibit(booth, given)
    keep(booth)
    if given.get("email"):
        name = given.get("contact") or str(given["email"]).partition("@")[0]
        Attendant.objects.create(booth=booth, email=given["email"], name=name, edits=True)
    return booth


def _exhibit(booth: Booth, given: Mapping[str, Any]) -> None:
    """Write whose booth it is."""
    booth.member = given.get("member")
    if booth.member is None:
        language = given.get("language") or "en"
        booth.organisation = written(booth.organisation, given, "organisation", language)
        booth.country = given.get("country", "")
    else:
        booth.organisation = named(booth.member)
        booth.country = booth.member.country


def named(member: Any) -> Text:
    """Return a member's name as a text."""
    names = {tag: name for tag, name in member.names.items() if name}
    language = "en" if "en" in names or not names else next(iter(names))
    others = {tag.replace("-", "_"): name for tag, name in names.items() if tag != language}
    return Text.of(language, names.get(language, member.slug), **others)


@transaction.atomic
def rewrite(booth: Booth, given: Mapping[str, Any], by: str = "") -> Booth:
    """Write what an exhibitor says of a booth."""
    fresh = Booth.objects.select_for_update(of=("self",)).get(pk=booth.pk)
    for name in TEXTS:
        text = written(getattr(fresh, name), given, name, given["language"], by)
        setattr(fresh, name, text)
    if fresh.member_id is None:
        _exhibit(fresh, given)
    for name in ("theme", "website", "languages"):
        setattr(fresh, name, given[name])
    fresh.fields = given["fields_"]
    keep(fresh)
    return fresh


def given_texts(booth: Booth) -> dict[str, Any]:
    """Return a booth as its form takes it."""
    given: dict[str, Any] = {
        name: getattr(booth, name) for name in ("theme", "website", "languages")
    }
    for name in (*TEXTS, "organisation"):
        given |= given_of(getattr(booth, name), name)
    language = booth.title.language if booth.title else None
    told = {"fields_": booth.fields, "country": booth.country}
    return given | told | ({"language": language} if language in READ else {})


def keep(booth: Booth) -> Booth:
    """Write a booth, with what searches look in."""
    booth.words = words_of(booth)
    booth.save()
    return booth


def words_of(booth: Booth) -> str:
    """Return what searches look in: every text in every language, without case and accents."""
    texts = (booth.organisation, booth.title, booth.summary, booth.description)
    said = [version for text in texts for version in text.versions().values()]
    said += [name for key in booth.fields for name in FIELDS.names(key).values()]
    return searched(" \n".join(said))[:_MOST_WORDS]


def searched(text: str) -> str:
    """Return a text as searches compare it; Chinese is simplified."""
    return folded(simplified(text))


def tell_shows(booth: Booth) -> None:
    """Note what a booth shows, by which visitors look for booths."""
    booth.shows = list(_shows(booth))
    Booth.objects.filter(pk=booth.pk).update(shows=booth.shows, words=words_of(booth))


def _shows(booth: Booth) -> Iterable[str]:
    there = {
        Shows.BRICK: booth.tools.exists(),
        Shows.OFFER: bool(booth.offers),
        Shows.VIDEO: booth.videos.exists(),
        Shows.DOCUMENT: booth.documents.exists(),
        Shows.MODEL: hasattr(booth, "model"),
    }
    return (str(kind) for kind, is_there in there.items() if is_there)
