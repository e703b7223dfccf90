"""Who may do what to a member, as predicates; registered when the app starts.

Roles, least first: visitor (no account); of a member observer, delegate, officer and
administrator; secretariat (`User.is_staff`). Who calls with a token that is made for one member
has the roles they have there, and no others.
"""

from collections.abc import Callable

from rules.permissions import add_perm
from rules.predicates import predicate

from citybricks.network.members.models import Application, Member, Staff, User


@predicate
def is_secretariat(user: User) -> bool:
    """Whether the person is of the network's secretariat, and speaks as such."""
    narrowed = getattr(user, "acting_for", None) is not None
    return bool(not narrowed and user.is_active and (user.is_staff or user.is_superuser))


def _role(*roles: Staff.Role) -> Callable[[User, Member | None], bool]:
    def holds(user: User, member: Member | None) -> bool:
        if member is None or user.pk is None:
            return False
        if user.acting_for is not None and user.acting_for != member:
            return False
        return Staff.objects.filter(user=user, member=member, role__in=roles).exists()

    return holds


acts_for = predicate(_role(*Staff.Role), name="acts_for")
"""Whether the person acts for the member in any role: sees what it has not published."""
speaks_for = predicate(
    _role(Staff.Role.DELEGATE, Staff.Role.OFFICER, Staff.Role.ADMIN), name="speaks_for"
)
"""Whether the person speaks for the member: expresses and answers interest."""
edits_for = predicate(_role(Staff.Role.OFFICER, Staff.Role.ADMIN), name="edits_for")
"""Whether the person writes for the member: its profile, offers and needs."""
administers = predicate(_role(Staff.Role.ADMIN), name="administers")
"""Whether the person is an administrator of the member."""


@predicate
def applied_for(user: User, thing: Application | Member | None) -> bool:
    """Whether the person sent the application, or applies for the member."""
    narrowed = getattr(user, "acting_for", None) is not None
    if narrowed or thing is None:
        return False
    if not user.is_authenticated:
        return False
    if isinstance(thing, Application):
        return thing.applicant_id == user.pk
    return thing.applications.filter(applicant=user).exists()


add_perm("members.act", acts_for | is_secretariat)
add_perm("members.speak", speaks_for | is_secretariat)
add_perm("members.edit", edits_for | is_secretariat)
add_perm("members.administer", administers | is_secretariat)
add_perm("members.see_staff", acts_for | is_secretariat)
add_perm("members.change_staff", administers | is_secretariat)
add_perm("members.review", is_secretariat)
add_perm("members.own_application", applied_for)
add_perm("members.see_application", applied_for | is_secretariat)
