"""The API: its operations, and what it answers when something goes wrong."""

from __future__ import annotations

import json
from typing import Any, cast

import structlog
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationErrorContext
from ninja.parser import Parser

from citybricks.faces.json_schema import HERE
from citybricks.faces.problems import Problem, problems
from citybricks.hub.identity import BadTokenError
from citybricks.hub.jobs.domain.acceptance import QuotaExceededError
from citybricks.hub.ogc import about, definition, execution, jobs, processes, results
from citybricks.hub.ogc.negotiation import current_language, speaking
from citybricks.hub.ogc.problem import RefusedError, invalid_inputs, not_available, refused
from citybricks.hub.ogc.response import respond_problem
from citybricks.kernel.errors import NoSuchBrick, NoSuchRun
from citybricks.kernel.translation import translator

_PIECE, _PIECES = 1_000_000, 500
"""How much of a request that is too large is read before it is refused: bytes, and how often."""

log = structlog.get_logger("citybricks.ogc")


class Strict(Parser):
    """Reads requests without guessing.

    JSON is as RFC 8259 and RFC 7493 have it: no NaN, no half characters. A query parameter that
    takes one value and is given several is passed on with all of them, to be refused.
    """

    def parse_querydict(
        self, data: MultiValueDict[str, str], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """Return what the query of an address says."""
        del request
        return {
            name: values if name in list_fields or len(values) > 1 else values[0]
            for name, values in data.lists()
            if values
        }

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """Return what the body of a request says.

        Raises
        ------
        ValueError
            When it is not JSON.
        """
        text = request.body.decode()
        document = json.loads(text, parse_constant=_no_number)
        if "\\ud" in text.lower():
            json.dumps(document, ensure_ascii=False).encode()  # raises on half of a character
        return cast("dict[str, Any]", document)


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is not a number in JSON")


class Api(NinjaAPI):
    """The API, which says of every parameter what is wrong with it in the reader's language."""

    def validation_error_from_error_contexts(  # type: ignore[override] # on_exception takes either
        self, error_contexts: list[ValidationErrorContext[Any]]
    ) -> RefusedError:
        """Put into words what does not fit."""
        words, faults = translator(current_language(), HERE), []
        for context in error_contexts:
            for fault in problems(context.pydantic_validation_error, words):
                path = fault.input.partition(".")[2] or fault.input
                faults.append(Problem(path, fault.message))
        return invalid_inputs(faults)


api = Api(
    title="citybricks: OGC API - Processes",
    version="1.0.0",
    urls_namespace="ogc",
    openapi_url=None,
    docs_url=None,
    parser=Strict(),
)
api.add_decorator(speaking, mode="view")
for router in (about.router, definition.router, processes.router, jobs.router):
    api.add_router("", router)
api.add_router("", execution.router)
api.add_router("", results.router)


@api.exception_handler(RefusedError)
def _refused(request: HttpRequest, error: RefusedError) -> HttpResponse:
    return respond_problem(request, error)


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    detail = str(error.__cause__ or error.message)[:200]
    return respond_problem(request, refused(400, _("The request is not JSON"), detail=detail))


@api.exception_handler(UnreadablePostError)
def _broken_off(request: HttpRequest, _error: UnreadablePostError) -> HttpResponse:
    return respond_problem(request, refused(400, _("The request was broken off")))


@api.exception_handler(RequestDataTooBig)
def _too_big(request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    for _piece in range(_PIECES):  # who is still sending would not hear the answer
        if not request.read(_PIECE):
            break
    said = _("The request is too large; give large tables by address (href)")
    return respond_problem(request, refused(413, said))


@api.exception_handler(BadTokenError)
def _unknown(request: HttpRequest, error: BadTokenError) -> HttpResponse:
    said = refused(401, _("Not signed in"), detail=str(error), WWW_Authenticate="Bearer")
    return respond_problem(request, said)


@api.exception_handler(QuotaExceededError)
def _too_many(request: HttpRequest, error: QuotaExceededError) -> HttpResponse:
    detail = _("{limit} unfinished jobs are allowed at once.").format(limit=error.limit)
    said = refused(429, _("Too many unfinished jobs"), detail=detail, Retry_After="5")
    return respond_problem(request, said)


@api.exception_handler(NoSuchRun)
def _gone(request: HttpRequest, _error: NoSuchRun) -> HttpResponse:
    return respond_problem(request, not_available())


@api.exception_handler(NoSuchBrick)
def _not_installed(request: HttpRequest, _error: NoSuchBrick) -> HttpResponse:
    return respond_problem(request, not_available())


@api.exception_handler(Exception)
def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("request broke", path=request.path, exc_info=error)
    detail = _("Its number is in the header X-Request-ID.")
    return respond_problem(request, refused(500, _("Something broke here"), detail=detail))


def nothing_here(request: HttpRequest) -> HttpResponse:
    """Answer at an address where nothing is."""
    return speaking(lambda request: respond_problem(request, refused(404, _("Nothing is here"))))(
        request
    )
