"""Tags of the templates of signals: places, times of the city, the menu."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django import template
from django.forms import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

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
