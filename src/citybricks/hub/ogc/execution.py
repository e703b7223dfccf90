"""Run a process: at once, later, or only check whether it would run."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import Annotated, Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Header, Query, Router
from pydantic import Field

from citybricks.faces import href
from citybricks.faces.json_schema import words_of
from citybricks.faces.problems import problems as worded
from citybricks.hub.identity import caller, language_of
from citybricks.hub.jobs.domain.acceptance import Request, Requester, accept
from citybricks.hub.jobs.models import UNFINISHED, Job, Status, Visibility
from citybricks.hub.jobs.runs import store
from citybricks.hub.ogc import inputs, links, outputs, results, workflows
from citybricks.hub.ogc.declared import problems
from citybricks.hub.ogc.documents import job_address, status_info
from citybricks.hub.ogc.negotiation import JSON, Look
from citybricks.hub.ogc.preference import Preference, preference_of
from citybricks.hub.ogc.problem import RefusedError, failure, invalid_inputs
from citybricks.hub.ogc.processes import ProcessId, brick_named
from citybricks.hub.ogc.response import respond, respond_problem
from citybricks.hub.ogc.schemas import Execute, InputProblem, StatusInfo, Subscriber, Verdict
from citybricks.hub.ogc.workflows import Workflow
from citybricks.kernel.brick import Brick
from citybricks.kernel.designed import Designed, keep
from citybricks.kernel.errors import BrickError

router = Router(tags=["Processes"], by_alias=True)

LOOKS = (0.05, 0.03, 0.03, 0.04, 0.05)
"""Pauses before the looks at a job that is waited for; the last one again and again. [s]"""
_PREFER = "`respond-async`, `respond-sync`, `wait=seconds`, `return=minimal|representation`."
ANSWERS = {
    200: results.ANY,
    201: {
        "description": "A job, which is not finished in the time granted, or was asked for.",
        "headers": {
            "Location": {"schema": {"type": "string"}, "description": "Address of the job."},
        },
    },
    204: results.NOTHING,
}


def _callback(document: dict[str, Any]) -> dict[str, Any]:
    body = {"required": True, "content": {JSON: {"schema": document}}}
    return {"post": {"requestBody": body, "responses": {"2XX": {"description": "Thank you."}}}}


_STATUS = {"$ref": "#/components/schemas/StatusInfo"}
_AT = "{$request.body#/subscriber/%s}"
CALLBACKS = {
    "jobSuccess": {_AT % "successUri": _callback({"type": "object"})},
    "jobInProgress": {_AT % "inProgressUri": _callback(_STATUS)},
    "jobFailed": {_AT % "failedUri": _callback(_STATUS)},
}


class Execution(Look):
    """How to answer an execute request."""

    dry_run: Annotated[
        bool, Field(alias="validate", description="Only check the request, and run nothing.")
    ] = False


@router.post(
    "/processes/{processID}/execution",
    response={200: None, 201: StatusInfo, 204: None, **problems(401, 404, 413, 429)},
    operation_id="execute",
    openapi_extra={"responses": ANSWERS, "callbacks": CALLBACKS},
)
def execute(
    request: HttpRequest,
    name: ProcessId,
    look: Query[Execution],
    body: Execute,
    prefer: Annotated[str, Header(alias="Prefer", max_length=500, description=_PREFER)] = "",
) -> HttpResponse:
    """Run a process and wait for its results, or get a job to ask for them later.

    Without a token or session the job is public: everybody can see it and its results.
    """
    language, by = language_of(request), caller(request)
    work = _work(name, body, language)
    asked, visibility = _asked(work.brick, body), _visibility(body, by)
    validated = inputs.read(work.brick, work.given, language, work.places)
    if look.dry_run:
        return respond(request, Verdict(), title=_("The request is valid"))
    if isinstance(work, Workflow):
        keep(work.brick.document, store())
    wanted = Request(visibility=visibility, language=language, asked=asked)
    job = accept(work.brick, validated, by=by, request=wanted)
    return _answer(request, job, preference_of(prefer))


@dataclass(frozen=True, slots=True)
class Single:
    """A brick as it was asked for: see `Workflow`."""

    brick: Brick[..., Any]
    given: Mapping[str, Any]
    places: Mapping[str, str] = field(default_factory=dict)


def _work(name: str, body: Execute, language: str) -> Single | Workflow:
    """Return what is asked for: a brick, or a design of several."""
    if workflows.nests(name, body):
        return workflows.read(name, body, language)
    return Single(brick_named(name), {**body.inputs, **body.open})


def _asked(brick: Brick[..., Any], body: Execute) -> dict[str, Any]:
    """Return how the results are asked for, as it is kept with the job."""
    wanted = body.outputs
    if wanted is not None and isinstance(brick, Designed):  # fields inside outputs have a dot
        wanted = {name.replace(".", "_"): one for name, one in wanted.items()}
    choices = outputs.chosen(brick, wanted)
    asked: dict[str, Any] = {"response": body.response, "outputs": outputs.remembered(choices)}
    if body.subscriber:
        asked["subscriber"] = _checked(brick, body.subscriber)
    return asked


def _checked(brick: Brick[..., Any], subscriber: Subscriber) -> dict[str, str]:
    """Return the subscriber's addresses, all of them public."""
    said: dict[str, str] = subscriber.model_dump(by_alias=True, exclude_none=True)
    if misnamed := said.pop("successUrl", ""):
        said.setdefault("successUri", misnamed)
    for name, address in said.items():
        try:
            href.check(f"subscriber.{name}", address, inputs.limits())
        except BrickError as error:
            raise invalid_inputs(worded(error, words_of(brick, "en"))) from error
    return said


