"""The pages of runs: the list, one run while it works and when it is done, its downloads."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from citybricks.faces.json_schema import words_of
from citybricks.hub.identity import language_of, may, may_see, requester
from citybricks.hub.jobs.domain import queue
from citybricks.hub.jobs.models import Job, Status, Visibility
from citybricks.hub.jobs.permissions import visible_to
from citybricks.hub.jobs.runs import brick_of, forget, outcome_of
from citybricks.hub.lab import downloads
from citybricks.hub.lab.pages.many import again
from citybricks.hub.lab.summary import asked_for
from citybricks.kernel.errors import NoSuchBrick, NoSuchRun
from citybricks.kernel.registry import find
from citybricks.views import page_of

PER_PAGE = 25


def _job(request: HttpRequest, number: uuid.UUID) -> Job:
    """Return a job the reader may see; any other is not there."""
    job = get_object_or_404(Job.objects.select_related("member", "owner"), pk=number)
    if not may_see(requester(request), job):
        raise Http404
    return job


@require_safe
def run_list(request: HttpRequest) -> HttpResponse:
    """List the runs the reader may see, their own first by choice."""
    by = requester(request)
    scope = request.GET.get("of", "mine")
    jobs = visible_to(by.user, by.visitor).select_related("member")
    if scope == "mine":
        jobs = jobs.filter(owner=by.user) if by.user else jobs.filter(visitor=by.visitor or "-")
    elif scope == "member":
        jobs = jobs.filter(member=by.member) if by.member else jobs.none()
    else:
        jobs = jobs.filter(visibility=Visibility.PUBLIC)
    page = Paginator(jobs.defer("log"), PER_PAGE).get_page(request.GET.get("page"))
    language = language_of(request)
    rows = [(job, _title(job, language)) for job in page]
    values = {"page": page, "rows": rows, "scope": scope, "member": by.member}
    return render(request, "lab/runs.html", values)


def _title(job: Job, language: str) -> str:
    try:
        brick = find(job.brick)
    except NoSuchBrick:
        return job.brick
    return words_of(brick, language)(brick.title)


def _values(request: HttpRequest, job: Job) -> dict[str, Any]:
    language = language_of(request)
    by = requester(request)
    try:
        translate = words_of(brick_of(job), language)
    except NoSuchBrick:
        translate = str
    return {
        "job": job,
        "title": _title(job, language),
        "message": translate(job.message),
        "percent": round(100 * job.progress),
        "problems": job.problems.get(language, job.problems.get("en", [])),
        "may_dismiss": not job.is_finished and may(by, "dismiss", job),
        "may_delete": job.is_finished and may(by, "dismiss", job),
        "may_share": may(by, "share", job),
        "again": _again(job) if job.is_finished else "",
        "visibilities": [
            choice for choice in Visibility.choices if job.member or choice[0] != "member"
        ],
    }


def _again(job: Job) -> str:
    """Return the address of the form that holds what the run was asked."""
    form, brick = again(job)
    return f"{reverse(form, args=[brick])}?from={job.pk}"


@require_safe
def run_page(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Show a run: live progress, or what came out."""
    job = _job(request, number)
    values = _values(request, job)
    language = language_of(request)
    if job.status == Status.SUCCESSFUL:
        try:
            values["outcome"] = _outcome_html(job, language)
            values["downloads"] = _downloads(job, language)
        except (NoSuchRun, NoSuchBrick):
            values["gone"] = True
    try:
        values["asked"] = asked_for(job, language)
    except (NoSuchRun, NoSuchBrick):
        values["asked"] = []
    return render(request, "lab/run.html", values)


def _outcome_html(job: Job, language: str) -> str:
    """Render an outcome once for each language and version of the brick."""

    def render_page() -> str:
        brick = brick_of(job)
        return page_of(brick, outcome_of(job)).html(words_of(brick, language), language)

    return str(cache.get_or_set(f"outcome:{job.key}:{language}", render_page, 3600))


def _downloads(job: Job, language: str) -> list[downloads.Download]:
    def listed() -> list[downloads.Download]:
        return downloads.downloads(job, outcome_of(job), language)

    return cache.get_or_set(f"downloads:{job.key}:{language}", listed, 3600) or []


@require_safe
def run_progress(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Send the part of the page that changes while a run works; reload when it has ended."""
    job = _job(request, number)
    response = render(request, "lab/progress.html", _values(request, job))
    if job.is_finished:
        response.headers["HX-Refresh"] = "true"
    return response


@require_POST
def dismiss_run(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Stop a run."""
    job = _job(request, number)
    if not may(requester(request), "dismiss", job):
        raise Http404
    queue.dismiss(job)
    return redirect("run", job.pk)


@require_POST
def share_run(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Change who may see a run."""
    job = _job(request, number)
    chosen = request.POST.get("visibility", "")
    known = chosen in Visibility.values and (chosen != Visibility.MEMBER or job.member)
    if not known or not may(requester(request), "share", job):
        raise Http404
    job.visibility = Visibility(chosen)
    job.save(update_fields=["visibility", "updated"])
    return redirect("run", job.pk)


@require_POST
def delete_run(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Delete a finished run with its inputs and outcome."""
    job = _job(request, number)
    if not job.is_finished or not may(requester(request), "dismiss", job):
        raise Http404
    forget(job)
    messages.success(request, _("The run is deleted."))
    return redirect("runs")


def _download(
    request: HttpRequest, number: uuid.UUID, make: Callable[[Job], HttpResponse]
) -> HttpResponse:
    job = _job(request, number)
    if job.status != Status.SUCCESSFUL:
        raise Http404
    try:
        return make(job)
    except (LookupError, ImportError) as error:
        raise Http404 from error


@require_safe
def run_table(request: HttpRequest, number: uuid.UUID, path: str, extension: str) -> HttpResponse:
    """Send a table of the outcome."""
    return _download(request, number, lambda job: downloads.table_file(job, path, extension))


@require_safe
def run_crate(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Send the run as a Process Run Crate."""
    return _download(request, number, downloads.crate_file)


@require_safe
def run_document(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Send the outcome as JSON."""
    return _download(request, number, downloads.outcome_file)


@require_safe
def run_saved(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Send the page of the outcome as one file."""
    language = language_of(request)
    return _download(request, number, lambda job: downloads.page_file(job, language))


@require_safe
def run_log(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Send the run log."""
    job = _job(request, number)
    return HttpResponse(job.log, content_type="text/plain; charset=utf-8")
