"""Which call or proposal a page is about, and whether the person may; to others there is none."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from citybricks.network.gatherings.calls.models import Call, Proposal, Review
from citybricks.network.gatherings.hosting.domain.access import gathering_or_404

PART = "forum"


def call_or_404(request: HttpRequest, slug: str, ulid: str, permission: str = "calls.see") -> Call:
    """Return a call of a gathering if the person has a permission for it."""
    gathering = gathering_or_404(request, slug, part=PART)
    call = get_object_or_404(Call.objects.select_related("gathering"), pk=ulid, gathering=gathering)
    if not request.user.has_perm(permission, call):
        raise Http404
    return call


def proposal_or_404(
    request: HttpRequest, slug: str, ulid: str, permission: str = "calls.see_proposal"
) -> Proposal:
    """Return a proposal of a gathering if the person has a permission for it."""
    gathering = gathering_or_404(request, slug, part=PART)
    rows = Proposal.objects.select_related("call__gathering", "author")
    proposal = get_object_or_404(rows, pk=ulid, call__gathering=gathering)
    if not request.user.has_perm(permission, proposal):
        raise Http404
    return proposal


def review_or_404(request: HttpRequest, slug: str, number: int) -> Review:
    """Return a review that the person is to write."""
    gathering = gathering_or_404(request, slug, part=PART)
    rows = Review.objects.select_related("proposal__call__gathering", "proposal__author")
    review = get_object_or_404(rows, pk=number, proposal__call__gathering=gathering)
    if not request.user.has_perm("calls.review", review):
        raise Http404
    return review
