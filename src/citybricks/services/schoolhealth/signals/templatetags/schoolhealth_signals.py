"""Tags of the templates of signals: places, times of the city, the menu."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.forms import BoundField
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from rules.permissions import has_perm

from citybricks.network.content.templatetags.content import said
from citybricks.services.schoolhealth.schools.models import City, School
from citybricks.services.schoolhealth.signals.models import Signal

register = template.Library()


@register.simple_tag(takes_context=True)
def signal_place(context: template.Context, signal: Signal) -> SafeString:
    """Name where a signal is, with the language of a name in another than the reader's."""
    if signal.school_class is not None:
        return format_html(
            "{} {}", said(context, signal.school_class.school.name), signal.school_class
        )
    if signal.school is not None:
        return said(context, signal.school.name)
    if signal.members:
        schools = School.objects.filter(pk__in=signal.members)
        return format_html_join(" · ", "{}", ((said(context, one.name),) for one in schools))
    return said(context, signal.city.names)


@register.filter
def in_city(moment: datetime | None, city: City) -> str:
    """Write a moment as clocks in a city show it."""
    return f"{moment.astimezone(ZoneInfo(city.timezone)):%Y-%m-%d %H:%M}" if moment else ""


@register.inclusion_tag("schoolhealth_signals/menu.html", takes_context=True)
def signals_menu(context: template.Context, city: City, here: str) -> dict[str, Any]:
    """Show where in a city's pages one is."""
    request = context["request"]
    pages = [
        ("signals", _("Signals"), reverse("schoolhealth-signals", args=[city.pk])),
        ("dashboard", _("Dashboard"), reverse("schoolhealth-dashboard", args=[city.pk])),
    ]
    if has_perm("schoolhealth.see_whole_city", request.user, city):
        pages += [
            ("indicators", _("Indicators"), reverse("schoolhealth-indicators", args=[city.pk])),
            ("quality", _("Alarm quality"), reverse("schoolhealth-alarms", args=[city.pk])),
        ]
    return {"city": city, "menu": pages, "here": here, "language": context.get("language", "en")}


@register.simple_tag
def action_field(field: BoundField, action: str) -> SafeString:
    """Write a field of one of several forms of a page, with an id of its own."""
    name = f"{action}-{field.name}"
    marks: dict[str, str | bool] = {"id": name}
    if field.errors:
        marks |= {"aria-invalid": "true", "aria-describedby": f"{name}-problems"}
    return field.as_widget(attrs=marks)


@register.filter
def short_number(value: float | None) -> str:
    """Write a small probability in few digits."""
    return "–" if value is None else f"{value:.2g}"
