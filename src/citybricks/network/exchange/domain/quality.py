"""What a listing must have before it is published, and what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from citybricks.network.content.text import Text
from citybricks.network.exchange.models import Listing
from citybricks.network.exchange.vocabulary import Side, Type

WORDS, CHARACTERS = 60, 120
"""Length of a summary: words, or characters in a language without spaces."""
_UNSPACED = ("zh", "ja", "th", "lo", "km", "my")
READ = ("zh-Hans", "en")
"""Languages that a title has to be in."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the checklist.

    Parameters
    ----------
    field
        Name of the field it is about.
    asked
        What is asked for.
    done
        Whether it is there.
    """

    field: str
    asked: str | Promise
    done: bool


def length(text: str, language: str) -> tuple[int, int]:
    """Return how long a summary is in its language, and how long it may be."""
    if language.partition("-")[0] in _UNSPACED:
        return len("".join(text.split())), CHARACTERS
    return len(text.split()), WORDS


def is_short(text: Text) -> bool:
    """Whether a summary is short enough in every language."""
    sizes = (length(said, language) for language, said in text.versions().items())
    return all(used <= allowed for used, allowed in sizes)


def is_titled(text: Text) -> bool:
    """Whether a title is there in the languages that everybody must be able to read."""
    there = {language for language, said in text.versions().items() if said.strip()}
    return there.issuperset(READ)


def needs_readiness(listing: Listing) -> bool:
    """Whether a technology readiness level is asked for: where a technology is offered."""
    return listing.side == Side.OFFER and listing.type in {Type.TECHNOLOGY, Type.RESULT}


_CHECKS: tuple[tuple[str, str | Promise, Callable[[Listing], bool]], ...] = (
    ("title", _("A title in Chinese and in English"), lambda it: is_titled(it.title)),
    (
        "summary",
        _("A summary of at most 60 words (120 characters in Chinese)"),
        lambda it: bool(it.summary) and is_short(it.summary),
    ),
    ("description", _("A description"), lambda it: bool(it.description)),
    (
        "trl",
        _("The technology readiness level of what is offered"),
        lambda it: it.trl is not None or not needs_readiness(it),
    ),
    ("partnerships", _("What kind of partnership is sought"), lambda it: bool(it.partnerships)),
    ("fields", _("At least one field"), lambda it: bool(it.fields)),
    (
        "expires",
        _("An expiry that lies ahead"),
        lambda it: it.expires > timezone.localdate(),
    ),
)


def checklist(listing: Listing) -> list[Item]:
    """Return everything that is asked of a listing, and whether it is there."""
    return [Item(field, asked, bool(done(listing))) for field, asked, done in _CHECKS]


def missing(listing: Listing) -> list[Item]:
    """Return what is asked of a listing and not there."""
    return [item for item in checklist(listing) if not item.done]


def languages_of(listing: Listing) -> tuple[str, ...]:
    """Return every language that something of a listing can be read in."""
    texts = (listing.title, listing.summary, listing.description, listing.advantages)
    return tuple(dict.fromkeys(chain.from_iterable(text.languages() for text in texts if text)))
