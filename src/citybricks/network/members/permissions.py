"""Who may do what to a member, as predicates; registered when the app starts.

Roles, least first: visitor (no account), officer of a member, administrator of a member,
secretariat (`User.is_staff`).
"""

from rules.permissions import add_perm
from rules.predicates import predicate

from citybricks.network.members.models import Member, Staff, User


@predicate
def is_secretariat(user: User) -> bool:
    """Whether the person is of the network's secretariat."""
    return bool(user.is_active and (user.is_staff or user.is_superuser))


@predicate
def acts_for(user: User, member: Member | None) -> bool:
    """Whether the person is an officer or an administrator of the member."""
    if member is None or not user.is_authenticated:
        return False
    return Staff.objects.filter(user=user, member=member).exists()


@predicate
def administers(user: User, member: Member | None) -> bool:
    """Whether the person is an administrator of the member."""
    if member is None or not user.is_authenticated:
        return False
    return Staff.objects.filter(user=user, member=member, role=Staff.Role.ADMIN).exists()


add_perm("members.see_staff", acts_for | is_secretariat)
add_perm("members.change_staff", administers | is_secretariat)
