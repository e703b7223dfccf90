"""The front page: what citybricks is, and the catalogue."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from citybricks.hub.identity import language_of
from citybricks.hub.lab.catalogue import Search, entries, facets
from citybricks.hub.lab.skyline import skyline
from citybricks.network.exchange.domain.browsing import newest
from citybricks.network.members.models import Member


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Show the catalogue, narrowed down as the query asks."""
    asked = {name: request.GET.get(name, "").strip()[:100] for name in Search.__slots__}
    asked["text"] = request.GET.get("q", "").strip()[:100]
    search = Search(**asked)
    every = entries(language_of(request))
    found = [entry for entry in every if search.matches(entry)]
    values = {
        "entries": found,
        "total": len(every),
        "search": search,
        "facets": facets(every, search),
        "narrowed": search != Search(),
        "skyline": skyline(),
        "version": settings.SITE_NAME,
    }
    htmx = HtmxDetails(request)
    part = htmx and not htmx.history_restore_request
    if not part:
        values |= {"newest": newest(), "members": Member.objects.filter(state__in=Member.PUBLIC)}
    response = render(request, "lab/catalogue.html" if part else "lab/front.html", values)
    patch_vary_headers(response, ["HX-Request"])
    return response
