"""Write a listing from what a form has checked; translate it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from citybricks.network.content.text import Kind, Text
from citybricks.network.exchange.domain import quality
from citybricks.network.exchange.domain.keeping import keep
from citybricks.network.exchange.domain.life import MissingError
from citybricks.network.exchange.models import Listing
from citybricks.network.exchange.vocabulary import OPEN, Side, State
from citybricks.network.life import NotPossibleError
from citybricks.network.members.models import Member, User

TEXTS = ("title", "summary", "description", "advantages")
_VALUES = (
    "type", "trl", "rights", "partnerships", "regions", "languages", "sdg", "bricks",
    "occupations", "budget", "evidence", "expires",
)  # fmt: skip
_TITLES = {"title_zh": "zh-Hans", "title_en": "en"}
EDITABLE = (State.DRAFT, State.CHECKING, *OPEN)
"""States in which a listing can be written."""


def draft(member: Member, author: User | None, given: Mapping[str, Any]) -> Listing:
    """Start an offer or a need from what a form has checked."""
    listing = Listing(side=Side(given["side"]), member=member, author=author)
    return rewrite(listing, given)


@transaction.atomic
def rewrite(listing: Listing, given: Mapping[str, Any]) -> Listing:
    """Write what a form has checked to a listing; what is published has to stay complete.

    Raises
    ------
    NotPossibleError
        When it is past changing.
    MissingError
        When it is published and something asked for would be missing.
    """
    if listing.state not in EDITABLE:
        raise NotPossibleError("edit", listing.state, ())
    for name in _VALUES:
        setattr(listing, name, given[name])
    listing.fields = given["fields_"]
    _rewrite_texts(listing, given)
    if listing.state in {*OPEN, State.CHECKING} and (gaps := quality.missing(listing)):
        raise MissingError({item.field: item.asked for item in gaps})
    keep(listing)
    return listing


def _rewrite_texts(listing: Listing, given: Mapping[str, Any]) -> None:
    language, by = str(given["language"]), str(listing.member)
    titles = {tag: str(given[name]) for name, tag in _TITLES.items()}
    if not given["title"]:  # what was given in one of the two is the original
        language = language if titles.get(language) else next(t for t in titles if titles[t])
    for name in TEXTS:
        text: Text = getattr(listing, name)
        said = str(given[name]) or (titles.get(language, "") if name == "title" else "")
        setattr(listing, name, _written(text, said, language))
    for tag, said in titles.items():
        there = listing.title.translations.get(tag)
        if tag != language and (there is None or there.text != said):
            listing.title = listing.title.translated(tag, said, by=by)


def _written(text: Text, said: str, language: str) -> Text:
    """Return a text rewritten; one that was empty begins anew in its language."""
    if not text.text and not text.translations:
        return Text(language=language, text=said)
    return text.rewritten(said, language)


@transaction.atomic
def translate(
    listing: Listing, language: str, said: Mapping[str, str], *, by: str, kind: Kind = Kind.HUMAN
) -> Listing:
    """Write translations of a listing's texts; empty ones are taken away.

    Raises
    ------
    ValueError
        When `language` is the one it was written in.
    """
    for name in TEXTS:
        text: Text = getattr(listing, name)
        if name in said and text:
            setattr(listing, name, text.translated(language, said[name], by=by, kind=kind))
    keep(listing)
    return listing


def given_of(listing: Listing) -> dict[str, Any]:
    """Return a listing as the form takes it."""
    titles = {
        name: listing.title.versions().get(tag, "") if tag != listing.title.language else ""
        for name, tag in _TITLES.items()
    }
    values = {name: getattr(listing, name) for name in _VALUES}
    texts = {name: getattr(listing, name).text for name in TEXTS}
    who = {"side": listing.side, "member": listing.member.slug, "language": listing.title.language}
    return values | texts | titles | who | {"fields_": listing.fields}
