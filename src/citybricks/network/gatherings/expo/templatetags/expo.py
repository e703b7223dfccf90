"""Small things that pages of an expo say."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from citybricks.network.content.naming import country_name
from citybricks.network.gatherings.expo.vocabulary import Shows, Theme
from citybricks.network.gatherings.hosting.domain.zones import locale_of

register = template.Library()


@register.filter
def of(values: Any, key: Any) -> Any:
    """Return what a dictionary has under a key; nothing when it has none."""
    return values.get(key, "") if values else ""


@register.simple_tag(takes_context=True)
def country(context: template.Context, code: str) -> str:
    """Name a country or region in the reader's language."""
    return country_name(code, str(context.get("language", "en"))) if code else ""


@register.simple_tag(takes_context=True)
def at_day(context: template.Context, instant: datetime, zone: str) -> str:
    """Return the day of an instant on the calendar of a zone: ``Thu, 18 Nov``."""
    language = str(context.get("language", "en"))
    form = "M月d日EEE" if language.startswith(("zh", "ja")) else "EEE d MMM"
    local = instant.astimezone(ZoneInfo(zone)).date()
    return str(format_date(local, form, locale=locale_of(language)))


@register.filter
def theme_named(key: str) -> str:
    """Name a theme."""
    return str(dict(Theme.choices).get(key, ""))


@register.filter
def shows_named(key: str) -> str:
    """Name what a booth shows."""
    return str(dict(Shows.choices).get(key, ""))


@register.filter
def monogram(name: str) -> str:
    """Return what stands for an exhibitor without a logo: a character, or two initials."""
    words = [word for word in name.split() if word[0].isalnum()]
    if not words:
        return "·"
    if not words[0][0].isascii():
        return words[0][0]
    return "".join(word[0].upper() for word in words[:2])


@register.filter
def lasting(seconds: float | None) -> str:
    """Say how long something lasts."""
    if seconds is None:
        return "–"
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return ngettext("%(n)s second", "%(n)s seconds", rest) % {"n": rest}
    return _("%(minutes)s min %(seconds)s s") % {"minutes": minutes, "seconds": rest}


@register.filter
def share(number: int, most: int) -> int:
    """Return a number as hundredths of another, for the length of a bar."""
    return round(100 * number / most) if most else 0
