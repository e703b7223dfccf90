"""The API definition: what ninja knows of the operations, as an OpenAPI 3.0 document."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import Query, Router

from citybricks.faces.schema_object import schema_object
from citybricks.hub.ogc import links
from citybricks.hub.ogc.declared import GET, problems
from citybricks.hub.ogc.markup import spoken
from citybricks.hub.ogc.negotiation import HTML, JSON, Look, wants_html
from citybricks.hub.ogc.response import PROBLEM

router = Router(tags=["Hub"], by_alias=True)

_DESCRIPTION = """\
The bricks of this hub as processes, after OGC API - Processes - Part 1: Core 1.0 (OGC 18-062r2),
with keys of the 2.0 release candidate beside.

An input may be a process, whose output is then the value (Part 3, OGC 21-009 draft, class *Nested
Processes*): `{"process": "service-area", "inputs": {…}, "outputs": {"share.value": {}}}`. Of its
address only the last part counts; a field inside an output is named by its path; equal processes
are run once. `choose` yields `yes` or `no`, as its `condition` holds, and runs only that one. To
get what several processes yield, post to `/processes/gather/execution`: it yields each of its
inputs, which are processes, under its name. What a request leaves open as `{"$input": "name"}` is
given in `$inputs`.

Anybody may call it. **Jobs that are started without a token or session are public**: everybody
can see them, their inputs and their results. To keep them to yourself, make an access token on
your account's page and send it as `Authorization: Bearer …`; jobs are private then, unless the
execute request says otherwise in `visibility`. A browser session works too, with the CSRF token
in the header `X-CSRFToken`.

The number of unfinished jobs, and of requests that start or change something, is limited; what
is above the limits is answered with 429.
"""
_SECURITY = {
    "token": {"type": "http", "scheme": "bearer", "description": "An access token, `cb_…`."},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "sessionid",
        "description": "The session of a browser, with the CSRF token in `X-CSRFToken`.",
    },
}
_REASONS = {
    400: "The request is not valid; `errors` says for each input why.",
    401: "The access token is nobody's, or a session sends no CSRF token.",
    403: "The caller may not do that.",
    404: "There is no such thing, or it has no results, or the caller may not see it.",
    406: "The output cannot be had in that format.",
    409: "The job failed, for the reason told.",
    413: "The request is too large.",
    414: "The address is longer than 60000 bytes.",
    429: "Too many requests or unfinished jobs.",
    431: "A header is too long.",
    500: "Something broke here; or a run did not finish, for reasons other than its inputs.",
}
_ERRORS = 400
"""Status codes from here on are problems."""
_BEFORE_US = (414, 431)
"""What the web server answers before the API sees the request, as a page."""


@router.api_operation(
    GET,
    "/api",
    response={200: None, **problems()},
    operation_id="api",
    openapi_extra={
        "responses": {
            200: {
                "content": {
                    links.OPENAPI: {"schema": {"type": "object"}},
                    HTML: {"schema": {"type": "string"}},
                }
            }
        }
    },
)
def api_definition(request: HttpRequest, look: Query[Look]) -> HttpResponse:
    """Get this definition."""
    del look
    document = definition_of(links.root_of(request))
    if wants_html(request):
        context = {
            "definition": document,
            "above": f"{links.PREFIX}/?f=html",
            "description": spoken(_DESCRIPTION),
            "schemes": [(name, spoken(one["description"])) for name, one in _SECURITY.items()],
            "operations": list(operations(document, _REASONS)),
        }
        return render(request, "ogc/api.html", context)
    return HttpResponse(_written(links.root_of(request)), content_type=links.OPENAPI)


@lru_cache(maxsize=16)
def _written(root: str) -> str:
    return json.dumps(definition_of(root), ensure_ascii=False)


@lru_cache(maxsize=16)
def definition_of(root: str) -> dict[str, Any]:
    """Return the OpenAPI 3.0 document of the API at an address."""
    from citybricks.hub.ogc.api import api

    made = api.get_openapi_schema(path_prefix="")
    return {
        "openapi": "3.0.3",
        "info": {
            "title": api.title,
            "version": api.version,
            "description": _DESCRIPTION,
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
        },
        "servers": [{"url": root}],
        "security": [{}, {"token": []}, {"session": []}],
        "tags": [
            {"name": "Hub", "description": "What this API is."},
            {"name": "Processes", "description": "Bricks, and how to run them."},
            {"name": "Jobs", "description": "Runs, and what came out."},
        ],
        "paths": {
            path: {method: _operation(one) for method, one in methods.items() if method != "head"}
            for path, methods in made["paths"].items()
        },
        "components": {
            "schemas": {
                name: schema_object(schema)
                for name, schema in made["components"]["schemas"].items()
            },
            "responses": {str(code): _problem(code, reason) for code, reason in _REASONS.items()},
            "securitySchemes": _SECURITY,
        },
    }


def _operation(made: Mapping[str, Any]) -> dict[str, Any]:
    """Return an operation in the words of OpenAPI 3.0."""
    summary, _, more = made["description"].partition("\n\n")
    found = {
        **{key: item for key, item in made.items() if key != "description"},
        "summary": summary.rstrip("."),
        **({"description": " ".join(more.split())} if more else {}),
        "parameters": [_parameter(one) for one in made["parameters"]],
        "responses": {
            **{str(code): _response(int(code), one) for code, one in made["responses"].items()},
            **{str(code): _response(code, {}) for code in _BEFORE_US},
        },
    }
    if body := made.get("requestBody"):
        content = {kind: _content(one) for kind, one in body["content"].items()}
        found["requestBody"] = {**body, "content": content}
    return found


def _content(made: Mapping[str, Any]) -> dict[str, Any]:
    return {**made, "schema": schema_object(made["schema"])}


def _parameter(made: Mapping[str, Any]) -> dict[str, Any]:
    """Return a parameter; one that may be left out cannot be null."""
    schema = schema_object(made["schema"])
    for said in ("nullable", "title", "description"):
        schema.pop(said, None)
    found = {**made, "schema": schema}
    if schema.get("type") == "array":
        found |= {"style": "form", "explode": made["name"] != "outputs"}
        schema.pop("default", None)
    return found


def _response(code: int, made: Mapping[str, Any]) -> dict[str, Any]:
    """Return a response in the media types it comes in."""
    if code >= _ERRORS:
        return {"$ref": f"#/components/responses/{code}"}
    if JSON not in made.get("content", {}) or HTML in made["content"]:
        return dict(made)
    content = {kind: _content(one) for kind, one in made["content"].items()}
    return {**made, "content": {**content, HTML: {"schema": {"type": "string"}}}}


def _problem(code: int, reason: str) -> dict[str, Any]:
    content: dict[str, Any] = {HTML: {"schema": {"type": "string"}}}
    if code not in _BEFORE_US:
        content[PROBLEM] = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {"description": reason, "content": content}


def operations(document: Mapping[str, Any], reasons: Mapping[int, str]) -> Iterator[dict[str, Any]]:
    """Yield what the page says of each operation."""
    for path, methods in document["paths"].items():
        for method, one in methods.items():
            yield {
                **one,
                "path": path,
                "method": method.upper(),
                "more": spoken(one.get("description", "")),
                "parameters": [
                    {**p, "said": spoken(p.get("description", ""))}
                    for p in one.get("parameters", [])
                ],
                "answers": [
                    (code, spoken(reasons.get(int(code)) or said.get("description", "")))
                    for code, said in sorted(one["responses"].items())
                ],
            }
