"""Jobs: list, status, log, crate, dismissal."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal

from django.db.models import DurationField, ExpressionWrapper, F, QuerySet
from django.db.models.functions import Coalesce, Now
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Query, Router
from pydantic import Field, field_validator

from citybricks.hub.identity import caller, language_of, may
from citybricks.hub.jobs.domain import queue
from citybricks.hub.jobs.domain.acceptance import Requester
from citybricks.hub.jobs.models import Job, Status
from citybricks.hub.jobs.permissions import visible_to
from citybricks.hub.jobs.runs import forget
from citybricks.hub.lab.downloads import crate_file
from citybricks.hub.ogc import links
from citybricks.hub.ogc.declared import GET, problems
from citybricks.hub.ogc.documents import status_info
from citybricks.hub.ogc.negotiation import (
    HTML,
    WRITTEN_OUT,
    Language,
    Limit,
    Look,
    Offset,
    wants_html,
    wants_json,
)
from citybricks.hub.ogc.problem import no_such_job, not_available, not_ready, refused
from citybricks.hub.ogc.response import page, respond
from citybricks.hub.ogc.schemas import JobList, Link, Log, Name, StatusCode, StatusInfo

router = Router(tags=["Jobs"], by_alias=True)

_ZONE = "(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])"
_LEAP = "([12][0-9](0[48]|[2468][048]|[13579][26])|(12|16|20|24|28)00)-02-29"
_DATE = (
    f"({_LEAP}|[12][0-9]{{3}}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
    "|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])))"
)
_TIME = rf"{_DATE}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{{1,6}})?{_ZONE}"
_INTERVAL = rf"^({_TIME}|{_TIME}/{_TIME}|(\.\.)?/{_TIME}|{_TIME}/(\.\.)?)$"
_LONGEST = 1_000_000_000
"""Longest duration that can be asked for. [s]"""
MOST = 20
"""Most values of a filter."""
ZIP = "application/zip"

JobId = Annotated[Name, Path(alias="jobID", description="Id of the job.")]
Seconds = Annotated[int, Field(ge=0, le=_LONGEST), WRITTEN_OUT]


class PageOfJobs(Look):
    """Which jobs, and which part of their list."""

    type: list[Literal["process"]] = Field(
        default_factory=list, max_length=MOST, description="What made the job."
    )
    process: list[str] = Field(
        default_factory=list,
        max_length=MOST,
        alias="processID",
        description="Jobs of these processes.",
    )
    status: list[StatusCode] = Field(
        default_factory=list, max_length=MOST, description="Jobs that stand there."
    )
    datetime: str | None = Field(
        None, pattern=_INTERVAL, description="When the job was created: a time, or `from/to`."
    )
    shortest: list[Seconds] = Field(
        default_factory=list,
        max_length=MOST,
        alias="minDuration",
        description="Jobs that took at least so long.",
    )
    longest: list[Seconds] = Field(
        default_factory=list,
        max_length=MOST,
        alias="maxDuration",
        description="Jobs that took at most so long.",
    )
    limit: Limit = 10
    offset: Offset = 0

    @field_validator("datetime", mode="before")
    @classmethod
    def _bare(cls, value: Any) -> Any:
        return value.strip() if isinstance(value, str) else value

    @field_validator("type", "process", "status", "shortest", "longest", mode="before")
    @classmethod
    def _apart(cls, value: list[str]) -> list[str]:
        """Take values between commas apart: both ways to write a list are in use."""
        return [part for one in value for part in one.split(",")]


def job_seen(request: HttpRequest, name: str) -> tuple[Job, Requester]:
    """Return a job that the caller may see, and the caller.

    Raises
    ------
    RefusedError
        When there is none; whether there is one that others may see is not told.
    """
    by = caller(request)
    try:
        number = uuid.UUID(name)
    except ValueError:
        raise no_such_job(name) from None
    seen = visible_to(by.user, by.visitor).filter(pk=number)
    job = seen.select_related("member").first()
    if job is None or str(number) != name.lower():
        raise no_such_job(name)
    return job, by


@router.api_operation(GET, "/jobs", response={200: JobList, **problems(401)}, operation_id="jobs")
def job_list(request: HttpRequest, wanted: Query[PageOfJobs]) -> HttpResponse:
    """List the jobs you may see, newest first: yours, your members', and public ones."""
    by = caller(request)
    jobs = _selected(visible_to(by.user, by.visitor), wanted).defer("log")
    start, stop = wanted.offset, wanted.offset + wanted.limit + 1
    found = list(jobs.order_by("-created", "pk")[start:stop])
    root, language = links.root_of(request), language_of(request)
    more = len(found) > wanted.limit
    turns = links.pages(request, offset=wanted.offset, limit=wanted.limit, more=more)
    document = JobList(
        jobs=[status_info(job, root, language) for job in found[: wanted.limit]],
        links=[*links.representations(request), *turns],
    )
    return respond(request, document, title=_("Jobs"))


