"""The head of a gathering's pages: what it is, when, where, and its parts as tabs."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from babel.dates import format_date, format_interval
from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citybricks.network.gatherings.hosting.domain import menus, zones
from citybricks.network.gatherings.hosting.models import Gathering, Planning

register = template.Library()

_HOME = gettext_lazy("Overview")


def _language(context: template.Context) -> str:
    return str(context.get("language", "en"))


@register.inclusion_tag("hosting/menu.html", takes_context=True)
def gathering_menu(context: template.Context, gathering: Gathering, here: str = "") -> Any:
    """Show what the gathering is, and its parts as tabs.

    Parameters
    ----------
    here
        Name of the tab that the page belongs to, as it was added to `domain.menus`; ``home``.
    """
    user = context["request"].user
    home = {"name": "home", "title": _HOME, "url": reverse("gathering", args=[gathering.slug])}
    tabs = [home, *menus.tabs(gathering, user)]
    return {
        "gathering": gathering,
        "tabs": [{**tab, "here": tab["name"] == here} for tab in tabs],
        "days_said": days(context, gathering),
        "language": _language(context),
    }


@register.simple_tag(takes_context=True)
def days(context: template.Context, gathering: Gathering) -> str:
    """Return the days of a gathering: ``18–19 November 2021``."""
    return days_in(gathering.first_day, gathering.last_day, _language(context))


def days_in(first: date, last: date, language: str) -> str:
    """Return a span of days in a language."""
    locale = zones.locale_of(language)
    if first == last:
        return str(format_date(first, "long", locale=locale))
    return str(format_interval(first, last, "yMMMd", locale=locale))


@register.simple_tag(takes_context=True)
def at(context: template.Context, instant: datetime, zone: str) -> str:
    """Return an instant on the clock of a zone, with the zone printed."""
    return zones.in_zone(instant, zone, _language(context))


@register.simple_tag(takes_context=True)
def zone(context: template.Context, name: str, when: datetime | None = None) -> str:
    """Return a zone as pages print it: ``Shanghai (UTC+08:00)``."""
    return zones.zone_printed(name, when or datetime.now(UTC), _language(context))


@register.filter
def clock(instant: datetime, name: str) -> str:
    """Return hours and minutes of an instant in a zone that a heading names."""
    return zones.clock_in(instant, name)


@register.inclusion_tag("hosting/progress.html", takes_context=True)
def progress(context: template.Context, planning: Planning | None, done: str = "") -> Any:
    """Show how far a plan is, with a button that cancels it; nothing when there is none.

    Parameters
    ----------
    done
        Address of the page that shows the plan once it is there.
    """
    language = _language(context)
    problems = (planning.problems or {}) if planning else {}
    return {
        "planning": planning,
        "problems": problems.get(language) or problems.get("en") or [],
        "percent": round(100 * planning.share) if planning else 0,
        "message": said(planning, language) if planning else "",
        "done": done,
        "csrf_token": context.get("csrf_token", ""),
        "request": context["request"],
        "language": language,
    }


def said(planning: Planning, language: str) -> str:
    """Return what a brick is doing, in a language."""
    from citybricks.faces.json_schema import words_of
    from citybricks.kernel.errors import NoSuchBrick
    from citybricks.kernel.registry import find

    if not planning.message:
        return _("Waiting for its turn") if planning.state == "owed" else _("At work")
    try:
        return words_of(find(planning.brick), language)(planning.message)
    except NoSuchBrick:
        return planning.message
