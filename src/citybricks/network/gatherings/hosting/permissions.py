"""Who may do what at a gathering; registered when the app starts.

Everybody sees a gathering that is not being prepared any more. Organisers do everything at theirs,
reviewers see it before, and who is registered takes part. The secretariat is organiser of all.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from rules.permissions import add_perm
from rules.predicates import predicate

from citybricks.network.gatherings.hosting.models import Gathering, Participant, Post
from citybricks.network.members.permissions import edits_for, is_secretariat


def _holds(user: Any, gathering: Gathering | None, *roles: str) -> bool:
    if gathering is None or not user.is_authenticated or getattr(user, "acting_for", None):
        return False
    return Post.objects.filter(user=user, gathering=gathering, role__in=roles).exists()


@predicate
def is_shown(_user: Any, gathering: Gathering | None) -> bool:
    """Whether everybody sees the gathering."""
    return gathering is not None and gathering.is_public


@predicate
def organises(user: Any, gathering: Gathering | None) -> bool:
    """Whether the person is an organiser of the gathering."""
    return _holds(user, gathering, Post.Role.ORGANISER)


@predicate
def reviews(user: Any, gathering: Gathering | None) -> bool:
    """Whether the person is a reviewer of the gathering."""
    return _holds(user, gathering, Post.Role.REVIEWER)


@predicate
def takes_part(user: Any, gathering: Gathering | None) -> bool:
    """Whether the person is registered and has not cancelled."""
    if gathering is None or not user.is_authenticated:
        return False
    coming = Participant.objects.exclude(state=Participant.State.CANCELLED)
    return coming.filter(user=user, gathering=gathering).exists()


add_perm("gatherings.hold", edits_for | is_secretariat)
add_perm("gatherings.see", is_shown | organises | reviews | is_secretariat)
add_perm("gatherings.organise", organises | is_secretariat)
add_perm("gatherings.review", reviews | organises | is_secretariat)
add_perm("gatherings.take_part", takes_part)


def visible_to(user: Any) -> QuerySet[Gathering]:
    """Return the gatherings that a person sees."""
    shown = ~Q(state=Gathering.State.DRAFT)
    if not user.is_authenticated:
        return Gathering.objects.filter(shown)
    if is_secretariat(user):
        return Gathering.objects.all()
    own = Post.objects.filter(user=user).values("gathering")
    return Gathering.objects.filter(shown | Q(pk__in=own))
