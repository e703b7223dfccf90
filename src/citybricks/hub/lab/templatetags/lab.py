"""Tags and filters of the lab's templates."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from citybricks.faces.form import Field, written
from citybricks.hub.lab.pages.look import vega
from citybricks.kernel.translation import translator
from citybricks.network.members.models import Member
from citybricks.views import assets
from citybricks.views.card import GOALS
from citybricks.views.reader import Reader
from citybricks.views.units import shown

register = template.Library()

THEMES = {
    "mobility": _("Mobility"),
    "energy": _("Energy"),
    "health": _("Health"),
    "democracy": _("Democracy"),
    "logistics": _("Logistics"),
    "waste": _("Waste"),
    "buildings": _("Buildings"),
    "payments": _("Payments"),
    "safety": _("Safety"),
    "planning": _("Planning"),
}
STATUSES = {
    "accepted": gettext_lazy("Waiting"),
    "running": gettext_lazy("Running"),
    "successful": gettext_lazy("Finished"),
    "failed": gettext_lazy("Failed"),
    "dismissed": gettext_lazy("Dismissed"),
}


@register.filter
def theme_name(key: str) -> str:
    """Name a theme in the reader's language."""
    return str(THEMES.get(key, key))


@register.filter
def status_name(key: str) -> str:
    """Name the status of a job in the reader's language."""
    return str(STATUSES.get(key, key))


@register.simple_tag(takes_context=True)
def goal_title(context: template.Context, goal: Any) -> str:
    """Name a Sustainable Development Goal in the reader's language."""
    translate = translator(str(context.get("language", "en")), assets.FOLDER.parent)
    return translate(GOALS[int(goal) - 1])


@register.simple_tag(takes_context=True)
def unit(context: template.Context, code: str) -> str:
    """Write a UCUM code as people do, in the reader's language."""
    language = str(context.get("language", "en"))
    return shown(code, Reader(translator(language, assets.FOLDER.parent), language)) if code else ""


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon of the sprite in ``lab/icons.html``; it is decoration beside words."""
    drawn = f'<svg class="icon" aria-hidden="true" focusable="false"><use href="#i-{name}"/></svg>'
    return mark_safe(drawn)  # noqa: S308 - names come from templates and the theme vocabulary


@register.simple_tag
def vega_name() -> str:
    """Return the file name of the chart library."""
    return vega()[0]


@register.filter
def code(text: str) -> SafeString:
    """Set words between backticks, as docstrings have them, as code."""
    parts = re.split(r"``?([^`]+)``?", text)
    marked = (
        format_html("<code>{}</code>", part) if at % 2 else conditional_escape(part)
        for at, part in enumerate(parts)
    )
    return mark_safe("".join(marked))  # noqa: S308 - every part is escaped


@register.filter
def cited(text: SafeString) -> SafeString:
    """Link the numbers of sources, as docstrings have them, to the sources."""
    linked = re.sub(r"\[(\w+)\]_", r'<a href="#source-\1">[\1]</a>', text)
    return mark_safe(linked)  # noqa: S308 - what is linked is a word


@register.filter
def bounds(field: Field) -> str:
    """Say in words what values a field allows."""
    least, most = field.minimum, field.maximum
    said = {"least": _number(least), "most": _number(most)}
    if least is not None and most is not None:
        return gettext("%(least)s to %(most)s") % said
    if least is not None:
        return gettext("at least %(least)s") % said
    return gettext("at most %(most)s") % said if most is not None else ""


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.15g}"


@register.filter
def default_text(field: Field) -> str:
    """Write the default of a field as its form would."""
    if isinstance(field.default, bool):
        return gettext("yes") if field.default else gettext("no")
    return field.called(field.default) or written([field], {}).get(field.path, "")


@register.filter
def name_in(member: Member | None, language: str) -> str:
    """Name a member in the reader's language."""
    return member.name_in(language) if member else ""


@register.filter
def wordlist(text: str) -> list[str]:
    """Split text into its words."""
    return text.split()
