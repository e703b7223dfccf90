"""The API: routers of the network's apps under one roof, one way to say who calls."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from citybricks.hub.api.problems import handle, problem
from citybricks.hub.identity import BadTokenError, caller
from citybricks.hub.ogc.negotiation import speaking
from citybricks.network.exchange.api import router as exchange
from citybricks.network.finding.api import router as finding
from citybricks.network.members.api import router as members

DESCRIPTION = """\
Members of the network, what they offer and seek, who fits whom, and interest in it.

Anybody may read what is published. To write, make an access token on your account's page and send
it as `Authorization: Bearer …`; it may be made for one member, and acts for that one only then. A
browser session works too, with the CSRF token in the header `X-CSRFToken`.

Texts are objects: the language they were written in, the text, and translations by language tag
(BCP 47). What goes wrong is answered as a problem document (RFC 9457) that names each field.
"""

View = Callable[..., HttpResponse]


def known(view: View) -> View:
    """Find out who calls before anything is answered."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            if request.method not in ("GET", "HEAD", "OPTIONS") or _has_token(request):
                caller(request)  # sets the person of a token, and asks a session for its CSRF token
        except BadTokenError as error:
            return problem(401, "Not signed in", detail=str(error))
        return view(request, *args, **kwargs)

    return answer


def _has_token(request: HttpRequest) -> bool:
    return "Authorization" in request.headers


api = NinjaAPI(
    title="citybricks: the network",
    version="1.0.0",
    description=DESCRIPTION,
    urls_namespace="api",
    openapi_url="/openapi.json",
    docs_url=None,
)
api.add_decorator(known, mode="view")
api.add_decorator(speaking, mode="view")
handle(api)
api.add_router("", members)
api.add_router("", exchange)
api.add_router("", finding)