def _selected(jobs: QuerySet[Job], wanted: PageOfJobs) -> QuerySet[Job]:
    if wanted.process:
        jobs = jobs.filter(brick__in=[name for name in wanted.process if "\0" not in name])
    if wanted.status:
        jobs = jobs.filter(status__in=wanted.status)
    if wanted.datetime:
        jobs = _created(jobs, wanted.datetime)
    if wanted.shortest or wanted.longest:
        jobs = _lasting(jobs, wanted.shortest, wanted.longest)
    return jobs


def _created(jobs: QuerySet[Job], interval: str) -> QuerySet[Job]:
    """Keep jobs created at a time, to the second, or in an interval."""
    start, slash, end = interval.partition("/")
    if not slash:
        at = _moment(start)
        return jobs.filter(created__gte=at, created__lt=at + timedelta(seconds=1))
    if start not in ("", ".."):
        jobs = jobs.filter(created__gte=_moment(start))
    return jobs.filter(created__lte=_moment(end)) if end not in ("", "..") else jobs


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _lasting(jobs: QuerySet[Job], shortest: list[int], longest: list[int]) -> QuerySet[Job]:
    """Keep jobs by how long they took, or have been running."""
    lasted = ExpressionWrapper(
        Coalesce(F("ended"), Now()) - F("started"), output_field=DurationField()
    )
    jobs = jobs.filter(started__isnull=False).exclude(status=Status.ACCEPTED)
    jobs = jobs.annotate(lasted=lasted)
    if shortest:
        jobs = jobs.filter(lasted__gte=timedelta(seconds=max(shortest)))
    return jobs.filter(lasted__lte=timedelta(seconds=min(longest))) if longest else jobs


@router.api_operation(
    GET,
    "/jobs/{jobID}",
    response={200: StatusInfo, **problems(401, 404)},
    operation_id="job",
)
def job_status(request: HttpRequest, name: JobId, look: Query[Look]) -> HttpResponse:
    """Tell where a job stands."""
    del look
    job, _by = job_seen(request, name)
    info = status_info(job, links.root_of(request), language_of(request))
    return respond(request, info, title=_("Job"))


@router.delete(
    "/jobs/{jobID}",
    response={200: StatusInfo, **problems(401, 403, 404, 429)},
    operation_id="dismiss",
)
def dismiss(request: HttpRequest, name: JobId, look: Query[Look]) -> HttpResponse:
    """Stop a job that waits or runs; remove one that is finished, with its results."""
    del look
    job, by = job_seen(request, name)
    if not may(by, "dismiss", job):
        said = _("Only its owner, an administrator of its member or the secretariat may do that.")
        raise refused(403, _("Not yours to dismiss"), detail=said)
    try:
        if not queue.dismiss(job):
            forget(job)
    except Job.DoesNotExist:
        raise no_such_job(name) from None
    info = status_info(job, links.root_of(request), language_of(request))
    return respond(request, info, title=_("Job"))


class LogFormat(Language):
    """How a log is to look."""

    f: Literal["text", "json", "html"] | None = Field(
        None, description="Format of the answer; otherwise `Accept` says it."
    )


@router.api_operation(
    GET,
    "/jobs/{jobID}/log",
    response={200: Log, **problems(401, 404)},
    operation_id="jobLog",
    openapi_extra={"responses": {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}},
)
def job_log(request: HttpRequest, name: JobId, look: Query[LogFormat]) -> HttpResponse:
    """Get what a run wrote while it ran."""
    job, _by = job_seen(request, name)
    if look.f != "text" and (wants_html(request) or wants_json(request)):
        lines = job.log.splitlines()
        document = Log(lines=lines, links=links.representations(request))
        return respond(request, document, title=_("Run log"))
    return HttpResponse(job.log, content_type="text/plain; charset=utf-8")


class CrateFormat(Language):
    """How a crate is to look."""

    f: Literal["zip", "html"] | None = Field(
        None, description="Format of the answer; otherwise `Accept` says it."
    )


@router.api_operation(
    GET,
    "/jobs/{jobID}/crate",
    response={200: None, **problems(401, 404)},
    operation_id="jobCrate",
    openapi_extra={
        "responses": {
            200: {
                "content": {
                    ZIP: {"schema": {"type": "string", "format": "binary"}},
                    HTML: {"schema": {"type": "string"}},
                }
            }
        }
    },
)
def job_crate(request: HttpRequest, name: JobId, look: Query[CrateFormat]) -> HttpResponse:
    """Get a successful run with what made it, as a Process Run Crate (RO-Crate, zip)."""
    job, _by = job_seen(request, name)
    if not job.is_finished:
        raise not_ready(job)
    if job.status != Status.SUCCESSFUL:
        raise not_available()
    if (look.f or request.get_preferred_type([ZIP, HTML])) in ("html", HTML):
        link = Link(href=links.here(request, f="zip"), rel="alternate", type=ZIP, title="RO-Crate")
        return page(request, {"jobID": str(job.pk)}, title=_("Run crate"), links=[link])
    return crate_file(job)
