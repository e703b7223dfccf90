"""Files of check-ins from other systems: uploaded on a page, or sent by a program."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django_ratelimit.core import is_ratelimited

from citybricks.network.content.naming import reader_language
from citybricks.network.members.domain.people import user_of_token
from citybricks.services.schoolhealth.pupils.domain import intake, scopes, wording
from citybricks.services.schoolhealth.pupils.domain.chain import Reader
from citybricks.services.schoolhealth.pupils.domain.intake import Taken
from citybricks.services.schoolhealth.pupils.pages.access import (
    in_city_or_404,
    private,
    school_or_404,
    unkept,
)
from citybricks.services.schoolhealth.pupils.vocabulary import Purpose
from citybricks.services.schoolhealth.schools.models import City, School
from citybricks.services.schoolhealth.schools.pages.access import person

MOST_BYTES = 10_000_000
VERSIONS = (("4.3", "FHIR R4B"), ("5.0", "FHIR R5"))
_SHOWN = 200


@private("GET", "HEAD", "POST", rate="60/h")
def files(request: HttpRequest, city: str) -> HttpResponse:
    """Take a file of check-ins in, and tell what is wrong with it, entry by entry."""
    where = in_city_or_404(request, city, scopes.INVITES)
    if request.method != "POST":
        return _page(request, where)
    school = school_or_404(request, city, request.POST.get("school", "")[:32])
    sent = request.FILES.get("bundle")
    if sent is None or not sent.size or sent.size > MOST_BYTES:
        most = _("Choose a file of at most %(most)s MB.") % {"most": MOST_BYTES // 1_000_000}
        return _page(request, where, refusal=most, status=422)
    version = request.POST.get("version", "")
    taken = intake.take(school, sent.read(), _reader(request, school), version)
    return _page(request, where, taken=taken, status=200 if taken.count else 422)


def _page(
    request: HttpRequest,
    city: City,
    taken: Taken | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    language = reader_language()
    schools = School.objects.filter(city=city, active=True).select_related("city")
    own = [row for row in schools if scopes.role_in(person(request), row, scopes.INVITES)]
    faults = taken.faults if taken else ()
    values = {
        "city": city,
        "schools": own,
        "versions": VERSIONS,
        "given": {name: request.POST.get(name, "") for name in ("school", "version")},
        "taken": taken,
        "refusal": refusal,
        "faults": [(one, wording.told(one.rule, language)) for one in faults[:_SHOWN]],
    }
    return render(request, "schoolhealth_pupils/files.html", values, status=status)


@csrf_exempt
@require_POST
@sensitive_post_parameters()
def send(request: HttpRequest, city: str, code: str) -> HttpResponse:
    """Take a bundle in from a program that has an access token of a nurse or administrator.

    The answer is 200 when all entries are taken in, 207 when some are, and 422 when none is.
    """
    if is_ratelimited(request, group="check-ins", key="ip", rate="600/h", increment=True):
        return _problem(HTTPStatus.TOO_MANY_REQUESTS)
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    who = user_of_token(secret.strip()) if scheme.lower() == "bearer" else None
    if who is None:
        return _problem(HTTPStatus.UNAUTHORIZED)
    request.user = who
    try:
        school = school_or_404(request, city, code)
    except Http404:
        return _problem(HTTPStatus.NOT_FOUND)
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        return _problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    taken = intake.take(school, request.body, _reader(request, school), _version(request))
    return _answer(taken)


def _version(request: HttpRequest) -> str:
    """Return the release of FHIR that the media type names."""
    return str((request.content_params or {}).get("fhirVersion", ""))


def _answer(taken: Taken) -> HttpResponse:
    status = HTTPStatus.OK
    if taken.faults:
        status = HTTPStatus.MULTI_STATUS if taken.count else HTTPStatus.UNPROCESSABLE_ENTITY
    said = {"taken": taken.count, "faults": [one.json() for one in taken.faults]}
    return _json(said, status)


def _problem(status: HTTPStatus) -> HttpResponse:
    said = {"type": "about:blank", "title": status.phrase, "status": status.value}
    return _json(said, status, "application/problem+json")


def _json(said: dict[str, Any], status: HTTPStatus, kind: str = "application/json") -> HttpResponse:
    options = {"ensure_ascii": False}
    return unkept(JsonResponse(said, status=status, content_type=kind, json_dumps_params=options))


def _reader(request: HttpRequest, school: School) -> Reader:
    role = scopes.role_in(person(request), school, scopes.INVITES)
    return Reader(person(request).pk, role, Purpose.ATTENDANCE)
