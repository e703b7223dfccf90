"""What belongs to a person, and is shared with their member or with everybody."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from rules.predicates import Predicate, predicate

from citybricks.hub.jobs.models import Visibility
from citybricks.network.members.models import Staff, User
from citybricks.network.members.permissions import acts_for, administers, is_secretariat


@predicate
def owns(user: object, thing: object) -> bool:
    """Whether it is the person's own."""
    owner = getattr(thing, "owner_id", None)
    return owner is not None and owner == getattr(user, "pk", None)


@predicate
def is_public(_user: object, thing: object) -> bool:
    """Whether everybody may see it."""
    return getattr(thing, "visibility", "") == Visibility.PUBLIC


@predicate
def shared_with(user: object, thing: object) -> bool:
    """Whether it is shared with a member the person acts for."""
    shared = getattr(thing, "visibility", "") == Visibility.MEMBER
    return shared and bool(acts_for.test(user, getattr(thing, "member", None)))


@predicate
def administers_its_member(user: object, thing: object) -> bool:
    """Whether the person administers the member it was made for."""
    return bool(administers.test(user, getattr(thing, "member", None)))


sees: Predicate = is_public | owns | shared_with | is_secretariat
"""Whether the person may see it; `seen_by` is the same rule as a query."""
decides: Predicate = owns | is_secretariat
"""Whether the person decides who sees it."""
clears: Predicate = owns | administers_its_member | is_secretariat
"""Whether the person may stop it or take it away."""


def seen_by(user: User | AnonymousUser | None, visitor: str = "") -> Q:
    """Return what a person, or a browser without account, may see, as a condition."""
    seen = Q(visibility=Visibility.PUBLIC)
    if visitor:
        seen |= Q(owner=None, visitor=visitor)
    if isinstance(user, User):
        if is_secretariat.test(user):
            return Q()
        posts = Staff.objects.filter(user=user).values("member")
        seen |= Q(owner=user) | Q(visibility=Visibility.MEMBER, member__in=posts)
    return seen
