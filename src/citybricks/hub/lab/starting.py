"""Start a run from a page: by whom, for which member, and who may see it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from citybricks.hub.identity import remember_visitor, requester
from citybricks.hub.jobs.domain.acceptance import QuotaExceededError, Request, accept
from citybricks.hub.jobs.models import Job, Visibility
from citybricks.kernel.brick import Brick
from citybricks.kernel.errors import NoSuchBrick
from citybricks.kernel.registry import find
from citybricks.network.members.domain.people import members_of
from citybricks.types import Model


def brick_or_404(name: str) -> Brick[..., Any]:
    """Return a brick; an unknown one is not there."""
    try:
        return find(name)
    except NoSuchBrick as error:
        raise Http404(str(error)) from error


def start(request: HttpRequest, brick: Brick[..., Any], inputs: Model, language: str) -> Job:
    """Queue a run, or find an equal one that the requester may see.

    Raises
    ------
    QuotaExceededError
        When the requester has too many unfinished jobs.
    """
    by = remember_visitor(request)
    by = requester(request, member=request.POST.get("member", "")) if by.user else by
    visibility = visibility_of(request)
    if visibility == Visibility.MEMBER and by.member is None:
        visibility = Visibility.PRIVATE
    return accept(brick, inputs, by=by, request=Request(visibility=visibility, language=language))


def audience(request: HttpRequest) -> dict[str, Any]:
    """Return what a form needs to ask who may see the run, and for whom it is."""
    return {
        "visibility": visibility_of(request),
        "member": request.POST.get("member", ""),
        "members": members_of(request.user) if request.user.is_authenticated else [],
    }


def visibility_of(request: HttpRequest) -> Visibility:
    """Return who may see the run, as the form says; by default the requester only."""
    chosen = request.POST.get("visibility", "")
    return Visibility(chosen) if chosen in Visibility.values else Visibility.PRIVATE


def quota_said(error: QuotaExceededError) -> str:
    """Say that there are too many unfinished runs."""
    limit = _(
        "%(limit)s unfinished runs are allowed at once. Your inputs are kept in this form;"
        " please start it again when a run has finished."
    )
    return limit % {"limit": error.limit}
