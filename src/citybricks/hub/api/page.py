"""The API's definition as a page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from citybricks.hub.api.api import DESCRIPTION, api
from citybricks.hub.ogc.definition import operations
from citybricks.hub.ogc.markup import spoken

_REASONS = {
    200: "Done.",
    201: "Made.",
    401: "Who calls has not said who they are.",
    403: "The caller may not do that.",
    404: "Nothing is here that the caller may see.",
    409: "Not possible in this state; the answer says what is.",
    422: "Some values do not fit; `errors` says which.",
}


@require_safe
def definition(request: HttpRequest) -> HttpResponse:
    """Show what programs can do here."""
    document = dict(api.get_openapi_schema())
    for methods in document["paths"].values():
        for one in methods.values():
            one["summary"] = str(one.get("description") or one["summary"]).partition("\n")[0]
            one["summary"] = one["summary"].rstrip(".")
            one["description"] = ""
    values = {
        "definition": document | {"servers": [{"url": request.build_absolute_uri("/api")}]},
        "description": spoken(DESCRIPTION),
        "document": reverse("api:openapi-json"),
        "operations": list(operations(document, _REASONS)),
    }
    return render(request, "ogc/api.html", values)
