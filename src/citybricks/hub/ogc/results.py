"""Results of jobs: raw, as parts, by reference, or as one document."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Query, Router
from pydantic import Field, field_validator

from citybricks.faces.ogc import TEXT
from citybricks.hub.identity import language_of
from citybricks.hub.jobs.models import Job, Status
from citybricks.hub.ogc import links
from citybricks.hub.ogc.declared import GET, problems
from citybricks.hub.ogc.documents import job_address
from citybricks.hub.ogc.jobs import JobId, job_seen
from citybricks.hub.ogc.negotiation import HTML, JSON, Language, Look, wants_html, wants_json
from citybricks.hub.ogc.outputs import Choice, Results
from citybricks.hub.ogc.problem import (
    no_results,
    no_such_output,
    not_available,
    not_ready,
    refused,
)
from citybricks.hub.ogc.response import page
from citybricks.hub.ogc.schemas import Link, Name
from citybricks.types.files import CSV, GEOJSON, PARQUET

router = Router(tags=["Jobs"], by_alias=True)

ANY: dict[str, Any] = {
    "description": "The outputs wanted: one as it is, several as parts, or all in one document.",
    "headers": {"Link": {"schema": {"type": "string"}, "description": "`rel=monitor`: the job."}},
    "content": {
        "*/*": {"schema": {}},
        JSON: {"schema": {}},
        "multipart/related": {"schema": {"type": "string"}},
        HTML: {"schema": {"type": "string"}},
    },
}
NOTHING = {"description": "Outputs by reference only, in `Link` headers, or none asked for."}
FORMATS = {"json": JSON, "csv": CSV, "geojson": GEOJSON, "parquet": PARQUET, "text": TEXT}
OutputId = Annotated[Name, Path(alias="outputID", description="Name of the output.")]


class Subset(Look):
    """Which of the outputs."""

    outputs: Annotated[
        list[str] | None,
        Field(max_length=100, description="Names of the outputs wanted, out of those asked for."),
    ] = None

    @field_validator("outputs", mode="before")
    @classmethod
    def _apart(cls, value: list[str] | None) -> list[str] | None:
        return value and [part for one in value for part in one.split(",")]


@router.api_operation(
    GET,
    "/jobs/{jobID}/results",
    response={200: None, 204: None, **problems(401, 404, 409)},
    operation_id="results",
    openapi_extra={"responses": {200: ANY, 204: NOTHING}},
)
def job_results(request: HttpRequest, name: JobId, wanted: Query[Subset]) -> HttpResponse:
    """Get the results of a job, as its execute request wanted them."""
    job, _by = job_seen(request, name)
    return answer(request, job, wanted.outputs)


def answer(request: HttpRequest, job: Job, subset: Sequence[str] | None = None) -> HttpResponse:
    """Answer with the results of a job.

    Raises
    ------
    RefusedError
        When it has none (yet), or failed.
    """
    results = results_of(request, job)
    names = results.choices if subset is None else subset
    choices = [one for name in names if results.has(one := results.choice(name))]
    if wants_html(request):
        return _page(request, results, choices)
    said = job.request.get("response")
    if (choices and request.GET.get("f") == "json") or said == "document":
        return _document(results.document(choices))
    if choices and said is None and wants_json(request):
        return _document(results.document(choices))
    if all(one.reference for one in choices):
        return _references(results, choices)
    return _raw(results, choices[0]) if len(choices) == 1 else _parts(results, choices)


def results_of(request: HttpRequest, job: Job) -> Results:
    """Return the results of a job that has some.

    Raises
    ------
    RefusedError
        When it has none (yet), or failed.
    """
    if not job.is_finished:
        raise not_ready(job)
    if job.status == Status.FAILED:
        raise no_results(job, language_of(request))
    if job.status == Status.DISMISSED:
        raise not_available()
    return Results.of(job, links.root_of(request))


def monitor(request: HttpRequest, job: Job) -> str:
    """Return the Link header that says which job an answer comes from."""
    href = job_address(links.root_of(request), job)
    return links.header([Link(href=href, rel="monitor", type=JSON)])


def _document(document: Mapping[str, Any]) -> HttpResponse:
    import json

    content = json.dumps(document, ensure_ascii=False, allow_nan=False)
    response = HttpResponse(content, content_type=JSON)
    profile = Link(href=f"{links.PROFILE}ogc-results", rel="profile")
    response.headers["Link"] = links.header([profile])
    return response


def _page(request: HttpRequest, results: Results, choices: Iterable[Choice]) -> HttpResponse:
    """Show scalars, and where tables can be had."""
    short = [replace(one, reference=one.reference or results.is_table(one.name)) for one in choices]
    found = links.representations(request)
    return page(request, results.document(short), title=_("Results"), links=found)


def _references(results: Results, choices: Iterable[Choice]) -> HttpResponse:
    response = HttpResponse(status=204)
    del response.headers["Content-Type"]
    rel = f"{links.REL}results"
    where = [Link(**{**results.link(one), "rel": rel}) for one in choices]
    if where:
        response.headers["Link"] = links.header(where)
    return response


def _raw(results: Results, choice: Choice) -> HttpResponse:
    content_type = choice.media_type
    if content_type.startswith("text/"):
        content_type += "; charset=utf-8"
    return HttpResponse(results.raw(choice), content_type=content_type)


def _parts(results: Results, choices: Sequence[Choice]) -> HttpResponse:
    """Write each output as a part of a multipart/related document (RFC 2387)."""
    boundary = secrets.token_hex(16)
    parts = []
    for one in choices:
        head = [f"Content-Type: {one.media_type}", f"Content-ID: {one.name}"]
        if one.reference:
            head.append(f"Content-Location: {results.link(one)['href']}")
        body = b"" if one.reference else results.raw(one)
        start = "\r\n".join([f"--{boundary}", *head, "", ""])
        parts.append(start.encode() + body + b"\r\n")
    content = b"".join(parts) + f"--{boundary}--\r\n".encode()
    kind = f'multipart/related; boundary={boundary}; type="{choices[0].media_type}"'
    return HttpResponse(content, content_type=kind)


class OutputFormat(Language):
    """How an output is to look."""

    f: Literal["json", "html", "csv", "geojson", "parquet", "text"] | None = Field(
        None, description="Format of the answer; otherwise `Accept` and the request say it."
    )


@router.api_operation(
    GET,
    "/jobs/{jobID}/results/{outputID}",
    response={200: None, **problems(401, 404, 406, 409)},
    operation_id="result",
    openapi_extra={"responses": {200: ANY}},
)
def job_result(
    request: HttpRequest, name: JobId, output: OutputId, look: Query[OutputFormat]
) -> HttpResponse:
    """Get one output of a job, in a format of its own."""
    job, _by = job_seen(request, name)
    results = results_of(request, job)
    choice = results.choice(output)
    if not results.has(choice):
        raise no_such_output(output)
    kinds = results.slots[output].media_types
    if look.f == "html" or (not look.f and request.get_preferred_type([*kinds, HTML]) == HTML):
        return _output_page(request, results, choice)
    return _raw(results, replace(choice, media_type=_negotiated(request, choice, kinds, look.f)))


def _negotiated(
    request: HttpRequest, choice: Choice, kinds: Sequence[str], wished: str | None
) -> str:
    """Return the media type wished for, or else the one the execute request asked for."""
    if wished is None:
        preferred = [choice.media_type, *kinds]
        return request.get_preferred_type(preferred) or choice.media_type
    if FORMATS[wished] in kinds:
        return FORMATS[wished]
    said = _("“{name}” can be had as {kinds}.").format(name=choice.name, kinds=", ".join(kinds))
    raise refused(406, _("Not available in this format"), detail=said)


def _output_page(request: HttpRequest, results: Results, choice: Choice) -> HttpResponse:
    kinds = {media: name for name, media in FORMATS.items()}
    found = [
        Link(href=links.here(request, f=kinds[kind]), rel="alternate", type=kind)
        for kind in results.slots[choice.name].media_types
        if kind in kinds
    ]
    shown = replace(choice, reference=results.is_table(choice.name))
    return page(request, results.document([shown]), title=choice.name, links=found)
