"""What happens around every request: who asks, a log line, and a limit on how often one may ask."""

import time
import uuid
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django_ratelimit.core import is_ratelimited

Respond = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger("citybricks.web")

_READING = ("GET", "HEAD", "OPTIONS")


def believe_proxies(respond: Respond) -> Respond:
    """Take the client's address from the header that our own reverse proxies write.

    Each proxy appends the address it was asked from; what stands before those was written by
    the client, and is not believed.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        proxies = settings.ENVIRONMENT.proxies
        passed = request.headers.get("X-Forwarded-For", "").replace(",", " ").split()
        if proxies and len(passed) >= proxies:
            request.META["REMOTE_ADDR"] = passed[-proxies]
        return respond(request)

    return answer


def log_requests(respond: Respond) -> Respond:
    """Write one structured line per request, with an id that the response carries too."""

    def answer(request: HttpRequest) -> HttpResponse:
        number = uuid.uuid4().hex[:16]
        started = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=number):
            response = respond(request)
            log.info(
                "request",
                method=request.method,
                path=request.path,
                status=response.status_code,
                milliseconds=round(1000 * (time.perf_counter() - started), 1),
            )
        response["X-Request-ID"] = number
        return response

    return answer


def limit_rate(respond: Respond) -> Respond:
    """Refuse an address that starts or changes things too often."""

    def answer(request: HttpRequest) -> HttpResponse:
        limited = request.method not in _READING and is_ratelimited(
            request,
            group="writes",
            key="user_or_ip",
            rate=settings.ENVIRONMENT.rate,
            method=request.method,
            increment=True,
        )
        if not limited:
            return respond(request)
        said = _("Too many requests; please try again in a minute.")
        if request.path.startswith(("/ogc/", "/api/", "/voting/api/")):
            problem = {"type": "about:blank", "title": said, "status": 429}
            refusal: HttpResponse = JsonResponse(
                problem, status=429, content_type="application/problem+json"
            )
        else:
            refusal = render(request, "problem.html", {"title": said}, status=429)
        refusal["Retry-After"] = "60"
        return refusal

    return answer
