"""Tags of the templates of elections."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from citybricks.network.members.domain.directory import lines_now, named

register = template.Library()


@register.simple_tag(takes_context=True)
def city_named(context: template.Context, slug: str) -> SafeString:
    """Name a city in the reader's language, or by its short name when it is not in the network."""
    language = str(context.get("language", "en"))
    names = next((line.names for line in lines_now() if line.slug == slug), {})
    name, tag = named(names, language)
    if not name:
        return format_html("{}", slug)
    if tag == language:
        return format_html("{}", name)
    return format_html('<span lang="{}" dir="auto">{}</span>', tag, name)
