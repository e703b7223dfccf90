"""People and the keys of their programs."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from citybricks.network.members.models import AccessToken, Member, Staff, User

PREFIX = "cb_"
"""Start of every access token, so that scanners recognise a leaked one."""
_USE = timedelta(minutes=1)
"""Use of a token is noted this exactly, so that reading need not write each time."""


class LastAdministratorError(ValueError):
    """A member would be left without an administrator."""


def display_name(user: User) -> str:
    """Return how a person is addressed on pages."""
    return str(user)


def members_of(user: User) -> list[Member]:
    """Return the members a person acts for; with a token for one member, that one only."""
    return list(Member.objects.filter(staff__in=posts_of(user)))


def posts_of(user: User) -> QuerySet[Staff]:
    """Return the roles a person has; with a token for one member, the one there only."""
    posts = Staff.objects.filter(user=user)
    return posts if user.acting_for is None else posts.filter(member=user.acting_for)


def acting_for(request: HttpRequest) -> Member | None:
    """Return the only member that whoever asks acts for, or None when they may for all theirs."""
    member: Member | None = getattr(request.user, "acting_for", None)
    return member


def issue_token(*, user: User, name: str, member: Member | None = None) -> str:
    """Make an access token; it is returned once and cannot be shown again.

    Parameters
    ----------
    member
        The only member it acts for; None for every one that the person acts for.
    """
    secret = PREFIX + secrets.token_urlsafe(32)
    AccessToken.objects.create(user=user, name=name, digest=_digest(secret), member=member)
    return secret


def user_of_token(secret: str) -> User | None:
    """Return whose token this is, or None when it is nobody's; the person acts as it says."""
    kept = AccessToken.objects.select_related("user", "member")
    token = kept.filter(digest=_digest(secret)).first()
    if token is None or not token.user.is_active:
        return None
    token.user.acting_for = token.member
    now = timezone.now()
    if token.used is None or now - token.used > _USE:
        AccessToken.objects.filter(pk=token.pk).update(used=now)
    return token.user


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def appoint(*, member: Member, user: User, role: Staff.Role) -> Staff:
    """Give a person a role at a member, or change the one they have.

    Raises
    ------
    LastAdministratorError
        When the member's only administrator would become an officer.
    """
    if role != Staff.Role.ADMIN:
        _keep_an_administrator(member, user)
    staff, _ = Staff.objects.update_or_create(member=member, user=user, defaults={"role": role})
    return staff


@transaction.atomic
def release(*, member: Member, user: User) -> None:
    """End a person's role at a member.

    Raises
    ------
    LastAdministratorError
        When it is the member's only administrator.
    """
    _keep_an_administrator(member, user)
    Staff.objects.filter(member=member, user=user).delete()


def _keep_an_administrator(member: Member, user: User) -> None:
    admins = Staff.objects.select_for_update().filter(member=member, role=Staff.Role.ADMIN)
    if {staff.user_id for staff in admins} == {user.pk}:
        raise LastAdministratorError(f"{user} is the only administrator of {member}")
