"""What this API is: landing page and conformance classes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router

from citybricks.hub.ogc import links
from citybricks.hub.ogc.declared import GET, problems
from citybricks.hub.ogc.negotiation import HTML, JSON, Look
from citybricks.hub.ogc.response import respond
from citybricks.hub.ogc.schemas import Conformance, LandingPage, Link

router = Router(tags=["Hub"], by_alias=True)

CLASSES = (
    "core",
    "ogc-process-description",
    "json",
    "html",
    "oas30",
    "job-list",
    "callback",
    "dismiss",
)
"""Conformance classes of 1.0 that ``tests/conformance/ogc`` has every abstract test of."""


WORKFLOWS = ("nested-processes",)
"""Conformance classes of the draft of Part 3 (OGC 21-009) that are tested likewise."""


@router.api_operation(
    GET,
    "/",
    response={200: LandingPage, **problems()},
    operation_id="landing",
)
def landing(request: HttpRequest, look: Query[Look]) -> HttpResponse:
    """Find the parts of this API."""
    del look
    root = links.root_of(request)
    parts = [
        (f"{root}/api", "service-desc", links.OPENAPI, _("API definition")),
        (f"{root}/api?f=html", "service-doc", HTML, _("API definition as a page")),
        (f"{root}/conformance", f"{links.REL}conformance", JSON, _("Conformance classes")),
        (f"{root}/processes", f"{links.REL}processes", JSON, _("Processes")),
        (f"{root}/jobs", f"{links.REL}job-list", JSON, _("Jobs")),
    ]
    document = LandingPage(
        title=_("citybricks: OGC API – Processes"),
        description=_("The bricks of this hub as processes that programs can run."),
        links=[
            *links.representations(request),
            *(Link(href=href, rel=rel, type=kind, title=t) for href, rel, kind, t in parts),
        ],
    )
    return respond(request, document, title=document.title)


@router.api_operation(
    GET,
    "/conformance",
    response={200: Conformance, **problems()},
    operation_id="conformance",
)
def conformance(request: HttpRequest, look: Query[Look]) -> HttpResponse:
    """List the conformance classes that this API implements."""
    del look
    base = "http://www.opengis.net/spec/ogcapi-processes-"
    core = [f"{base}1/1.0/conf/{name}" for name in CLASSES]
    workflows = [f"{base}3/0.0/conf/{name}" for name in WORKFLOWS]
    document = Conformance(conforms_to=[*core, *workflows])
    return respond(request, document, title=_("Conformance classes"))
