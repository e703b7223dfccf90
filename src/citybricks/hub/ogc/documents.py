"""What the API says about jobs; used by its views and by callbacks."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from citybricks.faces.json_schema import words_of
from citybricks.hub.jobs.models import Callback, Job, Status
from citybricks.hub.jobs.runs import brick_of
from citybricks.hub.ogc.links import PREFIX, REL, representations_at
from citybricks.hub.ogc.negotiation import JSON
from citybricks.hub.ogc.outputs import Results
from citybricks.hub.ogc.problem import RefusedError, failure
from citybricks.hub.ogc.schemas import Link, StatusInfo
from citybricks.kernel.errors import NoSuchBrick


def job_address(root: str, job: Job) -> str:
    """Return the address of a job."""
    return f"{root}/jobs/{job.pk}"


def status_info(job: Job, root: str, language: str) -> StatusInfo:
    """Return where a job stands, in the reader's language."""
    problem = failure(job, language) if job.status == Status.FAILED else None
    return StatusInfo(
        job_id=str(job.pk),
        id=str(job.pk),
        process_id=job.brick,
        status=job.status,
        message=problem.detail if problem else _message(job, language),
        progress=int(100 * job.progress),
        created=min(job.created, job.started or job.created),  # a run found is as old as its job
        started=job.started,
        finished=job.ended,
        updated=max(job.updated, job.ended or job.updated),
        exception=problem,
        links=_links(job, root),
    )


def _message(job: Job, language: str) -> str | None:
    if not job.message:
        return None
    try:
        return words_of(brick_of(job), language)(job.message)
    except NoSuchBrick:
        return job.message


def _links(job: Job, root: str) -> list[Link]:
    at = job_address(root, job)
    links = [
        Link(
            href=f"{root.removesuffix(PREFIX)}/runs/{job.pk}/",
            rel="related",
            type="text/html",
            title=_("Page of the run"),
        ),
        *representations_at(at),
        Link(href=at, rel="monitor", type=JSON, title=_("Status")),
        Link(href=f"{at}/log", rel="runlog", type="text/plain", title=_("Run log")),
        Link(href=f"{root}/processes/{job.brick}", rel="up", type=JSON, title=_("Process")),
    ]
    match job.status:
        case Status.SUCCESSFUL:
            crate = "application/zip"
            links += [
                Link(href=f"{at}/results", rel=f"{REL}results", type=JSON, title=_("Results")),
                Link(href=f"{at}/crate", rel="enclosure", type=crate, title=_("Run crate")),
            ]
        case Status.FAILED:
            said = "application/problem+json"
            at = f"{at}/results"
            links.append(Link(href=at, rel=f"{REL}exceptions", type=said, title=_("What is wrong")))
    return links


def callback_body(callback: Callback) -> dict[str, Any]:
    """Return what a subscriber is told: the results of a successful job, else its status."""
    job = callback.job
    root = settings.ENVIRONMENT.origin + PREFIX
    with translation.override(job.language.lower()):
        if callback.status == Status.SUCCESSFUL:
            try:
                results = Results.of(job, root)
            except RefusedError as error:
                return error.problem.model_dump(mode="json", exclude_none=True)
            return results.document(results.choices.values())
        info = status_info(job, root, job.language)
        return info.model_dump(mode="json", by_alias=True, exclude_none=True)
