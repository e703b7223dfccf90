"""The list of designs."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from citybricks.hub.designer.miniature import miniature
from citybricks.hub.designer.permissions import visible_to
from citybricks.hub.identity import requester
from citybricks.hub.jobs.models import Visibility

PER_PAGE = 24


@require_safe
def design_list(request: HttpRequest) -> HttpResponse:
    """List the designs the reader may see: theirs, their member's, or the network's."""
    by = requester(request)
    scope = request.GET.get("of", "mine")
    found = visible_to(by.user, by.visitor).select_related("member")
    if scope == "member":
        found = (
            found.filter(member=by.member).exclude(visibility=Visibility.PRIVATE)
            if by.member
            else found.none()
        )
    elif scope == "network":
        found = found.filter(visibility=Visibility.PUBLIC)
    else:
        scope = "mine"
        found = found.filter(owner=by.user) if by.user else found.filter(visitor=by.visitor or "-")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    cards = [(design, miniature(design.document)) for design in page]
    values = {"page": page, "cards": cards, "scope": scope, "member": by.member}
    return render(request, "designer/designs.html", values)
