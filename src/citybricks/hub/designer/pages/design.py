"""The designer: one page, and the edits that its forms send."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.middleware import HtmxDetails
from pydantic import ValidationError

from citybricks.hub.designer.domain import designs
from citybricks.hub.designer.domain.refusal import RefusedError
from citybricks.hub.designer.models import Design
from citybricks.hub.designer.operations import Sent, operate
from citybricks.hub.designer.pages.access import design_of, may
from citybricks.hub.designer.panels import panel
from citybricks.hub.designer.picture import Picture
from citybricks.hub.designer.states import States, trials_of
from citybricks.hub.designer.words import Words
from citybricks.hub.identity import language_of, remember_visitor, requester
from citybricks.hub.jobs.models import Visibility
from citybricks.kernel.document import Document
from citybricks.kernel.errors import WiringError


@require_safe
def design_page(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Show a design: its picture, how far its steps are, and the panel that is asked for."""
    design = design_of(request, number)
    values = shown(request, design)
    htmx = HtmxDetails(request)
    part = htmx and not htmx.history_restore_request
    template = "designer/workspace.html" if part else "designer/design.html"
    response = render(request, template, values)
    patch_vary_headers(response, ["HX-Request"])
    return response


def shown(request: HttpRequest, design: Design) -> dict[str, Any]:
    """Return what the templates of a design need."""
    by, language = requester(request), language_of(request)
    picture = Picture(design.document, language)
    states = States(picture, trials_of(design, by))
    may_change = may(by, "change", design)
    asked = {name: str(value) for name, value in request.GET.items()}
    beside = panel(picture, asked)
    return {
        "design": design,
        "title": design.title or _("New blueprint"),
        "picture": picture,
        "states": states,
        "panel": beside,
        "panel_values": beside.values,
        "back": urlencode(asked),
        "may_change": may_change,
        "may_share": may(by, "share", design),
        "may_delete": may(by, "delete", design),
        "can_undo": may_change and design.before is not None,
        "visibilities": [
            choice for choice in Visibility.choices if design.member or choice[0] != "member"
        ],
    }


@require_POST
def edit_design(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Make one edit and show the design again; an edit that is refused changes nothing."""
    design = design_of(request, number, "change")
    sent = Sent.of(request, language_of(request))
    beside: str | None = None

    def edit(document: Document) -> Document:
        nonlocal beside
        made, beside = operate(document, sent)
        return made

    try:
        if sent["do"] == "undo":
            designs.undo(design.pk)
        else:
            designs.change(design.pk, edit)
    except (RefusedError, WiringError, ValidationError) as error:
        messages.error(request, _refusal(design, error, sent.language))
    return redirect(address(design, sent["panel"] if beside is None else beside))


def _refusal(design: Design, error: Exception, language: str) -> str:
    if not isinstance(error, WiringError | ValidationError):
        return str(error)
    words = Words(design.document, language)
    place = words.place(error.input) if isinstance(error, WiringError) else ""
    said = words.problem(error)
    return _("%(place)s: %(message)s") % {"place": place, "message": said} if place else said


def address(design: Design, query: str = "") -> str:
    """Return the address of a design with a panel."""
    said = urlencode(parse_qsl(query[:2000]))
    place = reverse("design", args=[design.pk])
    return f"{place}?{said}" if said else place


@require_POST
def new_design(request: HttpRequest) -> HttpResponse:
    """Start an empty design."""
    design = designs.draft(Document(), by=remember_visitor(request))
    return redirect("design", design.pk)


@require_POST
def copy_design(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Make a copy that the reader may change."""
    design = design_of(request, number)
    copy = designs.draft(design.document, by=remember_visitor(request), copied_from=design)
    messages.success(request, _("This is your copy. Change it as you like."))
    return redirect("design", copy.pk)


@require_POST
def share_design(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Change who may see a design."""
    design = design_of(request, number, "share")
    chosen = request.POST.get("visibility", "")
    if chosen not in Visibility.values or (chosen == Visibility.MEMBER and not design.member):
        raise Http404
    designs.share(design, Visibility(chosen))
    return redirect("design", design.pk)


@require_POST
def delete_design(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Delete a design; its runs stay."""
    design_of(request, number, "delete").delete()
    messages.success(request, _("The blueprint is deleted."))
    return redirect("designs")
