"""Change what a member says of itself, as programs do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from citybricks.network.content.given import language_tag
from citybricks.network.content.text import Text
from citybricks.network.members.domain import cells, profile
from citybricks.network.members.models import Fact, Member

Checks = Mapping[str, Callable[[Any], Any]]


def _texts(given: Mapping[str, str]) -> dict[str, str]:
    return {tag: cells.text(said, cells.LONGEST_NAME) for tag, said in given.items()}


def _each(check: Callable[[str], str]) -> Callable[[list[str]], list[str]]:
    return lambda given: list(dict.fromkeys(map(check, given)))


def _or_none(check: Callable[[str], Any]) -> Callable[[Any], Any]:
    return lambda given: None if given is None else check(str(given))


def _or_empty(check: Callable[[str], str]) -> Callable[[Any], str]:
    return lambda given: check(given) if given else ""


_PROFILE: Checks = {
    "names": _texts,
    "website": _or_empty(cells.website),
    "fields": _each(cells.focus_field),
    "languages": _each(language_tag),
    "population": _or_none(cells.whole(1, 10**9)),
    "population_year": _or_none(cells.year),
    "population_source": _or_empty(cells.short),
}


def _checked(given: Mapping[str, Any], checks: Checks) -> dict[str, Any]:
    """Return values in their usual form.

    Raises
    ------
    ValidationError
        When some do not fit; it says so for each.
    """
    good, wrong = {}, {}
    for name, value in given.items():
        try:
            good[name] = checks[name](value)
        except ValidationError as error:
            wrong[name] = error.messages
    if wrong:
        raise ValidationError(wrong)
    return good


@transaction.atomic
def change(
    member: Member,
    given: Mapping[str, Any],
    *,
    story: Text | None = None,
    translations: Mapping[str, str] | None = None,
    by: str = "",
) -> Member:
    """Change a member's profile.

    Parameters
    ----------
    given
        New values by name.
    story
        A new original, with the translations that come with it.
    translations
        Of the story; empty ones are taken away.
    by
        Who translated, as readers are told.

    Raises
    ------
    ValidationError
        When a value does not fit, or a population has no year.
    """
    for name, value in _checked(given, _PROFILE).items():
        setattr(member, name, value)
    if member.population is not None and member.population_year is None:
        raise ValidationError({"population_year": _("Of which year is the population?")})
    if story is not None:
        member.story = _rewritten(member.story, story, by)
    for tag, said in (translations or {}).items():
        member.story = _translated(member.story, tag, said, by)
    profile.keep(member)
    return member


def _rewritten(old: Text, new: Text, by: str) -> Text:
    written = old.rewritten(text_of("story", new.text), new.language) if old else Text()
    if not old:
        written = Text(language=new.language, text=text_of("story", new.text))
    for tag, made in new.translations.items():
        written = _translated(written, tag, made.text, by)
    return written


def _translated(text: Text, tag: str, said: str, by: str) -> Text:
    clean = text_of("translations", said)
    try:
        return text.translated(tag, clean, by=by)
    except ValueError as error:
        raise ValidationError(
            {"translations": _("The text was written in this language; rewrite it instead.")}
        ) from error


def text_of(name: str, said: str) -> str:
    """Return a text without what cannot be read.

    Raises
    ------
    ValidationError
        When it is too long or holds HTML; under the name of its field.
    """
    try:
        return cells.text(said, cells.LONGEST_STORY)
    except ValidationError as error:
        raise ValidationError({name: error.messages}) from error


def tell(member: Member, label: Text, quote: Text, given: Mapping[str, Any]) -> Fact:
    """Add a fact.

    Raises
    ------
    ValidationError
        When a value does not fit.
    """
    checks: Checks = {
        "bound": str,
        "value": float,
        "unit": _or_empty(cells.short),
        "year": lambda year: cells.year(str(year)),
        "source": cells.short,
        "source_url": _or_empty(cells.website),
        "quote_date": str,
    }
    if not label.text.strip():
        raise ValidationError({"label": _("Say what is counted or measured.")})
    for name, text in (("label", label), ("quote", quote)):
        for said in text.versions().values():
            text_of(name, said)
    return Fact.objects.create(member=member, label=label, quote=quote, **_checked(given, checks))
