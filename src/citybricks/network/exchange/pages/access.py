"""Which listing a page is about, and whether the person may; to others it is not there."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from citybricks.network.exchange.models import Listing
from citybricks.network.exchange.permissions import EDITORS
from citybricks.network.life import NotPossibleError
from citybricks.network.members.domain.people import posts_of
from citybricks.network.members.models import Member, User

WRITING = ("member", "listed")
"""States of members for which offers and needs are written."""


def person(request: HttpRequest) -> User:
    """Return who asks, on a page that asks for an account."""
    return cast("User", request.user)


def listing_or_404(request: HttpRequest, ulid: str, permission: str = "exchange.see") -> Listing:
    """Return a listing if the person has a permission for it; to others it is not there."""
    listing = get_object_or_404(Listing.objects.select_related("member"), pk=ulid)
    if not request.user.has_perm(permission, listing):
        raise Http404
    return listing


def writable(by: User) -> list[Member]:
    """Return the members for which a person writes offers and needs."""
    posts = posts_of(by).filter(role__in=EDITORS, member__state__in=WRITING)
    return [post.member for post in posts.select_related("member").order_by("member__slug")]


def not_possible(_error: NotPossibleError) -> str:
    """Say that something changed meanwhile."""
    return _("It stands differently by now; look at it again.")