def _visibility(body: Execute, by: Requester) -> Visibility:
    """Return who may see the job; the jobs of visitors are public, for nobody else knows them."""
    known = by.user is not None or not by.visitor.startswith("address:")
    if body.visibility is None:
        return Visibility.PRIVATE if known else Visibility.PUBLIC
    wished = Visibility(body.visibility)
    fault = ""
    if not known and wished != Visibility.PUBLIC:
        fault = _("needs an account: what visitors run is public")
    if wished == Visibility.MEMBER and by.member is None:
        fault = _("needs a member that you act for")
    if fault:
        raise invalid_inputs([InputProblem(input="visibility", message=fault)])
    return wished


def _answer(request: HttpRequest, job: Job, preference: Preference) -> HttpResponse:
    """Answer with the results when they come in time, else with where they will be."""
    longest = settings.ENVIRONMENT.wait_seconds
    seconds = preference.seconds(longest)
    ended = bool(seconds) and _ends_within(job, seconds)
    if seconds:
        job.refresh_from_db()
    response = _ended(request, job) if ended else _created(request, job)
    if applied := preference.applied(ended=ended, longest=longest):
        response.headers["Preference-Applied"] = applied
    return response


def _ended(request: HttpRequest, job: Job) -> HttpResponse:
    if job.status == Status.FAILED:
        problem = failure(job, language_of(request))
        response = respond_problem(request, RefusedError(problem))
    else:
        response = results.answer(request, job)
    said = response.headers.get("Link")
    monitor = results.monitor(request, job)
    response.headers["Link"] = f"{said}, {monitor}" if said else monitor
    return response


def _created(request: HttpRequest, job: Job) -> HttpResponse:
    root = links.root_of(request)
    info = status_info(job, root, language_of(request))
    headers = {"Location": job_address(root, job), "Link": results.monitor(request, job)}
    return respond(request, info, title=_("Job"), status=201, headers=headers)


def _ends_within(job: Job, seconds: float) -> bool:
    """Wait for the end of a job by looking at its row; False when the time is over."""
    if job.is_finished:
        return True
    until = time.monotonic() + seconds
    waits = Job.objects.filter(pk=job.pk, status__in=UNFINISHED).values("status")
    query = waits.query.sql_with_params()  # compiled once for all the looks
    for pause in chain(LOOKS, repeat(LOOKS[-1])):
        left = until - time.monotonic()
        time.sleep(max(min(pause, left), 0))
        with connection.cursor() as cursor:
            cursor.execute(*query)
            if cursor.fetchone() is None:
                return True
        if left <= pause:
            return False
    raise AssertionError  # the loop has no other end
