"""People and the keys of their programs."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
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
    """Return the members a person acts for."""
    return list(Member.objects.filter(staff__user=user))


def issue_token(*, user: User, name: str) -> str:
    """Make an access token; it is returned once and cannot be shown again."""
    secret = PREFIX + secrets.token_urlsafe(32)
    AccessToken.objects.create(user=user, name=name, digest=_digest(secret))
    return secret


def user_of_token(secret: str) -> User | None:
    """Return whose token this is, or None when it is nobody's."""
    token = AccessToken.objects.filter(digest=_digest(secret)).select_related("user").first()
    if token is None or not token.user.is_active:
        return None
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
