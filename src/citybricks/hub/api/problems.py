"""What the API answers when something goes wrong: problem documents (RFC 9457)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import structlog
from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    ValidationError,
)
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.errors import ValidationError as NotOfSchema
from pydantic import ValidationError as NotOfModel

from citybricks.hub.identity import BadTokenError
from citybricks.network.life import NotPossibleError

log = structlog.get_logger("citybricks.api")

PROBLEM = "application/problem+json"
Fault = Mapping[str, str]


def problem(
    status: int, title: str, *, detail: str = "", errors: Iterable[Fault] = ()
) -> JsonResponse:
    """Answer with a problem document; `errors` says for each field what is wrong with it."""
    said: dict[str, Any] = {"type": "about:blank", "title": title, "status": status}
    if detail:
        said["detail"] = detail
    if found := [dict(fault) for fault in errors]:
        said["errors"] = found
    response = JsonResponse(said, status=status, json_dumps_params={"ensure_ascii": False})
    response.headers["Content-Type"] = PROBLEM
    if status == 401:  # noqa: PLR2004 - RFC 9110, 15.5.2 asks for the header
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def refused(request: HttpRequest, _error: PermissionDenied) -> JsonResponse:
    """Answer somebody who may not, or has not said who they are."""
    if request.user.is_authenticated:
        return problem(403, _("You may not do that"))
    return problem(401, _("Not signed in"), detail=_("Send an access token of your account."))


def not_there(_request: HttpRequest, error: Http404) -> JsonResponse:
    """Answer that nothing is there, or nothing that the caller may see."""
    return problem(404, _("Nothing is here"), detail=str(error))


def not_possible(_request: HttpRequest, error: NotPossibleError) -> JsonResponse:
    """Answer what can be done instead."""
    said = _("“%(action)s” is not possible when it is “%(state)s”. Possible: %(possible)s.")
    possible = ", ".join(error.possible) or "–"
    detail = said % {"action": error.action, "state": error.state, "possible": possible}
    return problem(409, _("Not possible now"), detail=detail)


def not_of_schema(_request: HttpRequest, error: NotOfSchema | NotOfModel) -> JsonResponse:
    """Answer what does not fit, field by field."""
    found = error.errors if isinstance(error, NotOfSchema) else error.errors()
    faults = [{"field": _path(one["loc"]), "message": str(one["msg"])} for one in found]
    return problem(422, _("Some values do not fit"), errors=faults)


def _path(steps: Iterable[Any]) -> str:
    """Return the path of a field without what the framework calls the place it came from."""
    names = [str(step) for step in steps]
    places = ("body", "query", "path", "payload", "data", "form", "file")
    while names and names[0] in places:
        names = names[1:]
    return ".".join(names)


def not_valid(_request: HttpRequest, error: ValidationError) -> JsonResponse:
    """Answer what a row's own rules refuse."""
    if not hasattr(error, "error_dict"):
        return problem(422, _("Some values do not fit"), detail=" ".join(error.messages))
    faults = [
        {"field": field, "message": message}
        for field, messages in error.message_dict.items()
        for message in messages
    ]
    return problem(422, _("Some values do not fit"), errors=faults)


def handle(api: NinjaAPI) -> None:
    """Register the answers with an API."""
    api.exception_handler(PermissionDenied)(refused)
    api.exception_handler(Http404)(not_there)
    api.exception_handler(NotPossibleError)(not_possible)
    api.exception_handler(NotOfSchema)(not_of_schema)
    api.exception_handler(NotOfModel)(not_of_schema)
    api.exception_handler(ValidationError)(not_valid)
    api.exception_handler(BadTokenError)(_nobody)
    api.exception_handler(HttpError)(_unreadable)
    api.exception_handler(RequestDataTooBig)(_too_big)
    api.exception_handler(Exception)(_broken)


def _nobody(_request: HttpRequest, error: BadTokenError) -> JsonResponse:
    return problem(401, _("Not signed in"), detail=str(error))


def _unreadable(_request: HttpRequest, error: HttpError) -> JsonResponse:
    return problem(error.status_code, str(error.message))


def _too_big(_request: HttpRequest, _error: RequestDataTooBig) -> JsonResponse:
    return problem(413, _("The request is too large"))


def _broken(request: HttpRequest, error: Exception) -> JsonResponse:
    log.error("request broke", path=request.path, exc_info=error)
    detail = _("Its number is in the header X-Request-ID.")
    return problem(500, _("Something broke here"), detail=detail)
