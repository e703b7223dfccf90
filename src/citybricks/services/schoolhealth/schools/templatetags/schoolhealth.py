"""Tags of the templates of pupil health."""

from __future__ import annotations

from typing import Any

from django import template

from citybricks.services.schoolhealth.schools.models import City
from citybricks.services.schoolhealth.schools.pages.places import open_to

register = template.Library()


@register.simple_tag(takes_context=True)
def city_places(context: template.Context, city: City) -> list[dict[str, Any]]:
    """Return the pages of a city that the reader may open; the one that is open is marked."""
    request = context["request"]
    here = request.resolver_match.url_name if request.resolver_match else ""
    return [
        {"url": url, "title": title, "is_here": name == here}
        for url, title, name in open_to(request.user, city)
    ]
