"""Run a design, whole or up to a step, and look at what its steps yielded."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from citybricks.faces.example import example_of
from citybricks.faces.json_schema import words_of
from citybricks.hub.designer.domain.freshness import records_of
from citybricks.hub.designer.domain.parts import brick_named
from citybricks.hub.designer.domain.reduction import upto
from citybricks.hub.designer.domain.refusal import RefusedError
from citybricks.hub.designer.models import Design, Trial
from citybricks.hub.designer.pages.access import design_of
from citybricks.hub.designer.pages.design import address, shown
from citybricks.hub.designer.states import trials_of
from citybricks.hub.designer.words import Words, uses_of
from citybricks.hub.identity import language_of, may_see, requester
from citybricks.hub.jobs.domain.acceptance import QuotaExceededError
from citybricks.hub.jobs.models import Job
from citybricks.hub.jobs.runs import folder_of, store
from citybricks.hub.lab.catalogue import entry_of
from citybricks.hub.lab.forms import Form, every
from citybricks.hub.lab.inputs import restored
from citybricks.hub.lab.starting import quota_said, start
from citybricks.kernel.designed import Designed, keep
from citybricks.kernel.document import Document
from citybricks.kernel.errors import NoSuchBrick, NoSuchRun, WiringError
from citybricks.kernel.registry import find
from citybricks.views import page_of


def _made(request: HttpRequest, design: Design, step: str) -> Designed | None:
    """Return the brick of a design; None, and in words why, when it cannot run."""
    try:
        document = upto(design.document, step) if step else design.document
    except RefusedError as error:
        raise Http404 from error
    try:
        return keep(document, store())
    except WiringError as error:
        words = Words(design.document, language_of(request))
        said = {"place": words.place(error.input) or design.title, "message": words.problem(error)}
        messages.error(request, _("This cannot run yet. %(place)s: %(message)s") % said)
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def run_design(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Ask for the blueprint's inputs, where it has any, and run it, whole or up to a step."""
    design = design_of(request, number)
    step = request.GET.get("to", "")
    brick = _made(request, design, step)
    back = address(design, f"step={step}" if step else "")
    if brick is None:
        return redirect(back)
    form = Form(brick, language_of(request))
    if request.method != "POST":
        _prefill(request, design, form)
        return _shown(request, design, form, step)
    if "again" in request.POST:
        _prefill(request, design, form)
    else:
        form.take(request)
    if request.POST.get("only-show") == "unchecked":  # as it stands, in another language
        return _shown(request, design, form, step)
    inputs = form.validate()
    if inputs is None or "only-show" in request.POST:
        return _shown(request, design, form, step, status=422)
    try:
        job = start(request, brick, inputs, language_of(request))
    except QuotaExceededError as error:
        return _shown(request, design, form, step, status=429, refusal=quota_said(error))
    Trial.objects.create(design=design, job=job, upto=step)
    return redirect(back)


def _prefill(request: HttpRequest, design: Design, form: Form) -> None:
    """Fill the form in with what the reader's last run was given, else with examples."""
    document = design.document
    values: dict[str, Any] = examples(document)
    for trial in reversed(trials_of(design, requester(request))):
        try:
            values |= restored(folder_of(trial.job))
        except NoSuchRun:
            continue
    form.fill({name: values[name] for name in form.brick.inputs.model_fields if name in values})


def examples(document: Document) -> dict[str, Any]:
    """Return for each input of a blueprint what the example of its brick has for it."""
    found: dict[str, Any] = {}
    for name, said in document.inputs.items():
        for step, inner in uses_of(document, name):
            brick = brick_named(document.steps[step].brick)
            example = example_of(brick) if brick else None
            if said.default is None and example and inner in example.inputs:
                found.setdefault(name, example.inputs[inner])
    return found


def _shown(
    request: HttpRequest, design: Design, form: Form, step: str, *, status: int = 200,
    refusal: str = "",
) -> HttpResponse:  # fmt: skip
    bound = form.bound()
    language = form.language
    values = {
        "design": design,
        "title": design.title or _("New blueprint"),
        "step": step,
        "step_label": Words(design.document, language).step(step) if step else "",
        "brick": entry_of(form.brick, language),
        "bound": bound,
        "wrong_fields": [one for one in every(bound) if one.problems],
        "general": form.general(),
        "wrong": len(form.found),
        "refusal": refusal,
        "from_examples": request.method == "GET" and not trials_of(design, requester(request)),
    }
    return render(request, "designer/run.html", values, status=status)


@require_safe
def design_progress(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Send what changes while a run works: the bar, and how far each step is."""
    design = design_of(request, number)
    return render(request, "designer/progress.html", shown(request, design) | {"moving": True})


@require_safe
def step_outcome(request: HttpRequest, number: uuid.UUID, step: str) -> HttpResponse:
    """Show what a step of a run yielded, to whoever may see the run."""
    job = get_object_or_404(Job.objects.select_related("member", "owner"), pk=number)
    by = requester(request)
    if not may_see(by, job):
        raise Http404
    record = records_of(job).get(step)
    if record is None:
        raise Http404
    language = language_of(request)
    trial = Trial.objects.filter(job=job).select_related("design").first()
    try:
        brick = find(record.brick)
    except NoSuchBrick as error:
        raise Http404 from error

    def rendered() -> str:
        outcome = store().run(record.key).get("outcome", brick.outputs)
        return page_of(brick, outcome).html(words_of(brick, language), language)

    try:
        html = cache.get_or_set(f"outcome:{record.key}:{language}", rendered, 3600)
    except NoSuchRun as error:
        raise Http404 from error
    seen = trial.design if trial and _sees(request, trial.design) else None
    values = {"job": job, "record": record, "outcome": html, "design": seen,
              "brick": entry_of(brick, language),
              "label": Words(seen.document, language).step(step) if seen else step}  # fmt: skip
    return render(request, "designer/outcome.html", values)


def _sees(request: HttpRequest, design: Design) -> bool:
    try:
        design_of(request, design.pk)
    except Http404:
        return False
    return True
