"""Translations of what members write: the original beside each, and whether it still fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from citybricks.network.content.text import Text, Translation
from citybricks.network.members.domain import editing, profile
from citybricks.network.members.models import Adoption, Fact, Member, Picture, Place, Relation, User

_KINDS: dict[str, type[Any]] = {
    "fact": Fact, "place": Place, "relation": Relation, "adoption": Adoption,
}  # fmt: skip
_TITLES: Mapping[str, str | Promise] = {
    "story": _("Story"),
    "alt": _("What the picture shows"),
    "label": _("What it is called"),
    "quote": _("Sentence of the source"),
    "note": _("Remark"),
}
LONGEST = {"story": 5_000, "alt": 500, "label": 200, "quote": 2_000, "note": 1_000}
"""Characters a translation may have."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A text of a member and where it stands.

    Parameters
    ----------
    key
        Names it in forms: ``story``, ``fact-12-label``.
    row
        What it is a text of.
    column
        Its column.
    """

    key: str
    row: Any
    column: str

    @property
    def text(self) -> Text:
        """Return the text."""
        return getattr(self.row, self.column)  # type: ignore[no-any-return] # a text column

    @property
    def title(self) -> str | Promise:
        """Return what kind of text it is."""
        return _TITLES[self.column]

    @property
    def most(self) -> int:
        """Return how many characters it may have."""
        return LONGEST[self.column]

    def made(self, language: str) -> Translation | None:
        """Return the translation there is."""
        return self.text.translations.get(language)

    def is_outdated(self, language: str) -> bool:
        """Whether the translation is of an earlier revision."""
        made = self.made(language)
        return made is not None and made.source_revision < self.text.revision


def pairs(member: Member, language: str) -> list[Pair]:
    """Return the texts of a member that can be translated into a language."""
    return [pair for pair in _all(member) if pair.text and pair.text.language != language]


def _all(member: Member) -> Iterator[Pair]:
    yield Pair("story", member, "story")
    picture = Picture.objects.filter(member=member).defer("content", "small").first()
    if picture is not None:
        yield Pair("picture", picture, "alt")
    for name, kind in _KINDS.items():
        for row in editing.rows_of(member, kind):
            for column in editing.TEXTS[kind]:
                yield Pair(f"{name}-{row.pk}-{column}", row, column)


@transaction.atomic
def translate(
    member: Member, language: str, said: Mapping[str, str], *, by: str, fits: frozenset[str]
) -> int:
    """Write translations, and return how many changed; empty ones are taken away.

    Parameters
    ----------
    said
        By key.
    fits
        Keys of translations that were read again, and fit the original as it is now.
    """
    changed = 0
    for pair in pairs(member, language):
        made = pair.made(language)
        before = made.text if made else ""
        after = said.get(pair.key, before)
        if after == before and not (pair.key in fits and pair.is_outdated(language)):
            continue
        setattr(pair.row, pair.column, pair.text.translated(language, after, by=by))
        if pair.row is not member:
            pair.row.save(update_fields=[pair.column])
        changed += 1
    if changed:
        profile.keep(member)
    return changed


def signed(user: User, member: Member) -> str:
    """Return who made a translation as readers are told: the person's name, never the address."""
    return f"{user.name} ({member})" if user.name else str(member)


def counts(member: Member, languages: list[str]) -> list[tuple[str, int, int, int]]:
    """Return for each language how many texts there are, are translated, and are outdated."""
    found = []
    for tag in languages:
        wanted = pairs(member, tag)
        made = [pair for pair in wanted if pair.made(tag)]
        found.append((tag, len(wanted), len(made), sum(p.is_outdated(tag) for p in made)))
    return found
