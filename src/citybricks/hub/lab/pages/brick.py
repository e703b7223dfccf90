"""A brick's page, its form, and the check of a field in place."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citybricks.faces.example import example_of
from citybricks.faces.form import fields
from citybricks.faces.json_schema import words_of
from citybricks.hub.identity import language_of, may_see, requester
from citybricks.hub.jobs.domain.acceptance import QuotaExceededError
from citybricks.hub.jobs.models import Job
from citybricks.hub.jobs.runs import folder_of
from citybricks.hub.lab import signature
from citybricks.hub.lab.catalogue import entry_of
from citybricks.hub.lab.downloads import attached
from citybricks.hub.lab.forms import Bound, Form, Kept, every
from citybricks.hub.lab.inputs import restored
from citybricks.hub.lab.starting import audience, brick_or_404, quota_said, start
from citybricks.kernel.errors import NoSuchRun
from citybricks.network.exchange.domain.browsing import serving
from citybricks.types.files import EXTENSIONS

_MOST_LISTINGS = 6


@require_safe
def brick_page(request: HttpRequest, name: str) -> HttpResponse:
    """Show what a brick does, for whom, with what, and where it comes from."""
    brick, language = brick_or_404(name), language_of(request)
    translate = words_of(brick, language)
    example = example_of(brick)
    entry = entry_of(brick, language)
    values = {
        "brick": entry,
        "joined": [entry_of(brick_or_404(each), language) for each in entry.joins],
        "title": translate(brick.title),
        "paragraphs": signature.paragraphs(brick, translate),
        "fields": fields(brick, language),
        "outputs": signature.outputs(brick, language),
        "sources": signature.sources(brick),
        "notes": signature.notes(brick, translate),
        "example": example,
        "example_title": translate(example.title) if example else "",
        "example_source": translate(example.source) if example else "",
        "call": signature.call(brick),
        "listings": serving(brick.id)[:_MOST_LISTINGS],
    }
    return render(request, "lab/brick.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def try_brick(request: HttpRequest, name: str) -> HttpResponse:
    """Show the form, filled in with the example or an earlier run; take it in when it is sent."""
    brick = brick_or_404(name)
    form = Form(brick, language_of(request))
    if request.method != "POST":
        _prefill(request, form)
        return _shown(request, form)
    form.take(request)
    if request.POST.get("only-show") == "unchecked":  # as it stands, in another language
        return _shown(request, form)
    inputs = form.validate()
    if inputs is None or "only-show" in request.POST:
        return _shown(request, form, status=422)
    try:
        job = start(request, brick, inputs, form.language)
    except QuotaExceededError as error:
        return _shown(request, form, status=429, refusal=quota_said(error))
    return redirect("run", job.pk)


def _prefill(request: HttpRequest, form: Form) -> None:
    """Fill the form in with a run the reader may see, or with the example."""
    earlier = request.GET.get("from", "")
    if earlier:
        try:
            job = get_object_or_404(Job, pk=uuid.UUID(earlier), brick=form.brick.id)
            if not may_see(requester(request), job):
                raise Http404
            form.fill(restored(folder_of(job)))
        except (ValueError, NoSuchRun) as error:
            raise Http404 from error
        return
    example = example_of(form.brick)
    form.fill(example.inputs if example and "empty" not in request.GET else {})


def _shown(
    request: HttpRequest, form: Form, *, status: int = 200, refusal: str = ""
) -> HttpResponse:
    example = example_of(form.brick)
    translate = words_of(form.brick, form.language)
    bound = form.bound()
    values = {
        "brick": entry_of(form.brick, form.language),
        "title": translate(form.brick.title),
        "bound": bound,
        "wrong_fields": [one for one in every(bound) if one.problems],
        "general": form.general(),
        "wrong": len(form.found),
        "refusal": refusal,
        "example_title": translate(example.title) if example else "",
        "from_example": request.method == "GET" and not request.GET,
    } | audience(request)
    return render(request, "lab/try.html", values, status=status)


@require_POST
def check_field(request: HttpRequest, name: str) -> HttpResponse:
    """Check one field in place; an upload is kept, so that it is sent once only."""
    form = Form(brick_or_404(name), language_of(request))
    path = request.GET.get("field", "")
    form.take(request)
    form.validate()
    form.found = [problem for problem in form.found if (problem.input + ".").startswith(f"{path}.")]
    found = _within(form.bound(), path)
    if found is None:
        raise Http404
    values = {"one": found, "brick": entry_of(form.brick, form.language)}
    return render(request, "lab/field.html", values)


def _within(bound: Sequence[Bound], path: str) -> Bound | None:
    for one in bound:
        if one.field.path == path:
            return one
        if path.startswith(f"{one.field.path}."):
            return _within(one.fields, path)
    return None


@require_safe
def kept_file(_request: HttpRequest, token: str) -> HttpResponse:
    """Send a file that waits in a form, to whoever holds its token."""
    try:
        kept = Kept.of_token(token)
        file = kept.file()
    except (signing.BadSignature, NoSuchRun) as error:
        raise Http404 from error
    known = file.media_type in EXTENSIONS.values()
    media = file.media_type if known else "application/octet-stream"
    response = HttpResponse(file.content, content_type=media)
    return attached(response, file.name)
