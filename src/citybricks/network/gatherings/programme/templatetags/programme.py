"""Times, stars and languages of programmes in templates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from citybricks.network.content.text import Text
from citybricks.network.gatherings.hosting.domain import zones
from citybricks.network.gatherings.programme.domain.board import ShownSession
from citybricks.network.gatherings.programme.domain.clashes import Clash, title_of
from citybricks.network.gatherings.programme.domain.filtering import Wish
from citybricks.network.gatherings.programme.domain.publishing import Change

register = template.Library()


def _language(context: template.Context) -> str:
    return str(context.get("language", "en"))


@register.simple_tag(takes_context=True)
def hours(context: template.Context, thing: Any, zone: str, *, printed: bool = False) -> SafeString:
    """Show from when to when something takes place, on the clock of a zone.

    Parameters
    ----------
    printed
        Whether day and zone are said too, where no heading says them.
    """
    if thing.start is None or thing.end is None:
        return SafeString()
    start, end = zones.clock_in(thing.start, zone), zones.clock_in(thing.end, zone)
    span = format_html(
        '<span class="hours"><time datetime="{}">{}</time>–<time datetime="{}">{}</time></span>',
        thing.start.astimezone(ZoneInfo(zone)).isoformat(),
        start,
        thing.end.astimezone(ZoneInfo(zone)).isoformat(),
        end,
    )
    if not printed:
        return span
    language = _language(context)
    day = thing.start.astimezone(ZoneInfo(zone)).date()
    where = zones.zone_printed(zone, thing.start, language)
    return format_html(
        '<span class="when-day">{}</span> {} <span class="when-zone">{}</span>',
        day_said(day, language),
        span,
        where,
    )


def day_said(day: date, language: str) -> str:
    """Return a day of the week and of the month."""
    form = "EEE d MMM" if not language.startswith(("zh", "ja")) else "M月d日 EEE"
    return str(format_date(day, form, locale=zones.locale_of(language)))


@register.simple_tag(takes_context=True)
def short_day(context: template.Context, day: date) -> str:
    """Return a day for a tab: ``Thu 18 Nov``."""
    return day_said(day, _language(context))


@register.simple_tag
def day_query(wish: Wish, day: date) -> str:
    """Return the query of a day, the rest as it is."""
    return wish.query(day=day.isoformat())


@register.simple_tag(takes_context=True)
def full_day(context: template.Context, day: date) -> str:
    """Return a day for a heading: ``Thursday, 18 November 2021``."""
    return str(format_date(day, "full", locale=zones.locale_of(_language(context))))


@register.simple_tag
def in_language(text: Text, language: str) -> SafeString:
    """Show a text in a language that is not the page's, where there is one."""
    shown = text.shown(language)
    return format_html('<span lang="{}" dir="auto">{}</span>', shown.language, shown.text)


@register.filter
def other_than(text: Text, first: str) -> bool:
    """Whether a text has another language than the one shown to readers of `first`."""
    shown = text.shown(first).language
    return any(tag != shown for tag in text.languages())


@register.filter
def name_of(session: ShownSession) -> Text:
    """Return what a session is called."""
    return title_of(session)


@register.simple_tag(takes_context=True)
def clash_said(context: template.Context, clash: Clash) -> str:
    """Say what does not go together."""
    return clash.said(_language(context))


@register.simple_tag(takes_context=True)
def place_said(
    context: template.Context, place: tuple[datetime | None, Any] | None, zone: str
) -> str:
    """Say when and where something of a list of changes is."""
    if place is None or place[0] is None:
        return "—"
    language = _language(context)
    room = f" · {place[1].name.shown(language).text}" if place[1] else ""
    return zones.in_zone(place[0], zone, language) + room


@register.filter
def is_moved(change: Change) -> bool:
    """Whether a change says from where to where."""
    return change.before is not None and change.after is not None and change.before != change.after


@register.filter
def starred(stars: Any, key: str) -> bool:
    """Whether somebody has starred something."""
    return key in stars


@register.filter
def of_key(found: dict[Any, Any], key: Any) -> Any:
    """Return a value of a dictionary."""
    return found.get(key)


@register.filter
def code_of(room: Any) -> str:
    """Return the code of a room; empty for none."""
    return room.code if room else ""
