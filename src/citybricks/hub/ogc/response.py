"""Answers: a document as JSON or as a page, and problems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from citybricks.hub.ogc.links import PREFIX
from citybricks.hub.ogc.markup import written
from citybricks.hub.ogc.negotiation import JSON, wants_html
from citybricks.hub.ogc.problem import RefusedError
from citybricks.hub.ogc.schemas import Document, Link, Problem

PROBLEM = "application/problem+json"


def respond(
    request: HttpRequest,
    document: Document,
    *,
    title: str,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Answer with a document, as JSON or as a page under `title`."""
    if wants_html(request):
        said = document.model_dump(mode="json", by_alias=True, exclude_none=True)
        links = [Link(**link) for link in said.pop("links", [])]
        response = page(request, said, title=title, links=links, status=status)
    else:
        content = document.model_dump_json(by_alias=True, exclude_none=True)
        response = HttpResponse(content, status=status, content_type=JSON)
    for name, value in (headers or {}).items():
        response.headers[name] = value
    return response


def page(
    request: HttpRequest,
    document: Mapping[str, Any],
    *,
    title: str,
    links: Iterable[Link] = (),
    status: int = 200,
) -> HttpResponse:
    """Answer with a page that shows a document and its links."""
    said = {name: value for name, value in document.items() if name not in ("title", "description")}
    context = {
        "title": title,
        "lead": document.get("description", ""),
        "status": document.get("status"),
        "body": written(said) if said else "",
        "links": list(links),
        "crumbs": _crumbs(request),
    }
    return render(request, "ogc/document.html", context, status=status)


def _crumbs(request: HttpRequest) -> list[tuple[str, str]]:
    """Return address and name of each page above this one."""
    names = request.path.removeprefix(PREFIX).strip("/").split("/")[:-1]
    paths = [f"{PREFIX}/{'/'.join(names[: at + 1])}" for at in range(len(names))]
    above = [(f"{path}?f=html", name) for path, name in zip(paths, names, strict=True)]
    return [(f"{PREFIX}/?f=html", "OGC API – Processes"), *above]


def respond_problem(request: HttpRequest, error: RefusedError) -> HttpResponse:
    """Answer with what went wrong, as a problem document or as a page."""
    problem = error.problem.model_copy(update={"instance": request.build_absolute_uri()})
    if wants_html(request):
        response = _problem_page(request, problem)
    else:
        content = problem.model_dump_json(exclude_none=True)
        response = HttpResponse(content, status=problem.status, content_type=PROBLEM)
    for name, value in error.headers.items():
        response.headers[name] = value
    return response


def _problem_page(request: HttpRequest, problem: Problem) -> HttpResponse:
    said = problem.model_dump(mode="json", exclude_none=True)
    context = {"problem": said, "body": written(said), "crumbs": _crumbs(request)}
    return render(request, "ogc/problem.html", context, status=problem.status)


def created(
    request: HttpRequest, document: Document, *, location: str, headers: Mapping[str, str]
) -> HttpResponse:
    """Answer that a job was created, and where it is."""
    title = _("Job")
    headers = {**headers, "Location": location}
    return respond(request, document, title=title, status=201, headers=headers)
