"""Which gathering a page is about, whether the person may, and as whom they take part."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from citybricks.network.gatherings.hosting.models import Gathering, Participant, Post
from citybricks.network.members.models import Member


def person(request: HttpRequest) -> Any:
    """Return who asks, on a page that asks for an account."""
    return request.user


def gathering_or_404(
    request: HttpRequest, slug: str, permission: str = "gatherings.see", *, part: str = ""
) -> Gathering:
    """Return a gathering if the person has a permission for it; to others it is not there.

    Parameters
    ----------
    slug
        Its short name.
    permission
        One of `citybricks.network.gatherings.hosting.permissions`.
    part
        Something it has to have: ``fair``, ``forum`` or ``expo``.
    """
    found = Gathering.objects.select_related("city", "host")
    gathering = get_object_or_404(found, slug=slug)
    if not request.user.has_perm(permission, gathering):
        raise Http404
    if part and not gathering.has(part):
        raise Http404
    return gathering


def participant_of(user: Any, gathering: Gathering) -> Participant | None:
    """Return as whom a person takes part; None: they do not, or have cancelled."""
    if not user.is_authenticated:
        return None
    coming = Participant.objects.select_related("member").exclude(state=Participant.State.CANCELLED)
    return coming.filter(user=user, gathering=gathering).first()


def participants_of(gathering: Gathering) -> QuerySet[Participant]:
    """Return who takes part, with the members they come for."""
    coming = Participant.objects.exclude(state=Participant.State.CANCELLED)
    return coming.filter(gathering=gathering).select_related("member", "user")


def called_like(found: QuerySet[Participant], words: str) -> Q:
    """Return which participants are called so, or come for somebody who is, in any language."""
    members = Member.objects.filter(pk__in=found.values("member")).values_list("pk", "names")
    part = words.casefold()
    meant = [
        pk for pk, names in members if any(part in str(name).casefold() for name in names.values())
    ]
    own = Q(name__icontains=words) | Q(organisation__icontains=words)
    return own | Q(member__slug__icontains=words) | Q(member__in=meant)


def organised_by(user: Any) -> QuerySet[Gathering]:
    """Return the gatherings that a person is an organiser of."""
    posts = Post.objects.filter(user_id=user.pk, role=Post.Role.ORGANISER)
    return Gathering.objects.filter(pk__in=posts.values("gathering"))


def organisers_of(gathering: Gathering) -> QuerySet[Any]:
    """Return the accounts of a gathering's organisers, whom its notices go to."""
    return get_user_model().objects.filter(
        gathering_posts__gathering=gathering,
        gathering_posts__role=Post.Role.ORGANISER,
        is_active=True,
    )
