"""Who does what in an election."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from citybricks.services.voting.elections.models import Election, Official
from citybricks.services.voting.elections.vocabulary import Role


class OfficeError(ValueError):
    """A person cannot have a role, or cannot give it up; it says why."""


@transaction.atomic
def appoint(election: Election, email: str, role: str) -> Official:
    """Give a person, who has an account, a role in an election.

    Who makes credentials knows who could vote with which; so nobody both runs an election and makes
    its credentials, unless it is stamped as having one authority.

    Raises
    ------
    OfficeError
        When nobody has the address, or the person has a role that it does not go with.
    """
    user = get_user_model().objects.filter(email__iexact=email.strip(), is_active=True).first()
    if user is None:
        raise OfficeError(
            _("Nobody with the address “%(email)s” has an account here; they sign up first.")
            % {"email": email[:120]}
        )
    _keep_apart(election, user, role)
    official, _made = Official.objects.get_or_create(election=election, user=user, role=role)
    return official


def _keep_apart(election: Election, user: Any, role: str) -> None:
    apart = {Role.ADMIN: Role.REGISTRAR, Role.REGISTRAR: Role.ADMIN}.get(Role(role))
    if apart is None or election.single_authority:
        return
    if Official.objects.filter(election=election, user=user, role=apart).exists():
        raise OfficeError(
            _("%(person)s cannot both run the election and make its credentials.")
            % {"person": user}
        )


@transaction.atomic
def release(official: Official) -> None:
    """End a person's role.

    Raises
    ------
    OfficeError
        When nobody would be left to run the election.
    """
    admins = Official.objects.select_for_update().filter(
        election=official.election, role=Role.ADMIN
    )
    if official.role == Role.ADMIN and {each.pk for each in admins} == {official.pk}:
        raise OfficeError(_("Somebody has to run the election; appoint another person first."))
    official.delete()


def roles_of(election: Election, user: Any) -> set[str]:
    """Return the roles a person has in an election."""
    if not user.is_authenticated:
        return set()
    return set(Official.objects.filter(election=election, user=user).values_list("role", flat=True))
