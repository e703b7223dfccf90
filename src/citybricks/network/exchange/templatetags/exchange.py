"""Tags and filters of the pages of offers and needs."""

from __future__ import annotations

from datetime import date, timedelta

from django import template
from django.utils import timezone

from citybricks.network.content.field import as_text
from citybricks.network.content.naming import country_name
from citybricks.network.content.text import Text
from citybricks.network.exchange.domain.browsing import Search
from citybricks.network.exchange.domain.expiry import REMIND_DAYS
from citybricks.network.exchange.vocabulary import Partnership
from citybricks.network.vocabulary import FIELDS

register = template.Library()


@register.simple_tag(takes_context=True)
def field_named(context: template.Context, key: str) -> str:
    """Name a field cities work in, in the reader's language."""
    return FIELDS.name(key, str(context.get("language", "en")))


@register.simple_tag(takes_context=True)
def country_named(context: template.Context, code: str) -> str:
    """Name a country or region in the reader's language."""
    return country_name(code, str(context.get("language", "en")))


@register.filter
def partnership_name(key: str) -> str:
    """Name a form of partnership in the reader's language."""
    return str(Partnership(key).label) if key in Partnership.values else key


@register.filter
def goals(targets: list[str]) -> list[str]:
    """Return the goals of targets, in their order."""
    found = {code.partition(".")[0] for code in targets}
    return sorted(found, key=lambda goal: int(goal) if goal.isdecimal() else 0)


@register.filter
def expires_soon(day: date) -> bool:
    """Whether a day is so near that reminders are sent."""
    return day - timezone.localdate() <= timedelta(days=REMIND_DAYS[0])


@register.filter
def in_languages(text: Text | None) -> tuple[str, ...]:
    """Return the languages a text can be read in."""
    return as_text(text).languages()


@register.filter
def with_page(search: Search, number: int) -> str:
    """Return the query of another page of what was searched."""
    return f"{search.query}&page={number}".lstrip("&")


@register.filter
def with_side(search: Search, side: str) -> str:
    """Return the query of the same search on another side."""
    return search.but(side=side).query
