"""A brick in a booth: started with what a visitor changed, shown when it is done."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from citybricks.kernel.errors import NoSuchBrick, NoSuchRun
from citybricks.network.content.naming import reader_language
from citybricks.network.exchange.domain.bricks import named
from citybricks.network.gatherings.expo.domain import tools
from citybricks.network.gatherings.expo.models import Booth, Tool, Trial
from citybricks.network.gatherings.expo.pages.access import booth_or_404, too_often

RATE = "30/h"
"""Runs that somebody starts in booths."""


def _found(request: HttpRequest, slug: str, number: str, tool: int) -> tuple[Booth, Tool, Any]:
    booth = booth_or_404(request, slug, number)
    row = get_object_or_404(Tool, pk=tool, booth=booth)
    brick = tools.brick_of(row)
    if brick is None:
        raise Http404
    return booth, row, brick


@require_http_methods(["GET", "HEAD", "POST"])
def run(request: HttpRequest, slug: str, number: str, tool: int) -> HttpResponse:
    """Show the form of a brick in a booth, and start it."""
    booth, row, brick = _found(request, slug, number, tool)
    language = reader_language()
    form = tools.form(row, brick, language)
    if request.method != "POST":
        return _shown(request, booth, row, form)
    if refusal := too_often(request, "run", RATE):
        return refusal
    typed = {field.path: request.POST.get(field.path, "")[:2_000] for field, _text in form}
    kept = [(field, typed[field.path]) for field, _text in form]
    try:
        trial = tools.start(row, typed, language)
    except tools.WrongInputsError as error:
        return _shown(request, booth, row, kept, found=error.found)
    return redirect("expo-trial", slug, number, trial.pk)


def _shown(request: HttpRequest, booth: Booth, row: Tool, form: Any, **wrong: Any) -> HttpResponse:
    values = {
        "gathering": booth.gathering,
        "here": "expo",
        "booth": booth,
        "tool": row,
        "title": named(row.brick, reader_language()).title,
        "form": form,
        "own": list(row.files.values_list("name", flat=True)),
    }
    return render(request, "expo/tool.html", values | wrong, status=422 if wrong else 200)


@require_safe
def trial(request: HttpRequest, slug: str, number: str, trial: str) -> HttpResponse:
    """Show how far a run is, or what came out."""
    booth = booth_or_404(request, slug, number)
    found = get_object_or_404(Trial.objects.select_related("tool"), pk=trial, tool__booth=booth)
    language = reader_language()
    values: dict[str, Any] = {
        "gathering": booth.gathering,
        "here": "expo",
        "booth": booth,
        "trial": found,
        "tool": found.tool,
        "title": named(found.tool.brick, language).title,
    }
    if found.state == Trial.State.DONE:
        try:
            values["outcome"] = tools.shown(found, language)
        except (NoSuchRun, NoSuchBrick):
            values["gone"] = True
    response = render(request, "expo/trial.html", values)
    if found.state in (Trial.State.DONE, Trial.State.FAILED) and request.headers.get("HX-Request"):
        response.headers["HX-Refresh"] = (
            "true"  # what came out brings styles and scripts of its own
        )
    return response
