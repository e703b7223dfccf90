"""Which design is asked for, and what the reader may do with it."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from citybricks.hub.designer.models import Design
from citybricks.hub.designer.permissions import visible_to
from citybricks.hub.identity import requester
from citybricks.hub.jobs.domain.acceptance import Requester


def design_of(request: HttpRequest, number: uuid.UUID, action: str = "") -> Design:
    """Return a design the reader may see, and do `action` with; any other is not there."""
    by = requester(request)
    seen = visible_to(by.user, by.visitor).select_related("member", "owner", "copied_from")
    design = get_object_or_404(seen, pk=number)
    if action and not may(by, action, design):
        raise Http404
    return design


def may(by: Requester, action: str, design: Design) -> bool:
    """Whether the requester may ``change``, ``share`` or ``delete`` the design."""
    if by.user is None:
        return design.owner_id is None and bool(by.visitor) and design.visitor == by.visitor
    return bool(by.user.has_perm(f"designs.{action}", design))
