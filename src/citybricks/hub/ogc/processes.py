"""The processes of this API: the bricks of the hub."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Query, Router

from citybricks.faces import ogc
from citybricks.hub.identity import language_of
from citybricks.hub.ogc import links
from citybricks.hub.ogc.declared import GET, problems
from citybricks.hub.ogc.negotiation import HTML, JSON, Limit, Look, Offset
from citybricks.hub.ogc.problem import no_such_process
from citybricks.hub.ogc.response import respond
from citybricks.hub.ogc.schemas import Link, Process, ProcessList, ProcessSummary, Slug
from citybricks.kernel.brick import Brick
from citybricks.kernel.errors import NoSuchBrick
from citybricks.kernel.registry import all_bricks, find

router = Router(tags=["Processes"], by_alias=True)

ProcessId = Annotated[Slug, Path(alias="processID", description="Id of the process.")]


class PageOfProcesses(Look):
    """Which part of the list."""

    limit: Limit = 100
    offset: Offset = 0


def brick_named(name: str) -> Brick[..., Any]:
    """Return a brick by its id, also one that was designed here.

    Raises
    ------
    RefusedError
        When there is none.
    """
    try:
        return find(name)
    except NoSuchBrick as error:
        raise no_such_process(name) from error


@router.api_operation(
    GET, "/processes", response={200: ProcessList, **problems()}, operation_id="processes"
)
def process_list(request: HttpRequest, page: Query[PageOfProcesses]) -> HttpResponse:
    """List the processes, a page at a time."""
    bricks = all_bricks()
    root, language = links.root_of(request), language_of(request)
    part = islice(bricks.values(), page.offset, page.offset + page.limit)
    more = page.offset + page.limit < len(bricks)
    turns = links.pages(request, offset=page.offset, limit=page.limit, more=more)
    document = ProcessList(
        processes=[_linked(_summary(brick, language), root) for brick in part],
        links=[*links.representations(request), *turns],
    )
    return respond(request, document, title=_("Processes"))


@router.api_operation(
    GET,
    "/processes/{processID}",
    response={200: Process, **problems(404)},
    operation_id="process",
)
def process(request: HttpRequest, name: ProcessId, look: Query[Look]) -> HttpResponse:
    """Tell what a process does, takes and returns."""
    del look
    said = _description(brick_named(name), language_of(request))
    document = _linked(said, links.root_of(request), request)
    return respond(request, document, title=document.title)


@lru_cache(maxsize=512)
def _summary(brick: Brick[..., Any], language: str) -> ProcessSummary:
    return ProcessSummary(**ogc.summary(brick, language))


@lru_cache(maxsize=512)
def _description(brick: Brick[..., Any], language: str) -> Process:
    return Process(**ogc.description(brick, language))


def _linked(
    document: ProcessSummary, root: str, request: HttpRequest | None = None
) -> ProcessSummary:
    """Add the links of a process to what is said about it."""
    at = f"{root}/processes/{document.id}"
    jobs = f"{root}/jobs?processID={document.id}"
    page = f"{root.removesuffix(links.PREFIX)}/bricks/{document.id}/"
    found = [
        Link(href=page, rel="about", type=HTML, title=_("Page of the brick")),
        *(links.representations(request) if request else links.representations_at(at)),
        Link(href=f"{at}/execution", rel=f"{links.REL}execute", type=JSON, title=_("Execute")),
        Link(href=jobs, rel=f"{links.REL}job-list", type=JSON, title=_("Jobs of this process")),
        Link(
            href=f"{links.PROFILE}ogc-process-description",
            rel="profile",
            title=_("Profile of this description"),
        ),
    ]
    return document.model_copy(update={"links": found})
