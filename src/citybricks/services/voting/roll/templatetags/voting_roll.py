"""Tags of the templates of rolls."""

from __future__ import annotations

from typing import Any

from django import template

from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.roll.pages.parts import parts

register = template.Library()


@register.simple_tag(takes_context=True)
def roll_parts(context: template.Context, election: Election) -> list[dict[str, Any]]:
    """Return the pages of the roll that the reader may open; the one that is open is marked."""
    request = context["request"]
    here = request.resolver_match.url_name if request.resolver_match else ""
    return [
        {"url": url, "title": title, "is_here": name == here}
        for url, title, name in parts(election, request.user)
    ]
