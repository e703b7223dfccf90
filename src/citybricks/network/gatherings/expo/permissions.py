"""Who may do what at booths; registered when the app starts.

Everybody who sees the gathering sees booths that are published. Exhibitors (officers of the member,
and people who were invited to change the booth) write theirs and no other; everybody at a booth
answers its visitors; only the exhibitor's member and organisers invite people.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from rules.permissions import add_perm
from rules.predicates import predicate

from citybricks.network.gatherings.expo.models import Booth
from citybricks.network.gatherings.expo.vocabulary import State
from citybricks.network.members.domain.people import posts_of
from citybricks.network.members.permissions import acts_for, edits_for

EDITORS = ("officer", "admin")
"""Roles that write for a member."""


def _at(user: Any, booth: Booth | None, **narrowed: bool) -> bool:
    if booth is None or not user.is_authenticated or getattr(user, "acting_for", None):
        return False
    own = Q(user=user) | Q(user=None, email__iexact=user.email)
    return booth.attendants.filter(own, **narrowed).exists()


@predicate
def is_shown(_user: Any, booth: Booth | None) -> bool:
    """Whether every visitor sees the booth."""
    return booth is not None and booth.is_public


@predicate
def organises(user: Any, booth: Booth | None) -> bool:
    """Whether the person is an organiser of the gathering, or of the secretariat."""
    return booth is not None and user.has_perm("gatherings.organise", booth.gathering)


@predicate
def acts_for_its_member(user: Any, booth: Booth | None) -> bool:
    """Whether the person acts for the member whose booth it is."""
    return booth is not None and booth.member is not None and bool(acts_for(user, booth.member))


@predicate
def edits_for_its_member(user: Any, booth: Booth | None) -> bool:
    """Whether the person writes for the member whose booth it is."""
    return booth is not None and booth.member is not None and bool(edits_for(user, booth.member))


@predicate
def attends(user: Any, booth: Booth | None) -> bool:
    """Whether the person was invited to the booth."""
    return _at(user, booth)


@predicate
def may_change(user: Any, booth: Booth | None) -> bool:
    """Whether the person was invited to change the booth."""
    return _at(user, booth, edits=True)


_exhibits = edits_for_its_member | attends
_edits = edits_for_its_member | may_change

add_perm("expo.see", is_shown | acts_for_its_member | attends | organises)
add_perm("expo.edit", _edits | organises)
add_perm("expo.see_inside", acts_for_its_member | attends | organises)
add_perm("expo.invite", edits_for_its_member | organises)
add_perm("expo.check", organises)


def exhibits(user: Any, booth: Booth) -> bool:
    """Whether a person is of the exhibitor: nobody else reads what visitors write, no superuser."""
    return bool(user.is_authenticated and _exhibits(user, booth))


def visible_to(user: Any, gathering: Any) -> QuerySet[Booth]:
    """Return the booths of a gathering that a person sees."""
    booths = Booth.objects.filter(gathering=gathering)
    if not user.is_authenticated:
        return booths.filter(state=State.PUBLISHED)
    if user.has_perm("gatherings.organise", gathering):
        return booths
    return booths.filter(Q(state=State.PUBLISHED) | Q(pk__in=own_booths(user).values("pk")))


def own_booths(user: Any) -> QuerySet[Booth]:
    """Return the booths that a person writes or attends."""
    if not user.is_authenticated:
        return Booth.objects.none()
    members = posts_of(user).filter(role__in=EDITORS).values("member")
    own = Q(member__in=members)
    if getattr(user, "acting_for", None) is None:
        mail = Q(attendants__user=None, attendants__email__iexact=user.email)
        own |= Q(attendants__user=user) | mail
    return Booth.objects.filter(own).distinct()
