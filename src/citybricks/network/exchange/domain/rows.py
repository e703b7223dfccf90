"""Offers and needs from the rows of a table: each checked as the form checks, then all or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from citybricks.network.content.given import language_tag, text_up_to
from citybricks.network.exchange.domain import values, writing
from citybricks.network.exchange.forms import ListingForm
from citybricks.network.exchange.models import Listing
from citybricks.network.exchange.outputs.csv import FIRST, LAST, LISTS
from citybricks.network.intake.domain.checking import Problem, RowError, texts_of
from citybricks.network.members.models import Member, User

_JSON_LD = {"@type": "side", "name": "title", "description": "summary", "validThrough": "expires"}
"""Words of schema.org that columns go by as well."""
_SIDES = {"Offer": "offer", "Demand": "need"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row that fits: the member, the values, and the texts in other languages."""

    member: Member
    given: Mapping[str, Any]
    translations: Mapping[str, Mapping[str, str]]

    @property
    def title(self) -> str:
        """Its title in the language it was written in."""
        return str(self.given["title"])


def is_known(column: str) -> bool:
    """Whether a column is read."""
    name = column.partition(":")[0]
    return _JSON_LD.get(name, name) in {*FIRST, *writing.TEXTS, *LISTS, *LAST}


def reader(members: Iterable[Member]) -> Callable[[dict[str, str]], Row]:
    """Return what reads a row for one of some members.

    Parameters
    ----------
    members
        Those for which the person writes; a row without member is for the first.
    """
    known = {member.slug: member for member in members}
    titles = _titles(known.values())
    seen: set[tuple[str, str, str]] = set()

    def read(cells: dict[str, str]) -> Row:
        row = _row({_renamed(name): cell for name, cell in cells.items()}, known)
        key = (row.member.slug, str(row.given["side"]), row.title.casefold())
        if key in titles:
            said = _("The member has a listing with this title already.")
            raise RowError(Problem("title", said, row.title, link=f"/exchange/{titles[key]}/"))
        if key in seen:
            raise RowError(Problem("title", _("Another row has the same title."), row.title))
        seen.add(key)
        return row

    return read


def _renamed(column: str) -> str:
    name, colon, tag = column.partition(":")
    return _JSON_LD.get(name, name) + colon + tag


def _titles(members: Iterable[Member]) -> dict[tuple[str, str, str], str]:
    """Return the identifiers of listings by member, side and title."""
    there = Listing.objects.filter(member__in=list(members))
    rows = there.values_list("member__slug", "side", "title", "ulid")
    return {(slug, side, title.text.casefold()): ulid for slug, side, title, ulid in rows}


def _row(cells: Mapping[str, str], known: Mapping[str, Member]) -> Row:
    texts = {name: texts_of(dict(cells), name) for name in writing.TEXTS}
    language = cells.get("language") or next(iter(texts["title"]), "en")
    slug = cells.get("member") or next(iter(known), "")
    side = cells.get("side", "")
    data: dict[str, Any] = {
        name: cells[name] for name in ("type", *LAST, *LISTS) if name in cells
    } | {name: cells.get(name) or texts[name].get(language, "") for name in writing.TEXTS}
    data |= {
        "side": _SIDES.get(side, side),
        "member": slug,
        "language": language,
        "type": cells.get("type", "technology"),
        "fields_": cells.get("fields", ""),
        "title_zh": texts["title"].get("zh-Hans", ""),
        "title_en": texts["title"].get("en", ""),
    }
    form = ListingForm(data, members=known.values())
    if not form.is_valid():
        raise RowError(*_problems(form))
    others = _others(texts, str(form.cleaned_data["language"]))
    return Row(known[slug], form.cleaned_data, others)


def _problems(form: ListingForm) -> Iterable[Problem]:
    for name, errors in form.errors.items():
        for said in errors:
            yield Problem(name.rstrip("_"), str(said), str(form.data.get(name, "")))


def _others(texts: Mapping[str, Mapping[str, str]], language: str) -> dict[str, dict[str, str]]:
    """Return texts in other languages, by language and name."""
    found: dict[str, dict[str, str]] = {}
    for name, versions in texts.items():
        for tag, said in versions.items():
            try:
                found.setdefault(language_tag(tag), {})[name] = text_up_to(
                    said, values.LONGEST[name]
                )
            except ValidationError as error:
                raise RowError(
                    *(Problem(f"{name}:{tag}", one) for one in error.messages)
                ) from error
    found.pop(language, None)
    return found


@transaction.atomic
def take_over(rows: Iterable[Row], by: User) -> list[Listing]:
    """Write every row as a draft, or none when one fails."""
    made = []
    for row in rows:
        listing = writing.draft(row.member, by, row.given)
        for tag, said in row.translations.items():
            listing = writing.translate(listing, tag, said, by=str(row.member))
        made.append(listing)
    return made
