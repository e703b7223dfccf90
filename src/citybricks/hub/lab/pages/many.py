"""A brick for many cities at once: the form, its check in place, and the table to fill in."""

from __future__ import annotations

import json
import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from citybricks.faces import many as columns
from citybricks.faces.example import example_of
from citybricks.faces.json_schema import words_of
from citybricks.hub.identity import language_of, may_see, requester
from citybricks.hub.jobs.domain.acceptance import QuotaExceededError
from citybricks.hub.jobs.models import Job
from citybricks.hub.jobs.runs import folder_of
from citybricks.hub.lab.catalogue import entry_of
from citybricks.hub.lab.downloads import attached
from citybricks.hub.lab.inputs import restored
from citybricks.hub.lab.many import ManyForm
from citybricks.hub.lab.starting import audience, brick_or_404, quota_said, start
from citybricks.kernel.errors import NoSuchRun
from citybricks.kernel.registry import find
from citybricks.types.files import CSV

EACH = "each"
"""The brick that runs another for each row."""


@require_http_methods(["GET", "HEAD", "POST"])
def many(request: HttpRequest, name: str) -> HttpResponse:
    """Show the form for many cities; take it in when it is sent."""
    form = ManyForm(brick_or_404(name), language_of(request))
    if request.method != "POST":
        _prefill(request, form)
        return _shown(request, form)
    form.take(request)
    if request.POST.get("only-show") == "unchecked":  # as it stands, in another language
        return _shown(request, form)
    inputs = form.validate()
    if "only-show" in request.POST:
        return _shown(request, form)
    if inputs is None or not _may_start(request, form):
        return _shown(request, form, status=422)
    try:
        job = start(request, find(EACH), inputs, form.language)
    except QuotaExceededError as error:
        return _shown(request, form, status=429, refusal=quota_said(error))
    return redirect("run", job.pk)


def _may_start(request: HttpRequest, form: ManyForm) -> bool:
    """Whether all rows fit, or some do and the others may fail."""
    check = form.check
    if check is None:
        return False
    some = len(check.wrong) < check.rows
    return check.fits or (some and "anyway" in request.POST)


def _prefill(request: HttpRequest, form: ManyForm) -> None:
    """Fill the form in with a run the reader may see, or with the example when that is asked."""
    earlier = request.GET.get("from", "")
    if not earlier:
        if "example" in request.GET:
            form.fill_example()
            form.validate()
        return
    try:
        job = get_object_or_404(Job, pk=uuid.UUID(earlier), brick=EACH)
        document = restored(folder_of(job))
    except (ValueError, NoSuchRun) as error:
        raise Http404 from error
    if not may_see(requester(request), job) or document["brick"] != form.brick.id:
        raise Http404
    form.fill(document)
    form.validate()


def _shown(
    request: HttpRequest, form: ManyForm, *, status: int = 200, refusal: str = ""
) -> HttpResponse:
    translate = words_of(form.brick, form.language)
    values = {
        "brick": entry_of(form.brick, form.language),
        "title": translate(form.brick.title),
        "form": form,
        "check": form.check,
        "bound": form.bound(),
        "needed": [one for one in form.form.fields if one.required],
        "others": [one for one in form.form.fields if not one.required],
        "has_example": example_of(form.brick) is not None,
        "refusal": refusal,
    } | audience(request)
    return render(request, "lab/many.html", values, status=status)


@require_safe
def many_template(_request: HttpRequest, name: str) -> HttpResponse:
    """Send a table with the columns and one row, the brick's example."""
    brick = brick_or_404(name)
    response = HttpResponse(columns.template(brick), content_type=f"{CSV}; charset=utf-8")
    return attached(response, f"{brick.id}-cities.csv")


def again(job: Job) -> tuple[str, str]:
    """Return the name of the form that a run is changed in, and of its brick."""
    if job.brick != EACH:
        return "try", job.brick
    try:
        return "many", str(json.loads(folder_of(job).read("inputs.json"))["brick"])
    except NoSuchRun:
        return "try", job.brick
